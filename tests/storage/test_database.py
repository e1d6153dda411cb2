"""The database: one writer, readers with one unchanging view, nothing half done."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

import storage.database
from storage.connection import Connection
from storage.database import Database
from storage.errors import DatabaseDamaged, DatabaseUnusable

INSERT = "INSERT INTO guesses (user_id, wrong, until) VALUES (?, 1, '')"
COUNT = "SELECT count(*) FROM guesses"


async def count(database: Database) -> int:
    async with database.read() as reader:
        return await reader.number(COUNT)


async def pragma(connection: Connection, name: str) -> object:
    return await connection.value(f"PRAGMA {name}")


async def test_it_is_set_up_as_the_architecture_says(
    tmp_path: Path, as_shipped: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.database, "SYNCHRONOUS", as_shipped)
    async with Database.open(tmp_path / "f.sqlite3") as database, database.write() as tx:
        found = [
            await pragma(tx, name) for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert found == ["wal", 2, 1, 0]


async def test_every_table_is_strict(database: Database) -> None:
    async with database.read() as reader:
        loose = await reader.rows(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
        )
    assert loose == []


async def test_an_error_takes_everything_back(database: Database) -> None:
    async def write_twice() -> None:
        async with database.write() as tx:
            await tx.run(INSERT, (1,))
            await tx.run(INSERT, (1,))

    with pytest.raises(sqlite3.IntegrityError):
        await write_twice()
    assert await count(database) == 0
    async with database.write() as tx:
        await tx.run(INSERT, (1,))
    assert await count(database) == 1


async def test_a_cancelled_transaction_is_taken_back_and_leaves_the_writer_free(database: Database) -> None:
    inside = asyncio.Event()

    async def write() -> None:
        async with database.write() as tx:
            await tx.run(INSERT, (1,))
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.write() as tx:
        assert await tx.number(COUNT) == 0
        await tx.run(INSERT, (2,))
    assert await count(database) == 1


@pytest.mark.parametrize("steps", range(12))
async def test_cancelled_at_any_moment_the_next_transaction_is_whole(database: Database, steps: int) -> None:
    async def write() -> None:
        async with database.write() as tx:
            await tx.run(INSERT, (1,))
            await tx.run(INSERT, (2,))

    task = asyncio.create_task(write())
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with database.write() as tx:
        assert await tx.number(COUNT) in {0, 2}
        await tx.run(INSERT, (3,))
    async with database.read() as reader:
        assert await reader.number("SELECT count(*) FROM guesses WHERE user_id = 3") == 1


@pytest.mark.parametrize("steps", range(6))
async def test_cancelled_at_any_moment_the_next_reader_is_not_disturbed(tmp_path: Path, steps: int) -> None:
    async with Database.open(tmp_path / "f.sqlite3", readers=1) as database:
        task = asyncio.create_task(count(database))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert await count(database) == 0


async def test_writers_take_turns(database: Database) -> None:
    async def add() -> None:
        async with database.write() as tx:
            before = await tx.number(COUNT)
            await tx.run(INSERT, (before,))

    await asyncio.gather(*(add() for _ in range(20)))
    assert await count(database) == 20


async def test_a_reader_keeps_its_view_and_does_not_wait(database: Database) -> None:
    async with database.read() as reader:
        assert await reader.number(COUNT) == 0
        async with database.write() as tx:
            await tx.run(INSERT, (1,))
        assert await reader.number(COUNT) == 0
    assert await count(database) == 1


async def test_a_reader_cannot_write(database: Database) -> None:
    async with database.read() as reader:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await reader.run(INSERT, (1,))


async def test_more_readers_than_connections_wait_their_turn(database: Database) -> None:
    assert await asyncio.gather(*(count(database) for _ in range(10))) == [0] * 10


async def test_two_processes_share_the_file(database: Database) -> None:
    async with Database.open(database.path) as other:
        async with other.write() as tx:
            await tx.run(INSERT, (1,))
        assert await count(database) == 1


async def test_statements_are_counted(database: Database) -> None:
    before = database.statements
    assert await count(database) == 0
    assert database.statements == before + 1


async def test_a_backup_is_whole_and_leaves_nothing_beside_it(database: Database, tmp_path: Path) -> None:
    async with database.write() as tx:
        await tx.run(INSERT, (1,))
    async with database.write() as tx:
        await tx.run(INSERT, (2,))
        # What is not committed is in no backup.
        await database.backup(tmp_path / "copies" / "one.sqlite3")
    assert [entry.name for entry in (tmp_path / "copies").iterdir()] == ["one.sqlite3"]
    async with Database.open(tmp_path / "copies" / "one.sqlite3") as copy:
        await copy.check()
        assert await count(copy) == 1


async def test_a_sound_database_passes_the_check(database: Database) -> None:
    await database.check()


async def test_an_orphan_is_named(tmp_path: Path) -> None:
    path = tmp_path / "f.sqlite3"
    async with Database.open(path):
        pass
    with sqlite3.connect(path) as raw:
        raw.execute("INSERT INTO seats (session_id, delegate_id, state) VALUES (1, 1, 'waiting')")
    raw.close()
    async with Database.open(path) as database:
        with pytest.raises(DatabaseDamaged) as raised:
            await database.check()
    assert str(raised.value) == f"The database {path} is damaged: seats row 1; seats row 1. Restore a backup."


async def test_what_is_no_database_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database at all, but long enough to be looked at " * 50)
    with pytest.raises(DatabaseUnusable) as raised:
        async with Database.open(path):
            pass
    assert str(raised.value) == f"The database {path} cannot be used: file is not a database."


async def test_a_folder_that_cannot_be_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseUnusable, match=r"cannot be used"):
        async with Database.open(tmp_path / "file" / "forum.sqlite3"):
            pass


@pytest.mark.parametrize(
    "name", ["empty.sqlite3", "link.sqlite3", "empty.sqlite3-wal", "folder/../empty.sqlite3"]
)
async def test_the_database_is_not_overwritten_by_its_own_copy(database: Database, name: str) -> None:
    folder = database.path.parent
    (folder / "folder").mkdir()
    (folder / "link.sqlite3").hardlink_to(database.path)
    before = database.path.stat().st_ino
    with pytest.raises(DatabaseUnusable, match="is the database itself"):
        await database.backup(folder / name)
    assert database.path.stat().st_ino == before


async def test_what_was_overwritten_is_gone_from_the_files(database: Database) -> None:
    async with database.write() as tx:
        await tx.run(
            "INSERT INTO updates (update_id, lane, state, body, received_at) VALUES (1, 1, 'waiting', ?, '')",
            ("x" * 9000 + "something secret",),
        )
    async with database.write() as tx:
        await tx.run("UPDATE updates SET state = 'handled', body = NULL")
    await database.tidy()
    files = [one for one in database.path.parent.iterdir() if one.name.startswith(database.path.name)]
    assert not any(b"something secret" in one.read_bytes() for one in files)
    async with database.read() as view:
        assert await view.number("PRAGMA secure_delete") == 1
