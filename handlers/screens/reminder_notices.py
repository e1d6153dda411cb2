"""Reminders and digests: what comes next, where, how to get there and who waits there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from forum.naming import short_title, who
from forum.reminders import Digest, Reminder
from handlers.buttons import Pin, ShowAgenda, ShowMeeting, ShowMeetings, ShowSession
from handlers.screens import entries as lines
from handlers.screens.screen import Page, Screen, short
from handlers.screens.times import near_day
from locales import Html, Words
from locales.words import capital
from storage.meeting_records import Appointment
from storage.records import Attended, Stop
from storage.visits import Guide

MOST = 10
"""So many lines of a day stand in a digest; the agenda has them all."""

_A_MINUTE = timedelta(minutes=1)
_SOON = 120
"""Up to so many minutes before it begins they are counted."""

_LONGEST_TITLE = 150


def reminder(words: Words, about: Reminder, now: datetime) -> Screen:
    """What begins soon."""
    page = Page(words)
    page.say(_heading(words, about, now))
    if isinstance(about.entry, Attended):
        _session(page, about.entry, about)
    else:
        _meeting(page, about.entry)
    return page.screen()


def _heading(words: Words, about: Reminder, now: datetime) -> Html:
    minutes = -((now - about.begins) // _A_MINUTE)
    if isinstance(about.entry, Attended):
        named = {"title": short(words.pick(about.entry, "title"), _LONGEST_TITLE)}
        if minutes > _SOON:
            return words("reminder.later", **named)
        if about.departure is not None:
            return words.count("reminder.departure", minutes, **named)
        return words.count("reminder.session", minutes, **named)
    met = {"who": short(who(words, about.entry), _LONGEST_TITLE)}
    if minutes > _SOON:
        return words("reminder.later", title=short_title(words, about.entry))
    table = about.entry.table_number
    if about.entry.interpreting:
        return words.count("reminder.interpreting", minutes, table=table, **met)
    return words.count("reminder.meeting", minutes, table=table, **met)


def _when(words: Words, starts: datetime, ends: datetime) -> Html:
    day = near_day(words, words.day_of(starts))
    return words("session.when", when=f"{day}, {words.times(starts, ends)}")


def _session(page: Page, session: Attended, about: Reminder) -> None:
    words = page.words
    page.say(
        _when(words, session.starts, session.ends),
        *(_bus(words, about.departure) or [words("session.place", place=words.pick(session, "place"))]),
        words("session.moderator", name=session.moderator) if session.moderator else Html(""),
        *_guides(words, session, about.guides),
    )
    stop = about.departure
    pin = Pin("s", session.id) if stop is None else Pin("b", session.id, stop.position)
    place = session if stop is None else stop
    page.row(
        page.key("button.open", ShowSession(session.id, ShowAgenda.prefix)),
        None if place.latitude is None else page.key("button.map", pin),
    )


def _bus(words: Words, stop: Stop | None) -> list[Html]:
    if stop is None:
        return []
    note = words.pick(stop, "note")
    return [
        words("stops.departure", time=words.time(stop.at), place=words.pick(stop, "place")),
        words("text", text=note) if note else Html(""),
    ]


def _guides(words: Words, session: Attended, guides: Sequence[Guide]) -> list[Html]:
    if session.guided:
        return [words.count("reminder.passengers", session.seated)]
    found = []
    for guide in guides:
        name = words.name(guide.name, guide.name_other, guide.delegation)
        found.append(words("reminder.guide", name=name))
        found.append(words("info.phone", phone=guide.phone) if guide.phone else Html(""))
    return found


def _meeting(page: Page, meeting: Appointment) -> None:
    words = page.words
    page.say(
        _when(words, meeting.starts, meeting.ends),
        lines.place(words, meeting),
        lines.help_of(words, meeting),
    )
    pinned = meeting.place_id if meeting.latitude is not None else None
    page.row(
        page.key("button.open", ShowMeeting(meeting.id)),
        None if pinned is None else page.key("button.map", Pin("s", pinned)),
    )


def digest(words: Words, about: Digest) -> Screen:
    """A day in a few lines, with what waits."""
    page = Page(words)
    first = words.time(about.entries[0].begins)
    page.say(
        words.count("digest.heading", len(about.entries), day=capital(near_day(words, about.day)), time=first)
    )
    page.say(*(line for one in about.entries[:MOST] for line in _line(words, one)))
    if len(about.entries) > MOST:
        page.say(words.count("digest.more", len(about.entries) - MOST))
    page.say(words("zone.florence"))
    _pending(page, about)
    return page.screen()


def _line(words: Words, one: Reminder) -> list[Html]:
    stop = one.departure
    if stop is None:
        return [lines.line(words, one.entry), lines.place(words, one.entry)]
    place = short(words.pick(stop, "place"), lines.LONGEST_PLACE)
    return [lines.line(words, one.entry), words("stops.departure", time=words.time(stop.at), place=place)]


def _pending(page: Page, about: Digest) -> None:
    words, pending = page.words, about.pending
    page.say(
        words.count("agenda.unplaced", pending.unplaced) if pending.unplaced else Html(""),
        words.count("agenda.to_answer", pending.to_answer) if pending.to_answer else Html(""),
    )
    page.row(page.key("menu.agenda", ShowAgenda(about.day.isoformat())))
    page.row(
        page.key("agenda.unplaced_key", ShowMeetings("unplaced"), number=pending.unplaced)
        if pending.unplaced
        else None,
        page.key("agenda.to_answer_key", ShowMeetings("to_answer"), number=pending.to_answer)
        if pending.to_answer
        else None,
    )
