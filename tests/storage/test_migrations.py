"""Migrations: numbered, each whole or not at all, a newer file is left alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import aiosqlite
import pytest

from storage import migrations
from storage.database import Database
from storage.errors import DatabaseTooNew
from storage.migrations import migrate, numbered, statements


def test_they_are_numbered_without_a_gap() -> None:
    assert [number for number, _ in numbered()] == list(range(1, len(numbered()) + 1))


def test_a_script_falls_into_its_statements() -> None:
    script = """-- A comment; with a semicolon.
CREATE TABLE t (a TEXT);
CREATE TRIGGER r BEFORE INSERT ON t BEGIN
    SELECT RAISE(ABORT, 'no');
    SELECT 1;
END;
INSERT INTO t VALUES ('x;y')"""
    found = [statement.strip() for statement in statements(script)]
    assert [statement.splitlines()[-1] for statement in found] == [
        "CREATE TABLE t (a TEXT);",
        "END;",
        "INSERT INTO t VALUES ('x;y')",
    ]


async def test_a_new_file_gets_them_all_and_an_old_one_none() -> None:
    async with aiosqlite.connect(":memory:", isolation_level=None) as connection:
        assert await migrate(connection) == len(numbered())
        assert await migrate(connection) == 0


async def test_a_failing_one_leaves_the_file_at_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = [(1, "CREATE TABLE a (x);"), (2, "CREATE TABLE b (x);\nCREATE TABLE a (x);")]
    monkeypatch.setattr(migrations, "numbered", lambda: scripts)
    async with aiosqlite.connect(":memory:", isolation_level=None) as connection:
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            await migrate(connection)
        tables = await connection.execute_fetchall("SELECT name FROM sqlite_master")
        version = await connection.execute_fetchall("PRAGMA user_version")
    assert [tuple(row) for row in (*tables, *version)] == [("a",), (1,)]


async def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "f.sqlite3"
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 9999")
    raw.close()
    with pytest.raises(DatabaseTooNew) as raised:
        async with Database.open(path):
            pass
    assert str(raised.value) == "The database was written by a newer version of the bot: start that version."
