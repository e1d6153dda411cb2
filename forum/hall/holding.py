"""What of a plan still holds when it is to be written down: the forum may have changed since it was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from forum.agenda import overlap
from forum.hall.plans import Placement, Plan
from forum.hall.tasks import ALL, Task, task
from forum.meetings.slots import Slot
from storage.connection import Connection
from storage.meeting_records import Meeting


async def holding(connection: Connection, now: datetime, plan: Plan) -> list[tuple[Placement, Meeting]]:
    """The placements that can be written down together, in the plan's order, each with its meeting as it is.

    One whose meeting has changed, whose people are taken meanwhile or whose slot or table is gone does not hold;
    neither does one that would stand where such a one stays.
    """
    found = await task(connection, now, ALL)
    known = {one.id: one for one in (*found.movable, *found.settled)}
    left = {
        one.meeting_id: one for one in plan.placements if _possible(found, known.get(one.meeting_id), one)
    }
    while crowded := _crowded(left, known):
        for number in crowded:
            del left[number]
    return [(one, known[number]) for number, one in left.items()]


def _possible(found: Task, meeting: Meeting | None, one: Placement) -> bool:
    if meeting is None or not one.stands(meeting):
        return False
    slot = found.slot_of(one.starts, one.ends)
    if slot is None or one.table_number > found.tables or one.table_number in found.closed.get(slot, ()):
        return False
    helpers = found.helpers.get(meeting.id)
    fits = one.interpreter_id is None if helpers is None else one.interpreter_id in helpers
    people = {*meeting.sides, one.interpreter_id or 0}
    return fits and not any(slot in found.taken.get(person, ()) for person in people)


def _crowded(left: Mapping[int, Placement], known: Mapping[int, Meeting]) -> list[int]:
    """The placements that collide with a meeting that stays where it is."""
    by_person: dict[int, list[Slot]] = {}
    by_table: dict[int, list[Slot]] = {}
    for meeting in known.values():
        if meeting.id in left or meeting.starts is None or meeting.ends is None:
            continue
        time = Slot(meeting.starts, meeting.ends, 0)
        for person in {*meeting.sides, meeting.interpreter_id or 0} - {0}:
            by_person.setdefault(person, []).append(time)
        by_table.setdefault(meeting.table_number or 0, []).append(time)
    return [
        number
        for number, one in left.items()
        if _collides(one, by_table.get(one.table_number, ()))
        or any(
            _collides(one, by_person.get(person, ()))
            for person in (*known[number].sides, one.interpreter_id or 0)
        )
    ]


def _collides(one: Placement, others: Iterable[Slot]) -> bool:
    return any(overlap(one, other) for other in others)
