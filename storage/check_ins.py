"""Badges, and who was seen when and by whom: at the forum, and aboard the buses of the visits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql


@dataclass(frozen=True, slots=True)
class Seen:
    """When somebody was seen, and by whom; the names are None where that is an organiser who is no delegate."""

    at: datetime
    name: str | None
    name_other: str | None
    delegation: str | None


@dataclass(frozen=True, slots=True)
class Present:
    """How many of those with a role who take part are checked in at the forum."""

    role: str
    present: int
    number: int


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who takes part and is not checked in at the forum."""

    id: int
    name: str
    name_other: str
    organisation: str
    organisation_other: str
    delegation: str


_SEEN = (
    "SELECT at, who.name, who.name_other, who.delegation "
    "FROM check_ins LEFT JOIN delegates AS who ON who.id = by_id "
)
_MISSING = (
    "FROM delegates LEFT JOIN search_names ON search_names.delegate_id = delegates.id "
    "WHERE removed_at IS NULL AND role <> 'organiser' AND NOT EXISTS (SELECT 1 FROM check_ins "
    "WHERE check_ins.delegate_id = delegates.id AND session_id IS NULL)"
)


async def bearer(connection: Connection, token: str) -> int | None:
    """Whose badge it is: the number of a delegate who takes part."""
    found = await connection.value(
        "SELECT delegates.id FROM badges JOIN delegates ON delegates.id = delegate_id "
        "WHERE token = ? AND removed_at IS NULL",
        (token,),
    )
    return found if isinstance(found, int) else None


async def badges(connection: Connection, delegate_ids: Iterable[int]) -> dict[int, str]:
    """What stands on the badges of these delegates, by their numbers."""
    listed = ",".join(str(int(number)) for number in delegate_ids)
    rows = await connection.rows(f"SELECT delegate_id, token FROM badges WHERE delegate_id IN ({listed})")
    return {row[0]: row[1] for row in rows}


async def at_forum(connection: Connection, delegate_id: int) -> Seen | None:
    """When somebody was checked in at the forum; None where they are not."""
    return await connection.record(
        Seen, f"{_SEEN} WHERE check_ins.delegate_id = ? AND session_id IS NULL", (delegate_id,)
    )


async def aboard(connection: Connection, session_id: int, leg: str, delegate_id: int) -> Seen | None:
    """When somebody was seen aboard on a way of a visit; None also for who was ticked off before that was noted."""
    return await connection.record(
        Seen,
        f"{_SEEN} WHERE check_ins.session_id = ? AND leg = ? AND check_ins.delegate_id = ?",
        (session_id, leg, delegate_id),
    )


async def add(tx: Connection, delegate_id: int, by_id: int | None, now: datetime) -> None:
    """Note that somebody is at the forum; who is there already stays as they are."""
    await tx.run(
        "INSERT INTO check_ins (delegate_id, at, by_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (delegate_id, to_sql(now), by_id),
    )


async def remove(tx: Connection, delegate_id: int) -> None:
    """Take a check-in at the forum back."""
    await tx.run("DELETE FROM check_ins WHERE delegate_id = ? AND session_id IS NULL", (delegate_id,))


async def add_aboard(
    tx: Connection, session_id: int, leg: str, delegate_id: int, by_id: int | None, now: datetime
) -> None:
    """Note when and by whom somebody was seen aboard, the first time; they must be on the roll."""
    await tx.run(
        "INSERT INTO check_ins (session_id, leg, delegate_id, at, by_id) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        (session_id, leg, delegate_id, to_sql(now), by_id),
    )


async def counts(connection: Connection) -> list[Present]:
    """How many are checked in at the forum, role by role."""
    return await connection.records(
        Present,
        "SELECT role, count(check_ins.id) AS present, count(*) AS number FROM delegates "
        "LEFT JOIN check_ins ON check_ins.delegate_id = delegates.id AND session_id IS NULL "
        "WHERE removed_at IS NULL GROUP BY role ORDER BY role",
    )


async def number_missing(connection: Connection) -> int:
    """How many, the organisers apart, are not checked in at the forum."""
    return await connection.number(f"SELECT count(*) {_MISSING}")


async def missing(connection: Connection, language: str, most: int, offset: int) -> list[Missing]:
    """Some of them, by surname as a reader of this language looks them up."""
    sort = "sort_ru" if language == "ru" else "sort_it"
    return await connection.records(
        Missing,
        "SELECT delegates.id, delegates.name, name_other, organisation, organisation_other, delegation "
        f"{_MISSING} ORDER BY coalesce(search_names.{sort}, delegates.name), delegates.id LIMIT ? OFFSET ?",
        (most, offset),
    )
