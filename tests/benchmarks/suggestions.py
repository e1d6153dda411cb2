"""Suggestions in a forum of 40 delegates and in one of 4,000: time and number of SQL statements.

The large forum is the small one many times over, so a hundred people offer what each one seeks: more than any real
one has.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from statistics import median
from time import perf_counter

from forum.suggestions import refresh, suggest
from storage.database import Database
from storage.suggestions import start_anew
from tests.benchmarks.support import forum_of, table

SIZES = (40, 4000)
ASKERS = 40
ROUNDS = 5


async def main() -> None:
    """Print what making the index takes, then milliseconds and statements for a page of suggestions."""
    rows: list[tuple[object, ...]] = []
    for size in SIZES:
        async with forum_of(size, recognised=1) as path, Database.open(path, readers=1) as database:
            async with database.write() as tx:
                await start_anew(tx, "another vocabulary")
            rows += await _measured(database, size, "index behind", rounds=1)
            seconds = await _refreshed(database)
            sys.stdout.write(f"{size} delegates: index {seconds:.2f} s\n")
            rows += await _measured(database, size, "index current", rounds=ROUNDS)
    head = ("", "delegates", "p50 ms", "p99 ms", "worst ms", "SQL")
    sys.stdout.write(f"{table(head, rows)}\n")


async def _refreshed(database: Database) -> float:
    began = perf_counter()
    async with database.write() as tx:
        await refresh(tx)
    return perf_counter() - began


async def _measured(database: Database, size: int, state: str, *, rounds: int) -> list[tuple[object, ...]]:
    """A page of suggestions for each of the first delegates; the best of several is without what else goes on."""
    async with database.read() as view:
        rows = await view.rows(
            "SELECT id FROM delegates WHERE role = 'delegate' ORDER BY id LIMIT ?", (ASKERS,)
        )
    await _suggested(database, rows[0]["id"])
    before = database.statements
    times = [[await _suggested(database, row["id"]) for row in rows] for _ in range(rounds)]
    statements = (database.statements - before) / (rounds * len(rows))
    found: list[tuple[object, ...]] = [
        (state, size, *_shares([one for each in times for one in each]), statements)
    ]
    if rounds > 1:
        best = [min(of_one) for of_one in zip(*times, strict=True)]
        found.append((f"{state}, best of {rounds}", size, *_shares(best), statements))
    return found


async def _suggested(database: Database, delegate_id: int) -> float:
    began = perf_counter()
    async with database.read() as view:
        await suggest(view, delegate_id)
    return perf_counter() - began


def _shares(seconds: Sequence[float]) -> tuple[float, float, float]:
    ordered = sorted(seconds)
    return median(ordered) * 1000, ordered[int(len(ordered) * 0.99)] * 1000, ordered[-1] * 1000
