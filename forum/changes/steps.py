"""What organisers did a moment ago, written down so that it can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from forum.changes.unplacing import as_json, lost_time
from forum.desk import Work
from storage import steps
from storage.connection import Connection
from storage.session_edits import Placed
from storage.steps import StepFace

UNDO = timedelta(minutes=1)
"""So long, by the forum's clock, a step can be undone: shorter than a released message waits for further changes."""

_KEPT = timedelta(hours=1)


async def record(
    work: Work, what: str, faces: Sequence[StepFace], *, asked: str = "", before: Sequence[Placed] = ()
) -> int:
    """Write a step down (inside a use case); `before` are the meetings that had their time. Its number."""
    await steps.forget(work.tx, work.now - _KEPT)
    lost = await lost_time(work.tx, before)
    return await steps.add(work.tx, what, work.now, faces, asked=asked, unplaced=as_json(lost))


async def undoable(connection: Connection, now: datetime, session_id: int = 0) -> int:
    """The last step (with a session: about it) that can still be undone; 0 where there is none."""
    return await steps.last(connection, now - UNDO, session_id)


def changed(before: Mapping[int, str], after: Mapping[int, str]) -> list[StepFace]:
    """The sessions that are different, as a step keeps them."""
    return [
        StepFace(number, before.get(number, ""), face)
        for number, face in after.items()
        if before.get(number, "") != face
    ]
