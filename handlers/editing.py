"""Changing a session in the chat: what is chosen is shown with all it does before it is done."""

from __future__ import annotations

from forum import changes as rules
from forum.changes import Capacity, Edit, Editable, Move, Standing
from forum.desk import Outcome, refusal
from handlers import changes
from handlers.buttons import (
    Button,
    EditSession,
    MoveSession,
    SetCancelled,
    SetCapacity,
    SetPlace,
    ShowChange,
    WriteCapacity,
    WritePlace,
)
from handlers.screens import edit_session as screens
from handlers.screens.notices import said
from handlers.screens.screen import Screen
from handlers.screens.session import gone
from handlers.visit import Visit
from locales import LANGUAGES


async def edit(visit: Visit, button: EditSession) -> Screen:
    """What can be changed about a session."""
    found = await _find(visit, button.session)
    return screens.edit(visit.words, found, button.via) if found else gone(visit.words, button.via)


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


async def write_place(visit: Visit, button: WritePlace) -> Screen:
    """Ask for a new place."""
    found = await _find(visit, button.session)
    if found is None:
        return gone(visit.words, "")
    return screens.write_place(visit.words, found, _language(visit, button), other=button.other)


def _language(visit: Visit, button: WritePlace) -> str:
    """One's own language first, then the other."""
    own = visit.words.language
    return next(one for one in LANGUAGES if one != own) if button.other else own


async def typed_place(visit: Visit, button: WritePlace, text: str) -> Screen:
    """A new place in one language: now the other one, then what it does."""
    came = await rules.draft_place(
        visit.desk, visit.user_id, button.session, _language(visit, button), text, first=not button.other
    )
    if came.refused:
        return (await write_place(visit, button)).saying(said(visit.words, came))
    if not button.other:
        return await write_place(visit, WritePlace(button.session, button.shown, other=True))
    return await set_place(visit, SetPlace(button.session, button.shown))


async def set_place(visit: Visit, button: SetPlace) -> Screen:
    """Give a session the place that was typed."""
    async with visit.desk.look() as view:
        place = await rules.drafted_place(view, visit.user_id, button.session)
    if place is None:
        return await write_place(visit, WritePlace(button.session, button.shown))
    return await _carry_out(visit, place, button, SetPlace(button.session, button.shown, sure=True))


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


async def _carry_out(
    visit: Visit,
    wanted: Edit,
    button: MoveSession | SetPlace | SetCapacity | SetCancelled,
    sure: Button,
) -> Screen:
    """Show what an edit does; once that was seen, do it, and show what there is to be told."""
    if button.sure:
        came = await rules.edit(visit.desk, button.session, wanted, button.shown)
        return await _after(visit, button.session, came)
    tried = await rules.try_out(visit.desk, button.session, wanted, button.shown)
    if isinstance(tried, Outcome):
        return await _after(visit, button.session, tried)
    return screens.trial(visit.words, button.session, tried, sure)


async def _after(visit: Visit, session_id: int, came: Outcome) -> Screen:
    """What waits to be told of it; where nothing does, or it could not be done: the session as it is now."""
    if not came.refused:
        async with visit.desk.look() as view:
            waits = (await rules.preview(view, session_id)).previews
        if waits:
            return (await changes.change(visit, ShowChange(session_id))).saying(said(visit.words, came))
    return (await edit(visit, EditSession(session_id))).saying(said(visit.words, came))
