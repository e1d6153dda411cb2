"""Changing a session in the chat: what is chosen is shown with all it does before it is done."""

from __future__ import annotations

from forum import changes as rules
from forum.changes import Capacity, Edit, Editable, Length, Move, Standing, StopTime
from forum.desk import Outcome, refusal
from handlers import changes
from handlers.buttons import (
    Button,
    EditSession,
    MoveSession,
    SetCancelled,
    SetCapacity,
    SetEnd,
    SetPlace,
    SetStop,
    SetTitle,
    ShowChange,
    ShowStops,
    WriteCapacity,
    WritePlace,
    WriteTitle,
)
from handlers.screens import edit_session as screens
from handlers.screens.notices import said
from handlers.screens.screen import Screen
from handlers.screens.session import gone
from handlers.visit import Visit
from locales import LANGUAGES
from storage import sessions
from storage.records import Stop

Sure = MoveSession | SetEnd | SetStop | SetPlace | SetTitle | SetCapacity | SetCancelled
Write = WritePlace | WriteTitle
Asked = MoveSession | SetEnd | SetStop | WriteCapacity

_MENDED_BY_TYPING = frozenset(
    (
        "moved_into_past",
        "outside_forum",
        "ends_first",
        "ends_before_stop",
        "stop_outside_visit",
        "stop_out_of_order",
    )
)
"""Refusals of a time: another one may do."""


async def edit(visit: Visit, button: EditSession) -> Screen:
    """What can be changed about a session, and what was changed about it a moment ago."""
    async with visit.desk.look() as view:
        found = await rules.editable(view, button.session)
        undo = await rules.undoable(view, visit.now, button.session)
    return screens.edit(visit.words, found, button.via, undo) if found else gone(visit.words, button.via)


async def _find(visit: Visit, session_id: int) -> Editable | None:
    async with visit.desk.look() as view:
        return await rules.editable(view, session_id)


async def move(visit: Visit, button: MoveSession) -> Screen:
    """Let a session begin at another time: choose it, see what it does, do it."""
    starts = rules.instant_of(button.starts)
    if starts is None:
        found = await _find(visit, button.session)
        return screens.choose_time(visit.words, found, visit.now) if found else gone(visit.words, "")
    sure = MoveSession(button.session, button.shown, button.starts, sure=True)
    return await _carry_out(visit, Move(starts), button, sure)


async def typed_time(visit: Visit, button: MoveSession, text: str) -> Screen:
    """The time at which a session is to begin, on its day."""
    found, clock = await _find(visit, button.session), rules.clock_of(text)
    if found is None:
        return gone(visit.words, "")
    if clock is None:
        return await _not_a_time(visit, await move(visit, MoveSession(button.session, button.shown)))
    starts = rules.at_clock(found.session.starts, clock, visit.zone)
    return await move(visit, MoveSession(button.session, button.shown, rules.minutes_of(starts)))


async def _not_a_time(visit: Visit, screen: Screen) -> Screen:
    return screen.saying(said(visit.words, refusal("not_a_time")))


async def set_end(visit: Visit, button: SetEnd) -> Screen:
    """Let a session end at another time."""
    ends = rules.instant_of(button.ends)
    if ends is None:
        found = await _find(visit, button.session)
        return screens.choose_end(visit.words, found, visit.now) if found else gone(visit.words, "")
    sure = SetEnd(button.session, button.shown, button.ends, sure=True)
    return await _carry_out(visit, Length(ends), button, sure)


async def typed_end(visit: Visit, button: SetEnd, text: str) -> Screen:
    """The time at which a session is to end."""
    found, clock = await _find(visit, button.session), rules.clock_of(text)
    if found is None:
        return gone(visit.words, "")
    if clock is None:
        return await _not_a_time(visit, await set_end(visit, SetEnd(button.session, button.shown)))
    ends = rules.ends_at(found.session.starts, clock, visit.zone)
    return await set_end(visit, SetEnd(button.session, button.shown, rules.minutes_of(ends)))


