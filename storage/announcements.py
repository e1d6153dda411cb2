"""Announcements: drafts, schedule, and what came of them; their notices are in the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from storage.announcement_records import Addressee, Announcement
from storage.connection import Connection, Value
from storage.instants import to_sql

TOLD, CORRECTED, TAKEN_BACK = "announcement", "announcement_corrected", "announcement_taken_back"
"""The kinds of their notices."""

_COLUMNS = ", ".join(Announcement.__match_args__)
_CHANGEABLE = frozenset(Announcement.__match_args__) - {"id"}


async def get(connection: Connection, announcement_id: int) -> Announcement | None:
    """An announcement."""
    return await connection.record(
        Announcement, f"SELECT {_COLUMNS} FROM announcements WHERE id = ?", (announcement_id,)
    )


async def add(tx: Connection, author_id: int) -> int:
    """A new draft; its number."""
    await tx.run("INSERT INTO announcements (author_id) VALUES (?)", (author_id,))
    return await tx.number("SELECT last_insert_rowid()")


async def empty_draft(connection: Connection, author_id: int) -> int | None:
    """A draft of an author in which nothing stands yet."""
    found = await connection.value(
        "SELECT id FROM announcements WHERE author_id = ? AND state = 'draft' AND revision = 0 "
        "AND corrects IS NULL ORDER BY id DESC",
        (author_id,),
    )
    return found if isinstance(found, int) else None


async def correction(connection: Connection, author_id: int, announcement_id: int) -> int | None:
    """An author's draft of other texts for an announcement."""
    found = await connection.value(
        "SELECT id FROM announcements WHERE corrects = ? AND author_id = ? ORDER BY id DESC",
        (announcement_id, author_id),
    )
    return found if isinstance(found, int) else None


async def change(tx: Connection, announcement_id: int, **values: Value | datetime) -> None:
    """Write columns of an announcement."""
    unknown = values.keys() - _CHANGEABLE
    if unknown:
        raise ValueError(f"no columns of an announcement: {unknown}")
    written = {
        name: to_sql(value) if isinstance(value, datetime) else value for name, value in values.items()
    }
    listed = ", ".join(f"{name} = :{name}" for name in written)
    await tx.run(f"UPDATE announcements SET {listed} WHERE id = :id", {**written, "id": announcement_id})


async def revise(tx: Connection, announcement_id: int, **values: Value | datetime) -> None:
    """The same where what people read, or who reads it, becomes another: the revision goes up."""
    await change(tx, announcement_id, **values)
    await tx.run("UPDATE announcements SET revision = revision + 1 WHERE id = ?", (announcement_id,))


async def previewed(tx: Connection, announcement_id: int, messages: Iterable[int]) -> None:
    """These messages in the author's chat show how it will look."""
    await change(tx, announcement_id, previews=",".join(map(str, messages)))


async def remove(tx: Connection, announcement_id: int) -> None:
    """Drop a draft."""
    await tx.run("DELETE FROM announcements WHERE id = ? AND state = 'draft'", (announcement_id,))


async def number_listed(connection: Connection, user_id: int) -> int:
    """How many announcements somebody may see: their own drafts, and everybody's that are more than that."""
    return await connection.number(f"SELECT count(*) FROM announcements WHERE {_LISTED}", (user_id,))


async def listed(connection: Connection, user_id: int, most: int, offset: int) -> list[Announcement]:
    """Some of them: what is to come first, then the latest first."""
    return await connection.records(
        Announcement,
        f"SELECT {_COLUMNS} FROM announcements WHERE {_LISTED} "
        "ORDER BY state <> 'draft', state <> 'scheduled', CASE state WHEN 'scheduled' THEN send_at END, "
        "released_at DESC, id DESC LIMIT ? OFFSET ?",
        (user_id, most, offset),
    )


_LISTED = "(state <> 'draft' OR author_id = ?) AND corrects IS NULL"


