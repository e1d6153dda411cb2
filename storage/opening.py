"""Opening an SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiosqlite


@asynccontextmanager
async def opened(file: Path | str, *, uri: bool = False) -> AsyncIterator[aiosqlite.Connection]:
    """A connection without transactions of its own; closed at the end. Raises sqlite3.Error.

    Tried without the library first: where it cannot connect, its thread answers a future nobody waits for, and
    does so when the loop may be closed.
    """
    sqlite3.connect(file, uri=uri).close()
    async with aiosqlite.connect(file, uri=uri, isolation_level=None) as connection:
        yield connection
