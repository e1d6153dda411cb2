"""Planning runs of the Meeting Point, and what the hall looks like to them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.connection import Connection
from storage.instants import from_sql, to_sql


@dataclass(frozen=True, slots=True)
class Run:
    """A planning run.

    `scope`: what may change. `begun`: how often it was, more than once after a restart. `progress` and `plan` are
    JSON, see `forum.hall.plans`.
    """

    id: int
    state: str
    scope: str
    asked_by: int | None
    asked_at: datetime
    most_seconds: int
    begun: int
    progress: str
    plan: str | None
    ended_at: datetime | None


_COLUMNS = "id, state, scope, asked_by, asked_at, most_seconds, begun, progress, plan, ended_at"
_OPEN = "('running', 'stopping', 'proposed')"


async def get(connection: Connection, run_id: int) -> Run | None:
    """A run by number."""
    return await connection.record(Run, f"SELECT {_COLUMNS} FROM planning_runs WHERE id = ?", (run_id,))


async def standing(connection: Connection) -> Run | None:
    """The run that is computed, or whose plan waits for a decision."""
    return await connection.record(Run, f"SELECT {_COLUMNS} FROM planning_runs WHERE state IN {_OPEN}")


async def add(tx: Connection, *, scope: str, asked_by: int | None, most_seconds: int, now: datetime) -> int:
    """A new run; its number."""
    await tx.run(
        "INSERT INTO planning_runs (state, scope, asked_by, asked_at, most_seconds) "
        "VALUES ('running', ?, (SELECT user_id FROM accounts WHERE user_id = ?), ?, ?)",
        (scope, asked_by, to_sql(now), most_seconds),
    )
    return await tx.number("SELECT last_insert_rowid()")


async def add_accepted(tx: Connection, *, scope: str, plan: Mapping[str, Any], now: datetime) -> int:
    """A run that was computed elsewhere and whose plan is accepted at once; its number."""
    await tx.run(
        "INSERT INTO planning_runs (state, scope, asked_at, most_seconds, begun, plan, ended_at) "
        "VALUES ('accepted', ?, ?, 1, 1, ?, ?)",
        (scope, to_sql(now), json.dumps(dict(plan)), to_sql(now)),
    )
    return await tx.number("SELECT last_insert_rowid()")


async def begin(tx: Connection, run_id: int) -> None:
    """It is begun, or begun again."""
    await tx.run("UPDATE planning_runs SET begun = begun + 1 WHERE id = ?", (run_id,))


async def note(tx: Connection, run_id: int, progress: Mapping[str, Any]) -> None:
    """How far it is."""
    await tx.run("UPDATE planning_runs SET progress = ? WHERE id = ?", (json.dumps(dict(progress)), run_id))


async def stop(tx: Connection, run_id: int) -> bool:
    """It is to end with the best plan so far; whether it was under way."""
    changed = await tx.number(
        "UPDATE planning_runs SET state = 'stopping' WHERE id = ? AND state = 'running' RETURNING 1",
        (run_id,),
    )
    return bool(changed)


async def propose(tx: Connection, run_id: int, plan: Mapping[str, Any]) -> None:
    """Its plan waits for a decision."""
    await tx.run(
        "UPDATE planning_runs SET state = 'proposed', plan = ? WHERE id = ? AND state IN ('running', 'stopping')",
        (json.dumps(dict(plan)), run_id),
    )


async def end(tx: Connection, run_id: int, state: str, now: datetime) -> None:
    """It is accepted, discarded, or has failed."""
    await tx.run(
        f"UPDATE planning_runs SET state = ?, ended_at = ? WHERE id = ? AND state IN {_OPEN}",
        (state, to_sql(now), run_id),
    )


async def kept(connection: Connection) -> set[int]:
    """The meetings that a run leaves where they are."""
    rows = await connection.rows("SELECT meeting_id FROM planning_kept")
    return {row[0] for row in rows}


async def keep(tx: Connection, meeting_ids: Iterable[int]) -> None:
    """Leave these meetings where they are, besides those named before."""
    await tx.run_many(
        "INSERT OR IGNORE INTO planning_kept (meeting_id) VALUES (?)", [(number,) for number in meeting_ids]
    )


async def keep_no_more(tx: Connection, meeting_id: int) -> bool:
    """Let a meeting move again; whether it was to stay."""
    return bool(
        await tx.number("DELETE FROM planning_kept WHERE meeting_id = ? RETURNING meeting_id", (meeting_id,))
    )


async def keep_none(tx: Connection) -> None:
    """Leave no meeting where it is."""
    await tx.run("DELETE FROM planning_kept")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many agreed meetings to come have no time, how many have one, and how many of these lack an interpreter."""

    without_time: int
    with_time: int
    without_interpreter: int


