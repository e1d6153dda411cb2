"""Workbooks that organisers have sent to the bot; the files lie beside the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql


@dataclass(frozen=True, slots=True)
class SentWorkbook:
    """A workbook somebody has sent; `released_at` None: it waits to be released."""

    number: int
    user_id: int
    received_at: datetime
    released_at: datetime | None


_ALL = "SELECT number, user_id, received_at, released_at FROM sent_workbooks"


async def keep(tx: Connection, user_id: int, now: datetime) -> int:
    """Note that a workbook came from somebody, in place of the one before; its number."""
    await tx.run("DELETE FROM sent_workbooks WHERE user_id = ?", (user_id,))
    await tx.run("INSERT INTO sent_workbooks (user_id, received_at) VALUES (?, ?)", (user_id, to_sql(now)))
    return await tx.number("SELECT last_insert_rowid()")


async def get(connection: Connection, number: int) -> SentWorkbook | None:
    """A workbook by its number."""
    return await connection.record(SentWorkbook, f"{_ALL} WHERE number = ?", (number,))


async def of_user(connection: Connection, user_id: int) -> SentWorkbook | None:
    """The workbook somebody has sent last."""
    return await connection.record(SentWorkbook, f"{_ALL} WHERE user_id = ?", (user_id,))


async def released(tx: Connection, number: int, now: datetime) -> bool:
    """Note that a workbook is released; whether it waited for that."""
    changed = await tx.run(
        "UPDATE sent_workbooks SET released_at = ? WHERE number = ? AND released_at IS NULL",
        (to_sql(now), number),
    )
    return changed > 0


async def drop(tx: Connection, number: int) -> None:
    """Forget a workbook."""
    await tx.run("DELETE FROM sent_workbooks WHERE number = ?", (number,))


async def is_old(connection: Connection, before: datetime) -> bool:
    """Whether there is one that came before this instant."""
    found = "SELECT EXISTS (SELECT 1 FROM sent_workbooks WHERE received_at < ?)"
    return bool(await connection.number(found, (to_sql(before),)))


async def drop_old(tx: Connection, before: datetime) -> None:
    """Forget those that came before this instant."""
    await tx.run("DELETE FROM sent_workbooks WHERE received_at < ?", (to_sql(before),))


async def waiting(connection: Connection) -> set[int]:
    """The numbers of those whose files are still needed."""
    rows = await connection.rows("SELECT number FROM sent_workbooks WHERE released_at IS NULL")
    return {row[0] for row in rows}