async def due(connection: Connection, now: datetime) -> list[Announcement]:
    """Those whose time has come, in order."""
    return await connection.records(
        Announcement,
        f"SELECT {_COLUMNS} FROM announcements WHERE state = 'scheduled' AND send_at <= ? ORDER BY send_at, id",
        (to_sql(now),),
    )


async def numbers(connection: Connection, announcement: Announcement) -> Mapping[tuple[str, str], int]:
    """How many of its notices there are of each kind in each state; corrections only of its last revision."""
    rows = await connection.rows(
        "SELECT kind, state, count(*) FROM outbox WHERE announcement_id = ? AND kind <> ? GROUP BY kind, state",
        (announcement.id, CORRECTED),
    )
    first = corrected_key(announcement.id, announcement.revision)
    latest = await connection.rows(
        "SELECT ?, state, count(*) FROM outbox WHERE key >= ? AND key < ? GROUP BY state",
        (CORRECTED, f"{first}:", f"{first};"),
    )
    return {(row[0], row[1]): row[2] for row in (*rows, *latest)}


def corrected_key(announcement_id: int, revision: int) -> str:
    """How the keys of the notices of a correction begin."""
    return f"{CORRECTED}:{announcement_id}:{revision}"


async def number_read(connection: Connection, announcement_id: int) -> int:
    """How many have said that they have read it."""
    return await connection.number(
        "SELECT count(*) FROM announcement_reads WHERE announcement_id = ?", (announcement_id,)
    )


async def has_read(connection: Connection, announcement_id: int, delegate_id: int) -> bool:
    """Whether somebody has said so."""
    found = await connection.value(
        "SELECT 1 FROM announcement_reads WHERE announcement_id = ? AND delegate_id = ?",
        (announcement_id, delegate_id),
    )
    return found is not None


async def read(tx: Connection, announcement_id: int, delegate_id: int, now: datetime) -> bool:
    """Somebody says that they have read it; whether that is new."""
    changed = await tx.run(
        "INSERT INTO announcement_reads (announcement_id, delegate_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (announcement_id, delegate_id, to_sql(now)),
    )
    return changed > 0


async def was_told(connection: Connection, announcement_id: int, delegate_id: int) -> bool:
    """Whether it went out to a delegate, or goes out right now."""
    found = await connection.value(
        "SELECT 1 FROM outbox WHERE key = ? AND state IN ('sent', 'sending')",
        (told_key(announcement_id, delegate_id),),
    )
    return found is not None


def told_key(announcement_id: int, delegate_id: int) -> str:
    """The key of the notice by which a delegate is told: once."""
    return f"{TOLD}:{announcement_id}:{delegate_id}"


_ADDRESSEE = """
    SELECT delegates.id, name, name_other, organisation, organisation_other, delegation, phone,
        accounts.user_id IS NOT NULL AS started
    FROM outbox JOIN delegates ON delegates.id = outbox.delegate_id
    LEFT JOIN accounts ON accounts.delegate_id = delegates.id
    WHERE outbox.announcement_id = :announcement AND outbox.kind = :kind AND removed_at IS NULL
"""
_LISTS = {
    "missed": "AND state IN ('unreachable', 'failed')",
    "unread": "AND state = 'sent' AND NOT EXISTS (SELECT 1 FROM announcement_reads AS read "
    "WHERE read.announcement_id = :announcement AND read.delegate_id = delegates.id)",
}


async def addressees(
    connection: Connection, announcement_id: int, which: str, most: int, offset: int
) -> list[Addressee]:
    """Some of those it has not reached ('missed') or who have not said that they have read it ('unread'), by name."""
    return await connection.records(
        Addressee,
        f"{_ADDRESSEE} {_LISTS[which]} ORDER BY delegation, name, delegates.id LIMIT :most OFFSET :offset",
        {"announcement": announcement_id, "kind": TOLD, "most": most, "offset": offset},
    )


async def number_of_addressees(connection: Connection, announcement_id: int, which: str) -> int:
    """How many they are."""
    return await connection.number(
        f"SELECT count(*) FROM ({_ADDRESSEE} {_LISTS[which]})",
        {"announcement": announcement_id, "kind": TOLD},
    )
