"""The slots of the Meeting Point: its sessions cut into pieces of `slot_minutes`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import forums, meeting_hall
from storage.connection import Connection
from storage.records import Session


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which meetings take place; `session_id` is the Meeting Point it belongs to."""

    starts: datetime
    ends: datetime
    session_id: int


def cut(points: Iterable[Session], minutes: int) -> list[Slot]:
    """The slots, in order; a rest too short for a meeting is none, and what overlaps an earlier slot neither."""
    length = timedelta(minutes=minutes)
    slots: list[Slot] = []
    for point in sorted(points, key=lambda one: (one.starts, one.id)):
        starts = point.starts
        if slots:
            starts = max(starts, slots[-1].ends)
        while starts + length <= point.ends:
            slots.append(Slot(starts, starts + length, point.id))
            starts += length
    return slots


async def all_slots(connection: Connection) -> list[Slot]:
    """Every slot of the forum, the past ones too."""
    forum = await forums.get(connection)
    return cut(await meeting_hall.meeting_points(connection), forum.slot_minutes) if forum else []


async def coming(connection: Connection, now: datetime) -> list[Slot]:
    """The slots that have not begun."""
    return [slot for slot in await all_slots(connection) if slot.starts > now]
