"""One's own agenda, information, pins, settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from forum import agenda as rules
from forum import preferences, programme
from forum.calendar import hand_out
from handlers import home
from handlers.buttons import (
    Need,
    Pin,
    Remove,
    SendCalendar,
    SendPhone,
    SetLanguage,
    SetReminders,
    SetVisibility,
    ShowAgenda,
    ShowInfo,
    ShowInfoPage,
    ShowSettings,
)
from handlers.screens import agenda as agenda_screens
from handlers.screens import info as info_screens
from handlers.screens import personal as screens
from handlers.screens.notices import said
from handlers.screens.screen import Contact, File, Place, Screen
from handlers.visit import Visit
from handlers.visits import is_led
from storage import delegates, forums, meeting_looks, meetings, sessions
from storage.connection import Connection
from storage.records import Attended, Delegate, InfoPage, Session, Stop


async def agenda(visit: Visit, button: ShowAgenda) -> Screen:
    """One's own agenda of a day: the one asked for, or where one is now: today, the next one, or the last."""
    async with visit.desk.look() as view:
        entries = await rules.on_agenda(view, visit.delegate_id)
        pending = await meetings.pending(view, visit.delegate_id)
    days = programme.days((entry.starts for entry in entries), visit.zone)
    day = _day(button.day, days, visit.words.day_of(visit.now))
    number = button.page if button.day else agenda_screens.page_at(visit.words, day, entries, visit.now)
    return agenda_screens.agenda(visit.words, day, days, entries, pending, number)


def _day(asked: str, days: list[date], today: date) -> date:
    for day in days:
        if day.isoformat() == asked:
            return day
    coming = [day for day in days if day >= today]
    return coming[0] if coming else days[-1] if days else today


async def calendar(visit: Visit, button: SendCalendar) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """One's agenda as a file for the phone's calendar."""
    came = await hand_out(visit.desk, visit.delegate_id, visit.words.language)
    words = visit.words
    file = File(
        words.plain("agenda.file_name"), str(came.facts["file"]).encode(), words("agenda.file_explained")
    )
    return Screen(extra=file, toast=words.plain("said.file_sent"))


async def info(visit: Visit, button: ShowInfo) -> Screen:
    """The pages of information."""
    async with visit.desk.glance() as view:
        found = await sessions.info_pages(view, visit.audience)
    asks = visit.may(Need.DELEGATE) and not visit.organiser
    return info_screens.info(visit.words, found, button.page, asks=asks)


async def info_page(visit: Visit, button: ShowInfoPage) -> Screen:
    """A page of information."""
    async with visit.desk.glance() as view:
        found = await sessions.info_page(view, button.info_page)
    if found is None or not programme.meant_for(found.audience, visit.audience):
        return (await info(visit, ShowInfo())).saying(visit.words.plain("said.gone"))
    return info_screens.info_page(visit.words, found)


async def phone(visit: Visit, button: SendPhone) -> Screen:
    """A number to be called by a tap: short ones are no links in a text."""
    async with visit.desk.glance() as view:
        found = await sessions.info_page(view, button.info_page)
    if found is None or not found.phone or not programme.meant_for(found.audience, visit.audience):
        return Screen(toast=visit.words.plain("said.gone"))
    return Screen(extra=Contact(visit.words.pick(found, "title"), found.phone, "", ""))


async def pin(visit: Visit, button: Pin) -> Screen:
    """A place on the map."""
    async with visit.desk.look() as view:
        found = await _located(view, visit, button)
        of = await _attended(view, visit, found.session_id) if isinstance(found, Stop) else found
    if found is None or of is None or found.latitude is None or found.longitude is None:
        return Screen(toast=visit.words.plain("said.no_pin"))
    if not (programme.meant_for(of.audience, visit.audience) or _takes_part(visit, of)):
        return Screen(toast=visit.words.plain("said.gone"))
    title = visit.words.pick(found, "title" if isinstance(found, InfoPage) else "place")
    address = visit.words.pick(found, "title") if isinstance(found, Session) else title
    return Screen(extra=Place(found.latitude, found.longitude, title, address))


def _takes_part(visit: Visit, of: Attended | InfoPage) -> bool:
    """Whether somebody sits in a session, leads it, or runs the forum, whose audience they are not."""
    return isinstance(of, Attended) and (of.seat is not None or is_led(visit, of) or visit.organiser)


async def _attended(view: Connection, visit: Visit, session_id: int) -> Attended | None:
    return await sessions.attended(view, session_id, visit.visitor.delegate_id)


async def _located(view: Connection, visit: Visit, button: Pin) -> Attended | InfoPage | Stop | None:
    if button.of == "s":
        return await _attended(view, visit, button.id)
    if button.of == "i":
        return await sessions.info_page(view, button.id)
    stops = await sessions.stops(view, button.id)
    return next((stop for stop in stops if stop.position == button.position), None)


async def remove(visit: Visit, button: Remove) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """The message goes."""
    return Screen(removes=True)


async def settings(visit: Visit, button: ShowSettings) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """What one has decided."""
    delegate, reminders = await _self(visit)
    async with visit.desk.glance() as view:
        shares = delegate is not None and await meeting_looks.shares_contacts(view, delegate.id)
    return screens.settings(visit.words, delegate, reminders, shares=shares)


async def _self(visit: Visit) -> tuple[Delegate | None, tuple[str, ...]]:
    async with visit.desk.look() as view:
        forum = await forums.get(view)
        delegate = await delegates.get(view, visit.visitor.delegate_id or 0)
    return delegate, forum.reminder_minutes if forum else ()


async def set_language(visit: Visit, button: SetLanguage) -> Screen:
    """Speak another language, at once and everywhere."""
    came = await preferences.choose_language(visit.desk, visit.user_id, button.language)
    fresh = await home.again(visit)
    screen = await settings(fresh, ShowSettings())
    return replace(screen.saying(said(fresh.words, came)), speaks=fresh.words.language)


async def set_visibility(visit: Visit, button: SetVisibility) -> Screen:
    """Who may see me."""
    if not button.visibility:
        delegate, _ = await _self(visit)
        return screens.visibility(visit.words, delegate) if delegate else await home.menu(visit)
    came = await preferences.choose_visibility(visit.desk, visit.delegate_id, button.visibility)
    return (await settings(visit, ShowSettings())).saying(said(visit.words, came))


async def set_reminders(visit: Visit, button: SetReminders) -> Screen:
    """How long before something I am reminded."""
    if button.choice < 0:
        delegate, reminders = await _self(visit)
        return screens.reminders(visit.words, delegate, reminders) if delegate else await home.menu(visit)
    came = await preferences.choose_reminders(visit.desk, visit.delegate_id, button.choice)
    return (await settings(visit, ShowSettings())).saying(said(visit.words, came))
