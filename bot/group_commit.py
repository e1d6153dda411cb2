"""Many small writes in few transactions: what gathers while one is being committed goes into the next."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from storage.connection import Connection
from storage.database import Database

logger = logging.getLogger(__name__)

Item = TypeVar("Item")
Write = Callable[[Connection, Sequence[Item]], Awaitable[None]]
Settled = Callable[[Item, Exception | None], None]


class GroupCommit(Generic[Item]):
    """Writes items in batches, without a timer: an idle database commits one at once, a busy one many together.

    `write` puts a batch into a transaction. `settled` hears of each item once, after its commit, with None; or,
    where it cannot be written even in a transaction of its own, with the error.
    """

    def __init__(self, database: Database, write: Write[Item], settled: Settled[Item]) -> None:
        self._database = database
        self._write = write
        self._settled = settled
        self._gathered: list[Item] = []
        self._task: asyncio.Task[None] | None = None

    def put(self, item: Item) -> None:
        """Have an item written."""
        self._gathered.append(item)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._drain(), name="group commit")

    async def flush(self) -> None:
        """Wait until everything put so far is settled."""
        while self._task is not None and not self._task.done():
            await asyncio.shield(self._task)

    async def close(self, seconds: float) -> None:
        """Write what is left, for at most so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self.flush()
        except TimeoutError:
            logger.warning("%d marks could not be written in time", len(self._gathered))
        if self._task is not None and not self._task.done():
            self._task.cancel()
            await asyncio.wait([self._task], timeout=1)

    async def _drain(self) -> None:
        while self._gathered:
            batch, self._gathered = self._gathered, []
            error = await self._commit(batch)
            if error is None or len(batch) == 1:
                for item in batch:
                    self._settled(item, error)
                continue
            for item in batch:
                self._settled(item, await self._commit([item]))

    async def _commit(self, batch: Sequence[Item]) -> Exception | None:
        try:
            async with self._database.write() as tx:
                await self._write(tx, batch)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the others must go on
            return error
        return None
