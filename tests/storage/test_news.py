"""What people are told of: an older file keeps it, and long queries leave the event loop alone."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import aiosqlite
import pytest

from storage import migrations, news
from storage.database import Database
from storage.migrations import migrate, numbered

_LIVE = 12

_BEFORE = """
    INSERT INTO sessions (id, code, kind, title_it, title_ru, starts, ends, place_it, place_ru)
    VALUES (1, 's1', 'table', 'Moda', 'Мода', '1', '2', 'Sala', 'Зал');
    INSERT INTO delegates (id, code, name, organisation, delegation, language)
    VALUES (1, 'd1', 'A', 'O', 'it', 'it'), (2, 'd2', 'B', 'O', 'ru', 'ru');
    INSERT INTO news (delegate_id, notice_key, session_id, was)
    VALUES (1, 'k:1', 1, 'old'), (2, 'k:2', 1, 'older'), (1, 'k:3', 1, 'old');
"""


async def test_what_was_to_be_told_before_the_upgrade_is_told_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f.sqlite3"
    every = numbered()
    monkeypatch.setattr(migrations, "numbered", lambda: [one for one in every if one[0] < _LIVE])
    async with aiosqlite.connect(path, isolation_level=None) as raw:
        await migrate(raw)
        await raw.executescript(_BEFORE)
    monkeypatch.undo()
    async with Database.open(path, readers=1) as database, database.read() as view:
        found = [await news.news(view, *who) for who in ((1, "k:1"), (2, "k:2"), (1, "k:3"))]
        assert [[one.was for one in told] for told in found] == [["old"], ["older"], ["old"]]
        assert await news.under_way(view) == []


_SLOW = "WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t LIMIT {}) SELECT max(n) FROM t"


async def test_a_long_query_leaves_the_event_loop_alone(database: Database) -> None:
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    turning = asyncio.create_task(turn())
    async with database.read() as view:
        rows = await view.rows_aside(_SLOW.format(300_000))
    turning.cancel()
    assert rows[0][0] == 300_000
    assert turns > 5


async def test_cancelled_it_ends_before_anybody_else_uses_the_connection(database: Database) -> None:
    async def long() -> None:
        async with database.read() as view:
            await view.rows_aside(_SLOW.format(1 << 60))

    running = asyncio.create_task(long())
    await asyncio.sleep(0.05)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    for _ in range(4):
        async with database.read() as view:
            assert await view.number("SELECT 1") == 1


async def test_what_is_wrong_with_a_long_query_is_raised(database: Database) -> None:
    async with database.read() as view:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            await view.rows_aside("SELECT * FROM nowhere")
