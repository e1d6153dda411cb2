"""What somebody is told after a plan was accepted: all their meetings of it, as they stand when it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.hall.plans import Placement, plan_of
from storage import forums, meetings, planning
from storage.connection import Connection
from storage.meeting_records import Seen


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting that a plan has placed, as its reader sees it, and its time before, if that was another."""

    meeting: Seen
    was: datetime | None


@dataclass(frozen=True, slots=True)
class News:
    """What a plan brings a `person`.

    `placed` in the order of time; `lost` are those they interpret no more; `unplaced` those without a place.
    `acting`: whom it concerns, where the reader only acts for them. `planned`: organisers choose all times.
    """

    person: int
    placed: Sequence[Planned]
    lost: int
    unplaced: Sequence[Seen]
    acting: int | None
    planned: bool


async def recall(connection: Connection, reader_id: int, key: str, now: datetime) -> News | None:
    """What a notice with this key says (`meetings_planned:RUN:PERSON[:HEAD]`); None where nothing is left to say."""
    _, run_id, person, *head = key.split(":")
    run = await planning.get(connection, int(run_id))
    if run is None or run.plan is None:
        return None
    plan, side = plan_of(run.plan), int(person)
    agreed = [
        *await meetings.of_side(connection, side, ("agreed",)),
        *await meetings.interpreted_by(connection, side),
    ]
    seen = {one.id: one for one in agreed}
    placed = [
        Planned(seen[one.meeting_id], _was(one, seen[one.meeting_id]))
        for one in plan.placements
        if one.meeting_id in seen and now < one.starts == seen[one.meeting_id].starts
    ]
    lost = sum(
        1
        for one in plan.placements
        if one.was_interpreter == side != one.interpreter_id and one.meeting_id not in seen
    )
    unplaced = [
        seen[one.meeting_id]
        for one in plan.unplaced
        if one.meeting_id in seen and seen[one.meeting_id].starts is None
    ]
    if not (placed or lost or unplaced):
        return None
    placed.sort(key=lambda one: (one.meeting.starts or now, one.meeting.id))
    forum = await forums.get(connection)
    return News(
        side,
        placed,
        lost,
        unplaced,
        acting=side if head and int(head[0]) == reader_id else None,
        planned=forum is not None and forum.scheduling == "planned",
    )


def _was(one: Placement, meeting: Seen) -> datetime | None:
    return one.was if one.was is not None and one.was != meeting.starts else None
