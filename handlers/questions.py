"""Questions to the organisers: asked and answered in private chats."""

from __future__ import annotations

from forum import questions as rules
from forum.desk import Outcome
from handlers import home, recording
from handlers.buttons import (
    AnswerQuestion,
    AskOrganisers,
    LetGoQuestion,
    Need,
    ShowQuestion,
    ShowQuestions,
    TakeQuestion,
)
from handlers.screens import questions as screens
from handlers.screens.notices import said
from handlers.screens.screen import Screen
from handlers.visit import Visit
from storage import questions as stored
from storage.questions import Question

_LAST = 3


async def ask(visit: Visit, button: AskOrganisers) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """Type a question; what one has asked before."""
    return (await _own(visit)).expecting(AskOrganisers())


async def _own(visit: Visit, *, sent: bool = False) -> Screen:
    async with visit.desk.look() as view:
        found = await stored.of_delegate(view, visit.delegate_id, _LAST)
        held = await rules.held_until(view, visit.now)
    return screens.own(visit.words, found, held, sent=sent)


async def typed(visit: Visit, button: AskOrganisers, text: str) -> Screen:
    """The question goes to the organisers; one that cannot is asked for again."""
    came = await rules.ask(visit.desk, visit.delegate_id, text)
    if came.refused:
        return (await ask(visit, button)).saying(said(visit.words, came))
    return (await _own(visit, sent=True)).saying(said(visit.words, came))


async def waiting(visit: Visit, button: ShowQuestions) -> Screen:
    """The questions without an answer."""
    async with visit.desk.look() as view:
        found = await stored.unanswered(view)
    return screens.waiting(visit.words, found, button.page)


async def question(visit: Visit, button: ShowQuestion) -> Screen:
    """A question: for organisers with the way to answer it, for who asked it with the answer."""
    found = await _seen(visit, button.question)
    if found is None:
        return await _gone(visit)
    if visit.organiser:
        return screens.question(visit.words, found)
    return await _own(visit)


async def _seen(visit: Visit, number: int) -> Question | None:
    async with visit.desk.glance() as view:
        found = await stored.get(view, number)
    mine = found is not None and found.delegate_id == visit.visitor.delegate_id
    return found if visit.organiser or mine else None


async def _gone(visit: Visit) -> Screen:
    screen = await (waiting(visit, ShowQuestions()) if visit.organiser else _own_or_menu(visit))
    return screen.saying(visit.words.plain("said.question_gone"))


async def _own_or_menu(visit: Visit) -> Screen:
    return await (_own(visit) if visit.may(Need.DELEGATE) else home.menu(visit))


async def answer(visit: Visit, button: AnswerQuestion) -> Screen:
    """Type the answer; one that there is already is shown."""
    found = await _seen(visit, button.question)
    if found is None:
        return await _gone(visit)
    if found.answer is not None:
        shown = screens.question(visit.words, found)
        return shown.saying(visit.words.plain("said.answered_before"))
    return screens.answering(visit.words, found)


async def typed_answer(visit: Visit, button: AnswerQuestion, text: str) -> Screen:
    """The answer goes to the delegate, unless somebody was quicker."""
    came = await rules.answer(visit.desk, button.question, text, user_id=visit.user_id)
    return await _answered(visit, button.question, came)


async def _answered(visit: Visit, number: int, came: Outcome) -> Screen:
    if came.word == "question_gone":
        return await _gone(visit)
    if came.word in {"answer_empty", "answer_long"}:
        shown = await answer(visit, AnswerQuestion(number))
    else:
        shown = await question(visit, ShowQuestion(number))
    return shown.saying(said(visit.words, came))


async def take(visit: Visit, button: TakeQuestion) -> Screen:
    """Deal with a question."""
    came = await rules.take(visit.desk, button.question, user_id=visit.user_id)
    return await _answered(visit, button.question, came)


async def let_go(visit: Visit, button: LetGoQuestion) -> Screen:
    """Deal with it no more."""
    return await _answered(visit, button.question, await rules.let_go(visit.desk, button.question))


async def replied(visit: Visit, number: int, text: str) -> Screen:
    """A reply to a message about a question: an organiser answers it, who has asked it asks further."""
    if visit.organiser:
        recording.note(visit, AnswerQuestion(number))
        if not text:
            return (await answer(visit, AnswerQuestion(number))).saying(
                visit.words.plain("said.answer_no_text")
            )
        return await typed_answer(visit, AnswerQuestion(number), text)
    if not text:
        return (await ask(visit, AskOrganisers())).saying(visit.words.plain("said.question_no_text"))
    return await typed(visit, AskOrganisers(), text)
