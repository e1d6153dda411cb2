"""How tables fill is written down when a count has changed, once a minute at most."""

from __future__ import annotations

from datetime import datetime, timedelta

from forum.figures import sample
from storage import figures
from storage.database import Database
from tests.support.figures import STEEL
from tests.support.forums import NOW, desk


async def written(database: Database) -> list[tuple[int, datetime, int, int]]:
    async with database.read() as view:
        found = await figures.fillings(view, "table")
    return [(one.session_id, one.at, one.seated, one.waiting) for one in found]


async def test_what_has_changed_is_written_down_and_nothing_else(counted: Database) -> None:
    await sample(desk(counted))
    assert await written(counted) == [(STEEL, NOW, 2, 1), (2, NOW, 0, 0)]
    await sample(desk(counted, NOW + timedelta(minutes=5)))
    assert len(await written(counted)) == 2
    async with counted.write() as tx:
        await tx.run("DELETE FROM seats WHERE session_id = ? AND delegate_id = 3", (STEEL,))
    await sample(desk(counted, NOW + timedelta(minutes=6, seconds=40)))
    assert await written(counted) == [
        (STEEL, NOW, 2, 1),
        (STEEL, NOW + timedelta(minutes=6), 2, 0),
        (2, NOW, 0, 0),
    ]


async def test_a_minute_has_one_count_the_last(counted: Database) -> None:
    await sample(desk(counted))
    async with counted.write() as tx:
        await tx.run("DELETE FROM seats WHERE session_id = ?", (STEEL,))
    await sample(desk(counted, NOW + timedelta(seconds=30)))
    assert await written(counted) == [(STEEL, NOW, 0, 0), (2, NOW, 0, 0)]
