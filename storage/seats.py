"""Seats at thematic tables and on visits; the waiting list is served in the order in which people came."""

from __future__ import annotations

from storage.connection import Connection
from storage.records import Waiting


async def seated(connection: Connection, session_id: int) -> int:
    """How many seats are taken."""
    return await connection.number("SELECT seated FROM seat_counts WHERE session_id = ?", (session_id,))


async def add(tx: Connection, session_id: int, delegate_id: int, state: str) -> None:
    """Give a delegate a seat ('seated') or the next place in the waiting list ('waiting')."""
    await tx.run(
        "INSERT INTO seats (session_id, delegate_id, state) VALUES (?, ?, ?)",
        (session_id, delegate_id, state),
    )


async def remove(tx: Connection, session_id: int, delegate_id: int) -> None:
    """Take a delegate's place away."""
    await tx.run("DELETE FROM seats WHERE session_id = ? AND delegate_id = ?", (session_id, delegate_id))


async def waiting(connection: Connection, session_id: int, most: int) -> list[Waiting]:
    """The first of the waiting list."""
    return await connection.records(
        Waiting,
        "SELECT id, delegate_id FROM seats WHERE session_id = ? AND state = 'waiting' ORDER BY id LIMIT ?",
        (session_id, most),
    )


async def promote(tx: Connection, seat_id: int) -> None:
    """Turn a place in the waiting list into a seat."""
    await tx.run("UPDATE seats SET state = 'seated' WHERE id = ?", (seat_id,))


async def of_delegate(connection: Connection, delegate_id: int) -> list[int]:
    """The sessions in which a delegate has a place."""
    rows = await connection.rows(
        "SELECT session_id FROM seats WHERE delegate_id = ? ORDER BY id", (delegate_id,)
    )
    return [row[0] for row in rows]