async def stops(visit: Visit, button: ShowStops) -> Screen:
    """The stops of a visit."""
    async with visit.desk.look() as view:
        found = await rules.editable(view, button.session)
        listed = await sessions.stops(view, button.session)
    return screens.stops(visit.words, found, listed) if found else gone(visit.words, "")


async def set_stop(visit: Visit, button: SetStop) -> Screen:
    """Let the bus be at a stop at another time."""
    at = rules.instant_of(button.at)
    if at is not None:
        sure = SetStop(button.session, button.shown, button.position, button.at, sure=True)
        return await _carry_out(visit, StopTime(button.position, at), button, sure)
    found, stop = await _find(visit, button.session), await _stop(visit, button)
    if found is None:
        return gone(visit.words, "")
    if stop is None:
        return await stops(visit, ShowStops(button.session))
    return screens.choose_stop_time(visit.words, found, stop, visit.now)


async def _stop(visit: Visit, button: SetStop) -> Stop | None:
    async with visit.desk.glance() as view:
        listed = await sessions.stops(view, button.session)
    return next((one for one in listed if one.position == button.position), None)


async def typed_stop(visit: Visit, button: SetStop, text: str) -> Screen:
    """The time at which the bus is to be at a stop, on the day on which it is there now."""
    stop, clock = await _stop(visit, button), rules.clock_of(text)
    again = SetStop(button.session, button.shown, button.position)
    if stop is None:
        return await set_stop(visit, again)
    if clock is None:
        return await _not_a_time(visit, await set_stop(visit, again))
    at = rules.at_clock(stop.at, clock, visit.zone)
    return await set_stop(visit, SetStop(button.session, button.shown, button.position, rules.minutes_of(at)))


async def write_place(visit: Visit, button: WritePlace) -> Screen:
    """Ask for a new place."""
    found = await _find(visit, button.session)
    if found is None:
        return gone(visit.words, "")
    return screens.write_place(visit.words, found, _language(visit, button), other=button.other)


async def write_title(visit: Visit, button: WriteTitle) -> Screen:
    """Ask for a new title."""
    found = await _find(visit, button.session)
    if found is None:
        return gone(visit.words, "")
    return screens.write_title(visit.words, found, _language(visit, button), other=button.other)


def _language(visit: Visit, button: Write) -> str:
    """One's own language first, then the other."""
    own = visit.words.language
    return next(one for one in LANGUAGES if one != own) if button.other else own


async def typed_place(visit: Visit, button: WritePlace, text: str) -> Screen:
    """A new place in one language: now the other one, then what it does."""
    came = await _draft(visit, button, "place", text)
    if came.refused:
        return (await write_place(visit, button)).saying(said(visit.words, came))
    if not button.other:
        return await write_place(visit, WritePlace(button.session, button.shown, other=True))
    return await set_place(visit, SetPlace(button.session, button.shown))


async def typed_title(visit: Visit, button: WriteTitle, text: str) -> Screen:
    """A new title, likewise."""
    came = await _draft(visit, button, "title", text)
    if came.refused:
        return (await write_title(visit, button)).saying(said(visit.words, came))
    if not button.other:
        return await write_title(visit, WriteTitle(button.session, button.shown, other=True))
    return await set_title(visit, SetTitle(button.session, button.shown))


async def _draft(visit: Visit, button: Write, what: str, text: str) -> Outcome:
    language = _language(visit, button)
    return await rules.draft_text(
        visit.desk, visit.user_id, button.session, what, language, text, first=not button.other
    )


async def set_place(visit: Visit, button: SetPlace) -> Screen:
    """Give a session the place that was typed."""
    async with visit.desk.look() as view:
        place = await rules.drafted_text(view, visit.user_id, button.session, "place")
    if place is None:
        return await write_place(visit, WritePlace(button.session, button.shown))
    return await _carry_out(visit, place, button, SetPlace(button.session, button.shown, sure=True))


