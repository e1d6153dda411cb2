"""Upgrades: a copy beforehand, three kept, and a failed one that leaves a way back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import migrations
from storage.database import Database
from storage.errors import UpgradeFailed
from storage.upgrading import KEPT, copies

OLD = [(1, "CREATE TABLE a (x);")]


def beside(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir())


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(sql).fetchall()


async def made(path: Path, monkeypatch: pytest.MonkeyPatch, scripts: list[tuple[int, str]]) -> None:
    monkeypatch.setattr(migrations, "numbered", lambda: scripts)
    async with Database.open(path, readers=1) as database, database.write() as tx:
        await tx.run("INSERT INTO a VALUES (7)")


async def test_a_new_file_needs_no_copy_nor_one_that_is_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f.sqlite3"
    for _ in range(2):
        await made(path, monkeypatch, OLD)
    assert copies(path) == []


async def test_the_copy_is_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f.sqlite3"
    await made(path, monkeypatch, OLD)
    await made(path, monkeypatch, [*OLD, (2, "DROP TABLE a;\nCREATE TABLE a (y);")])
    (copy,) = copies(path)
    assert copy.name.startswith("f.sqlite3.before-0002-2")
    assert rows(copy, "SELECT x FROM a") == [(7,)]
    assert rows(copy, "PRAGMA user_version") == [(1,)]
    assert rows(path, "SELECT y FROM a") == [(7,)]
    assert beside(path) == [path.name, copy.name]


async def test_the_newest_three_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f.sqlite3"
    await made(path, monkeypatch, OLD)
    older = [path.with_name(f"{path.name}.before-000{number}-2018112{number}T074000Z") for number in range(5)]
    for copy in older:
        copy.touch()
    await made(path, monkeypatch, [*OLD, (2, "CREATE TABLE b (y);")])
    kept = copies(path)
    assert len(kept) == KEPT
    assert kept[:2] == older[-2:]


async def test_a_failed_upgrade_says_how_to_go_back_and_that_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f.sqlite3"
    await made(path, monkeypatch, OLD)
    broken = [*OLD, (2, "CREATE TABLE b (y);"), (3, "CREATE TABLE c (z);\nCREATE TABLE b (y);")]
    with pytest.raises(UpgradeFailed) as raised:
        await made(path, monkeypatch, broken)
    (copy,) = copies(path)
    assert str(raised.value) == (
        f"Migration 3 of {path} failed (table b already exists). To go back: put {copy} in the place of {path}, "
        "take f.sqlite3-wal and f.sqlite3-shm away, and start the version that you had."
    )
    assert rows(path, "PRAGMA user_version") == [(2,)]
    copy.replace(path)
    await made(path, monkeypatch, OLD)
    assert rows(path, "SELECT count(*) FROM a") == [(2,)]


async def test_where_the_first_one_fails_the_file_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f.sqlite3"
    await made(path, monkeypatch, OLD)
    with pytest.raises(UpgradeFailed, match="the database is as it was: start the version that you had"):
        await made(path, monkeypatch, [*OLD, (2, "CREATE TABLE a (x);")])
    await made(path, monkeypatch, OLD)
    assert rows(path, "SELECT count(*) FROM a") == [(2,)]


async def test_without_a_copy_nothing_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f.sqlite3"
    await made(path, monkeypatch, OLD)

    def refused(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(Path, "replace", refused)
        with pytest.raises(UpgradeFailed, match=r"No space left on device\. Nothing was changed"):
            await made(path, monkeypatch, [*OLD, (2, "CREATE TABLE b (y);")])
    assert rows(path, "PRAGMA user_version") == [(1,)]
    assert beside(path) == [path.name]
