"""The forum and the template as the bytes of a file, made in a process of their own (`forum.apart`)."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from forum.desk import Desk
from forum.workbook import template as empty
from forum.workbook.exporting import tables
from forum.workbook.writing import Table, packed
from storage.database import Database


def exported(database: Path) -> bytes:
    """The whole forum as an .xlsx workbook. Raises CannotWrite where there is none."""
    return packed(asyncio.run(_tables(database)))


async def _tables(database: Path) -> dict[str, Table]:
    async with Database.open(database, readers=1) as opened:
        return await tables(Desk(opened, lambda: datetime.now(UTC)))


def template() -> bytes:
    """The empty workbook."""
    return packed(empty.tables())
