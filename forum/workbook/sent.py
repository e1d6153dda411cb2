"""Workbooks that organisers send to the bot: kept beside the database until they are released, a day at most."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from forum.desk import Desk, Outcome, Work, outcome, use_case
from storage import sent_workbooks

KEPT = timedelta(days=1)
"""So long a file waits to be released; it is full of names and telephone numbers."""


def folder(database: Path) -> Path:
    """Where the files of a database lie: beside it, so that they survive a restart, and no backup holds them."""
    return database.with_name(database.name + ".sent")


def path_of(database: Path, number: int) -> Path:
    """The file of a workbook."""
    return folder(database) / f"{number}.xlsx"


def put(database: Path, number: int, content: bytes) -> None:
    """Write a file, for nobody else to read. Blocks; raises OSError."""
    path = path_of(database, number)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def remove(database: Path, number: int) -> None:
    """Delete the file of a workbook, and what a trial of it has left behind."""
    for path in folder(database).glob(f"{number}.*"):
        path.unlink(missing_ok=True)


def remove_all_but(database: Path, needed: set[int]) -> None:
    """Delete the files of all other workbooks."""
    for path in folder(database).glob("*"):
        number = path.name.partition(".")[0]
        if not number.isdecimal() or int(number) not in needed:
            path.unlink(missing_ok=True)


@use_case
async def keep(work: Work, user_id: int) -> Outcome:
    """A workbook comes from an organiser, in place of the one they sent before. Outcome: workbook_kept (number)."""
    return outcome("workbook_kept", number=await sent_workbooks.keep(work.tx, user_id, work.now))


@use_case
async def discard(work: Work, number: int) -> Outcome:
    """A workbook is not wanted after all. Outcome: workbook_discarded."""
    await sent_workbooks.drop(work.tx, number)
    return outcome("workbook_discarded")


async def forget_old(desk: Desk) -> None:
    """Forget workbooks that nobody has released for a day. With none it costs one query."""
    before = desk.clock() - KEPT
    async with desk.glance() as view:
        due = await sent_workbooks.is_old(view, before)
    if due:
        await _drop_old(desk)
        await forget_orphans(desk)


async def forget_orphans(desk: Desk) -> None:
    """Delete the files of workbooks that nobody can release any more."""
    async with desk.glance() as view:
        needed = await sent_workbooks.waiting(view)
    remove_all_but(desk.database.path, needed)


@use_case
async def _drop_old(work: Work) -> Outcome:
    await sent_workbooks.drop_old(work.tx, work.now - KEPT)
    return outcome("workbooks_forgotten")
