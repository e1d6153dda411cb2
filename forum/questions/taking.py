"""Who deals with a question: somebody takes it, for a while; everybody sees who."""

from __future__ import annotations

from datetime import datetime, timedelta

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.questions.group import is_the_group
from storage import accounts, questions

HELD = timedelta(minutes=20)
"""So long somebody who has taken a question has it; without an answer by then it is anybody's again."""


@use_case
async def take(
    work: Work, question_id: int, *, user_id: int, name: str = "", chat_id: int | None = None
) -> Outcome:
    """Deal with a question, as one who may, or out of the organisers' group (`chat_id`): the first has it.

    `name`: what Telegram calls them, kept as long as they have the question where they are no delegate.
    Outcome: question_taken. Refusals: question_gone, answered_before, taken_before, taker_unknown (no account: before
    the consent nothing is kept of anybody), group_elsewhere_now.
    """
    if chat_id is not None and not await is_the_group(work, chat_id):
        return refusal("group_elsewhere_now")
    question = await questions.get(work.tx, question_id)
    if question is None:
        return refusal("question_gone")
    if question.answer is not None:
        return refusal("answered_before")
    if question.taken_until is not None:
        return outcome("question_taken") if question.taken_by == user_id else refusal("taken_before")
    account = await accounts.get(work.tx, user_id)
    if account is None:
        return refusal("taker_unknown")
    own = "" if account.delegate_id is not None else name
    await questions.take(work.tx, question_id, user_id, own, work.now + HELD)
    await show_anew(work, question_id)
    return outcome("question_taken")


@use_case
async def let_go(work: Work, question_id: int, *, chat_id: int | None = None) -> Outcome:
    """Nobody deals with a question any more; whoever may take one may say so, also of somebody who has gone away.

    Outcome: question_let_go. Refusals: question_gone, answered_before, group_elsewhere_now.
    """
    if chat_id is not None and not await is_the_group(work, chat_id):
        return refusal("group_elsewhere_now")
    question = await questions.get(work.tx, question_id)
    if question is None:
        return refusal("question_gone")
    if question.answer is not None:
        return refusal("answered_before")
    if question.taken_until is not None:
        await _let_go(work, question_id, work.now + HELD)
    return outcome("question_let_go")


@use_case
async def let_go_late(work: Work) -> Outcome:
    """What somebody took and has not answered in time is anybody's again, and the organisers are reminded."""
    for number in await questions.held_too_long(work.tx, work.now):
        await _let_go(work, number, work.now)
    return outcome("question_let_go")


async def _let_go(work: Work, question_id: int, remind_at: datetime) -> None:
    await questions.let_go(work.tx, question_id, remind_at)
    await show_anew(work, question_id)


async def show_anew(work: Work, question_id: int) -> None:
    """Where a question stands, it is shown as it is now (inside a use case)."""
    for copy in await questions.copies(work.tx, question_id):
        key = f"question_state:{copy.id}:{work.now.isoformat()}"
        facts = {"question": question_id, "notice": copy.id}
        # Nobody is woken by a message that changes.
        if copy.delegate_id is not None:
            await work.tell(copy.delegate_id, "question_state", key, facts, needed_by=work.now)
        elif copy.user_id is not None:
            await work.tell_user(copy.user_id, "question_state", key, facts, needed_by=work.now)
