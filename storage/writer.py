"""The one connection that writes: transactions that come together are committed together."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from storage.connection import Connection

PATIENCE = 5.0
"""Seconds to wait for another process that writes (an import), before SQLite's "database is locked" is raised."""
_PAUSE = 0.01


class Writer:
    """Gives out transactions, one body at a time, each a savepoint of a common transaction.

    Whoever waits for a turn while another has it joins that one's transaction; then comes the COMMIT, the only step
    that waits for the disk, and only then each member hears that it is done. What a member takes back leaves the
    others as they are; where the COMMIT fails, all of them fail.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._direct = connection.direct
        self._turn = asyncio.Lock()
        self._group: asyncio.Future[None] | None = None
        self._closing: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """Committed when the block has ended, taken back on any error in it.

        Cancelled after its last statement it is committed nevertheless. Raises sqlite3.Error.
        """
        async with self._turn:
            group = self._group or await self._open()
            self._direct.execute("SAVEPOINT member")
            try:
                yield self.connection
                self._direct.execute("RELEASE member")
            except BaseException:
                self._take_back(group)
                raise
        # Shielded: one that is cancelled must not cancel what the others wait for.
        await asyncio.shield(group)

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """A turn without any transaction open."""
        while True:
            async with self._turn:
                group = self._group
                if group is None:
                    yield
                    return
            with suppress(sqlite3.Error):
                await asyncio.shield(group)

    async def close(self) -> None:
        """Wait for the commits under way."""
        await asyncio.gather(*self._closing, return_exceptions=True)

    async def _open(self) -> asyncio.Future[None]:
        await self._begin()
        group = self._group = asyncio.get_running_loop().create_future()
        # Where all members were cancelled nobody asks for the error.
        group.add_done_callback(lambda done: done.cancelled() or done.exception())
        # Takes its turn behind those who wait now: they are the members.
        closing = asyncio.create_task(self._close(group), name="commit")
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)
        return group

    async def _begin(self) -> None:
        """Asks again and again: in SQLite's own wait, on the thread, it could not be cancelled."""
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE
        while True:
            try:
                self._direct.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or loop.time() > until:
                    raise
            else:
                return
            await asyncio.sleep(_PAUSE)

    def _take_back(self, group: asyncio.Future[None]) -> None:
        if self._direct.in_transaction:
            self._direct.execute("ROLLBACK TO member")
            self._direct.execute("RELEASE member")
        elif self._group is group:
            # A full disk and the like: SQLite has taken back the whole transaction.
            self._group = None
            group.set_exception(sqlite3.OperationalError("the transaction was given up"))

    async def _close(self, group: asyncio.Future[None]) -> None:
        async with self._turn:
            if self._group is group:
                self._group = None
                await self._commit(group)

    async def _commit(self, group: asyncio.Future[None]) -> None:
        try:
            await self.connection.raw.execute("COMMIT")
        except sqlite3.Error as error:
            if self._direct.in_transaction:
                self._direct.execute("ROLLBACK")
            group.set_exception(error)
        except BaseException:
            group.cancel()
            raise
        else:
            group.set_result(None)
