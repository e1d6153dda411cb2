"""A forum with visits: buses, guides, passengers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from forum.desk import Outcome
from forum.meetings.acting import Actor
from forum.seats import join
from storage.connection import Connection
from storage.database import Database
from storage.instants import to_sql
from tests.support.forums import NOW, add_delegates, add_forum, add_session, desk

BUS, WALK, OTHER = 10, 11, 12
"""Visits: one with a bus, one without stops, another with a bus."""

GUIDE, OTHERS_GUIDE, GUIDE_OF_ALL = 21, 22, 23
"""Who is named for BUS, who is named for OTHER, and who is named for none."""

PEOPLE = tuple(range(1, 9))
WITHOUT_TELEGRAM = 8

LEAVES = NOW + timedelta(hours=2)
HOTEL, FORTRESS, FACTORY, HOME = 1, 2, 3, 4
"""The stops of a bus: two where it picks people up, one where it takes them, and its return."""

ORGANISER = Actor(None, organiser=True)


async def add_trips(tx: Connection, *, capacity: int | None = 6) -> None:
    """Eight people, all but one with Telegram; three visits; three guides; an organiser who is no delegate."""
    await add_forum(tx)
    await add_delegates(tx, len(PEOPLE))
    for number in PEOPLE:
        if number != WITHOUT_TELEGRAM:
            await _account(tx, number)
    for number in (GUIDE, OTHERS_GUIDE, GUIDE_OF_ALL):
        await tx.run(
            "INSERT INTO delegates (id, code, name, name_other, organisation, delegation, language, role, phone) "
            "VALUES (?, ?, ?, ?, 'Guide', 'it', 'it', 'guide', '+39 300 000 00' || ?)",
            (number, f"g{number}", f"Guida {number}", f"Гид {number}", number),
        )
        await _account(tx, number)
    for session in (BUS, WALK, OTHER):
        await add_session(tx, session, kind="visit", starts=LEAVES, minutes=240, capacity=capacity)
    for session in (BUS, OTHER):
        await add_stops(tx, session)
    await tx.run_many(
        "INSERT INTO guides (session_id, delegate_id) VALUES (?, ?)", [(BUS, GUIDE), (OTHER, OTHERS_GUIDE)]
    )


async def _account(tx: Connection, number: int) -> None:
    await tx.run(
        "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
        "VALUES (?, ?, 'it', 'x', ?)",
        (1000 + number, number, to_sql(NOW)),
    )


async def add_stops(tx: Connection, session: int) -> None:
    """The bus's way: it leaves with the visit, and is back when that ends."""
    stops = [
        (HOTEL, "departure", 0),
        (FORTRESS, "stop", 20),
        (FACTORY, "stop", 60),
        (HOME, "return", 240),
    ]
    await tx.run_many(
        "INSERT INTO stops (session_id, position, kind, place_it, place_ru, at, latitude, longitude) "
        "VALUES (?, ?, ?, ?, ?, ?, 43.7, 11.2)",
        [
            (
                session,
                position,
                kind,
                f"Fermata {position}",
                f"Остановка {position}",
                to_sql(LEAVES + timedelta(minutes=minutes)),
            )
            for position, kind, minutes in stops
        ],
    )


async def seated(database: Database, people: Sequence[int], session: int = BUS) -> list[Outcome]:
    """These people take seats, in this order."""
    return [await join(desk(database), person, session, despite_clash=True) for person in people]


async def queued(database: Database, kind: str) -> list[int]:
    """Who is told something, in order."""
    async with database.read() as view:
        rows = await view.rows("SELECT delegate_id FROM outbox WHERE kind = ? ORDER BY id", (kind,))
    return [row[0] for row in rows]
