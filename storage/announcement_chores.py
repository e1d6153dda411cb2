"""What is done with announcements in pieces: their notices are put into the outbox, taken away, changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from storage.announcement_records import Chore
from storage.announcements import CORRECTED, TAKEN_BACK, TOLD, corrected_key
from storage.connection import Connection, Value
from storage.instants import to_sql


async def waiting(connection: Connection, now: datetime) -> bool:
    """Whether there is anything to be done."""
    found = await connection.number(
        "SELECT EXISTS (SELECT 1 FROM announcement_chores) OR EXISTS "
        "(SELECT 1 FROM announcements WHERE state = 'scheduled' AND send_at <= ?)",
        (to_sql(now),),
    )
    return bool(found)


async def begin(tx: Connection, announcement_id: int, chore: str) -> None:
    """Have something done, from the beginning."""
    await tx.run(
        "INSERT INTO announcement_chores (announcement_id, chore) VALUES (?, ?) "
        "ON CONFLICT (announcement_id, chore) DO UPDATE SET after = 0",
        (announcement_id, chore),
    )


async def go_on(tx: Connection, chore: Chore, after: int) -> None:
    """So far it has come."""
    await tx.run(
        "UPDATE announcement_chores SET after = ? WHERE announcement_id = ? AND chore = ?",
        (after, chore.announcement_id, chore.chore),
    )


async def end(tx: Connection, announcement_id: int, chore: str) -> None:
    """It is done, or not to be done any more."""
    await tx.run(
        "DELETE FROM announcement_chores WHERE announcement_id = ? AND chore = ?", (announcement_id, chore)
    )


async def of(connection: Connection, announcement_id: int) -> set[str]:
    """What is still to be done with an announcement."""
    rows = await connection.rows(
        "SELECT chore FROM announcement_chores WHERE announcement_id = ?", (announcement_id,)
    )
    return {row[0] for row in rows}


async def every(connection: Connection) -> list[Chore]:
    """All there is to be done; taking away comes before everything else."""
    return await connection.records(
        Chore,
        "SELECT announcement_id, chore, after FROM announcement_chores "
        "ORDER BY chore <> 'withdraw', chore <> 'take_back', announcement_id, chore",
    )


async def get(connection: Connection, announcement_id: int, chore: str) -> Chore | None:
    """One of them, as far as it has come."""
    return await connection.record(
        Chore,
        "SELECT announcement_id, chore, after FROM announcement_chores WHERE announcement_id = ? AND chore = ?",
        (announcement_id, chore),
    )


async def queue(
    tx: Connection,
    chore: Chore,
    audience: tuple[str, Mapping[str, Value]],
    now: datetime,
    priority: int,
    most: int,
) -> int | None:
    """Put the notices to some more of the audience into the outbox; the last of these, None where nobody is left.

    `audience` is a condition on delegates with its parameters. Whoever has such a notice gets no second one.
    """
    where, parameters = audience
    last = await tx.value(
        f"SELECT max(id) FROM (SELECT id FROM delegates WHERE {where} AND id > :after ORDER BY id LIMIT :most)",
        {**parameters, "after": chore.after, "most": most},
    )
    if not isinstance(last, int):
        return None
    await tx.run(
        f"""
        INSERT INTO outbox (key, kind, facts, delegate_id, priority, not_before, announcement_id)
        SELECT :kind || ':' || :announcement || ':' || id, :kind, json_object('announcement', :announcement), id,
            :priority, :now, :announcement
        FROM delegates WHERE {where} AND id > :after AND id <= :last ORDER BY id
        ON CONFLICT (key) DO NOTHING
        """,
        {
            **parameters,
            "kind": TOLD,
            "announcement": chore.announcement_id,
            "priority": priority,
            "now": to_sql(now),
            "after": chore.after,
            "last": last,
        },
    )
    return last


async def queued(tx: Connection, announcement_id: int) -> None:
    """All its notices are in the outbox: so many people it is for."""
    await tx.run(
        "UPDATE announcements SET people = (SELECT count(*) FROM outbox WHERE announcement_id = ?1 AND kind = ?2) "
        "WHERE id = ?1",
        (announcement_id, TOLD),
    )


async def withdraw(tx: Connection, announcement_id: int, kinds: Sequence[str], most: int) -> int:
    """Take some of its notices of these kinds away that have not gone out; how many."""
    return await tx.run(
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE announcement_id = ? AND state = 'pending' "
        f"AND kind IN ({_marks(kinds)}) LIMIT ?)",
        (announcement_id, *kinds, most),
    )


async def under_way(connection: Connection, announcement_id: int, kinds: Sequence[str]) -> bool:
    """Whether one of these is being sent."""
    found = await connection.value(
        f"SELECT 1 FROM outbox WHERE announcement_id = ? AND kind IN ({_marks(kinds)}) AND state = 'sending' LIMIT 1",
        (announcement_id, *kinds),
    )
    return found is not None


def _marks(kinds: Sequence[str]) -> str:
    return ",".join("?" * len(kinds))


async def forget_dropped(tx: Connection, announcement_id: int) -> None:
    """Notices that a stop overtook on their way are as if they had never been."""
    await tx.run(
        "DELETE FROM outbox WHERE announcement_id = ? AND kind = ? AND state = 'failed' "
        "AND reason = 'it no longer holds'",
        (announcement_id, TOLD),
    )


async def follow_up(
    tx: Connection, chore: Chore, revision: int, now: datetime, priority: int, most: int
) -> int | None:
    """To some more of those whom an announcement has reached: what changes, or takes away, that message.

    The last notice looked at; None where none is left.
    """
    kind = CORRECTED if chore.chore == "correct" else TAKEN_BACK
    key = (
        corrected_key(chore.announcement_id, revision)
        if kind == CORRECTED
        else f"{kind}:{chore.announcement_id}"
    )
    last = await tx.value(
        "SELECT max(id) FROM (SELECT id FROM outbox WHERE announcement_id = ? AND kind = ? "
        "AND state IN ('sending', 'sent') AND id > ? ORDER BY id LIMIT ?)",
        (chore.announcement_id, TOLD, chore.after, most),
    )
    if not isinstance(last, int):
        return None
    await tx.run(
        """
        INSERT INTO outbox (key, kind, facts, delegate_id, priority, not_before, announcement_id)
        SELECT :key || ':' || delegate_id, :kind,
            json_object('announcement', :announcement, 'notice', id, 'revision', :revision), delegate_id, :priority,
            :now, :announcement
        FROM outbox WHERE announcement_id = :announcement AND kind = :told AND state IN ('sending', 'sent')
            AND id > :after AND id <= :last ORDER BY id
        ON CONFLICT (key) DO NOTHING
        """,
        {
            "key": key,
            "kind": kind,
            "announcement": chore.announcement_id,
            "revision": revision,
            "priority": priority,
            "now": to_sql(now),
            "told": TOLD,
            "after": chore.after,
            "last": last,
        },
    )
    return last


async def message_of(connection: Connection, notice_id: int) -> int | None:
    """The number of the message by which an announcement was told."""
    found = await connection.value("SELECT message_id FROM outbox WHERE id = ?", (notice_id,))
    return found if isinstance(found, int) else None