async def set_title(visit: Visit, button: SetTitle) -> Screen:
    """Give a session the title that was typed."""
    async with visit.desk.look() as view:
        title = await rules.drafted_text(view, visit.user_id, button.session, "title")
    if title is None:
        return await write_title(visit, WriteTitle(button.session, button.shown))
    return await _carry_out(visit, title, button, SetTitle(button.session, button.shown, sure=True))


async def write_capacity(visit: Visit, button: WriteCapacity) -> Screen:
    """Ask how many seats there are."""
    found = await _find(visit, button.session)
    return screens.write_capacity(visit.words, found) if found else gone(visit.words, "")


async def typed_capacity(visit: Visit, button: WriteCapacity, text: str) -> Screen:
    """So many seats were typed."""
    seats = rules.seats_of(text)
    if seats is None:
        came = refusal("not_a_number", most=rules.MOST_SEATS)
        return (await write_capacity(visit, button)).saying(said(visit.words, came))
    return await set_capacity(visit, SetCapacity(button.session, button.shown, seats))


async def set_capacity(visit: Visit, button: SetCapacity) -> Screen:
    """Give a session so many seats."""
    sure = SetCapacity(button.session, button.shown, button.seats, sure=True)
    return await _carry_out(visit, Capacity(button.seats if button.seats >= 0 else None), button, sure)


async def set_cancelled(visit: Visit, button: SetCancelled) -> Screen:
    """Cancel a session, or let it take place after all."""
    sure = SetCancelled(button.session, button.shown, button.cancelled, sure=True)
    return await _carry_out(visit, Standing(button.cancelled), button, sure)


async def _carry_out(visit: Visit, wanted: Edit, button: Sure, sure: Button) -> Screen:
    """Show what an edit does; once that was seen, do it, and show what there is to be told."""
    if button.sure:
        came = await rules.edit(visit.desk, button.session, wanted, button.shown)
        return await (_once_more(visit, button, came) if came.refused else after(visit, button.session, came))
    tried = await rules.try_out(visit.desk, button.session, wanted, button.shown)
    if isinstance(tried, Outcome):
        return await _once_more(visit, button, tried)
    shown = screens.trial(visit.words, button.session, tried, sure)
    question = _question(button)
    # Who finds what it does too much types something else at once.
    return shown if question is None else shown.expecting(question)


def _question(button: Sure) -> Asked | None:
    """What was asked, for what is typed next; None where a key alone answers."""
    match button:
        case MoveSession():
            return MoveSession(button.session, button.shown)
        case SetEnd():
            return SetEnd(button.session, button.shown)
        case SetStop():
            return SetStop(button.session, button.shown, button.position)
        case SetCapacity():
            return WriteCapacity(button.session, button.shown)
        case _:
            return None


async def _once_more(visit: Visit, button: Sure, came: Outcome) -> Screen:
    """What cannot be is asked again, with the reason; where the session itself is another now, it is shown."""
    question = _question(button) if came.word in _MENDED_BY_TYPING else None
    match question:
        case MoveSession():
            shown = await move(visit, question)
        case SetEnd():
            shown = await set_end(visit, question)
        case SetStop():
            shown = await set_stop(visit, question)
        case _:
            return await after(visit, button.session, came)
    return shown.saying(said(visit.words, came))


async def after(visit: Visit, session_id: int, came: Outcome) -> Screen:
    """What waits to be told of it; where nothing does, or it could not be done: the session as it is now."""
    if not came.refused:
        async with visit.desk.look() as view:
            waits = (await rules.preview(view, session_id)).previews
        if waits:
            return (await changes.change(visit, ShowChange(session_id))).saying(said(visit.words, came))
    return (await edit(visit, EditSession(session_id))).saying(said(visit.words, came))
