"""What a workbook that was sent would change, and its release; both in a process of their own (`forum.apart`).

Reading 4,000 delegates takes three seconds, changing them as long again: the bot answers meanwhile. The trial takes
place on a copy of the database, so that nobody has to wait for it; the release changes the database itself, as the
command line's import does beside a bot that runs.
"""

from __future__ import annotations

import asyncio
import hashlib
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from forum.deeds import Deed, record
from forum.desk import Desk, Work, outcome
from forum.workbook.changes import ADDED, Changes, RowChange
from forum.workbook.checking import Workbook, check
from forum.workbook.loading import load
from forum.workbook.reading import read
from forum.workbook.sent import path_of, remove
from forum.workbook.sheets import FORUM
from forum.workbook.state import state_of
from storage import sent_workbooks
from storage import workbook as storage
from storage.database import Database

Names = Mapping[tuple[str, str], tuple[str, str]]
"""By sheet and code, what a row is called in Italian and in Russian."""

MOST_PROBLEMS = 1000
"""So many problems are told of: a file that is wrong everywhere has a million."""

_LABELS = {"name", "title_it", "title_ru"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A workbook that lies beside a database, and by whom and when what is done with it is done."""

    database: Path
    number: int
    now: datetime
    organisers: frozenset[int] = frozenset()
    deed: Deed | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """What a workbook would change, or has changed; `shown` stands for all of it in a button.

    `word` is 'preview', or what a release came to: 'released', 'changed' (the forum has changed since the preview:
    this is a new one), 'before' (it was released already), 'gone'. `more`: so many problems are not among its own.
    """

    changes: Changes
    shown: str = ""
    names: Names = field(default_factory=dict)
    word: str = "preview"
    more: int = 0


def read_back(content: bytes) -> Examined:
    """What `examine` and `release` have written: bytes come out of a process."""
    found: Examined = pickle.loads(content)  # noqa: S301 -- written by the bot itself
    return found


def examine(sent: Sent) -> bytes:
    """Try a workbook on a copy of the database."""
    return pickle.dumps(_lean(asyncio.run(_examined(sent))))


def release(sent: Sent, shown: str) -> bytes:
    """Load a workbook, if that changes exactly what was shown."""
    return pickle.dumps(_lean(asyncio.run(_released(sent, shown))))


async def _examined(sent: Sent) -> Examined:
    workbook, problems = check(read(path_of(sent.database, sent.number)))
    if workbook is None:
        return Examined(Changes(problems=tuple(problems)))
    copy = path_of(sent.database, sent.number).with_suffix(".trial")
    try:
        async with Database.open(sent.database, readers=1) as database:
            await database.backup(copy)
        async with Database.open(copy, readers=1) as database:
            names = await _names(database, workbook)
            changes = await load(Desk(database, lambda: sent.now, sent.organisers), workbook, dry_run=True)
    finally:
        for left in copy.parent.glob(f"{copy.name}*"):
            left.unlink(missing_ok=True)
    return Examined(changes, digest(changes), names)


async def _released(sent: Sent, shown: str) -> Examined:
    path = path_of(sent.database, sent.number)
    async with Database.open(sent.database, readers=1) as database:
        async with database.glance() as view:
            row = await sent_workbooks.get(view, sent.number)
        if row is None or row.released_at is not None or not path.exists():
            return Examined(Changes(), word="before" if row is not None and row.released_at else "gone")
        workbook, problems = check(read(path))
        if workbook is None:
            return Examined(Changes(problems=tuple(problems)))
        return await _loaded(database, sent, workbook, shown)


async def _loaded(database: Database, sent: Sent, workbook: Workbook, shown: str) -> Examined:
    words: list[str] = []

    async def sanction(work: Work, changes: Changes) -> bool:
        """Decided in the transaction that changes everything: what is not as it was shown is not done."""
        if digest(changes) != shown:
            words.append("changed")
        elif not await sent_workbooks.released(work.tx, sent.number, work.now):
            words.append("before")
        else:
            words.append("released")
            if sent.deed is not None:
                came = outcome("workbook_released", rows=len(changes.rows), people=changes.told)
                await record(work.tx, sent.deed, came.word, came.facts, work.now)
        return words[-1] == "released"

    names = await _names(database, workbook)
    changes = await load(Desk(database, lambda: sent.now, sent.organisers), workbook, sanction=sanction)
    word = words[-1] if words else "preview"
    if word == "released":
        remove(sent.database, sent.number)
    return Examined(changes, digest(changes), names, word)


def digest(changes: Changes) -> str:
    """A few letters that stand for what a workbook changes, and for whom that is told."""
    told = [(one.session, one.why, sorted(person.code for person in one.people)) for one in changes.tellings]
    seen = repr((changes.rows, sorted(told), changes.crowded)).encode()
    return hashlib.sha256(seen).hexdigest()[:8]


async def _names(database: Database, workbook: Workbook) -> Names:
    """What the rows are called, those of the file and those that it takes away."""
    async with database.read() as view:
        state = state_of(await storage.snapshot(view))
    found = {}
    for sheets in (state.rows, workbook.sheets):
        for sheet, rows in sheets.items():
            for code, cells in rows.items():
                if sheet != FORUM.name and cells.keys() & _LABELS:
                    name = cells.get("name", "")
                    found[sheet, code] = (cells.get("title_it", name), cells.get("title_ru", name))
    return found


def _lean(examined: Examined) -> Examined:
    """Without what no screen shows: the names of other rows, the cells of new ones, problems by the thousand."""
    rows, problems = examined.changes.rows, examined.changes.problems
    places = {(row.sheet, row.code) for row in rows}
    names = {place: name for place, name in examined.names.items() if place in places}
    lean = tuple(RowChange(row.sheet, row.code, row.what) if row.what == ADDED else row for row in rows)
    changes = replace(examined.changes, rows=lean, problems=problems[:MOST_PROBLEMS])
    return replace(examined, names=names, changes=changes, more=len(problems[MOST_PROBLEMS:]))
