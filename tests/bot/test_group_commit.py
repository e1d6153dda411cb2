"""Group commit: what gathers during a commit goes together, and one bad item spoils nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.group_commit import GroupCommit
from storage.connection import Connection
from storage.database import Database


class Ledger:
    """Writes numbers; refuses those below zero."""

    def __init__(self, database: Database) -> None:
        self.batches: list[list[int]] = []
        self.settled: list[tuple[int, str]] = []
        self.commits: GroupCommit[int] = GroupCommit(database, self._write, self._settled)

    async def _write(self, tx: Connection, items: Sequence[int]) -> None:
        self.batches.append(list(items))
        for item in items:
            await tx.run("INSERT INTO guesses (user_id, wrong, until) VALUES (?, 1, '')", (item,))
            if item < 0:
                raise ValueError("below zero")

    def _settled(self, item: int, error: Exception | None) -> None:
        self.settled.append((item, str(error)))


async def written(database: Database) -> list[int]:
    async with database.read() as reader:
        return [row[0] for row in await reader.rows("SELECT user_id FROM guesses ORDER BY user_id")]


async def test_what_gathers_goes_together(database: Database) -> None:
    ledger = Ledger(database)
    async with database.write():
        ledger.commits.put(1)
        await asyncio.sleep(0)
        ledger.commits.put(2)
        ledger.commits.put(3)
    await ledger.commits.flush()
    assert ledger.batches == [[1], [2, 3]]
    assert ledger.settled == [(1, "None"), (2, "None"), (3, "None")]
    assert await written(database) == [1, 2, 3]


async def test_a_bad_one_is_told_alone_and_the_others_are_written(database: Database) -> None:
    ledger = Ledger(database)
    for item in (1, -2, 3):
        ledger.commits.put(item)
    await ledger.commits.flush()
    assert ledger.settled == [(1, "None"), (-2, "below zero"), (3, "None")]
    assert await written(database) == [1, 3]


async def test_closing_is_bounded(database: Database) -> None:
    ledger = Ledger(database)
    async with database.write():
        ledger.commits.put(1)
        async with asyncio.timeout(10):
            await ledger.commits.close(0.01)
    assert ledger.settled == []
    await ledger.commits.close(1)
