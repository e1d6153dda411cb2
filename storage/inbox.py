"""The inbox: raw updates, written before they are confirmed, marked in the transaction of their effect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from storage.connection import Connection
from storage.instants import to_sql
from storage.records import Update

Raw = tuple[int, int, str]
"""An update as it arrives: update_id, lane, body (JSON)."""


async def keep(tx: Connection, updates: Iterable[Raw], now: datetime) -> None:
    """Write updates; one that is already here, handled or not, stays as it is."""
    await tx.run_many(
        "INSERT INTO updates (update_id, lane, state, body, received_at) VALUES (?, ?, 'waiting', ?, ?) "
        "ON CONFLICT (update_id) DO NOTHING",
        [(update_id, lane, body, to_sql(now)) for update_id, lane, body in updates],
    )


async def known(connection: Connection, update_ids: Sequence[int]) -> set[int]:
    """Which of these updates are already here."""
    marks = ",".join("?" * len(update_ids))
    rows = await connection.rows(f"SELECT update_id FROM updates WHERE update_id IN ({marks})", update_ids)
    return {row[0] for row in rows}


async def open_lanes(connection: Connection) -> list[tuple[int, int]]:
    """Each lane that has something to be handled or answered, with how many; the longest waiting first."""
    rows = await connection.rows(
        "SELECT lane, count(*) FROM updates WHERE state IN ('waiting', 'effected') "
        "GROUP BY lane ORDER BY min(update_id)"
    )
    return [(row[0], row[1]) for row in rows]


async def open_updates(connection: Connection, lane: int, most: int) -> list[Update]:
    """The next updates of a lane that are to be handled or answered, in the order of arrival."""
    return await connection.records(
        Update,
        "SELECT update_id, lane, state, body, outcome, attempts FROM updates "
        "WHERE state IN ('waiting', 'effected') AND lane = ? ORDER BY update_id LIMIT ?",
        (lane, most),
    )


async def effected(tx: Connection, update_id: int, outcome: str) -> None:
    """Mark, in the transaction of the effect, that the update took effect; `outcome` is what is to be answered."""
    await tx.run(
        "UPDATE updates SET state = 'effected', outcome = ? WHERE update_id = ? AND state = 'waiting'",
        (outcome, update_id),
    )


async def handled(tx: Connection, update_ids: Iterable[int]) -> None:
    """Mark updates as handled; their bodies go."""
    await tx.run_many(
        "UPDATE updates SET state = 'handled', body = NULL, outcome = NULL WHERE update_id = ?",
        [(update_id,) for update_id in update_ids],
    )


async def tried(tx: Connection, update_id: int) -> None:
    """Count an attempt that failed; the update stays open."""
    await tx.run("UPDATE updates SET attempts = attempts + 1 WHERE update_id = ?", (update_id,))


async def set_aside(tx: Connection, update_id: int, reason: str) -> None:
    """Give an update up, with the reason; its body goes."""
    await tx.run(
        "UPDATE updates SET state = 'set_aside', reason = ?, body = NULL, outcome = NULL WHERE update_id = ?",
        (reason, update_id),
    )


async def forget(tx: Connection, now: datetime, *, after: timedelta = timedelta(days=7)) -> None:
    """Drop the ids of what was handled long ago: Telegram delivers nothing again after a day."""
    await tx.run(
        "DELETE FROM updates WHERE state IN ('handled', 'set_aside') AND received_at < ?",
        (to_sql(now - after),),
    )
