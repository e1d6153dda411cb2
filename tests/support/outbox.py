"""People and notices for the outbox's tests."""

from __future__ import annotations

from datetime import UTC, datetime

from storage import outbox
from storage.connection import Connection

START = datetime(2018, 11, 29, 8, 0, tzinfo=UTC)


async def add_people(tx: Connection, number: int, *, first: int = 1, without_account: int = 0) -> None:
    """Delegates `first`.. with accounts 1000 + id; the last `without_account` of them have none."""
    ids = range(first, first + number)
    await tx.run_many(
        "INSERT INTO delegates (id, code, name, organisation, delegation, language) VALUES (?, ?, ?, 'CNA', 'it', ?)",
        [(one, f"d{one}", f"Delegate {one}", "ru" if one % 2 else "it") for one in ids],
    )
    await tx.run_many(
        "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
        "VALUES (?, ?, 'it', '1', '')",
        [(1000 + one, one) for one in ids[: number - without_account]],
    )


async def put(
    tx: Connection,
    key: str,
    *,
    to: int | None = None,
    user: int | None = None,
    priority: int = 1,
    not_before: datetime = START,
) -> None:
    """A notice with little in it."""
    await outbox.put(
        tx,
        key=key,
        kind="test",
        facts="{}",
        priority=priority,
        not_before=not_before,
        delegate_id=to,
        user_id=user,
    )


async def outbox_states(connection: Connection) -> dict[str, tuple[str, str | None]]:
    """Each notice's state and reason."""
    rows = await connection.rows("SELECT key, state, reason FROM outbox ORDER BY id")
    return {row[0]: (row[1], row[2]) for row in rows}
