"""The outbox: what is to be told, kept until Telegram has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from storage.connection import Connection
from storage.instants import from_sql, to_sql
from storage.records import Notice

PRIORITIES = (0, 1, 2)
"""The lanes, the most urgent first."""


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
        "INSERT INTO outbox (key, kind, facts, delegate_id, user_id, priority, not_before) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
        (key, kind, facts, delegate_id, user_id, priority, to_sql(not_before)),
    )


async def last(connection: Connection) -> int:
    """The number of the notice queued last, whatever became of it: part of a key that no other notice has."""
    return await connection.number("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")


async def put_many(
    tx: Connection, *, kind: str, priority: int, turns: Iterable[tuple[int, str, datetime]]
) -> None:
    """Queue a notice without facts for each of many delegates: who, its key (once only), and `not_before`."""
    await tx.run_many(
        "INSERT INTO outbox (key, kind, facts, delegate_id, priority, not_before) "
        "VALUES (?, ?, '{}', ?, ?, ?) ON CONFLICT (key) DO NOTHING",
        [(key, kind, delegate_id, priority, to_sql(at)) for delegate_id, key, at in turns],
    )


async def next_for(
    connection: Connection, now: datetime, priority: int, most: int, busy: Sequence[int] = ()
) -> list[Notice]:
    """The notices of a lane that are due, each the first of its recipient, in their order.

    None for whoever has one under way, nor for the Telegram users in `busy`: a person may be addressed both as
    a delegate and as a Telegram user.
    """
    marks = ",".join("?" * len(busy))
    return await connection.records(
        Notice,
        f"""
        SELECT o.id, o.key, o.kind, o.facts, o.delegate_id, coalesce(o.user_id, by_delegate.user_id) AS user_id,
            o.priority, o.attempts,
            coalesce(delegates.language, by_user.language, 'it') AS language,
            coalesce(by_delegate.reachable, by_user.reachable, o.delegate_id IS NULL) AS reachable
        FROM outbox AS o
        LEFT JOIN delegates ON delegates.id = o.delegate_id
        LEFT JOIN accounts AS by_delegate ON by_delegate.delegate_id = o.delegate_id
        LEFT JOIN accounts AS by_user ON by_user.user_id = o.user_id
        WHERE o.state = 'pending' AND o.priority = ? AND o.not_before <= ?
            AND NOT EXISTS (SELECT 1 FROM outbox AS under_way
                WHERE under_way.state = 'sending' AND under_way.recipient = o.recipient)
            AND NOT EXISTS (SELECT 1 FROM outbox AS earlier
                WHERE earlier.state = 'pending' AND earlier.recipient = o.recipient
                    AND earlier.priority = o.priority
                    AND (earlier.not_before, earlier.id) < (o.not_before, o.id))
            AND coalesce(o.user_id, by_delegate.user_id, 0) NOT IN ({marks})
        ORDER BY o.not_before, o.id LIMIT ?
        """,
        (priority, to_sql(now), *busy, most),
    )


async def sending(tx: Connection, notice_ids: Iterable[int]) -> None:
    """Mark notices as being sent."""
    await tx.run_many(
        "UPDATE outbox SET state = 'sending' WHERE id = ?", [(notice_id,) for notice_id in notice_ids]
    )


async def take_back(tx: Connection) -> int:
    """After a crash: what was being sent is to be sent again; the number of such notices."""
    return await tx.run("UPDATE outbox SET state = 'pending' WHERE state = 'sending'")


async def next_due(connection: Connection, after: datetime | None = None) -> datetime | None:
    """The earliest `not_before` of what is pending; with `after` given, the earliest that is later."""
    found = [
        await connection.value(
            "SELECT min(not_before) FROM outbox WHERE state = 'pending' AND priority = ? AND not_before > ?",
            (priority, to_sql(after) if after else ""),
        )
        for priority in PRIORITIES
    ]
    instants = [from_sql(text) for text in found if isinstance(text, str)]
    return min(instants, default=None)


Settlement = tuple[int, str, str | None, int | None]
"""What became of a notice: its id, its state, the reason, Telegram's message id.

"dropped" is failed, and put aside at once: there was nothing left to tell, and nobody has to look at it.
"""


async def settle(tx: Connection, settlements: Iterable[Settlement], now: datetime) -> None:
    """Write down what became of notices; the facts of what was told go, names stood in them."""
    await tx.run_many(
        "UPDATE outbox SET state = iif(?1 = 'dropped', 'failed', ?1), aside = (?1 = 'dropped'), reason = ?2, "
        "message_id = ?3, settled_at = ?4, facts = CASE ?1 WHEN 'sent' THEN '{}' ELSE facts END WHERE id = ?5",
        [(state, reason, message, to_sql(now), notice) for notice, state, reason, message in settlements],
    )


async def again(tx: Connection, notice_id: int, not_before: datetime, *, counted: bool = True) -> None:
    """Put a notice back: it is to be sent later, and nothing else goes to its recipient before that.

    `counted` says whether it was an attempt that failed; being told to wait is none.
    """
    await tx.run(
        "UPDATE outbox SET state = 'pending', attempts = attempts + ? WHERE id = ?", (counted, notice_id)
    )
    await tx.run(
        "UPDATE outbox SET not_before = ? WHERE state = 'pending' AND not_before < ? "
        "AND recipient = (SELECT recipient FROM outbox WHERE id = ?)",
        (to_sql(not_before), to_sql(not_before), notice_id),
    )


async def unreachable(tx: Connection, user_id: int) -> None:
    """Note that a chat cannot be reached until its person says otherwise."""
    await tx.run("UPDATE accounts SET reachable = 0 WHERE user_id = ?", (user_id,))


async def moved(tx: Connection, old: int, new: int) -> None:
    """A group became a supergroup: what is to be told to it goes to its new number.

    There messages are counted anew: what was sent before can be changed no more, or another message would be.
    """
    await tx.run(
        "UPDATE outbox SET user_id = ? WHERE user_id = ? AND state IN ('pending', 'sending', 'unreachable')",
        (new, old),
    )
    await tx.run("UPDATE outbox SET message_id = NULL WHERE user_id = ? AND state = 'sent'", (old,))


async def revive(tx: Connection, delegate_id: int) -> None:
    """A delegate's chat can be reached again: what waited for it goes out."""
    await _revive(tx, delegate_id * 2)


async def revive_user(tx: Connection, user_id: int) -> None:
    """A Telegram user's chat can be reached again: what waited for them, as a delegate too, goes out."""
    await _revive(tx, user_id * 2 + 1)
    delegate_id = await tx.value("SELECT delegate_id FROM accounts WHERE user_id = ?", (user_id,))
    if isinstance(delegate_id, int):
        await revive(tx, delegate_id)


async def _revive(tx: Connection, recipient: int) -> None:
    await tx.run(
        "UPDATE outbox SET state = 'pending', reason = NULL, settled_at = NULL "
        "WHERE recipient = ? AND state = 'unreachable'",
        (recipient,),
    )
