"""The outbox: what is to be told, kept until Telegram has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql
from storage.records import Notice


async def put(
    tx: Connection,
    *,
    key: str,
    kind: str,
    facts: str,
    priority: int,
    not_before: datetime,
    delegate_id: int | None = None,
    user_id: int | None = None,
) -> None:
    """Queue a notice for a delegate or, where it is no delegate, for a Telegram user; the same key once only."""
    await tx.run(
        "INSERT OR IGNORE INTO outbox (key, kind, facts, delegate_id, user_id, priority, not_before) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (key, kind, facts, delegate_id, user_id, priority, to_sql(not_before)),
    )


async def claim(tx: Connection, now: datetime, most: int, busy: Sequence[int] = ()) -> list[Notice]:
    """Take the next notices that are due, marking them "sending"; none for the recipients in `busy`.

    `busy` holds Telegram user ids to whom something is under way: one message in flight per chat.
    """
    marks = ",".join("?" * len(busy))
    notices = await tx.records(
        Notice,
        f"""
        SELECT id, key, kind, facts, delegate_id, user_id, priority, attempts, language, reachable FROM (
            SELECT outbox.id, key, kind, facts, outbox.delegate_id, attempts, priority,
                accounts.user_id AS user_id,
                coalesce(delegates.language, accounts.language, 'it') AS language,
                coalesce(accounts.reachable, 0) AS reachable,
                row_number() OVER (PARTITION BY coalesce(outbox.delegate_id, -outbox.user_id)
                    ORDER BY priority, outbox.id) AS turn
            FROM outbox
            LEFT JOIN delegates ON delegates.id = outbox.delegate_id
            LEFT JOIN accounts ON accounts.user_id = outbox.user_id OR accounts.delegate_id = outbox.delegate_id
            WHERE state = 'pending' AND not_before <= ?
                AND (accounts.user_id IS NULL OR accounts.user_id NOT IN ({marks}))
        ) WHERE turn = 1 ORDER BY priority, id LIMIT ?
        """,
        (to_sql(now), *busy, most),
    )
    await tx.run_many(
        "UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ?",
        [(notice.id,) for notice in notices],
    )
    return notices


async def take_back(tx: Connection) -> int:
    """After a crash: what was being sent is to be sent again; the number of such notices."""
    return await tx.run("UPDATE outbox SET state = 'pending' WHERE state = 'sending'")


async def next_due(connection: Connection) -> str | None:
    """The earliest `not_before` of what is pending, as it stands in SQL."""
    found = await connection.value("SELECT min(not_before) FROM outbox WHERE state = 'pending'")
    return found if isinstance(found, str) else None


Settlement = tuple[int, str, str | None, int | None]
"""What became of a notice: its id, its state, the reason, Telegram's message id."""


async def settle(tx: Connection, settlements: Iterable[Settlement], now: datetime) -> None:
    """Write down what became of notices."""
    await tx.run_many(
        "UPDATE outbox SET state = ?, reason = ?, message_id = ?, settled_at = ? WHERE id = ?",
        [(state, reason, message, to_sql(now), notice) for notice, state, reason, message in settlements],
    )


async def again(tx: Connection, notice_id: int, not_before: datetime) -> None:
    """Put a notice back: it is to be sent later."""
    await tx.run(
        "UPDATE outbox SET state = 'pending', not_before = ? WHERE id = ?", (to_sql(not_before), notice_id)
    )


async def revive(tx: Connection, delegate_id: int) -> None:
    """A chat can be reached again: what waited for it goes out."""
    await tx.run(
        "UPDATE outbox SET state = 'pending', reason = NULL WHERE delegate_id = ? AND state = 'unreachable'",
        (delegate_id,),
    )
