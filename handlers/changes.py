"""Changes of the programme that wait to be told: looking at them, releasing and dismissing them."""

from __future__ import annotations

from forum import changes as rules
from forum.desk import Outcome
from handlers import organise
from handlers.buttons import Dismiss, Organise, Release, ShowCancelled, ShowChange, ShowChanges
from handlers.screens import changes as screens
from handlers.screens.notices import said
from handlers.screens.screen import Screen
from handlers.visit import Visit
from storage import session_edits, sessions


async def waiting(visit: Visit, button: ShowChanges) -> Screen:
    """What waits to be told."""
    async with visit.desk.look() as view:
        found = await rules.preview(view)
        undo = await rules.undoable(view, visit.now)
    return screens.waiting(visit.words, found, button.page, undo)


async def change(visit: Visit, button: ShowChange) -> Screen:
    """One change, and whom it concerns; where it waits no more, what else does."""
    async with visit.desk.look() as view:
        found = await rules.preview(view, button.session)
        if not found.previews:
            return await waiting(visit, ShowChanges())
        page = min(max(button.page, 0), max(0, found.number - 1) // screens.NAMES)
        seen = found.previews[0].change
        people = await rules.people(view, seen, page * screens.NAMES, screens.NAMES)
        undo = await rules.undoable(view, visit.now, button.session)
    return screens.change(visit.words, found, people, page, undo)


async def release(visit: Visit, button: Release) -> Screen:
    """Tell those concerned; not sure yet: say how many they are."""
    if not button.sure:
        return await _ask(visit, button)
    came = await rules.release(visit.desk, button.shown, button.session)
    if came.word != "changes_released":
        return await _after(visit, came)
    async with visit.desk.look() as view:
        others, undo = await rules.waiting(view), await rules.undoable(view, visit.now)
    shown = screens.released(visit.words, int(came.facts["people"] or 0), others, undo)
    return shown.saying(said(visit.words, came))


async def dismiss(visit: Visit, button: Dismiss) -> Screen:
    """Tell nobody; not sure yet: ask."""
    if not button.sure:
        return await _ask(visit, button)
    return await _after(visit, await rules.dismiss(visit.desk, button.shown, button.session))


async def _ask(visit: Visit, button: Release | Dismiss) -> Screen:
    async with visit.desk.look() as view:
        found = await rules.preview(view, button.session)
    if found.shown != button.shown:
        word = "changes_changed" if found.previews else "nothing_waits"
        return (await waiting(visit, ShowChanges())).saying(said(visit.words, Outcome(word)))
    ask = screens.confirm_release if isinstance(button, Release) else screens.confirm_dismiss
    return ask(visit.words, found, button.session)


async def _after(visit: Visit, came: Outcome) -> Screen:
    """What still waits; where nothing does, all that may."""
    async with visit.desk.look() as view:
        found = await rules.preview(view)
    if found.previews:
        return screens.waiting(visit.words, found, 0).saying(said(visit.words, came))
    return (await organise.organise(visit, Organise())).saying(said(visit.words, came))


async def cancelled(visit: Visit, button: ShowCancelled) -> Screen:
    """What is cancelled and could still take place."""
    async with visit.desk.look() as view:
        found = [
            await sessions.get(view, number) for number in await session_edits.cancelled(view, visit.now)
        ]
    return screens.cancelled(visit.words, [one for one in found if one is not None], button.page)
