"""Documents for the gate: asked for where a visit needs them, written by the passengers, forgotten afterwards."""

from __future__ import annotations

from datetime import timedelta

from forum.desk import Desk, Outcome, Work, outcome, refusal, use_case
from forum.meetings.acting import Actor
from forum.visits.asking import ask
from forum.visits.papers import name_in, number_in
from forum.visits.staff import led_by
from storage import gates, sessions
from storage.gates import NO_PAPERS, Papers

AGAIN = timedelta(hours=1)
"""So long those who owe an answer are left in peace."""

_GRACE = timedelta(hours=1)
"""What was written for a cancelled visit stays so long: the cancellation may have been a mistake."""


@use_case
async def demand(work: Work, actor: Actor, session_id: int) -> Outcome:
    """Ask the passengers of a visit for documents, those to come too.

    Outcome: papers_demanded (also where they were asked already). Refusals: not_leading, visit_over.
    """
    session = await led_by(work, session_id, actor)
    if session is None:
        return refusal("not_leading")
    if session.ends <= work.now:
        return refusal("visit_over")
    if await gates.asked_at(work.tx, session_id) is None:
        await _ask_all(work, session_id)
    return outcome("papers_demanded")


@use_case
async def remind(work: Work, actor: Actor, session_id: int) -> Outcome:
    """Ask those once more who owe documents, an hour after the last time at the earliest.

    Outcome: papers_reminded (number). Refusals: not_leading, visit_over, nobody_owes, reminded_lately.
    """
    session = await led_by(work, session_id, actor)
    asked_at = await gates.asked_at(work.tx, session_id)
    if session is None or asked_at is None:
        return refusal("not_leading")
    if session.ends <= work.now:
        return refusal("visit_over")
    if timedelta() <= work.now - asked_at < AGAIN:
        return refusal("reminded_lately")
    number = await _ask_all(work, session_id)
    return outcome("papers_reminded", number=number) if number else refusal("nobody_owes")


async def _ask_all(work: Work, session_id: int) -> int:
    """Put the question to all who owe an answer; how many they are."""
    await gates.ask(work.tx, session_id, work.now)
    owing = [one for one in await gates.entrants(work.tx, session_id) if not one.complete]
    for one in owing:
        await ask(work, session_id, one.id, work.now)
    return len(owing)


@use_case
async def waive(work: Work, actor: Actor, session_id: int) -> Outcome:
    """Ask for no documents any more; what was written goes. Outcome: papers_waived. Refusal: not_leading."""
    if await led_by(work, session_id, actor) is None:
        return refusal("not_leading")
    await gates.ask_no_more(work.tx, session_id)
    return outcome("papers_waived")


@use_case
async def write(work: Work, delegate_id: int, session_id: int, field: str, text: str) -> Outcome:
    """Keep what a passenger has typed, 'name' or 'number'; the outcome never holds it.

    Outcome: papers_written. Refusals: papers_not_needed, bad_paper_name, bad_paper_number.
    """
    session = await sessions.get(work.tx, session_id)
    before = await gates.papers(work.tx, session_id, delegate_id)
    if session is None or before is None or session.ends <= work.now:
        return refusal("papers_not_needed")
    name = name_in(text) if field == "name" else before.name
    number = number_in(text) if field == "number" else before.number
    if name is None:
        return refusal("bad_paper_name")
    if number is None:
        return refusal("bad_paper_number")
    await gates.write(work.tx, session_id, delegate_id, Papers(name, number))
    return outcome("papers_written")


@use_case
async def withdraw(work: Work, delegate_id: int, session_id: int) -> Outcome:
    """Forget what a passenger has written. Outcome: papers_deleted (also where there was nothing)."""
    await gates.delete(work.tx, session_id, delegate_id)
    return outcome("papers_deleted")


async def forget_papers(desk: Desk) -> None:
    """Forget the documents of visits that are over, in the write-ahead log too."""
    async with desk.glance() as view:
        over = await gates.over(view, desk.clock(), _GRACE)
    for session_id in over:
        await _forget(desk, session_id)
    if over:
        await desk.database.tidy()


@use_case
async def _forget(work: Work, session_id: int) -> Outcome:
    await gates.ask_no_more(work.tx, session_id)
    return outcome("papers_forgotten")


def owed(papers: Papers | None) -> str:
    """What to ask for next, 'name' or 'number'; '' where nothing is owed."""
    written = papers or NO_PAPERS
    return "" if written.complete else "number" if written.name else "name"
