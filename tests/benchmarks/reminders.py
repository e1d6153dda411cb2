"""Reminders in a forum of 4,000 delegates: what a tick costs when nothing is due, when all are due, and each message.

A tick comes each second: what it takes when nothing is due is taken all day long. When everybody is reminded at once
the longest turn says how long an answer may have to wait for it.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from statistics import median
from time import perf_counter

from forum import reminders
from forum.desk import Desk
from storage.database import Database
from storage.instants import from_sql
from tests.benchmarks.support import forum_of, table

DELEGATES = 4000
TICKS = 2000
MESSAGES = 400
EVENING, NIGHT = (datetime.fromisoformat(f"2018-11-29T{clock}:00+01:00") for clock in ("19:59", "03:00"))


async def main() -> None:
    """Print statements and milliseconds: of an idle tick, of one that reminds everybody, of a message."""
    async with forum_of(DELEGATES, recognised=DELEGATES) as path, Database.open(path) as database:
        clock = [NIGHT]
        desk = Desk(database, lambda: clock[0])
        await reminders.remind(desk)
        rows = [await _idle(desk, clock)]
        plenary = await _first(database, "plenary")
        for name, at in (
            ("60 min before the plenary", plenary - timedelta(minutes=60)),
            ("15 min before the plenary", plenary - timedelta(minutes=15)),
            ("digest of the evening", EVENING + timedelta(minutes=1)),
        ):
            clock[0] = at - timedelta(seconds=1)
            await reminders.remind(desk)
            clock[0] = at
            rows.append(await _busy(desk, name))
        head = ("tick", "told", "SQL", "ms", "longest turn ms")
        sys.stdout.write(f"{DELEGATES} delegates\n{table(head, rows)}\n\n")
        messages = [await _messages(database, kind) for kind in (reminders.REMINDER, reminders.DIGEST)]
        sys.stdout.write(f"{table(('message', 'made', 'SQL each', 'p50 ms', 'p99 ms'), messages)}\n")


async def _first(database: Database, kind: str) -> datetime:
    async with database.glance() as view:
        return from_sql(str(await view.value("SELECT min(starts) FROM sessions WHERE kind = ?", (kind,))))


async def _idle(desk: Desk, clock: list[datetime]) -> tuple[object, ...]:
    """Ticks a second apart in the night."""
    before = desk.database.statements
    times = []
    for _ in range(TICKS):
        clock[0] += timedelta(seconds=1)
        times.append(await _timed(lambda: reminders.remind(desk)))
    statements = (desk.database.statements - before) / TICKS
    return "nothing due", 0, statements, median(times), max(times)


async def _busy(desk: Desk, name: str) -> tuple[object, ...]:
    before, told = desk.database.statements, await _told(desk.database)
    pulse = asyncio.create_task(_longest_turn())
    await asyncio.sleep(0)
    seconds = await _timed(lambda: reminders.remind(desk))
    statements = desk.database.statements - before
    pulse.cancel()
    with suppress(asyncio.CancelledError):
        await pulse
    return name, await _told(desk.database) - told, statements, seconds, _turns[-1] * 1000


_turns: list[float] = []


async def _longest_turn() -> None:
    """Goes round with the loop, and keeps the longest time that anything had it for itself."""
    longest, last = 0.0, perf_counter()
    try:
        while True:
            await asyncio.sleep(0)
            now = perf_counter()
            longest, last = max(longest, now - last), now
    finally:
        _turns.append(longest)


async def _told(database: Database) -> int:
    async with database.glance() as view:
        return await view.number("SELECT count(*) FROM outbox")


async def _messages(database: Database, kind: str) -> tuple[object, ...]:
    """What making a message from what holds when it is sent takes, the rendering left out."""
    async with database.read() as view:
        rows = await view.rows(
            "SELECT delegate_id, facts, not_before FROM outbox WHERE kind = ? ORDER BY id DESC LIMIT ?",
            (kind, MESSAGES),
        )
    make = reminders.recall if kind == reminders.REMINDER else reminders.digest
    times, made = [], 0
    before = database.statements
    for number, facts, not_before in rows:
        began = perf_counter()
        async with database.read() as view:
            made += await make(view, number, json.loads(facts), from_sql(not_before)) is not None
        times.append((perf_counter() - began) * 1000)
    ordered = sorted(times)
    each = (database.statements - before) / len(rows)
    return kind, made, each, median(ordered), ordered[int(len(ordered) * 0.99)]


async def _timed(run: Callable[[], Awaitable[object]]) -> float:
    began = perf_counter()
    await run()
    return (perf_counter() - began) * 1000
