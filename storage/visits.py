"""Company visits: their guides, their passengers, the roll of the bus."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from storage.connection import Connection
from storage.instants import from_sql, to_sql
from storage.records import Session
from storage.sessions import COLUMNS


@dataclass(frozen=True, slots=True)
class Guide:
    """Who guides a visit, and how to reach them."""

    id: int
    name: str
    name_other: str
    delegation: str
    organisation: str
    organisation_other: str
    phone: str


@dataclass(frozen=True, slots=True)
class Passenger:
    """Somebody with a seat on the bus.

    `out` and `back` say on which way they were seen aboard, `reachable` whether the bot can write to them.
    """

    id: int
    name: str
    name_other: str
    delegation: str
    organisation: str
    organisation_other: str
    phone: str
    out: bool
    back: bool
    reachable: bool


@dataclass(frozen=True, slots=True)
class Led(Session):
    """A visit as those who lead it see it: how many sit, how many wait."""

    seated: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Call:
    """The last time that those missing were told that the bus leaves; `called_from` is the stop's position or ''."""

    called_at: datetime
    called_from: str


async def guides_of(connection: Connection, session_id: int) -> list[Guide]:
    """Who guides a visit: those named for it or, where nobody is, those who guide all."""
    return await connection.records(
        Guide,
        """
        SELECT delegates.id, name, name_other, delegation, organisation, organisation_other, phone
        FROM guided JOIN delegates ON delegates.id = guided.delegate_id
        WHERE guided.session_id = :session AND guided.named = (SELECT max(named) FROM guided
            WHERE guided.session_id = :session)
        ORDER BY delegates.id
        """,
        {"session": session_id},
    )


async def guides(connection: Connection, session_id: int, delegate_id: int) -> bool:
    """Whether a delegate guides a visit, by name or as one who guides all."""
    found = await connection.value(
        "SELECT 1 FROM guided WHERE session_id = ? AND delegate_id = ?", (session_id, delegate_id)
    )
    return found is not None


async def is_guide(connection: Connection, delegate_id: int) -> bool:
    """Whether a delegate's part in the forum is that of a guide."""
    found = await connection.value(
        "SELECT 1 FROM delegates WHERE id = ? AND role = 'guide' AND removed_at IS NULL", (delegate_id,)
    )
    return found is not None


async def led(connection: Connection, delegate_id: int | None) -> list[Led]:
    """The visits that a delegate guides; None: all there are."""
    return await connection.records(
        Led,
        f"""
        SELECT {COLUMNS}, counts.seated, counts.waiting
        FROM sessions JOIN seat_counts AS counts ON counts.session_id = sessions.id
        WHERE sessions.kind = 'visit' AND cancelled_at IS NULL
            AND (:guide IS NULL OR EXISTS (SELECT 1 FROM guided
                WHERE guided.session_id = sessions.id AND guided.delegate_id = :guide))
        ORDER BY sessions.starts, sessions.id
        """,
        {"guide": delegate_id},
    )


async def departure(connection: Connection, session_id: int) -> datetime | None:
    """When the bus of a visit leaves; None where there is none."""
    at = await connection.value(
        "SELECT min(at) FROM stops WHERE session_id = ? AND kind = 'departure'", (session_id,)
    )
    return from_sql(at) if isinstance(at, str) else None


async def passengers(connection: Connection, session_id: int, language: str = "it") -> list[Passenger]:
    """All who have a seat, by surname as a reader of this language looks them up."""
    sort = "sort_ru" if language == "ru" else "sort_it"
    return await connection.records(
        Passenger,
        f"""
        SELECT delegates.id, delegates.name, name_other, delegation, organisation, organisation_other, phone,
            EXISTS (SELECT 1 FROM aboard WHERE aboard.session_id = seats.session_id AND leg = 'out'
                AND aboard.delegate_id = delegates.id) AS out,
            EXISTS (SELECT 1 FROM aboard WHERE aboard.session_id = seats.session_id AND leg = 'back'
                AND aboard.delegate_id = delegates.id) AS back,
            EXISTS (SELECT 1 FROM accounts WHERE accounts.delegate_id = delegates.id AND reachable) AS reachable
        FROM seats JOIN delegates ON delegates.id = seats.delegate_id
        LEFT JOIN search_names ON search_names.delegate_id = delegates.id
        WHERE seats.session_id = ? AND seats.state = 'seated'
        ORDER BY coalesce(search_names.{sort}, delegates.name), delegates.name, delegates.id
        """,
        (session_id,),
    )


