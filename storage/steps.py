"""What organisers did about the programme a moment ago, so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql


@dataclass(frozen=True, slots=True)
class Step:
    """An edit, a release or the undoing of one; `unplaced` is JSON, see `forum.changes.unplacing`."""

    id: int
    what: str
    at: datetime
    unplaced: str
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class StepFace:
    """A session as JSON before a step ('' where there was none) and after it."""

    session_id: int
    was: str
    now: str


_COLUMNS = "steps.id, steps.what, steps.at, steps.unplaced, steps.undone_at"


async def add(
    tx: Connection,
    what: str,
    at: datetime,
    faces: Iterable[StepFace],
    *,
    asked: str = "",
    unplaced: str = "[]",
) -> int:
    """Write a step down; its number."""
    await tx.run(
        "INSERT INTO steps (what, at, asked, unplaced) VALUES (?, ?, ?, ?)",
        (what, to_sql(at), asked, unplaced),
    )
    number = await tx.number("SELECT last_insert_rowid()")
    await tx.run_many(
        "INSERT INTO step_faces (step_id, session_id, was, now) VALUES (?, ?, ?, ?)",
        [(number, one.session_id, one.was, one.now) for one in faces],
    )
    return number


async def get(connection: Connection, step_id: int) -> Step | None:
    """A step by number."""
    return await connection.record(Step, f"SELECT {_COLUMNS} FROM steps WHERE id = ?", (step_id,))


async def faces(connection: Connection, step_id: int) -> list[StepFace]:
    """The sessions of a step."""
    return await connection.records(
        StepFace,
        "SELECT session_id, was, now FROM step_faces WHERE step_id = ? ORDER BY session_id",
        (step_id,),
    )


async def asked(connection: Connection, press: str) -> int:
    """The step that a press has brought about and that is not undone; 0 where there is none."""
    return await connection.number(
        "SELECT max(id) FROM steps WHERE asked = ? AND undone_at IS NULL", (press,)
    )


async def last(connection: Connection, since: datetime, session_id: int = 0) -> int:
    """The last step after an instant (with a session: of it) that left all as it is now; 0 where there is none."""
    return await connection.number(
        "SELECT max(steps.id) FROM steps WHERE at > ?1 AND undone_at IS NULL AND what <> 'undo' AND (?2 = 0 "
        "OR EXISTS (SELECT 1 FROM step_faces WHERE step_faces.step_id = steps.id AND session_id = ?2)) "
        "AND NOT EXISTS (SELECT 1 FROM step_faces JOIN session_faces "
        "ON session_faces.session_id = step_faces.session_id "
        "WHERE step_faces.step_id = steps.id AND step_faces.now <> face)",
        (to_sql(since), session_id),
    )


async def overtaken(connection: Connection, step_id: int) -> bool:
    """Whether something was done about one of its sessions since that is not undone."""
    found = await connection.value(
        "SELECT 1 FROM step_faces AS mine JOIN step_faces AS other ON other.session_id = mine.session_id "
        "AND other.step_id > mine.step_id JOIN steps ON steps.id = other.step_id "
        "WHERE mine.step_id = ? AND steps.undone_at IS NULL AND steps.what <> 'undo' LIMIT 1",
        (step_id,),
    )
    return found is not None


async def undone(tx: Connection, step_id: int, at: datetime) -> None:
    """Mark a step as undone."""
    await tx.run("UPDATE steps SET undone_at = ? WHERE id = ?", (to_sql(at), step_id))


async def forget(tx: Connection, before: datetime) -> None:
    """Drop the steps that are too old to be asked for."""
    await tx.run("DELETE FROM steps WHERE at < ?", (to_sql(before),))
