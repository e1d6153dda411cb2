"""Giving a meeting its time: a table of the Meeting Point and, where needed, an interpreter, or saying what lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.desk import Outcome, Work, refusal
from forum.meetings.free import Hall, hall
from forum.meetings.slots import Slot
from storage import forums, meeting_hall, meetings
from storage.meeting_records import Meeting

HINDRANCES = {
    "you": "not_free_you",
    "partner": "not_free_partner",
    "tables_full": "tables_full",
    "no_interpreter": "no_interpreter",
}
"""What stands in the way of a time, as a refusal."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a meeting gets: its time, its table, its interpreter (None: it needs none)."""

    slot: Slot
    table_number: int
    interpreter_id: int | None


def judge(found: Hall, starts: datetime) -> Outcome | None:
    """Why two people cannot meet at a time, as a refusal; None where they can.

    Refusals: time_gone; not_free_you, not_free_partner, tables_full, no_interpreter (at, free: the other times that
    are free, an ISO list).
    """
    slot = found.at(starts)
    if slot is None:
        return refusal("time_gone", at=starts.isoformat())
    hindrance = found.hindrance(slot)
    if not hindrance:
        return None
    free = " ".join(one.starts.isoformat() for one in found.choices() if not one.hindrance)
    return refusal(HINDRANCES[hindrance], at=starts.isoformat(), free=free)


async def find_place(work: Work, meeting: Meeting, side_id: int, starts: datetime) -> Place | Outcome:
    """Table and interpreter for a meeting at a time, as `side_id` asks; or the refusal that says what lacks."""
    sides = side_id, meeting.other(side_id)
    found = await hall(work.tx, sides, work.now, ignoring=meeting.id, among=[starts])
    if judge(found, starts) is not None:
        # The refusal names the other times that are free.
        return judge(await hall(work.tx, sides, work.now, ignoring=meeting.id), starts) or refusal("changed")
    slot = next(one for one in found.slots if one.starts == starts)
    table = await table_for(work, meeting, slot)
    if table is None:
        return refusal("tables_full", at=starts.isoformat(), free="")
    helpers = found.helpers(slot)
    return Place(slot, table, await best_helper(work, meeting, helpers) if found.interpreted else None)


async def table_for(work: Work, meeting: Meeting, slot: Slot) -> int | None:
    """A free table: where one of the two sits just before or after, else the first; None where all are taken."""
    forum = await forums.get(work.tx)
    count = forum.meeting_tables if forum else 0
    taken = await meeting_hall.taken_tables(work.tx, slot.starts, slot.ends, besides=meeting.id)
    nearby = await meeting_hall.tables_nearby(work.tx, meeting.sides, slot.starts, slot.ends)
    return next((one for one in [*nearby, *range(1, count + 1)] if one not in taken and one <= count), None)


async def best_helper(work: Work, meeting: Meeting, helpers: list[int]) -> int:
    """Of the interpreters who can: the one who has the meeting already, else who has least to do."""
    if meeting.interpreter_id in helpers:
        return meeting.interpreter_id
    busy = await meeting_hall.assignments(work.tx, helpers)
    return min(helpers, key=lambda one: (busy.get(one, 0), helpers.index(one)))


async def settle(work: Work, meeting: Meeting, place: Place) -> int:
    """Write a meeting's place down, as agreed; its new revision."""
    revision = await meetings.change(
        work.tx,
        meeting.id,
        state="agreed",
        interpreted=place.interpreter_id is not None,
        starts=place.slot.starts,
        ends=place.slot.ends,
        table_number=place.table_number,
        interpreter_id=place.interpreter_id,
        **settled(place.slot.ends),
    )
    await meetings.propose(work.tx, meeting.id, ())
    return revision


def settled(ends: datetime | None) -> dict[str, datetime | None]:
    """The columns of a meeting that awaits no answer; once it is over, its sides are asked what became of it."""
    return {"awaits_id": None, "lapses_at": None, "nudge_at": ends}
