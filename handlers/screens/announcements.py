"""Announcements for those who run the forum: the list, how one stands, whom it has not reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from forum.announcements import Audience, Standing, body_for
from handlers.buttons import (
    CorrectAnnouncement,
    NewAnnouncement,
    Organise,
    ResumeAnnouncement,
    ShowAnnouncement,
    ShowAnnouncements,
    ShowDelegate,
    ShowMissed,
    ShowUnread,
    StopAnnouncement,
    TakeBackAnnouncement,
    UnscheduleAnnouncement,
)
from handlers.screens.announcement_audience import Chosen, who
from handlers.screens.announcement_progress import bar, figures, head
from handlers.screens.organise import Matter
from handlers.screens.screen import Key, Page, Screen, short
from handlers.screens.times import near_day
from locales import Html, Words
from storage.announcement_records import Addressee, Announcement

_GIST, _QUOTED, _ON_A_KEY = 80, 300, 25
_NAME, _ORGANISATION = 60, 80
PEOPLE = 8
"""So many people stand on a page."""


def matter(words: Words, to_come: int) -> Matter:
    """How many wait for their time, and the way to them."""
    key = Key(words.plain("announcement.to_come_key", number=to_come), ShowAnnouncements())
    return Matter(key, words.count("announcement.to_come", to_come))


def at(words: Words, instant: datetime) -> str:
    """'oggi, 29 novembre, 15:20'."""
    return f"{near_day(words, words.day_of(instant))}, {words.time(instant)}"


def gist(words: Words, announcement: Announcement, most: int = _GIST) -> str:
    """How it begins, in one line; where nothing is written, that."""
    body = body_for(announcement, words.language)
    return short(" ".join(body.text.split()), most) if body else words.plain("announcement.empty")


def listed(words: Words, found: Sequence[Announcement], number: int, page_number: int) -> Screen:
    """One's drafts, and everybody's announcements; `found` are those of this page."""
    page = Page(words)
    page.paged(range(number), page_number, ShowAnnouncements)
    page.say(words("announcement.title"))
    for one in found:
        page.say(_line(words, one))
    if not found:
        page.say(words("announcement.none"))
    page.row(page.key("announcement.new", NewAnnouncement()))
    page.column(_key(words, one) for one in found)
    page.back(Organise())
    return page.screen()


def _key(words: Words, one: Announcement) -> Key:
    """'15:20 Il pranzo è alle…': the same text may have gone out twice."""
    when = one.send_at or one.released_at
    told = words.time(when) if when else words.plain(f"announcement.state.{one.state}")
    return Key(f"{told} {gist(words, one, _ON_A_KEY)}", ShowAnnouncement(one.id))


def _line(words: Words, one: Announcement) -> Html:
    when = one.send_at or one.released_at
    return words(
        "announcement.line",
        state=words.plain(f"announcement.state.{one.state}"),
        when=f" {at(words, when)}" if when else "",
        gist=gist(words, one),
    )


def scheduled(words: Words, found: Announcement, whom: Audience, chosen: Chosen) -> Screen:
    """One that waits for its time."""
    page = Page(words)
    page.say(words("announcement.head.scheduled"))
    if found.send_at is not None:
        page.say(words("announcement.goes_at", at=at(words, found.send_at)))
    page.say(words("announcement.quoted", text=gist(words, found, _QUOTED)))
    page.say(words.count("announcement.people", whom.number), *who(words, chosen))
    page.paired(
        [
            page.key("announcement.change", UnscheduleAnnouncement(found.id, to_change=True)),
            page.key("announcement.unschedule", UnscheduleAnnouncement(found.id, to_change=False)),
        ]
    )
    page.back(ShowAnnouncements())
    return page.screen()


def missed_its_time(words: Words, found: Announcement, was: datetime) -> Screen:
    """The notice that one did not go out, because the bot stood still at its time."""
    page = Page(words)
    page.say(words("announcement.missed_its_time", at=at(words, was)))
    page.say(words("announcement.quoted", text=gist(words, found, _QUOTED)))
    page.row(page.key("button.open", ShowAnnouncements()))
    return page.screen()


def card(words: Words, found: Standing) -> Screen:
    """One that went out, or is going out."""
    page, one = Page(words), found.announcement
    page.say(head(words, found))
    page.say(*bar(words, found))
    if one.released_at is not None:
        page.say(words("announcement.released_at", at=at(words, one.released_at)), *figures(words, found))
    page.say(words("announcement.quoted", text=gist(words, one, _QUOTED)))
    _follow(page, found)
    _change(page, found)
    page.row(page.key("button.refresh", ShowAnnouncement(one.id)))
    page.back(ShowAnnouncements())
    return page.screen()


def _follow(page: Page, found: Standing) -> None:
    number, reading = found.announcement.id, found.announcement.reading
    unread = max(0, found.delivered - found.read) if reading else 0
    if found.missed:
        page.row(page.key("announcement.missed_key", ShowMissed(number), number=found.missed))
    if unread:
        page.row(page.key("announcement.unread_key", ShowUnread(number), number=unread))


def _change(page: Page, found: Standing) -> None:
    one = found.announcement
    if one.state == "taken_back":
        return
    if found.phase == "sending":
        page.row(page.key("announcement.stop", StopAnnouncement(one.id)))
    if one.state == "stopped" and found.left:
        page.row(page.key("announcement.resume", ResumeAnnouncement(one.id), number=found.left))
    page.row(
        page.key("announcement.correct", CorrectAnnouncement(one.id)),
        page.key("announcement.take_back", TakeBackAnnouncement(one.id)),
    )


def confirm_resume(words: Words, found: Standing) -> Screen:
    """Before it goes on."""
    page, number = Page(words), found.announcement.id
    page.say(words.count("announcement.ask_resume", found.left))
    page.row(page.key("announcement.resume", ResumeAnnouncement(number, sure=True), number=found.left))
    page.back(ShowAnnouncement(number))
    return page.screen()


def confirm_take_back(words: Words, found: Standing) -> Screen:
    """Before it is taken out of all chats."""
    page, number = Page(words), found.announcement.id
    page.say(words.count("announcement.ask_take_back", found.delivered))
    page.say(words("announcement.take_back_limits"))
    page.row(page.key("announcement.take_back", TakeBackAnnouncement(number, sure=True)))
    page.back(ShowAnnouncement(number))
    return page.screen()


def missed(
    words: Words, announcement: int, found: Sequence[Addressee], number: int, page_number: int
) -> Screen:
    """Whom it could not reach, with their phones and why."""
    page = Page(words)
    page.paged(range(number), page_number, lambda turned: ShowMissed(announcement, turned), PEOPLE)
    page.say(words("announcement.missed_title"))
    page.say(words.count("announcement.missed", number) if number else words("announcement.all_reached"))
    for one in found:
        why = words("announcement.blocked" if one.started else "announcement.never_started")
        page.say(*_person(words, one), why)
    return _people(page, announcement, found)


def unread(
    words: Words, announcement: int, found: Sequence[Addressee], number: int, page_number: int
) -> Screen:
    """Who has it and has not said that they have read it, with their phones."""
    page = Page(words)
    page.paged(range(number), page_number, lambda turned: ShowUnread(announcement, turned), PEOPLE)
    page.say(words("announcement.unread_title"))
    page.say(words.count("announcement.unread", number) if number else words("announcement.all_read"))
    for one in found:
        page.say(*_person(words, one))
    return _people(page, announcement, found)


def _people(page: Page, announcement: int, found: Sequence[Addressee]) -> Screen:
    page.column(Key(_name(page.words, one), ShowDelegate(one.id)) for one in found)
    page.back(ShowAnnouncement(announcement))
    return page.screen()


def _person(words: Words, one: Addressee) -> list[Html]:
    firm = short(words.name(one.organisation, one.organisation_other, one.delegation), _ORGANISATION)
    return [
        words("announcement.person", name=_name(words, one), organisation=firm),
        words("announcement.phone", phone=one.phone) if one.phone else words("announcement.no_phone"),
    ]


def _name(words: Words, one: Addressee) -> str:
    return short(words.name(one.name, one.name_other, one.delegation), _NAME)