async def place_of(connection: Connection, session_id: int, delegate_id: int) -> str:
    """'seated', 'waiting', or '' for who has no place in a session."""
    state = await connection.value(
        "SELECT state FROM seats WHERE session_id = ? AND delegate_id = ?", (session_id, delegate_id)
    )
    return state if isinstance(state, str) else ""


async def begin_roll(tx: Connection, session_id: int, leg: str) -> None:
    """Begin the roll of a way, 'out' or 'back'; one that has begun goes on."""
    await tx.run("INSERT OR IGNORE INTO rolls (session_id, leg) VALUES (?, ?)", (session_id, leg))


async def has_begun(connection: Connection, session_id: int, leg: str) -> bool:
    """Whether the roll of a way has begun."""
    found = await connection.value("SELECT 1 FROM rolls WHERE session_id = ? AND leg = ?", (session_id, leg))
    return found is not None


async def mark(tx: Connection, session_id: int, leg: str, delegate_id: int, *, aboard: bool) -> None:
    """Write down that somebody with a seat is aboard, or is not; the roll must have begun."""
    await tx.run(
        "INSERT OR IGNORE INTO aboard (session_id, leg, delegate_id) VALUES (?, ?, ?)"
        if aboard
        else "DELETE FROM aboard WHERE session_id = ? AND leg = ? AND delegate_id = ?",
        (session_id, leg, delegate_id),
    )


async def is_aboard(connection: Connection, session_id: int, leg: str, delegate_id: int) -> bool:
    """Whether somebody was seen aboard."""
    found = await connection.value(
        "SELECT 1 FROM aboard WHERE session_id = ? AND leg = ? AND delegate_id = ?",
        (session_id, leg, delegate_id),
    )
    return found is not None


async def last_call(connection: Connection, session_id: int, leg: str) -> Call | None:
    """The last call of a way; None where there was none."""
    return await connection.record(
        Call,
        "SELECT called_at, called_from FROM rolls WHERE session_id = ? AND leg = ? AND called_at IS NOT NULL",
        (session_id, leg),
    )


async def called(tx: Connection, session_id: int, leg: str, call: Call) -> None:
    """Write down a call; the roll must have begun."""
    await tx.run(
        "UPDATE rolls SET called_at = ?, called_from = ? WHERE session_id = ? AND leg = ?",
        (to_sql(call.called_at), call.called_from, session_id, leg),
    )


async def set_guides(tx: Connection, places: Iterable[tuple[int, int]]) -> None:
    """Name guides for visits: (session, delegate)."""
    await tx.run_many("INSERT OR IGNORE INTO guides (session_id, delegate_id) VALUES (?, ?)", places)


async def unset_guides(tx: Connection, places: Iterable[tuple[int, int]]) -> None:
    """Take guides off visits: (session, delegate)."""
    await tx.run_many("DELETE FROM guides WHERE session_id = ? AND delegate_id = ?", places)


async def forget_former_guides(tx: Connection) -> None:
    """Whoever is no guide any more, guides nothing."""
    await tx.run(
        "DELETE FROM guides WHERE delegate_id IN "
        "(SELECT id FROM delegates WHERE role <> 'guide' OR removed_at IS NOT NULL)"
    )


async def seats_of_guides(connection: Connection) -> list[tuple[int, int]]:
    """Seats on visits, (session, delegate), of those who have become guides."""
    rows = await connection.rows(
        "SELECT session_id, delegate_id FROM delegates JOIN seats ON seats.delegate_id = delegates.id "
        "JOIN sessions ON sessions.id = session_id "
        "WHERE role = 'guide' AND sessions.kind = 'visit' ORDER BY seats.id"
    )
    return [(row[0], row[1]) for row in rows]
