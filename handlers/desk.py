"""The organisers' desk: what is open looked at more closely, who interprets what, who did what."""

from __future__ import annotations

from forum import meetings as rules
from forum.desk import Outcome
from handlers.buttons import (
    AssignInterpreter,
    ChooseInterpreter,
    ForgoInterpreter,
    ShowCrowded,
    ShowRecord,
    ShowUninterpreted,
    ShowUnplaced,
)
from handlers.meetings import actor
from handlers.screens import desk as screens
from handlers.screens import record as record_screens
from handlers.screens.meeting_lines import said
from handlers.screens.screen import PAGE_SIZE, Screen, page_of
from handlers.visit import Visit
from storage import deeds, delegates, sessions
from storage import desk as stored
from storage.connection import Connection
from storage.records import Delegate, Session


async def crowded(visit: Visit, button: ShowCrowded) -> Screen:
    """The tables and visits with more people than seats."""
    async with visit.desk.glance() as view:
        found = await stored.crowded(view, visit.now)
    return screens.crowded(visit.words, found, button.page)


async def unplaced(visit: Visit, button: ShowUnplaced) -> Screen:
    """The meetings agreed without a time, a page of them."""
    async with visit.desk.look() as view:
        number = (await stored.counts(view, visit.now)).without_time
        _, page, _ = page_of(range(number), button.page, PAGE_SIZE)
        found = await stored.without_time(view, PAGE_SIZE, page * PAGE_SIZE)
    return screens.unplaced(visit.words, found, number, page)


async def uninterpreted(visit: Visit, button: ShowUninterpreted) -> Screen:
    """The meetings without an interpreter, a page of them."""
    async with visit.desk.look() as view:
        number = (await stored.counts(view, visit.now)).without_interpreter
        _, page, _ = page_of(range(number), button.page, PAGE_SIZE)
        found = await stored.without_interpreter(view, visit.now, PAGE_SIZE, page * PAGE_SIZE)
    return screens.uninterpreted(visit.words, found, number, page)


async def choose_interpreter(visit: Visit, button: ChooseInterpreter) -> Screen:
    """Who could interpret a meeting; one that needs nobody any more gives way to those that do."""
    async with visit.desk.look() as view:
        found = await rules.casting(view, button.meeting, visit.now)
    if found is None:
        return await _those_left(visit, Outcome("interpreter_changed"))
    return screens.choose_interpreter(visit.words, found, button.page)


async def _those_left(visit: Visit, came: Outcome) -> Screen:
    return (await uninterpreted(visit, ShowUninterpreted())).saying(said(visit.words, came))


async def assign_interpreter(visit: Visit, button: AssignInterpreter) -> Screen:
    """A meeting gets its interpreter; where that one is taken by now, who else could."""
    came = await rules.assign(visit.desk, actor(visit), button.meeting, button.revision, button.interpreter)
    if came.word == "interpreter_taken":
        shown = await choose_interpreter(visit, ChooseInterpreter(button.meeting))
        return shown.saying(said(visit.words, came))
    return await _those_left(visit, came)


async def forgo_interpreter(visit: Visit, button: ForgoInterpreter) -> Screen:
    """Nobody will interpret a meeting; not sure yet: ask."""
    if button.sure:
        return await _those_left(
            visit, await rules.forgo(visit.desk, actor(visit), button.meeting, button.revision)
        )
    async with visit.desk.look() as view:
        found = await rules.casting(view, button.meeting, visit.now)
    if found is None or found.meeting.revision != button.revision:
        return await _those_left(visit, Outcome("interpreter_changed"))
    return screens.confirm_forgo(visit.words, found.meeting)


async def record(visit: Visit, button: ShowRecord) -> Screen:
    """Who did what, a page of it."""
    about = button.about if button.about in deeds.ABOUT else ""
    size = record_screens.LINES
    async with visit.desk.look() as view:
        number = await deeds.count(view, about, button.number)
        _, page, _ = page_of(range(number), button.page, size)
        found = await deeds.latest(view, size, page * size, about=about, number=button.number)
        subject = await _subject(view, about, button.number)
    here = ShowRecord(about, button.number, page)
    return record_screens.record(visit.words, found, number, here, subject)


async def _subject(view: Connection, about: str, number: int) -> Delegate | Session | None:
    if about == "p":
        return await delegates.known(view, number)
    return await sessions.get(view, number) if about == "s" else None
