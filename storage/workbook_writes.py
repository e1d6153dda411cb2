"""What an import writes. Tables and columns come from fixed lists here, never from a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from storage.connection import Connection, Value
from storage.instants import to_sql

Values = Mapping[str, Value]

_TABLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    # sheet: its table and the columns that name a row
    "forum": ("forum", ("id",)),
    "sessions": ("sessions", ("id",)),
    "projects": ("projects", ("id",)),
    "stops": ("stops", ("session_id", "position")),
    "delegates": ("delegates", ("id",)),
    "info": ("info_pages", ("id",)),
}


async def add(tx: Connection, sheet: str, rows: Sequence[Values]) -> None:
    """Insert rows; every row has the same columns."""
    if not rows:
        return
    columns = list(rows[0])
    marks = ", ".join("?" * len(columns))
    await tx.run_many(
        f"INSERT INTO {_TABLES[sheet][0]} ({', '.join(columns)}) VALUES ({marks})",
        [tuple(row[column] for column in columns) for row in rows],
    )


async def change(tx: Connection, sheet: str, rows: Iterable[tuple[Values, Values]]) -> None:
    """Update rows: each is what names the row, and the columns that change."""
    table, keys = _TABLES[sheet]
    where = " AND ".join(f"{key} = ?" for key in keys)
    for columns, group in groupby(rows, key=lambda row: tuple(row[1])):
        assigned = ", ".join(f"{column} = ?" for column in columns)
        await tx.run_many(
            f"UPDATE {table} SET {assigned} WHERE {where}",
            [(*values.values(), *(key[name] for name in keys)) for key, values in group],
        )


async def delete(tx: Connection, sheet: str, rows: Sequence[Values]) -> None:
    """Delete rows by what names them."""
    table, keys = _TABLES[sheet]
    where = " AND ".join(f"{key} = ?" for key in keys)
    if rows:
        await tx.run_many(
            f"DELETE FROM {table} WHERE {where}",
            [tuple(row[key] for key in keys) for row in rows],
        )


async def numbers(connection: Connection, sheet: str) -> dict[str, int]:
    """The number of each code of a sheet, dormant ones included."""
    rows = await connection.rows(f"SELECT code, id FROM {_TABLES[sheet][0]}")
    return {row[0]: row[1] for row in rows}


async def cancel_sessions(tx: Connection, session_ids: Sequence[int], now: datetime) -> None:
    """Mark sessions as cancelled; seats and agendas keep naming them."""
    await tx.run_many(
        "UPDATE sessions SET cancelled_at = ? WHERE id = ?",
        [(to_sql(now), session_id) for session_id in session_ids],
    )


async def restore_sessions(tx: Connection, session_ids: Sequence[int]) -> None:
    """Let cancelled sessions take place again."""
    await tx.run_many("UPDATE sessions SET cancelled_at = NULL WHERE id = ?", [(one,) for one in session_ids])


async def remove_delegates(tx: Connection, delegate_ids: Sequence[int], now: datetime) -> None:
    """Mark delegates as removed: no invitation, no account, no seat."""
    ones = [(one,) for one in delegate_ids]
    await tx.run_many(
        "UPDATE delegates SET removed_at = ?, invitation = NULL, invitation_digest = NULL WHERE id = ?",
        [(to_sql(now), one) for one in delegate_ids],
    )
    await tx.run_many("UPDATE accounts SET delegate_id = NULL, expects = '' WHERE delegate_id = ?", ones)
    await tx.run_many("DELETE FROM seats WHERE delegate_id = ?", ones)


async def restore_delegates(tx: Connection, delegate_ids: Sequence[int]) -> None:
    """Let removed delegates take part again."""
    await tx.run_many("UPDATE delegates SET removed_at = NULL WHERE id = ?", [(one,) for one in delegate_ids])


async def withdraw_invitations(tx: Connection, delegate_ids: Iterable[int]) -> None:
    """Take invitations away before others are given: two delegates may change theirs with each other."""
    await tx.run_many(
        "UPDATE delegates SET invitation = NULL, invitation_digest = NULL WHERE id = ?",
        [(one,) for one in delegate_ids],
    )


async def set_heads(tx: Connection, heads: Mapping[int, Sequence[int]]) -> None:
    """For whom each of these delegates may act."""
    await tx.run_many("DELETE FROM heads WHERE head_id = ?", [(head,) for head in heads])
    await tx.run_many(
        "INSERT INTO heads (head_id, delegate_id) VALUES (?, ?)",
        [(head, delegate) for head, delegates in heads.items() for delegate in delegates],
    )


async def set_unavailable(
    tx: Connection, intervals: Mapping[int, Sequence[tuple[datetime, datetime]]]
) -> None:
    """When each of these delegates has no time."""
    await tx.run_many(
        "DELETE FROM unavailable WHERE delegate_id = ?", [(delegate,) for delegate in intervals]
    )
    await tx.run_many(
        "INSERT OR IGNORE INTO unavailable (delegate_id, starts, ends) VALUES (?, ?, ?)",
        [
            (delegate, to_sql(starts), to_sql(ends))
            for delegate, spans in intervals.items()
            for starts, ends in spans
        ],
    )
