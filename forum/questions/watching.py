"""What time does with questions: the organisers are reminded, a lost group is noticed, old ones are forgotten."""

from __future__ import annotations

from datetime import timedelta

from forum.desk import Desk, Outcome, Work, outcome, use_case
from forum.organisers import tell_organisers
from forum.questions.asking import held_until
from forum.questions.group import fall_back, tell_no_topics, tell_untold
from forum.questions.taking import let_go_late
from storage import questions

AGAIN = timedelta(hours=1)
"""The second and last reminder comes so long after the first."""

NUDGES = 2

KEPT = timedelta(days=7)
"""So long a question is kept once it is answered."""

_TOGETHER = timedelta(minutes=5)
"""What is due so soon is said along."""


async def attend(desk: Desk) -> None:
    """Do whatever has come due with questions. With nothing due it costs one query."""
    async with desk.look() as view:
        now = desk.clock()
        due = await questions.due(view, now, now - KEPT)
        nudge = due.nudge and await held_until(view, now) is None
    if due.held:
        await let_go_late(desk)
    if due.lost:
        await _fall_back(desk)
    elif due.untold:
        await tell_untold(desk)
    if due.topics:
        await tell_no_topics(desk)
    if nudge:
        await _nudge(desk)
    if due.old:
        await _forget(desk)


@use_case
async def _nudge(work: Work) -> Outcome:
    """Remind of all questions without an answer, in one message."""
    found = await questions.to_nudge(work.tx, work.now + _TOGETHER)
    if found:
        await questions.nudged(work.tx, found, work.now + AGAIN, NUDGES)
        key = f"questions_waiting:{work.now.isoformat()}"
        group = await questions.group(work.tx)
        if group is None:
            await tell_organisers(work, "questions_waiting", key)
        else:
            await work.tell_user(group.chat_id, "questions_waiting", key)
    return outcome("nudged")


@use_case
async def _fall_back(work: Work) -> Outcome:
    """What was to be told to the group was refused."""
    group = await questions.group(work.tx)
    if group is not None and (await questions.due(work.tx, work.now, work.now)).lost:
        await fall_back(work, group)
    return outcome("group_lost")


@use_case
async def _forget(work: Work) -> Outcome:
    await questions.forget(work.tx, work.now - KEPT)
    return outcome("questions_forgotten")
