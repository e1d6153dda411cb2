"""Heads of delegation, and those for whom they may act."""

from __future__ import annotations

from storage.connection import Connection
from storage.records import Delegate


async def is_head(connection: Connection, head_id: int, delegate_id: int) -> bool:
    """Whether somebody may act for a delegate."""
    found = await connection.value(
        "SELECT 1 FROM heads WHERE head_id = ? AND delegate_id = ?", (head_id, delegate_id)
    )
    return found is not None


async def heads_of(connection: Connection, delegate_id: int) -> list[int]:
    """Those who may act for a delegate and can be reached, if the delegate has no Telegram account."""
    rows = await connection.rows(
        "SELECT head_id FROM heads JOIN delegates ON delegates.id = head_id AND removed_at IS NULL "
        "JOIN accounts ON accounts.delegate_id = head_id WHERE heads.delegate_id = ?1 "
        "AND NOT EXISTS (SELECT 1 FROM accounts WHERE accounts.delegate_id = ?1) ORDER BY head_id",
        (delegate_id,),
    )
    return [row[0] for row in rows]


async def headed(connection: Connection, head_id: int) -> list[Delegate]:
    """The delegates for whom somebody may act, by name."""
    columns = ", ".join(f"delegates.{name}" for name in Delegate.__match_args__)
    return await connection.records(
        Delegate,
        f"SELECT {columns} FROM heads JOIN delegates ON delegates.id = delegate_id "
        "WHERE head_id = ? AND removed_at IS NULL ORDER BY delegates.name, delegates.id",
        (head_id,),
    )


async def heads_somebody(connection: Connection, head_id: int) -> bool:
    """Whether there is anybody for whom somebody may act."""
    found = await connection.value("SELECT 1 FROM heads WHERE head_id = ? LIMIT 1", (head_id,))
    return found is not None
