"""The database: one writer, readers beside it, transactions, backup, integrity check."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import aiosqlite

from storage.connection import Connection
from storage.errors import DatabaseDamaged, DatabaseUnusable
from storage.migrations import migrate

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # an update confirmed to Telegram must survive the power cut, too
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -4000",
)


class Database:
    """One SQLite file in WAL mode: a single writer, and readers that never wait for it."""

    def __init__(self, path: Path, writer: Connection, readers: list[Connection]) -> None:
        self.path = path
        self._writer = writer
        self._turn = asyncio.Lock()
        self._readers = readers
        self._idle: asyncio.LifoQueue[Connection] = asyncio.LifoQueue()
        for reader in readers:
            self._idle.put_nowait(reader)

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path | str, *, readers: int = 3) -> AsyncIterator[Database]:
        """Open the file, create and migrate it where needed; close everything at the end.

        Raises DatabaseUnusable and DatabaseTooNew.
        """
        path = Path(path)
        async with AsyncExitStack() as stack:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                writer = await stack.enter_async_context(_connect(path))
                await migrate(writer)
                beside = [await stack.enter_async_context(_connect(path)) for _ in range(readers)]
            except (OSError, sqlite3.Error) as error:
                raise DatabaseUnusable(f"The database {path} cannot be used: {error}.") from error
            for reader in beside:
                await reader.execute("PRAGMA query_only = ON")
            yield cls(path, Connection(writer), [Connection(reader) for reader in beside])

    @property
    def statements(self) -> int:
        """How many statements were executed since the file was opened."""
        return self._writer.statements + sum(reader.statements for reader in self._readers)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        """A transaction of the one writer (BEGIN IMMEDIATE): committed at the end, rolled back on any error."""
        async with self._turn:
            raw = self._writer.raw
            try:
                await raw.execute("BEGIN IMMEDIATE")
                yield self._writer
                await raw.execute("COMMIT")
            except BaseException:
                # Shielded: a cancelled handler must not leave its transaction open for the next one.
                await asyncio.shield(_roll_back(raw))
                raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """A reader with one unchanging view of the database."""
        reader = await self._idle.get()
        try:
            # Inside: a BEGIN whose awaiting is cancelled takes place nevertheless.
            await reader.raw.execute("BEGIN")
            yield reader
        finally:
            try:
                await asyncio.shield(_roll_back(reader.raw))
            finally:
                self._idle.put_nowait(reader)

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[Connection]:
        """A reader for a single statement, which needs no transaction around it; a second one raises RuntimeError."""
        reader = await self._idle.get()
        before = reader.statements
        try:
            yield reader
        finally:
            self._idle.put_nowait(reader)
        if reader.statements > before + 1:
            raise RuntimeError("more than one statement: they may have seen different states; use read()")

    async def backup(self, target: Path | str) -> None:
        """Write a consistent copy while the database is in use; the copy appears whole or not at all.

        Raises DatabaseUnusable where the copy cannot be written.
        """
        target = Path(target)
        unfinished = target.with_name(target.name + ".part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)
            async with aiosqlite.connect(self.path) as source, aiosqlite.connect(unfinished) as copy:
                await source.backup(copy)
                await copy.execute("PRAGMA journal_mode = DELETE")
            unfinished.replace(target)
        except (OSError, sqlite3.Error) as error:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise DatabaseUnusable(f"The copy {target} cannot be written: {error}.") from error

    async def check(self) -> None:
        """Raise DatabaseDamaged, with what SQLite found, where the file is not sound."""
        async with self.read() as reader:
            found = [str(row[0]) for row in await reader.rows("PRAGMA integrity_check")]
            orphans = [f"{row[0]} row {row[1]}" for row in await reader.rows("PRAGMA foreign_key_check")]
        if found != ["ok"] or orphans:
            faults = "; ".join([*(fault for fault in found if fault != "ok"), *orphans])
            raise DatabaseDamaged(f"The database {self.path} is damaged: {faults}. Restore a backup.")


@asynccontextmanager
async def _connect(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        connection.row_factory = sqlite3.Row
        for pragma in _PRAGMAS:
            await connection.execute(pragma)
        yield connection


async def _roll_back(raw: aiosqlite.Connection) -> None:
    # A BEGIN or COMMIT whose awaiting was cancelled is still in the thread's queue before this one,
    # so whether a transaction is open cannot be asked here: SQLite says it.
    with suppress(sqlite3.OperationalError):
        await raw.execute("ROLLBACK")
