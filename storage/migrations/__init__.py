"""Numbered migrations, `0001_*.sql` and on; `PRAGMA user_version` says how far a file has come."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib import resources

import aiosqlite

from storage.errors import DatabaseTooNew


@cache
def numbered() -> list[tuple[int, str]]:
    """Every migration as (number, SQL), in order."""
    folder = resources.files(__package__)
    files = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [(int(name[:4]), folder.joinpath(name).read_text(encoding="utf-8")) for name in files]


def statements(script: str) -> Iterator[str]:
    """The single statements of a script; a trigger with its semicolons is one of them."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


async def migrate(connection: aiosqlite.Connection) -> int:
    """Bring the file up to date, each migration in one transaction; the number of those applied.

    Raises DatabaseTooNew for a file of a newer version.
    """
    known = numbered()
    version = await _version(connection)
    if version > known[-1][0]:
        raise DatabaseTooNew("The database was written by a newer version of the bot: start that version.")
    # Without a lock where nothing is due: a backup must not wait for a busy writer.
    return sum([await _apply(connection, number, script) for number, script in known if number > version])


async def due(connection: aiosqlite.Connection) -> tuple[int, list[int]]:
    """How far a file has come, and the numbers of the migrations that it lacks."""
    version = await _version(connection)
    return version, [number for number, _ in numbered() if number > version]


async def _version(connection: aiosqlite.Connection) -> int:
    rows = list(await connection.execute_fetchall("PRAGMA user_version"))
    return int(rows[0][0])


async def _apply(connection: aiosqlite.Connection, number: int, script: str) -> bool:
    await connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again under the lock: another process may have migrated meanwhile.
        due = await _version(connection) < number
        if due:
            for statement in statements(script):
                await connection.execute(statement)
            await connection.execute(f"PRAGMA user_version = {number}")
    except BaseException:
        await connection.execute("ROLLBACK")
        raise
    await connection.execute("COMMIT")
    return due
