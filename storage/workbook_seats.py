"""Seats as an import sees them: many at once, and who has to know of a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.connection import Connection


@dataclass(frozen=True, slots=True)
class Person:
    """A delegate as a list names them."""

    id: int
    code: str
    name: str


async def taken(connection: Connection) -> dict[int, int]:
    """How many seats are taken in each session that has any."""
    rows = await connection.rows(
        "SELECT session_id, count(*) FROM seats WHERE state = 'seated' GROUP BY session_id"
    )
    return {row[0]: row[1] for row in rows}


async def held(connection: Connection) -> set[tuple[int, int]]:
    """All places, seats and waiting alike, as (session, delegate)."""
    rows = await connection.rows("SELECT session_id, delegate_id FROM seats")
    return {(row[0], row[1]) for row in rows}


async def give(tx: Connection, places: Sequence[tuple[int, int, str]]) -> None:
    """Add places (session, delegate, state), in this order."""
    await tx.run_many("INSERT INTO seats (session_id, delegate_id, state) VALUES (?, ?, ?)", places)


async def take(tx: Connection, places: Sequence[tuple[int, int]]) -> None:
    """Take places (session, delegate) away."""
    await tx.run_many("DELETE FROM seats WHERE session_id = ? AND delegate_id = ?", places)


async def holders(connection: Connection, session_id: int, state: str) -> list[Person]:
    """Who has a seat ('seated') or waits ('waiting'), in order."""
    return await connection.records(
        Person,
        "SELECT delegates.id, code, name FROM seats JOIN delegates ON delegates.id = delegate_id "
        "WHERE session_id = ? AND state = ? ORDER BY seats.id",
        (session_id, state),
    )


async def audience(connection: Connection, delegation: str) -> list[Person]:
    """Delegates with an account, of one delegation or ('all') of both."""
    return await connection.records(
        Person,
        "SELECT delegates.id, code, name FROM delegates "
        "JOIN accounts ON accounts.delegate_id = delegates.id "
        "WHERE removed_at IS NULL AND (? = 'all' OR delegation = ?) ORDER BY delegates.id",
        (delegation, delegation),
    )


async def waited_for(connection: Connection) -> set[int]:
    """The sessions with a waiting list."""
    return {row[0] for row in await connection.rows("SELECT session_id FROM seats WHERE state = 'waiting'")}


async def capacities(connection: Connection) -> dict[int, int | None]:
    """The capacity of each session; None for no limit."""
    return {row[0]: row[1] for row in await connection.rows("SELECT id, capacity FROM sessions")}


async def visits(connection: Connection) -> set[int]:
    """The sessions that are visits."""
    return {row[0] for row in await connection.rows("SELECT id FROM sessions WHERE kind = 'visit'")}
