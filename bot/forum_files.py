"""A forum from files into a database: what `import` and the rehearsal share."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from bot.clock import Clock
from forum.desk import Desk
from forum.workbook import Changes, Problem, check, load, read
from storage.database import Database


class BadWorkbook(Exception):
    """What was found in the files, every problem with its place; nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


async def load_forum(
    database: Path,
    files: Path,
    clock: Clock,
    *,
    dry_run: bool = False,
    organisers: frozenset[int] = frozenset(),
) -> Changes:
    """Read, check and load a workbook; raises BadWorkbook and StorageError."""
    workbook, problems = check(read(files))
    if workbook is None:
        raise BadWorkbook(problems)
    async with AsyncExitStack() as stack:
        if dry_run and not await asyncio.to_thread(database.exists):
            # Looking at what an import would do must not leave a database behind.
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="forum-dry-run-"))
            database = Path(folder) / database.name
        opened = await stack.enter_async_context(Database.open(database, readers=1))
        changes = await load(Desk(opened, clock.now, organisers), workbook, dry_run=dry_run)
    if changes.problems:
        raise BadWorkbook(list(changes.problems))
    return changes
