"""The programme live: many sessions later at once, a new one, and undoing what was just done."""

from __future__ import annotations

from forum import changes as rules
from forum.changes import adding, delaying
from forum.desk import Outcome, refusal
from handlers import changes, editing
from handlers.buttons import (
    AddSession,
    AnswerNew,
    AskNew,
    Delay,
    DelayFrom,
    NewSession,
    ShowChanges,
    ShowDelays,
    UndoStep,
)
from handlers.screens import add_session as new_screens
from handlers.screens import delays as screens
from handlers.screens.notices import said
from handlers.screens.screen import Screen
from handlers.visit import Visit
from storage import forums


async def delays(visit: Visit, button: ShowDelays) -> Screen:
    """What can begin later together."""
    async with visit.desk.look() as view:
        found = await delaying.starting_points(view, visit.now)
    return screens.choose_place(visit.words, found, button.page)


async def delay_from(visit: Visit, button: DelayFrom) -> Screen:
    """From which session at a place on."""
    async with visit.desk.look() as view:
        found = await delaying.from_here(view, button.session, visit.now)
    return screens.choose_first(visit.words, found, button.page, button.session)


async def delay(visit: Visit, button: Delay) -> Screen:
    """By how much, then what it does; once that was seen, do it, and show what there is to be told."""
    if not button.minutes:
        async with visit.desk.look() as view:
            found = await delaying.scope(view, button.first, visit.now)
        return screens.choose_minutes(visit.words, button.first, found)
    if button.sure:
        came = await delaying.delay(visit.desk, button.first, button.minutes, button.shown)
        if came.refused:
            return await _again(visit, button, came)
        return (await changes.waiting(visit, ShowChanges())).saying(said(visit.words, came))
    tried = await delaying.try_delay(visit.desk, button.first, button.minutes, button.shown)
    if isinstance(tried, Outcome):
        return await _again(visit, button, tried)
    sure = Delay(button.first, button.shown, button.minutes, sure=True)
    return screens.trial(visit.words, button, tried, sure)


async def _again(visit: Visit, button: Delay, came: Outcome) -> Screen:
    return (await delay(visit, Delay(button.first))).saying(said(visit.words, came))


async def typed_delay(visit: Visit, button: Delay, text: str) -> Screen:
    """So many minutes were typed."""
    minutes = rules.delay_of(text)
    if minutes is None:
        return await _again(visit, button, refusal("not_a_delay", most=rules.MOST_DELAY))
    return await delay(visit, Delay(button.first, button.shown, minutes))


async def new_session(visit: Visit, button: NewSession) -> Screen:
    """What is to be added; then the first question about it."""
    if not button.kind:
        return new_screens.choose_kind(visit.words)
    came = await adding.begin(visit.desk, visit.user_id, button.kind)
    if came.refused:
        return new_screens.choose_kind(visit.words).saying(said(visit.words, came))
    return await ask_new(visit, AskNew())


async def ask_new(visit: Visit, button: AskNew) -> Screen:
    """A question about the new session, or the next; after the last one what the session would do to whom."""
    language = visit.words.language
    async with visit.desk.look() as view:
        given, forum = await adding.draft(view, visit.user_id), await forums.get(view)
    still_open = adding.open_question(given, language)
    if still_open == "kind" or forum is None:
        return new_screens.choose_kind(visit.words)
    known = button.what in adding.questions(given["kind"], language)
    what = button.what if known else still_open
    if what:
        return new_screens.ask(visit.words, given, what, adding.days(forum))
    tried = await adding.try_out(visit.desk, visit.user_id)
    if isinstance(tried, Outcome):
        # Its time has passed, or the forum's dates have changed since.
        return new_screens.ask(visit.words, given, "times", (), refused=True).saying(said(visit.words, tried))
    sure = AddSession(adding.shown(given))
    return new_screens.trial(visit.words, given, adding.lines(given), tried, sure)


async def answer_new(visit: Visit, button: AnswerNew) -> Screen:
    """A question about the new session was answered by a key."""
    return await _answered(visit, button.what, button.value)


async def typed_new(visit: Visit, button: AskNew, text: str) -> Screen:
    """A question about the new session was answered by typing."""
    return await _answered(visit, button.what, text)


async def _answered(visit: Visit, what: str, text: str) -> Screen:
    came = await adding.answer(visit.desk, visit.user_id, what, text, visit.words.language)
    if came.refused:
        return (await ask_new(visit, AskNew(what))).saying(said(visit.words, came))
    return await ask_new(visit, AskNew())


async def add_session(visit: Visit, button: AddSession) -> Screen:
    """Add the new session, and show what there is to be told."""
    came = await adding.add(visit.desk, visit.user_id, button.shown)
    if came.refused:
        return (await ask_new(visit, AskNew())).saying(said(visit.words, came))
    return await editing.after(visit, int(came.facts["session"] or 0), came)


async def undo(visit: Visit, button: UndoStep) -> Screen:
    """All is as it was a moment ago; the session, or what waits, as it is now."""
    came = await rules.undo(visit.desk, button.step)
    session = int(came.facts.get("session") or 0)
    if session:
        return await editing.after(visit, session, came)
    return (await changes.waiting(visit, ShowChanges())).saying(said(visit.words, came))
