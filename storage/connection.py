"""A connection: a few verbs over sqlite3 and aiosqlite, rows as records, statements counted."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, cast

import aiosqlite

from storage.instants import from_sql

Value = str | int | float | bytes | None
Parameters = Sequence[Value] | Mapping[str, Value]
Record = TypeVar("Record")


def build(record: type[Record], row: aiosqlite.Row) -> Record:
    """A record (a dataclass) of a row: instants, truths and lists come as what they are in Python."""
    readers = _readers(cast("Hashable", record))
    return record(
        **{
            name: readers[name](value) if name in readers and value is not None else value
            for name, value in zip(row.keys(), row, strict=True)
        }
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


def _instants(text: str) -> tuple[datetime, ...]:
    return tuple(from_sql(one) for one in _split(text))


_READERS: Mapping[str, Any] = {
    "datetime": from_sql,
    "bool": bool,
    "tuple[str, ...]": _split,
    "tuple[datetime, ...]": _instants,
}


@cache
def _readers(record: Any) -> dict[str, Any]:  # noqa: ANN401 -- any dataclass
    annotations = {field.name: str(field.type).removesuffix(" | None") for field in fields(record)}
    return {name: _READERS[kind] for name, kind in annotations.items() if kind in _READERS}


class Connection:
    """One SQLite connection inside a transaction; `statements` counts what was executed on it.

    `raw` is its thread, for what waits for the disk: the COMMIT, the migrations. `direct` is the same connection
    without the thread. A statement is executed right there: handing it over and taking its answer back holds the
    event loop up for longer than the statement (`tests.benchmarks updates` showed half the updates a second).
    """

    def __init__(self, raw: aiosqlite.Connection, direct: sqlite3.Connection) -> None:
        self.raw = raw
        self.direct = direct
        self.statements = 0

    @property
    def changes(self) -> int:
        """How many rows were written since the file was opened, by triggers too."""
        return self.direct.total_changes

    async def rows(self, sql: str, parameters: Parameters = ()) -> list[aiosqlite.Row]:
        """All rows of a query."""
        self.statements += 1
        return self.direct.execute(sql, parameters).fetchall()

    async def rows_aside(self, sql: str, parameters: Parameters = ()) -> list[aiosqlite.Row]:
        """All rows of a query that takes long, executed on the thread: the event loop goes on meanwhile."""
        self.statements += 1
        running = asyncio.ensure_future(self.raw.execute_fetchall(sql, parameters))
        try:
            return list(await asyncio.shield(running))
        except asyncio.CancelledError:
            # Nobody may use the connection while the thread still does.
            self.direct.interrupt()
            with suppress(sqlite3.Error):
                await running
            raise

    async def row(self, sql: str, parameters: Parameters = ()) -> aiosqlite.Row | None:
        """The first row of a query, or None."""
        found = await self.rows(sql, parameters)
        return found[0] if found else None

    async def value(self, sql: str, parameters: Parameters = ()) -> Value:
        """The first column of the first row, or None."""
        found = await self.row(sql, parameters)
        answer: Value = found[0] if found else None
        return answer

    async def number(self, sql: str, parameters: Parameters = ()) -> int:
        """A count or an id; 0 where the query gives nothing."""
        answer = await self.value(sql, parameters)
        return answer if isinstance(answer, int) else 0

    async def records(self, record: type[Record], sql: str, parameters: Parameters = ()) -> list[Record]:
        """All rows of a query as `record`, whose fields bear the columns' names."""
        return [build(record, row) for row in await self.rows(sql, parameters)]

    async def records_aside(
        self, record: type[Record], sql: str, parameters: Parameters = ()
    ) -> list[Record]:
        """`records` of a query that takes long, see `rows_aside`."""
        return [build(record, row) for row in await self.rows_aside(sql, parameters)]

    async def record(self, record: type[Record], sql: str, parameters: Parameters = ()) -> Record | None:
        """The first row as `record`, or None."""
        found = await self.row(sql, parameters)
        return None if found is None else build(record, found)

    async def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Execute a statement that gives no rows; the number of rows it changed."""
        self.statements += 1
        return self.direct.execute(sql, parameters).rowcount

    async def run_many(self, sql: str, parameters: Iterable[Parameters]) -> None:
        """Execute a statement once for each set of parameters."""
        self.statements += 1
        self.direct.executemany(sql, parameters)
