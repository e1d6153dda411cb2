"""Ten changes of the programme released to four thousand people: how long anybody else waits meanwhile."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import TypeVar

from bot.demo.rehearsal import OPENING
from forum import changes
from forum.desk import Desk
from storage.database import Database
from tests.benchmarks.support import FIRST_USER, forum_of, table

PEOPLE, CHANGED = 4000, 10

T = TypeVar("T")

_MOVE = (
    "UPDATE sessions SET place_it = place_it || ' bis', place_ru = place_ru || ' бис' WHERE id IN "
    "(SELECT id FROM sessions WHERE kind <> 'visit' ORDER BY kind = 'table', id LIMIT ?)"
)


@dataclass
class Waits:
    """The longest that the event loop was held, and that a write waited, in seconds."""

    loop: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)


async def main() -> None:
    """Print what each step takes, and the longest that the event loop and a write waited meanwhile."""
    async with forum_of(PEOPLE, recognised=PEOPLE) as path, Database.open(path) as database:
        desk = Desk(database, lambda: OPENING)
        async with database.write() as tx:
            await tx.run("DELETE FROM session_changes")
            await tx.run(_MOVE, (CHANGED,))
        rows: list[Sequence[object]] = []
        found = await _timed(rows, database, "look at them", _preview(database))
        await _timed(rows, database, "release", changes.release(desk, found.shown))
        await _timed(rows, database, "bring them to everybody", changes.spread(desk))
        async with database.read() as view:
            step = await changes.undoable(view, OPENING)
        await _timed(rows, database, "undo", changes.undo(desk, step))
        await _timed(rows, database, "bring that to everybody", changes.spread(desk))
    sys.stdout.write(f"{table(('ms', 'all of it', 'event loop held', 'a write waited'), rows)}\n")


async def _preview(database: Database) -> changes.Waiting:
    async with database.read() as view:
        return await changes.preview(view)


async def _timed(rows: list[Sequence[object]], database: Database, name: str, doing: Awaitable[T]) -> T:
    async with _watched(database) as waits:
        begun = perf_counter()
        came = await doing
        seconds = perf_counter() - begun
    rows.append((name, *(one * 1000 for one in (seconds, max(waits.loop), max(waits.writes)))))
    return came


@asynccontextmanager
async def _watched(database: Database) -> AsyncIterator[Waits]:
    waits = Waits()
    watching = [asyncio.create_task(one) for one in (_pulse(waits), _write(waits, database))]
    await asyncio.sleep(0.02)
    yield waits
    await asyncio.sleep(0.02)
    for task in watching:
        task.cancel()
    await asyncio.wait(watching)


async def _pulse(waits: Waits) -> None:
    while True:
        begun = perf_counter()
        await asyncio.sleep(0.001)
        waits.loop.append(perf_counter() - begun - 0.001)


async def _write(waits: Waits, database: Database) -> None:
    while True:
        begun = perf_counter()
        async with database.write() as tx:
            await tx.run("UPDATE accounts SET reachable = 1 WHERE user_id = ?", (FIRST_USER,))
        waits.writes.append(perf_counter() - begun)
        await asyncio.sleep(0.002)
