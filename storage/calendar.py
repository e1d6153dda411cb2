"""What was last put into a delegate's calendar file."""

from __future__ import annotations

from collections.abc import Iterable

from storage.connection import Connection
from storage.records import CalendarEntry


async def entries(connection: Connection, delegate_id: int) -> list[CalendarEntry]:
    """All entries the delegate was ever handed."""
    return await connection.records(
        CalendarEntry,
        "SELECT uid, sequence, entry, cancelled FROM calendar WHERE delegate_id = ? ORDER BY uid",
        (delegate_id,),
    )


async def write(tx: Connection, delegate_id: int, entries: Iterable[CalendarEntry]) -> None:
    """Remember what is handed out now."""
    await tx.run_many(
        "INSERT INTO calendar (delegate_id, uid, sequence, entry, cancelled) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (delegate_id, uid) DO UPDATE SET sequence = excluded.sequence, entry = excluded.entry, "
        "cancelled = excluded.cancelled",
        [(delegate_id, one.uid, one.sequence, one.entry, int(one.cancelled)) for one in entries],
    )
