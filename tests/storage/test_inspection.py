"""A database looked at without changing it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import Database
from storage.errors import DatabaseUnusable
from storage.inspection import Inspection, inspect
from storage.migrations import numbered

LATEST = numbered()[-1][0]


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A migrated database without a forum, in a folder whose name has to be quoted in an address."""
    path = tmp_path / "a folder, 100% ours?" / "forum.sqlite3"
    async with Database.open(path):
        pass
    return path


async def test_a_new_database_has_no_forum(path: Path) -> None:
    assert await inspect(path) == Inspection(LATEST, LATEST, (), None, 0, 0, "", "UTC")


async def test_it_can_be_looked_at_while_somebody_writes(path: Path) -> None:
    async with Database.open(path) as database, database.write():
        assert await inspect(path) == Inspection(LATEST, LATEST, (), None, 0, 0, "", "UTC")


async def test_an_empty_file_has_no_version(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert await inspect(tmp_path / "empty") == Inspection(0, LATEST, (), None, 0, 0, "", "UTC")
    assert (tmp_path / "empty").stat().st_size == 0


async def test_a_row_without_its_other_half_is_a_fault(path: Path) -> None:
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute("INSERT INTO seats (session_id, delegate_id, state) VALUES (7, 8, 'waiting')")
    assert (await inspect(path)).faults == ("seats row 1", "seats row 1")


@pytest.mark.parametrize("content", [None, b"no database at all, only a letter that goes on and on" * 40])
async def test_what_is_no_database_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "forum.sqlite3"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DatabaseUnusable) as refused:
        await inspect(path)
    assert str(refused.value).startswith(f"The database {path} cannot be used: ")
