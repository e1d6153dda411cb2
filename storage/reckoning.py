"""What the running process says of its database in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.connection import Connection
from storage.instants import from_sql, to_sql

STATES = ("pending", "sending", "sent", "failed", "unreachable", "aside")


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Notices by state, for how many seconds the oldest of them has been due, and updates not handled yet."""

    outbox: dict[str, int]
    oldest_seconds: float
    inbox: int


async def look(connection: Connection, now: datetime) -> Reckoning:
    """Count, by counters and partial indexes: fifty thousand notices are not looked through."""
    outbox = dict.fromkeys(STATES, 0)
    for state, number in await connection.rows("SELECT state, sum(number) FROM outbox_counts GROUP BY state"):
        outbox[state] = number
    oldest = await connection.value(
        "SELECT min(not_before) FROM outbox WHERE state = 'pending' AND not_before <= ?", (to_sql(now),)
    )
    waiting = await connection.number("SELECT count(*) FROM updates WHERE state IN ('waiting', 'effected')")
    age = (now - from_sql(oldest)).total_seconds() if isinstance(oldest, str) else 0.0
    return Reckoning(outbox, age, waiting)
