"""What is deleted is gone, byte by byte: from every table, free pages, the write-ahead log and beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import datetime, timedelta
from pathlib import Path

from forum.desk import Desk
from forum.privacy import purging
from forum.privacy.erasing import leave
from forum.search import refresh
from forum.suggestions import refresh as refresh_suggestions
from storage.database import Database
from tests.support.sentinels import CYRILLIC, LATIN, USER, Filled, fill, found_in, needles
from tests.support.stage import MORNING
from tests.support.whole_person import OURS

AFTER = datetime.fromisoformat("2019-01-01T00:00:00+01:00")


@asynccontextmanager
async def at_work(path: Path, now: datetime) -> AsyncIterator[Desk]:
    async with Database.open(path, readers=2) as database:
        yield Desk(database, lambda: now)


async def indexed(path: Path) -> None:
    """The search and the suggestions know what was filled in."""
    async with Database.open(path, readers=1) as database, database.write() as tx:
        await refresh(tx, 500)
        await refresh_suggestions(tx, 500)


async def delivered(desk: Desk) -> None:
    """Whoever was to be told has been told."""
    async with desk.database.write() as tx:
        await tx.run("UPDATE outbox SET state = 'sent', facts = '{}' WHERE state = 'pending'")


async def test_of_who_leaves_nothing_is_left(filled: tuple[Path, Filled]) -> None:
    path, found = filled
    assert {
        "delegates",
        "accounts",
        "consents",
        "questions",
        "meetings",
        "papers",
        "imported",
    } <= found.tables
    await indexed(path)
    async with at_work(path, MORNING) as desk:
        await delivered(desk)
        assert {LATIN, CYRILLIC, "user id as value", "user id as row"} <= set(
            found_in(path.parent, needles(USER))
        )
        await leave(desk, USER)
        await delivered(desk)
        await purging.clear_away(desk)
        assert found_in(path.parent, needles(USER)) == {}
        async with desk.look() as view:
            assert await view.number("SELECT count(*) FROM wipes") == 0
    assert found_in(path.parent, needles(USER)) == {}


async def test_after_the_purge_nothing_is_left_of_anybody(filled: tuple[Path, Filled]) -> None:
    path, _ = filled
    with closing(sqlite3.connect(path)) as raw:
        fill(raw, 1, USER, OURS)
        raw.commit()
    await indexed(path)
    names = people(path)
    (path.parent / "forum.sqlite3.before-0014-20181129T070000Z").write_bytes(path.read_bytes())
    # A workbook that an organiser has sent, and that was never released.
    sent = path.with_name("forum.sqlite3.sent")
    sent.mkdir()
    (sent / "1.xlsx").write_bytes(b"Giulia Bardazzi")
    assert found_in(path.parent, names).keys() == names.keys()
    async with at_work(path, AFTER - timedelta(seconds=1)) as desk:
        await purging.clear_away(desk)
    assert found_in(path.parent, names).keys() == names.keys()
    async with at_work(path, AFTER) as desk:
        await purging.clear_away(desk)
        assert found_in(path.parent, names | needles(USER)) == {}
    assert found_in(path.parent, names | needles(USER)) == {}


def people(path: Path) -> dict[str, bytes]:
    """Name in both scripts, telephone, e-mail and invitation of everybody in the sample."""
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT name, name_other, phone, email, invitation FROM delegates").fetchall()
    return {text: text.encode() for row in rows for text in row if text}
