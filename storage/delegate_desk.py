"""What organisers see of a delegate besides the profile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql
from storage.records import Delegate


@dataclass(frozen=True, slots=True)
class Asked:
    """How many questions somebody has put to the organisers, and how many of them have no answer."""

    number: int
    unanswered: int


async def meetings(connection: Connection, delegate_id: int) -> dict[str, int]:
    """How many requests and meetings somebody has in each state."""
    rows = await connection.rows(
        "SELECT state, count(*) FROM (SELECT state FROM meetings WHERE inviter_id = ?1 "
        "UNION ALL SELECT state FROM meetings WHERE invitee_id = ?1) GROUP BY state ORDER BY state",
        (delegate_id,),
    )
    return {row[0]: row[1] for row in rows}


async def interpreting(connection: Connection, delegate_id: int, now: datetime) -> int:
    """How many agreed meetings that are not over somebody interprets."""
    return await connection.number(
        "SELECT count(*) FROM meetings WHERE interpreter_id = ? AND state = 'agreed' AND ends > ?",
        (delegate_id, to_sql(now)),
    )


async def heads(connection: Connection, delegate_id: int) -> list[Delegate]:
    """Those who may act for a delegate, by name."""
    columns = ", ".join(f"delegates.{name}" for name in Delegate.__match_args__)
    return await connection.records(
        Delegate,
        f"SELECT {columns} FROM heads JOIN delegates ON delegates.id = head_id "
        "WHERE delegate_id = ? AND removed_at IS NULL ORDER BY delegates.name, delegates.id",
        (delegate_id,),
    )


async def asked(connection: Connection, delegate_id: int) -> Asked:
    """The questions somebody has put."""
    row = await connection.row(
        "SELECT count(*), count(*) - count(answered_at) FROM questions WHERE delegate_id = ?", (delegate_id,)
    )
    return Asked(row[0], row[1]) if row else Asked(0, 0)
