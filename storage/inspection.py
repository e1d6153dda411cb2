"""A database looked at without changing what stands in it: no migration, no file where there was none."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiosqlite

from storage.errors import DatabaseUnusable
from storage.migrations import numbered
from storage.opening import opened


@dataclass(frozen=True, slots=True)
class Inspection:
    """What stands in the file.

    `version` and `latest` number migrations: of the file, and of this program. `faults` is what SQLite's own checks
    found. `forum` holds its names in both languages, or is None before the first import.
    `organisers` are delegates with that role; `purge_after` and `timezone` as in the forum.
    """

    version: int
    latest: int
    faults: tuple[str, ...]
    forum: tuple[str, str] | None
    delegates: int
    organisers: int
    purge_after: str
    timezone: str


async def inspect(path: Path) -> Inspection:
    """Look at a database, also while the bot runs. Raises DatabaseUnusable for what is none."""
    try:
        async with _looking(_read_only(path)) as connection:
            version = int(str((await _column(connection, "PRAGMA user_version"))[0]))
            faults = await _faults(connection)
            content = _NOTHING if version == 0 else await _content(connection)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseUnusable(f"The database {path} cannot be used: {error}.") from error
    return Inspection(version, numbered()[-1][0], faults, *content)


def _read_only(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro"


@asynccontextmanager
async def _looking(uri: str) -> AsyncIterator[aiosqlite.Connection]:
    async with opened(uri, uri=True) as connection:
        await connection.execute("PRAGMA busy_timeout = 5000")
        yield connection


async def _column(connection: aiosqlite.Connection, sql: str) -> list[object]:
    return [row[0] for row in await connection.execute_fetchall(sql)]


async def _faults(connection: aiosqlite.Connection) -> tuple[str, ...]:
    found = [str(one) for one in await _column(connection, "PRAGMA integrity_check")]
    orphans = await connection.execute_fetchall("PRAGMA foreign_key_check")
    return (*(fault for fault in found if fault != "ok"), *(f"{row[0]} row {row[1]}" for row in orphans))


Content = tuple[tuple[str, str] | None, int, int, str, str]
_NOTHING: Content = (None, 0, 0, "", "UTC")


async def _content(connection: aiosqlite.Connection) -> Content:
    rows = list(
        await connection.execute_fetchall("SELECT name_it, name_ru, purge_after, timezone FROM forum")
    )
    counts = await connection.execute_fetchall(
        "SELECT count(*), count(*) FILTER (WHERE role = 'organiser' AND removed_at IS NULL) FROM delegates"
    )
    ((delegates, organisers),) = counts
    if not rows:
        return None, delegates, organisers, "", "UTC"
    return (rows[0][0], rows[0][1]), delegates, organisers, rows[0][2], rows[0][3]
