"""A planning run from its beginning to its end: asked for, computed elsewhere, its plan accepted or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.hall.holding import holding
from forum.hall.plans import Placement, Plan, concerned, plan_of
from forum.hall.tasks import SCOPES, task
from forum.live import show_live
from storage import heads, planning
from storage.meeting_records import Meeting

PLANNED, READY, PROGRESS = "meetings_planned", "plan_ready", "planning_progress"
"""The kinds of notices: to those whose meetings have changed; to who asked for the plan; the living message."""

Held = tuple[Placement, Meeting]

SECONDS = 60
"""So long a run lasts unless it proves its plan before, or is stopped."""


@use_case
async def begin(
    work: Work, scope: str, asked_by: int | None, *, seconds: int = SECONDS, again: bool = False
) -> Outcome:
    """Ask for a run. `again`: in place of the plan that waits, with its scope and the meetings that are to stay.

    Outcome: planning (run). Refusals: planning_already (run), nothing_to_plan, no_slots.
    """
    standing = await planning.standing(work.tx)
    if standing is not None and not (again and standing.state == "proposed"):
        return refusal("planning_already", run=standing.id)
    wanted = standing.scope if standing is not None else scope if scope in SCOPES else SCOPES[0]
    found = await task(work.tx, work.now, wanted, await planning.kept(work.tx) if again else ())
    if not found.slots or not found.movable:
        return refusal("nothing_to_plan" if found.slots else "no_slots")
    if not again:
        await planning.keep_none(work.tx)
    if standing is not None:
        await planning.end(work.tx, standing.id, "discarded", work.now)
    run = await planning.add(work.tx, scope=wanted, asked_by=asked_by, most_seconds=seconds, now=work.now)
    await planning.note(work.tx, run, {"total": len(found.movable) + len(found.settled), "seconds": seconds})
    if asked_by is not None:
        await show_live(work, asked_by, PROGRESS, run)
    return outcome("planning", run=run)


@use_case
async def stop(work: Work, run_id: int) -> Outcome:
    """End a run with the best plan so far. Outcomes: planning_stops, planning_over."""
    return outcome("planning_stops" if await planning.stop(work.tx, run_id) else "planning_over")


@use_case
async def propose(work: Work, run_id: int, plan: Mapping[str, Any]) -> Outcome:
    """A run has come to its plan: the organisers decide. Outcome: plan_proposed."""
    await planning.propose(work.tx, run_id, plan)
    await _ready(work, run_id)
    return outcome("plan_proposed", run=run_id)


@use_case
async def fail(work: Work, run_id: int) -> Outcome:
    """A run has come to nothing. Outcome: plan_failed."""
    await planning.end(work.tx, run_id, "failed", work.now)
    await _ready(work, run_id)
    return outcome("plan_failed", run=run_id)


async def _ready(work: Work, run_id: int) -> None:
    """A message that is changed in place makes no sound: whoever asked for the plan is told."""
    run = await planning.get(work.tx, run_id)
    if run is not None and run.asked_by is not None:
        await work.tell_user(run.asked_by, READY, f"{READY}:{run_id}", {"run": run_id}, needed_by=work.now)


@use_case
async def keep(work: Work, meeting_id: int) -> Outcome:
    """Leave a meeting where it is when it is planned again, or no more. Outcome: plan_kept."""
    if not await planning.keep_no_more(work.tx, meeting_id):
        await planning.keep(work.tx, [meeting_id])
    return outcome("plan_kept")


@use_case
async def discard(work: Work, run_id: int) -> Outcome:
    """Everything stays as it is. Outcomes: plan_discarded, planning_over."""
    run = await planning.get(work.tx, run_id)
    if run is None or run.state != "proposed":
        return outcome("planning_over")
    await planning.end(work.tx, run_id, "discarded", work.now)
    await planning.keep_none(work.tx)
    return outcome("plan_discarded")


@use_case
async def accept(work: Work, run_id: int, *, rest: bool = False) -> Outcome:
    """Write a plan down and tell everybody concerned, each once.

    Checked again first, against the forum as it is now. `rest`: what of it does not hold any more is left out.
    Outcome: plan_accepted (meetings, people). Refusals: planning_over; plan_changed (number: how many of its meetings
    do not hold, of: how many it has).
    """
    run = await planning.get(work.tx, run_id)
    if run is None or run.state != "proposed" or run.plan is None:
        return refusal("planning_over")
    plan = plan_of(run.plan)
    found = await holding(work.tx, work.now, plan)
    if len(found) < len(plan.placements) and not rest:
        return _changed(plan, found)
    await planning.end(work.tx, run_id, "accepted", work.now)
    return await _carry_out(work, run_id, plan, found)


@use_case
async def accept_at_once(work: Work, scope: str, plan: Plan) -> Outcome:
    """Accept a plan that was computed elsewhere (by the command line), as `accept` does."""
    found = await holding(work.tx, work.now, plan)
    if len(found) < len(plan.placements):
        return _changed(plan, found)
    run = await planning.add_accepted(work.tx, scope=scope, plan=plan.to_json(), now=work.now)
    return await _carry_out(work, run, plan, found)


def _changed(plan: Plan, found: Sequence[Held]) -> Outcome:
    return refusal("plan_changed", number=len(plan.placements) - len(found), of=len(plan.placements))


async def _carry_out(work: Work, run_id: int, plan: Plan, found: Sequence[Held]) -> Outcome:
    await _write(work, [one for one, _ in found])
    await planning.keep_none(work.tx)
    people = await _tell(work, run_id, plan, found)
    return outcome("plan_accepted", meetings=len(found), people=people)


async def _write(work: Work, found: Sequence[Placement]) -> None:
    await planning.clear_places(work.tx, [one.meeting_id for one in found])
    await planning.place(
        work.tx,
        [(one.meeting_id, one.starts, one.ends, one.table_number, one.interpreter_id) for one in found],
        work.now,
    )


async def _tell(work: Work, run_id: int, plan: Plan, found: Sequence[Held]) -> int:
    """One message for each person, for all their meetings; how many people that are."""
    soonest = concerned(found, plan.unplaced)
    turns = []
    for person, at in soonest.items():
        turn = await work.not_before(at)
        turns.append((person, f"{PLANNED}:{run_id}:{person}", turn))
        turns += [
            (head, f"{PLANNED}:{run_id}:{person}:{head}", turn)
            for head in await heads.heads_of(work.tx, person)
        ]
    await work.tell_many(PLANNED, turns)
    return len(soonest)