async def counts(connection: Connection, now: datetime) -> Counts:
    """What there is to plan."""
    found = await connection.records(
        Counts,
        "SELECT count(*) FILTER (WHERE starts IS NULL) AS without_time, "
        "count(*) FILTER (WHERE starts IS NOT NULL) AS with_time, "
        "count(*) FILTER (WHERE starts IS NOT NULL AND interpreted = 1 AND interpreter_id IS NULL) "
        "AS without_interpreter FROM meetings WHERE state = 'agreed' AND (starts IS NULL OR starts > ?)",
        (to_sql(now),),
    )
    return found[0]


async def clear_places(tx: Connection, meeting_ids: Iterable[int]) -> None:
    """Take time, table and interpreter away, so that meetings may change places in one transaction."""
    await tx.run(
        "UPDATE meetings SET starts = NULL, ends = NULL, table_number = NULL, interpreter_id = NULL "
        "WHERE id IN (SELECT value FROM json_each(?)) AND state = 'agreed'",
        (json.dumps(sorted(meeting_ids)),),
    )


Place = tuple[int, datetime, datetime, int, int | None]
"""A meeting, when it starts and ends, its table, its interpreter."""


async def place(tx: Connection, placed: Iterable[Place], now: datetime) -> None:
    """Give meetings their places, each with its next revision; what was proposed for them is dropped.

    They have no places yet, see `clear_places`. Where none is said, no interpreter is needed.
    """
    listed = json.dumps(
        [
            (number, to_sql(starts), to_sql(ends), table, helper)
            for number, starts, ends, table, helper in placed
        ]
    )
    await tx.run(
        "WITH placed AS (SELECT value ->> 0 AS id, value ->> 1 AS starts, value ->> 2 AS ends, value ->> 3 AS place, "
        "value ->> 4 AS helper FROM json_each(?)) "
        "UPDATE meetings SET starts = placed.starts, ends = placed.ends, table_number = placed.place, "
        "interpreter_id = placed.helper, interpreted = placed.helper IS NOT NULL, "
        "revision = revision + 1, "
        "awaits_id = NULL, lapses_at = NULL, nudge_at = placed.ends FROM placed WHERE meetings.id = placed.id",
        (listed,),
    )
    await tx.run(
        "DELETE FROM proposals WHERE meeting_id IN (SELECT value ->> 0 FROM json_each(?))", (listed,)
    )
    await tx.run(
        "INSERT INTO meeting_acts (meeting_id, revision, act, manner, at) "
        "SELECT id, revision, 'planned', 'organiser', ? FROM meetings "
        "WHERE id IN (SELECT value ->> 0 FROM json_each(?))",
        (to_sql(now), listed),
    )


async def places(connection: Connection, meeting_ids: Iterable[int]) -> list[tuple[datetime, int]]:
    """When and at which tables these meetings take place, of those that have a time."""
    rows = await connection.rows(
        "SELECT starts, table_number FROM meetings WHERE starts IS NOT NULL "
        "AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(meeting_ids)),),
    )
    return [(from_sql(row[0]), row[1]) for row in rows]
