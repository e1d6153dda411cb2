"""The Meeting Point as a plan would have it, by slot and table."""

from __future__ import annotations

from datetime import datetime

from forum.figures.facts import Matrix
from forum.hall.plans import Plan
from forum.meetings.slots import all_slots
from locales import Words
from storage import figures, forums, planning
from storage.connection import Connection


async def picture(connection: Connection, words: Words, plan: Plan) -> Matrix | None:
    """Where somebody sits when, after the plan; None where there is no Meeting Point."""
    forum = await forums.get(connection)
    slots = await all_slots(connection)
    tables = forum.meeting_tables if forum else 0
    if not slots or not tables:
        return None
    moved = await planning.places(connection, [one.meeting_id for one in plan.placements])
    sitting = {(one.starts, one.table_number) for one in await figures.taken(connection)}
    sitting -= set(moved)
    sitting |= {(one.starts, one.table_number) for one in plan.placements}
    highest = max([tables, *(table for _, table in sitting)])
    several = len({words.day_of(slot.starts) for slot in slots}) > 1
    return Matrix(
        title=words.plain("planning.picture_title"),
        subtitle=words.plain("planning.picture_means", number=len(sitting)),
        rows=[str(number) for number in range(1, highest + 1)],
        columns=[_moment(words, slot.starts, several=several) for slot in slots],
        row_title=words.plain("figures.axis.table"),
        column_title=words.plain("planning.axis_slot"),
        counts=[
            [int((slot.starts, number) in sitting) for slot in slots] for number in range(1, highest + 1)
        ],
        most=1,
    )


def _moment(words: Words, at: datetime, *, several: bool) -> str:
    return f"{words.short_day(words.day_of(at))}\n{words.time(at)}" if several else words.time(at)
