"""Announcements that went out, or will: the list, how one stands, whom it has not reached; stopped, taken back."""

from __future__ import annotations

from forum import announcements as rules
from forum.desk import Outcome
from handlers.buttons import (
    CorrectAnnouncement,
    MarkRead,
    ResumeAnnouncement,
    ShowAnnouncement,
    ShowAnnouncements,
    ShowMissed,
    ShowUnread,
    StopAnnouncement,
    TakeBackAnnouncement,
    UnscheduleAnnouncement,
)
from handlers.drafts import aimed_at, draft, sentence
from handlers.screens import announcements as screens
from handlers.screens.announcement_draft import clearing
from handlers.screens.notices import said
from handlers.screens.screen import PAGE_SIZE, Screen, page_of
from handlers.visit import Visit
from storage import announcements as stored


async def announcements(visit: Visit, button: ShowAnnouncements) -> Screen:
    """One's drafts, and everybody's announcements."""
    async with visit.desk.look() as view:
        number = await stored.number_listed(view, visit.user_id)
        _, page, _ = page_of(range(number), button.page, PAGE_SIZE)
        found = await stored.listed(view, visit.user_id, PAGE_SIZE, page * PAGE_SIZE)
    return screens.listed(visit.words, found, number, page)


async def announcement(visit: Visit, button: ShowAnnouncement) -> Screen:
    """A draft of one's own; of any other how it stands."""
    return await _stands(visit, button.announcement) or await _gone(visit)


async def _stands(visit: Visit, number: int) -> Screen | None:
    async with visit.desk.look() as view:
        found = await stored.get(view, number)
        standing = await rules.standing(view, number)
        waits = found is not None and found.state == "scheduled"
        whom = (await rules.audience(view, found), await aimed_at(view, found)) if found and waits else None
    if standing is not None:
        return clearing(screens.card(visit.words, standing), standing.announcement)
    if found is not None and whom is not None:
        return clearing(screens.scheduled(visit.words, found, *whom), found)
    return await draft(visit, number)


async def _gone(visit: Visit) -> Screen:
    return await _list(visit, Outcome("announcement_gone", refused=True))


async def _list(visit: Visit, came: Outcome) -> Screen:
    return (await announcements(visit, ShowAnnouncements())).saying(said(visit.words, came))


async def _after(visit: Visit, number: int, came: Outcome) -> Screen:
    """How it stands after a press, with what became of that."""
    screen = await _stands(visit, number)
    return await _list(visit, came) if screen is None else screen.saying(sentence(visit, came))


async def begun(visit: Visit, number: int, came: Outcome) -> Screen:
    """After what takes its time: a message of its own shows how it goes on, here is the list."""
    async with visit.desk.glance() as view:
        found = await stored.get(view, number)
    shown = await (_after(visit, number, came) if came.refused else _list(visit, came))
    return shown if found is None else clearing(shown, found)


async def unschedule(visit: Visit, button: UnscheduleAnnouncement) -> Screen:
    """Do not send it at its time: the draft, to be changed, or the list."""
    came = await rules.unschedule(visit.desk, visit.user_id, button.announcement)
    if came.refused or button.to_change:
        return await _after(visit, button.announcement, came)
    return await _list(visit, came)


async def stop(visit: Visit, button: StopAnnouncement) -> Screen:
    """Send it to nobody else; the message that shows how it goes on changes by itself."""
    came = await rules.stop(visit.desk, button.announcement)
    if button.live:
        return Screen(toast=sentence(visit, came))
    return await _after(visit, button.announcement, came)


async def resume(visit: Visit, button: ResumeAnnouncement) -> Screen:
    """Send it to the others after all; not sure yet: ask."""
    if button.sure:
        came = await rules.resume(visit.desk, visit.user_id, button.announcement)
        return await begun(visit, button.announcement, came)
    async with visit.desk.look() as view:
        standing = await rules.standing(view, button.announcement)
    if standing is None or standing.announcement.state != "stopped":
        return await announcement(visit, ShowAnnouncement(button.announcement))
    return screens.confirm_resume(visit.words, standing)


async def correct(visit: Visit, button: CorrectAnnouncement) -> Screen:
    """Write other texts for what went out."""
    came = await rules.begin_correction(visit.desk, visit.user_id, button.announcement)
    if came.refused:
        return await _list(visit, came)
    return await draft(visit, int(came.facts["announcement"] or 0)) or await _gone(visit)


async def take_back(visit: Visit, button: TakeBackAnnouncement) -> Screen:
    """Take it out of all chats; not sure yet: ask."""
    if button.sure:
        came = await rules.take_back(visit.desk, visit.user_id, button.announcement)
        return await begun(visit, button.announcement, came)
    async with visit.desk.look() as view:
        standing = await rules.standing(view, button.announcement)
    if standing is None or standing.announcement.state == "taken_back":
        return await announcement(visit, ShowAnnouncement(button.announcement))
    return screens.confirm_take_back(visit.words, standing)


async def missed(visit: Visit, button: ShowMissed) -> Screen:
    """Whom it could not reach."""
    return await _people(visit, button, "missed")


async def unread(visit: Visit, button: ShowUnread) -> Screen:
    """Who has not said that they have read it."""
    return await _people(visit, button, "unread")


async def _people(visit: Visit, button: ShowMissed | ShowUnread, which: str) -> Screen:
    number = button.announcement
    async with visit.desk.look() as view:
        there = await rules.standing(view, number)
        count = await stored.number_of_addressees(view, number, which)
        _, page, _ = page_of(range(count), button.page, screens.PEOPLE)
        found = await stored.addressees(view, number, which, screens.PEOPLE, page * screens.PEOPLE)
    if there is None:
        return await announcement(visit, ShowAnnouncement(number))
    shown = screens.missed if which == "missed" else screens.unread
    return shown(visit.words, number, found, count, page)


async def mark_read(visit: Visit, button: MarkRead) -> Screen:
    """A reader says that they have read it; an organiser who looks how it will be has nothing to say."""
    delegate_id = visit.visitor.delegate_id
    if delegate_id is not None:
        came = await rules.read(visit.desk, delegate_id, button.announcement)
        if not came.refused:
            return Screen(toast=said(visit.words, came), unkeys=True)
    word = "said.only_a_preview" if visit.organiser else "said.gone"
    return Screen(toast=visit.words.plain(word))
