"""Forums of any size, made of the sample forum's rows, for the benchmarks."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle, islice
from pathlib import Path

from bot.clock import Clock
from bot.demo.rehearsal import OPENING, SAMPLE
from bot.forum_files import load_forum
from forum.arrival import consent_version
from storage import accounts, forums, seats
from storage.connection import Connection
from storage.database import Database

SAMPLE_DELEGATES = 40
FIRST_USER = 7_000_000_001
"""The Telegram user who is the forum's first delegate; the others follow."""

Row = dict[str, str]


def write_forum(delegates: int, folder: Path) -> None:
    """Write a forum of so many delegates (40 or more) as a folder of .csv files; the tables grow with them."""
    factor = delegates // SAMPLE_DELEGATES
    folder.mkdir(parents=True, exist_ok=True)
    for file in SAMPLE.glob("*.csv"):
        rows = read_rows(file)
        if file.stem == "sessions":
            rows = [_grown(row, factor) for row in rows]
        elif file.stem == "delegates":
            rows = _multiplied(rows, delegates)
        write_rows(folder / file.name, rows)


def _grown(row: Row, factor: int) -> Row:
    return row | {"capacity": str(int(row["capacity"]) * factor) if row["capacity"] else ""}


def _multiplied(rows: Sequence[Row], delegates: int) -> list[Row]:
    ordinary = [row for row in rows if row["role"] == "delegate"]
    others = [row for row in rows if row["role"] != "delegate"]
    copies = islice(cycle(ordinary), len(ordinary), max(delegates, len(ordinary)))
    # Only the originals act for others: their list names codes.
    again = [
        row | {"code": f"n{number}", "invitation": f"BENCHMARK-{number}", "head_of": ""}
        for number, row in enumerate(copies, start=len(ordinary) + 1)
    ]
    return [*ordinary, *again, *others]


def read_rows(file: Path) -> list[Row]:
    """A sheet of a forum kept as a folder."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def write_rows(file: Path, rows: Sequence[Row]) -> None:
    """Write such a sheet; all rows have the columns of the first."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


async def make_database(path: Path, delegates: int, *, recognised: int) -> None:
    """A database with a forum of so many delegates, the first of them recognised and with places on the visits."""
    with tempfile.TemporaryDirectory(prefix="forum-benchmark-") as folder:
        write_forum(delegates, Path(folder))
        await load_forum(path, Path(folder), Clock(OPENING))
    async with Database.open(path, readers=1) as database:
        await _recognise(database, recognised)
        await _fill_visits(database)


async def _recognise(database: Database, number: int) -> None:
    async with database.write() as tx:
        consent = await consented(tx)
        rows = await tx.rows(
            "SELECT id, language FROM delegates WHERE role = 'delegate' ORDER BY id LIMIT ?", (number,)
        )
        for user_id, row in enumerate(rows, start=FIRST_USER):
            await accounts.open_account(tx, user_id, row["language"], consent, OPENING)
            await accounts.link(tx, user_id, row["id"])


async def consented(tx: Connection) -> str:
    """The version of the consent to which everybody has agreed who is recognised already."""
    forum = await forums.get(tx)
    assert forum is not None
    return consent_version(forum)


async def _fill_visits(database: Database) -> None:
    async with database.write() as tx:
        visits = await tx.rows("SELECT id, capacity FROM sessions WHERE kind = 'visit' ORDER BY id")
        guests = await tx.rows(
            "SELECT id FROM delegates WHERE delegation = 'ru' AND role = 'delegate' ORDER BY id"
        )
        taken = dict.fromkeys((row["id"] for row in visits), 0)
        for guest, visit in zip(guests, cycle(visits), strict=False):
            taken[visit["id"]] += 1
            state = "seated" if taken[visit["id"]] <= visit["capacity"] else "waiting"
            await seats.add(tx, visit["id"], guest["id"], state)


@asynccontextmanager
async def forum_of(delegates: int, *, recognised: int) -> AsyncIterator[Path]:
    """The path of such a database, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="forum-benchmark-") as folder:
        path = Path(folder) / "forum.sqlite3"
        await make_database(path, delegates, recognised=recognised)
        yield path


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows under their heads, in columns: the first to the left, numbers to the right."""
    texts = [list(head), *([_shown(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in texts) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in texts
    )


def _shown(cell: object) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)
