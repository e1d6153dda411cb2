"""A delegate asks, somebody of the organisers answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.questions.group import is_the_group, tell_those_who_answer
from forum.questions.taking import show_anew
from forum.quiet import quiet_hours
from storage import forums, questions
from storage.connection import Connection
from storage.questions import Question

LONGEST = 1000
"""Characters of a question."""

LONGEST_ANSWER = 2000
"""Characters of an answer."""

MOST_OPEN = 5
"""So many questions of one delegate may wait for an answer."""

FIRST_NUDGE = timedelta(minutes=15)
"""After so long without an answer the organisers are reminded."""

_AWAKE = timedelta(hours=1)
"""Whoever asked no longer ago than this waits for the answer, whatever the hour."""


@use_case
async def ask(work: Work, delegate_id: int, text: str) -> Outcome:
    """Put a question to the organisers; the same one is asked once as long as it has no answer.

    Outcome: question_sent. Refusals: question_empty, question_long (most), questions_many (most).
    """
    written = text.strip()
    if not written:
        return refusal("question_empty")
    if len(written) > LONGEST:
        return refusal("question_long", most=LONGEST)
    waiting = await questions.of_delegate_unanswered(work.tx, delegate_id)
    if written in waiting:
        return outcome("question_sent", question=waiting[written])
    if len(waiting) >= MOST_OPEN:
        return refusal("questions_many", most=MOST_OPEN)
    told_at = await work.not_before(None)
    number = await questions.add(work.tx, delegate_id, written, work.now, told_at + FIRST_NUDGE)
    await tell_those_who_answer(work, number)
    return outcome("question_sent", question=number)


@use_case
async def answer(
    work: Work, question_id: int, text: str, *, user_id: int, chat_id: int | None = None
) -> Outcome:
    """Answer a question, as a Telegram user who may, or out of the organisers' group (`chat_id`): the first counts.

    Outcome: answer_sent. Refusals: question_gone, answered_before, answer_empty, answer_long (most), and
    not_the_group where the organisers have another one.
    """
    if chat_id is not None and not await is_the_group(work, chat_id):
        return refusal("not_the_group")
    question = await questions.get(work.tx, question_id)
    if question is None:
        return refusal("question_gone")
    written = text.strip()
    if question.answer is not None:
        return outcome("answer_sent") if question.answer == written else refusal("answered_before")
    if not written:
        return refusal("answer_empty")
    if len(written) > LONGEST_ANSWER:
        return refusal("answer_long", most=LONGEST_ANSWER)
    await questions.answered(work.tx, question_id, written, user_id, work.now)
    await _tell(work, question)
    return outcome("answer_sent")


async def _tell(work: Work, question: Question) -> None:
    """The answer goes to the delegate; where the question stands, it is shown as answered."""
    awake = work.now - question.asked_at <= _AWAKE
    await work.tell(
        question.delegate_id,
        "answer",
        f"answer:{question.id}",
        {"question": question.id},
        needed_by=work.now if awake else None,
    )
    await show_anew(work, question.id)


async def held_until(connection: Connection, now: datetime) -> datetime | None:
    """Until when a question asked now is held back: the end of the quiet hours; None where none are on."""
    quiet = quiet_hours(await forums.get(connection))
    hours = quiet.around(now) if quiet else None
    return hours[1] if hours else None
