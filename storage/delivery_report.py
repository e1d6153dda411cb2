"""What became of notices, for those who look after it: counts, who was not reached, what Telegram refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql


@dataclass(frozen=True, slots=True)
class Count:
    """How many notices of a kind are in a state: as in the outbox, or 'aside' for what failed and is put aside."""

    kind: str
    state: str
    number: int


@dataclass(frozen=True, slots=True)
class Unreached:
    """A delegate whom notices could not reach: how many, and whether they have ever started the bot."""

    id: int
    name: str
    name_other: str
    organisation: str
    organisation_other: str
    delegation: str
    phone: str
    notices: int
    started: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A notice that Telegram refused for good; the names are those of a delegate."""

    id: int
    kind: str
    reason: str
    settled_at: datetime
    delegate_id: int | None
    name: str | None
    name_other: str | None
    organisation: str | None
    organisation_other: str | None
    delegation: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A notice to a delegate: its state as in `Count`, and when it was settled or is to be sent."""

    id: int
    kind: str
    state: str
    at: datetime


async def counts(connection: Connection) -> list[Count]:
    """How many notices there are, by kind and state."""
    return await connection.records(
        Count, "SELECT kind, state, number FROM outbox_counts WHERE number > 0 ORDER BY kind, state"
    )


# `recipient` is twice the number of a delegate, one more for another Telegram user.
_UNREACHED = "FROM outbox WHERE state = 'unreachable' AND recipient % 2 = 0"


async def number_unreached(connection: Connection) -> int:
    """How many delegates who take part have notices that could not reach them."""
    return await connection.number(
        f"SELECT count(*) FROM (SELECT DISTINCT recipient {_UNREACHED}) AS them "
        "JOIN delegates ON delegates.id = them.recipient / 2 WHERE removed_at IS NULL"
    )


async def unreached(connection: Connection, most: int, offset: int) -> list[Unreached]:
    """Some of them, by delegation and name."""
    return await connection.records(
        Unreached,
        f"""
        SELECT delegates.id, name, name_other, organisation, organisation_other, delegation, phone, notices,
            accounts.user_id IS NOT NULL AS started
        FROM (SELECT recipient, count(*) AS notices {_UNREACHED} GROUP BY recipient) AS them
        JOIN delegates ON delegates.id = them.recipient / 2
        LEFT JOIN accounts ON accounts.delegate_id = delegates.id
        WHERE removed_at IS NULL ORDER BY delegation, name, delegates.id LIMIT ? OFFSET ?
        """,
        (most, offset),
    )


_FAILURES = """
    SELECT outbox.id, outbox.kind, coalesce(reason, '') AS reason, settled_at, delegate_id, name, name_other,
        organisation, organisation_other, delegation
    FROM outbox LEFT JOIN delegates ON delegates.id = delegate_id
    WHERE state = 'failed' AND aside = 0
"""


async def number_failed(connection: Connection) -> int:
    """How many notices Telegram refused for good that nobody has looked after."""
    return await connection.number("SELECT count(*) FROM outbox WHERE state = 'failed' AND aside = 0")


async def failed(connection: Connection, most: int, offset: int) -> list[Failure]:
    """Some of them, the latest first."""
    return await connection.records(
        Failure, f"{_FAILURES} ORDER BY settled_at DESC, outbox.id DESC LIMIT ? OFFSET ?", (most, offset)
    )


async def failure(connection: Connection, notice_id: int) -> Failure | None:
    """One of them."""
    return await connection.record(Failure, f"{_FAILURES} AND outbox.id = ?", (notice_id,))


async def told_last(connection: Connection, delegate_id: int, most: int) -> list[Told]:
    """The latest notices to a delegate, the last one first."""
    return await connection.records(
        Told,
        "SELECT id, kind, iif(aside, 'aside', state) AS state, coalesce(settled_at, not_before) AS at FROM outbox "
        "WHERE delegate_id = ? ORDER BY id DESC LIMIT ?",
        (delegate_id, most),
    )


async def retry(tx: Connection, notice_id: int, now: datetime) -> bool:
    """Have a failed notice sent again; whether it was one."""
    changed = await tx.run(
        "UPDATE outbox SET state = 'pending', reason = NULL, settled_at = NULL, attempts = 0, aside = 0, "
        "not_before = ? WHERE id = ? AND state = 'failed' AND aside = 0",
        (to_sql(now), notice_id),
    )
    return changed > 0


async def put_aside(tx: Connection, notice_id: int) -> bool:
    """Nobody has to look after a failed notice any more; whether it was one."""
    changed = await tx.run(
        "UPDATE outbox SET aside = 1 WHERE id = ? AND state = 'failed' AND aside = 0", (notice_id,)
    )
    return changed > 0


async def put_aside_of_user(tx: Connection, user_id: int) -> None:
    """The same for all failed notices to a Telegram user or a group."""
    await tx.run(
        "UPDATE outbox SET aside = 1 WHERE recipient = ? AND state = 'failed' AND aside = 0",
        (user_id * 2 + 1,),
    )
