"""Upgrading a database: a copy beside it first, so that there is a way back."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import aiosqlite

from storage.errors import UpgradeFailed
from storage.migrations import due
from storage.opening import opened

KEPT = 3
"""So many copies stay, the newest."""


def copies(database: Path) -> list[Path]:
    """The copies beside a database, the oldest first."""
    found = database.parent.glob(f"{database.name}.before-*")
    return sorted((path for path in found if path.suffix != ".part"), key=lambda path: path.name[-16:])


def forget_copies(database: Path) -> None:
    """Delete them all."""
    for path in copies(database):
        path.unlink(missing_ok=True)


async def guarded(
    database: Path,
    connection: aiosqlite.Connection,
    migrate: Callable[[aiosqlite.Connection], Awaitable[int]],
) -> int:
    """Migrate, with a copy of the file as it was where there is something to lose; the number of migrations applied.

    The copy is called `forum.sqlite3.before-0014-20181129T074000Z`: the first migration it lacks, and the real time.
    Raises UpgradeFailed, which says how to go back, and what `migrate` raises where nothing was changed yet.
    """
    version, following = await due(connection)
    copy = await _copied(database, following[0]) if version and following else None
    try:
        return await migrate(connection)
    except sqlite3.Error as error:
        if copy is None:
            raise
        reached, _ = await due(connection)
        raise UpgradeFailed(_sentence(database, copy, version, reached, error)) from error


async def _copied(database: Path, number: int) -> Path:
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = database.with_name(f"{database.name}.before-{number:04d}-{now}")
    unfinished = copy.with_name(copy.name + ".part")
    try:
        async with opened(database) as source, opened(unfinished) as target:
            await source.backup(target)
            await target.execute("PRAGMA journal_mode = DELETE")
        unfinished.replace(copy)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise UpgradeFailed(
            f"The database {database} is to be upgraded, but the copy {copy.name} that is made before cannot be "
            f"written: {error}. Nothing was changed. Make room or mend the folder's rights, and start again."
        ) from error
    for old in copies(database)[:-KEPT]:
        old.unlink(missing_ok=True)
    return copy


def _sentence(database: Path, copy: Path, version: int, reached: int, error: sqlite3.Error) -> str:
    how = (
        f"put {copy} in the place of {database}, take {database.name}-wal and {database.name}-shm away, and start "
        "the version that you had"
    )
    if reached == version:
        how = "the database is as it was: start the version that you had"
    return f"Migration {reached + 1} of {database} failed ({error}). To go back: {how}."
