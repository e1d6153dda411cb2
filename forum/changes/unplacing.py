"""Meetings that a change of the programme costs their time, and that have it again where the change is undone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from forum.desk import Outcome, Work
from forum.meetings.interpreting import tell_assigned
from forum.meetings.notices import tell_side
from forum.meetings.placing import find_place, settle
from storage import meeting_hall, meetings, news, session_edits
from storage.connection import Connection
from storage.meeting_records import Meeting
from storage.session_edits import Placed


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A meeting without the time that it had: its revision since, and what it had."""

    meeting_id: int
    revision: int
    starts: datetime
    table_number: int
    interpreter_id: int | None


async def lost_time(connection: Connection, before: Sequence[Placed]) -> list[Unplaced]:
    """Those of the meetings that had their time which have it no more."""
    found = await session_edits.unplaced(connection, [one.id for one in before]) if before else {}
    return [
        Unplaced(one.id, found[one.id], one.starts, one.table_number, one.interpreter_id)
        for one in before
        if one.id in found
    ]


def as_json(lost: Sequence[Unplaced]) -> str:
    """Write them down."""
    return json.dumps(
        [
            (one.meeting_id, one.revision, one.starts.isoformat(), one.table_number, one.interpreter_id)
            for one in lost
        ]
    )


def unplaced(text: str) -> list[Unplaced]:
    """Read what `as_json` wrote."""
    return [
        Unplaced(meeting, revision, datetime.fromisoformat(starts), table, interpreter)
        for meeting, revision, starts, table, interpreter in json.loads(text)
    ]


async def place_again(work: Work, lost: Unplaced) -> None:
    """Give a meeting its time, table and interpreter back (inside a use case), or those of them that are free.

    Where its sides have begun to look for another time, or that one is taken, it stays as it is.
    """
    meeting = await meetings.get(work.tx, lost.meeting_id)
    if meeting is None or (meeting.revision, meeting.starts) != (lost.revision, None) or meeting.times:
        return
    had = replace(meeting, interpreter_id=lost.interpreter_id)
    place = await find_place(work, had, had.inviter_id, lost.starts)
    if isinstance(place, Outcome):
        return
    taken = await meeting_hall.taken_tables(work.tx, place.slot.starts, place.slot.ends, besides=meeting.id)
    if lost.table_number not in taken:
        place = replace(place, table_number=lost.table_number)
    revision = await settle(work, meeting, place)
    await meetings.note(work.tx, meeting.id, revision, "agreed", manner="import", now=work.now)
    await _tell(work, meeting, lost.revision, revision)
    await tell_assigned(work, meeting, place.interpreter_id, revision)


async def _tell(work: Work, meeting: Meeting, lost: int, revision: int) -> None:
    """Whoever has not been told yet that its time was gone knows all there is to know."""
    for side in meeting.sides:
        if not await news.waits(work.tx, f"meeting_unplaced:{meeting.id}:{lost}:{side}"):
            await tell_side(work, meeting, side, "meeting_agreed", revision=revision)
