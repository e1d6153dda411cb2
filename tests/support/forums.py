"""Small forums made for a test of rules, without workbook."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from forum.desk import Desk
from storage.connection import Connection
from storage.database import Database
from storage.instants import to_sql

NOW = datetime(2018, 11, 29, 8, 0, tzinfo=UTC)


def migrated(path: Path) -> Path:
    """A database with all its tables and nothing in them; tests copy it."""

    async def make() -> None:
        async with Database.open(path, readers=0):
            pass

    asyncio.run(make())
    return path


@asynccontextmanager
async def copied(empty: Path) -> AsyncIterator[Database]:
    """A copy of an empty database, gone with the block: for what is played many times in one test."""
    with tempfile.TemporaryDirectory() as folder:
        async with Database.open(shutil.copy(empty, Path(folder) / "f.sqlite3"), readers=1) as database:
            yield database


async def add_forum(tx: Connection, registration: str = "invitation") -> None:
    await tx.run(
        "INSERT INTO forum (id, name_it, name_ru, starts, ends, timezone, slot_minutes, meeting_tables, "
        "registration, consent_it, consent_ru) "
        "VALUES (1, 'Forum', 'Форум', ?, ?, 'Europe/Rome', 20, 5, ?, 'Sì', 'Да')",
        (to_sql(NOW), to_sql(NOW + timedelta(days=2)), registration),
    )


async def add_delegates(tx: Connection, count: int) -> None:
    """Delegates 1 to `count`, Italian and Russian by turns, with invitations `INVITE-1` and on."""
    from forum.invitations import digest

    await tx.run_many(
        "INSERT INTO delegates (id, code, name, organisation, delegation, language, invitation, invitation_digest) "
        "VALUES (?, ?, ?, 'Ditta', ?, ?, ?, ?)",
        [
            (
                number,
                f"d{number}",
                f"Delegate {number}",
                "it" if number % 2 else "ru",
                "it" if number % 2 else "ru",
                f"INVITE-{number}",
                digest(f"INVITE-{number}"),
            )
            for number in range(1, count + 1)
        ],
    )


async def add_session(
    tx: Connection,
    number: int,
    *,
    kind: str = "table",
    capacity: int | None = None,
    starts: datetime = NOW + timedelta(hours=1),
    minutes: int = 60,
    audience: str = "all",
) -> None:
    await tx.run(
        "INSERT INTO sessions (id, code, kind, title_it, title_ru, starts, ends, place_it, place_ru, capacity, "
        "audience) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 'Sala', 'Зал', ?, ?)",
        (
            number,
            f"s{number}",
            kind,
            f"Sessione {number}",
            f"Сессия {number}",
            to_sql(starts),
            to_sql(starts + timedelta(minutes=minutes)),
            capacity,
            audience,
        ),
    )


def desk(database: Database, now: datetime = NOW, update_id: int | None = None) -> Desk:
    return Desk(database, lambda: now, update_id=update_id)


async def places(database: Database, session: int) -> tuple[list[int], list[int]]:
    """Who sits and who waits, both in the order of their places."""
    async with database.read() as view:
        rows = await view.rows(
            "SELECT delegate_id, state FROM seats WHERE session_id = ? ORDER BY id", (session,)
        )
    return (
        [row[0] for row in rows if row[1] == "seated"],
        [row[0] for row in rows if row[1] == "waiting"],
    )


async def told(database: Database) -> list[tuple[str, int | None, int | None]]:
    """Every notice of the outbox: kind, delegate, user; in order."""
    async with database.read() as view:
        rows = await view.rows("SELECT kind, delegate_id, user_id FROM outbox ORDER BY id")
    return [(row[0], row[1], row[2]) for row in rows]
