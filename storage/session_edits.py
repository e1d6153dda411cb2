"""What an organiser changes about sessions in the chat."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.connection import Connection, Value
from storage.instants import to_sql
from storage.records import Session
from storage.sessions import COLUMNS

Given = Mapping[str, str]
"""What an organiser has typed or chosen, by name."""


@dataclass(frozen=True, slots=True)
class Line:
    """A stop of a visit as an organiser gives it: without a place on the map."""

    kind: str
    place_it: str
    place_ru: str
    at: datetime


async def write(tx: Connection, session_id: int, values: Mapping[str, Value | datetime]) -> None:
    """Give a session other values."""
    if values:
        columns = ", ".join(f"{name} = ?" for name in values)
        await tx.run(f"UPDATE sessions SET {columns} WHERE id = ?", (*_written(values), session_id))


async def add(tx: Connection, values: Mapping[str, Value | datetime]) -> int:
    """A new session, with a code that no other has; its number."""
    columns = ", ".join(values)
    marks = ", ".join("?" * len(values))
    return await tx.number(
        f"""
        INSERT INTO sessions (code, {columns})
        WITH RECURSIVE free (number) AS (
            SELECT coalesce((SELECT seq + 1 FROM sqlite_sequence WHERE name = 'sessions'), 1)
            UNION ALL SELECT number + 1 FROM free
            WHERE EXISTS (SELECT 1 FROM sessions WHERE code = 'chat-' || number))
        SELECT 'chat-' || max(number), {marks} FROM free RETURNING id
        """,
        _written(values),
    )


def _written(values: Mapping[str, Value | datetime]) -> tuple[Value, ...]:
    return tuple(to_sql(value) if isinstance(value, datetime) else value for value in values.values())


async def move_stops(tx: Connection, session_id: int, times: Mapping[int, datetime]) -> None:
    """Give the stops of a visit other times, by their positions."""
    if times:
        await tx.run_many(
            "UPDATE stops SET at = ? WHERE session_id = ? AND position = ?",
            [(to_sql(at), session_id, position) for position, at in times.items()],
        )


async def replace_stops(tx: Connection, session_id: int, stops: Sequence[Line]) -> None:
    """Give a visit other stops; one that was there keeps its place on the map and its note."""
    known = await tx.rows(
        "SELECT kind, place_it, place_ru, latitude, longitude, note_it, note_ru FROM stops WHERE session_id = ?",
        (session_id,),
    )
    kept = {tuple(row)[:3]: tuple(row)[3:] for row in known}
    await tx.run("DELETE FROM stops WHERE session_id = ?", (session_id,))
    await tx.run_many(
        "INSERT INTO stops (session_id, position, kind, place_it, place_ru, at, latitude, longitude, note_it, "
        "note_ru) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (session_id, position, *_named(one), to_sql(one.at), *kept.get(_named(one), (None, None, "", "")))
            for position, one in enumerate(stops, start=1)
        ],
    )


def _named(one: Line) -> tuple[str, str, str]:
    return one.kind, one.place_it, one.place_ru


async def cancelled(connection: Connection, now: datetime) -> list[int]:
    """The sessions that are cancelled and would not be over, in the order of the programme."""
    rows = await connection.rows(
        "SELECT id FROM sessions WHERE cancelled_at IS NOT NULL AND ends > ? ORDER BY starts, id",
        (to_sql(now),),
    )
    return [row[0] for row in rows]


async def coming(connection: Connection, now: datetime, until: datetime) -> list[Session]:
    """What is not over and begins before an instant, in the order of the programme."""
    return await connection.records(
        Session,
        f"SELECT {COLUMNS} FROM sessions WHERE cancelled_at IS NULL AND ends > ? AND starts < ? "
        "ORDER BY starts, ends, id",
        (to_sql(now), to_sql(until)),
    )


@dataclass(frozen=True, slots=True)
class Placed:
    """An agreed meeting with its time and table."""

    id: int
    starts: datetime
    table_number: int
    interpreter_id: int | None


async def placed(connection: Connection) -> list[Placed]:
    """The agreed meetings that have their time."""
    return await connection.records(
        Placed,
        "SELECT id, starts, table_number, interpreter_id FROM meetings "
        "WHERE state = 'agreed' AND starts IS NOT NULL ORDER BY starts, id",
    )


async def unplaced(connection: Connection, among: Sequence[int]) -> dict[int, int]:
    """The agreed meetings of these that have no time, with their revisions."""
    rows = await connection.rows(
        "SELECT id, revision FROM meetings WHERE id IN (SELECT value FROM json_each(?)) "
        "AND state = 'agreed' AND starts IS NULL ORDER BY id",
        (json.dumps(list(among)),),
    )
    return {row[0]: row[1] for row in rows}


async def draft(connection: Connection, user_id: int, session_id: int) -> Given | None:
    """What an organiser has typed of a session (0: of a new one)."""
    found = await connection.value(
        "SELECT given FROM session_drafts WHERE user_id = ? AND session_id = ?", (user_id, session_id)
    )
    return json.loads(found) if isinstance(found, str) else None


async def write_draft(tx: Connection, user_id: int, session_id: int, given: Given) -> None:
    """Keep what an organiser has typed, in place of what they typed before."""
    await tx.run(
        "INSERT INTO session_drafts (user_id, session_id, given) VALUES (?, ?, ?) "
        "ON CONFLICT (user_id, session_id) DO UPDATE SET given = excluded.given",
        (user_id, session_id, json.dumps(dict(given), ensure_ascii=False)),
    )
