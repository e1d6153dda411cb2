"""The database: one writer, readers beside it, transactions, backup, integrity check."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import aiosqlite

from storage.connection import Connection
from storage.errors import DatabaseDamaged, DatabaseUnusable, passes
from storage.migrations import migrate
from storage.opening import opened
from storage.upgrading import forget_copies, guarded
from storage.writer import Writer

SYNCHRONOUS = "FULL"
"""Every commit waits for the disk: an update confirmed to Telegram must survive the power cut, too."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA secure_delete = ON",  # what somebody typed is gone once its update is handled
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -4000",
)


class Database:
    """One SQLite file in WAL mode: a single writer, and readers that never wait for it."""

    def __init__(self, path: Path, writer: Writer, readers: list[Connection]) -> None:
        self.path = path
        self._writer = writer
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
                await guarded(path, writer.raw, migrate)
                beside = [await stack.enter_async_context(_connect(path)) for _ in range(readers)]
            except (OSError, sqlite3.Error) as error:
                raise DatabaseUnusable(f"The database {path} cannot be used: {error}.") from error
            writer.direct.execute("PRAGMA busy_timeout = 0")  # it waits itself, and can be cancelled then
            for reader in beside:
                reader.direct.execute("PRAGMA query_only = ON")
            database = cls(path, Writer(writer), beside)
            try:
                yield database
            finally:
                await database._writer.close()

    @property
    def statements(self) -> int:
        """How many statements were executed since the file was opened."""
        return self._writer.connection.statements + sum(reader.statements for reader in self._readers)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        """A transaction of the one writer: committed at the end, taken back on any error in the block.

        Those that come together share one commit, see Writer. Raises sqlite3.Error.
        """
        async with self._writer.transaction() as tx:
            yield tx

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """A reader with one unchanging view of the database."""
        reader = await self._idle.get()
        try:
            reader.direct.execute("BEGIN")
            yield reader
        finally:
            if reader.direct.in_transaction:
                reader.direct.execute("ROLLBACK")
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
        if _belongs(self.path, target):
            # The bot would go on writing into the file that the copy has pushed out of the folder.
            raise DatabaseUnusable(f"{target} is the database itself: name another file for the copy.")
        unfinished = target.with_name(target.name + ".part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)
            async with opened(self.path) as source, opened(unfinished) as copy:
                await source.backup(copy)
                await copy.execute("PRAGMA journal_mode = DELETE")
            unfinished.replace(target)
        except (OSError, sqlite3.Error) as error:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise DatabaseUnusable(f"The copy {target} cannot be written: {error}.") from error

    async def tidy(self) -> bool:
        """Take what was overwritten out of the write-ahead log, too; False while another process reads or writes."""
        async with self._writer.alone(), opened(self.path) as beside:
            await beside.execute("PRAGMA busy_timeout = 0")
            rows = list(await beside.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)"))
        return not rows[0][0]

    async def rewrite(self, *statements: str) -> bool:
        """Write the whole file anew, after these statements: what was deleted is then nowhere in it.

        The write-ahead log is left to `tidy`. Writers wait meanwhile, readers do not. False where another process
        writes: then it is still to do.
        """
        pragmas = ("busy_timeout = 0", "temp_store = MEMORY", "secure_delete = ON", "foreign_keys = ON")
        async with self._writer.alone(), opened(self.path) as beside:
            try:
                for statement in (*(f"PRAGMA {pragma}" for pragma in pragmas), *statements, "VACUUM"):
                    await beside.execute(statement)
            except sqlite3.OperationalError as error:
                if passes(error):
                    return False
                raise
        return True

    def sizes(self) -> dict[str, int]:
        """The bytes of the file and of its write-ahead log."""
        log = self.path.with_name(self.path.name + "-wal")
        files = {"database": self.path, "log": log}
        return {name: path.stat().st_size if path.exists() else 0 for name, path in files.items()}

    def forget_upgrades(self) -> None:
        """Delete the copies that upgrades have left beside the file."""
        forget_copies(self.path)

    async def check(self) -> None:
        """Raise DatabaseDamaged, with what SQLite found, where the file is not sound."""
        async with self.read() as reader:
            found = [str(row[0]) for row in await reader.rows("PRAGMA integrity_check")]
            orphans = [f"{row[0]} row {row[1]}" for row in await reader.rows("PRAGMA foreign_key_check")]
        if found != ["ok"] or orphans:
            faults = "; ".join([*(fault for fault in found if fault != "ok"), *orphans])
            raise DatabaseDamaged(f"The database {self.path} is damaged: {faults}. Restore a backup.")


def _belongs(database: Path, target: Path) -> bool:
    """Whether a path names the database or one of the files that SQLite keeps beside it."""
    own = [database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))]
    return any(target.resolve() == one.resolve() for one in own) or (
        target.exists() and target.samefile(database)
    )


@asynccontextmanager
async def _connect(path: Path) -> AsyncIterator[Connection]:
    # Used by two threads, never by both at once: each waits for the other's statement before its own.
    direct = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    direct.row_factory = sqlite3.Row
    async with aiosqlite.Connection(lambda: direct, iter_chunk_size=64) as raw:
        await raw.executescript(";".join((*_PRAGMAS, f"PRAGMA synchronous = {SYNCHRONOUS}")))
        yield Connection(raw, direct)
