"""Whether the process is well: a file touched every half minute, and `python -m bot.health` that looks at it.

The file lies beside the database (`forum.sqlite3.alive`). It is touched by the event loop after the database has
taken a transaction, so a loop that stands still or a database that is stuck shows; a network that is away does not,
for a restart would not mend it. The command imports nothing heavy: a container's HEALTHCHECK runs it under polling
and behind a webhook alike.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.database import Database

logger = logging.getLogger(__name__)

EVERY = 30.0
OLDEST = 100.0


def file_of(database: Path) -> Path:
    """The file that is touched for this database."""
    return database.with_name(database.name + ".alive")


def is_alive(database: Path, *, now: float | None = None) -> bool:
    """Whether the file was touched within the last OLDEST seconds."""
    try:
        touched = file_of(database).stat().st_mtime
    except OSError:
        return False
    return (time.time() if now is None else now) - touched < OLDEST


class Heartbeat:
    """Touches the file while the process is well."""

    def __init__(self, database: Database, *, every: float = EVERY) -> None:
        self._database = database
        self._every = every
        self._file = file_of(database.path)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Touch the file once, and from now on."""
        await self._beat()
        self._task = asyncio.create_task(self._run(), name="heartbeat")

    async def stop(self) -> None:
        """Take the file away: the process is no longer there."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        with suppress(OSError):
            self._file.unlink()

    def is_alive(self) -> bool:
        """Whether the last beat is recent."""
        return is_alive(self._database.path)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            await self._beat()

    async def _beat(self) -> None:
        try:
            async with asyncio.timeout(self._every):
                async with self._database.write():
                    pass
                self._file.touch()
                await self._database.tidy()
        except Exception:
            logger.exception("the heartbeat misses a beat")


def main(environ: Mapping[str, str]) -> int:
    """0 where the bot of this DATABASE is well, else 1 with a sentence."""
    database = Path(environ.get("DATABASE") or "data/forum.sqlite3")
    if is_alive(database):
        return 0
    sys.stderr.write(f"{file_of(database)} was not touched for {OLDEST:.0f} seconds: the bot is not well.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(os.environ))
