"""What an organiser changes about a session in the chat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from storage.change_records import Draft
from storage.connection import Connection, Value
from storage.instants import to_sql


async def write(tx: Connection, session_id: int, **values: Value | datetime) -> None:
    """Give a session other values."""
    columns = ", ".join(f"{name} = ?" for name in values)
    written = [to_sql(value) if isinstance(value, datetime) else value for value in values.values()]
    await tx.run(f"UPDATE sessions SET {columns} WHERE id = ?", (*written, session_id))


async def move_stops(tx: Connection, session_id: int, times: Mapping[int, datetime]) -> None:
    """Give the stops of a visit other times, by their positions."""
    await tx.run_many(
        "UPDATE stops SET at = ? WHERE session_id = ? AND position = ?",
        [(to_sql(at), session_id, position) for position, at in times.items()],
    )


async def cancelled(connection: Connection, now: datetime) -> list[int]:
    """The sessions that are cancelled and would not be over, in the order of the programme."""
    rows = await connection.rows(
        "SELECT id FROM sessions WHERE cancelled_at IS NOT NULL AND ends > ? ORDER BY starts, id",
        (to_sql(now),),
    )
    return [row[0] for row in rows]


async def placed(connection: Connection) -> int:
    """How many agreed meetings have their time."""
    return await connection.number(
        "SELECT count(*) FROM meetings WHERE state = 'agreed' AND starts IS NOT NULL"
    )


async def draft(connection: Connection, user_id: int) -> Draft | None:
    """What an organiser has typed of a session's new place."""
    return await connection.record(
        Draft, "SELECT session_id, place_it, place_ru FROM place_drafts WHERE user_id = ?", (user_id,)
    )


async def write_draft(tx: Connection, user_id: int, draft: Draft) -> None:
    """Keep what an organiser has typed, in place of what they typed before."""
    await tx.run(
        "INSERT INTO place_drafts (user_id, session_id, place_it, place_ru) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (user_id) DO UPDATE SET session_id = excluded.session_id, place_it = excluded.place_it, "
        "place_ru = excluded.place_ru",
        (user_id, draft.session_id, draft.place_it, draft.place_ru),
    )
