"""Nobody is in two meetings at once and no table has two, whatever the code does: the database refuses by itself."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.connection import Connection
from storage.database import Database
from storage.instants import to_sql
from tests.support.forums import NOW, add_delegates, add_forum

SLOT = timedelta(minutes=20)
FIRST = NOW + timedelta(hours=6)

INSERT = (
    "INSERT INTO meetings (id, inviter_id, invitee_id, starts, ends, table_number, interpreter_id, state, "
    "interpreted, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'agreed', 0, '')"
)

Placed = tuple[int, int, int, float, int, int | None]
"""A meeting: number, who, with whom, in which slot (half ones too), at which table, with which interpreter."""

FIRST_MEETING: Placed = (1, 1, 2, 0, 1, 9)
ELSEWHERE: Placed = (2, 3, 4, 0, 2, 10)

DOUBLE: dict[str, Placed] = {
    "who asked": (2, 1, 4, 0, 2, None),
    "who was asked": (2, 3, 2, 0, 2, None),
    "who asked is asked": (2, 3, 1, 0, 2, None),
    "who was asked asks": (2, 2, 4, 0, 2, None),
    "the interpreter": (2, 3, 4, 0, 2, 9),
    "a side interprets": (2, 3, 4, 0, 2, 1),
    "the interpreter meets": (2, 9, 4, 0, 2, None),
    "the table": (2, 3, 4, 0, 1, None),
    "who asked, a little later": (2, 1, 4, 0.5, 2, None),
    "who asked, a little earlier": (2, 1, 4, -0.5, 2, None),
    "the interpreter, a little later": (2, 3, 4, 0.5, 2, 9),
    "the table, a little later": (2, 3, 4, 0.5, 1, None),
    "the table, a little earlier": (2, 3, 4, -0.5, 1, None),
    "one's own interpreter": (2, 3, 4, 0, 2, 3),
}


def instant(slot: float) -> str:
    return to_sql(FIRST + slot * SLOT)


def row(placed: Placed) -> tuple[int | str | None, ...]:
    number, inviter, invitee, slot, table, interpreter = placed
    return number, inviter, invitee, instant(slot), instant(slot + 1), table, interpreter


@pytest.fixture
async def forum(empty: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """Ten delegates, and a meeting of 1 and 2 at table 1 with the interpreter 9."""
    async with Database.open(shutil.copy(empty, tmp_path / "forum.sqlite3"), readers=1) as database:
        async with database.write() as tx:
            await add_forum(tx)
            await add_delegates(tx, 10)
            await tx.run(INSERT, row(FIRST_MEETING))
        yield database


async def run(database: Database, sql: str, values: tuple[int | str | None, ...] = ()) -> None:
    async with database.write() as tx:
        await tx.run(sql, values)


async def bookings(database: Database) -> set[tuple[int, str, int]]:
    """Who is where, when."""
    async with database.read() as view:
        rows = await view.rows("SELECT delegate_id, starts, meeting_id FROM bookings")
    return {(found[0], found[1], found[2]) for found in rows}


def booked(*meetings: Placed) -> set[tuple[int, str, int]]:
    return {
        (person, instant(slot), number)
        for number, inviter, invitee, slot, _, interpreter in meetings
        for person in (inviter, invitee, interpreter)
        if person is not None
    }


async def refused(database: Database, why: str, sql: str, values: tuple[int | str | None, ...] = ()) -> None:
    """A statement that the database does not carry out, and no part of it."""
    before = await bookings(database)
    try:
        await run(database, sql, values)
    except sqlite3.IntegrityError:
        pass
    else:
        pytest.fail(f"{why}: {sql} {values}")
    assert await bookings(database) == before, why


@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR FAIL"])
async def test_no_second_meeting_at_once(forum: Database, verb: str) -> None:
    for why, placed in DOUBLE.items():
        await refused(forum, why, INSERT.replace("INSERT", verb), row(placed))
    async with forum.read() as view:
        assert await view.number("SELECT count(*) FROM meetings") == 1


async def test_a_second_meeting_that_may_be_passed_over_is_none(forum: Database) -> None:
    for why, placed in DOUBLE.items():
        with suppress(sqlite3.IntegrityError):
            await run(forum, INSERT.replace("INSERT", "INSERT OR IGNORE"), row(placed))
        assert await bookings(forum) == booked(FIRST_MEETING), why


async def test_no_change_makes_a_second_one(forum: Database) -> None:
    await run(forum, INSERT, row((2, 5, 6, 5, 3, 10)))
    for why, placed in DOUBLE.items():
        number, *rest = row(placed)
        sql = (
            "UPDATE meetings SET inviter_id = ?, invitee_id = ?, starts = ?, ends = ?, table_number = ?, "
            "interpreter_id = ? WHERE id = ?"
        )
        await refused(forum, why, sql, (*rest, number))


async def test_no_single_column_makes_a_second_one(forum: Database) -> None:
    await run(forum, INSERT, row(ELSEWHERE))
    for change in (
        "inviter_id = 1",
        "inviter_id = 9",
        "invitee_id = 2",
        "invitee_id = 9",
        "interpreter_id = 9",
        "interpreter_id = 1",
        "interpreter_id = 3",
        "table_number = 1",
    ):
        await refused(forum, change, "UPDATE meetings SET " + change + " WHERE id = 2")


async def test_an_end_that_grows_into_the_next_one_is_refused(forum: Database) -> None:
    following: Placed = (2, 1, 4, 1, 1, 9)
    await run(forum, INSERT, row(following))
    for slots in (1.5, 3):
        await refused(forum, "longer", "UPDATE meetings SET ends = ? WHERE id = 1", (instant(slots),))


async def test_replacing_what_is_in_the_way_leaves_no_second_one_either(forum: Database) -> None:
    same_table: Placed = (2, 3, 4, 0, 1, None)
    await run(forum, INSERT.replace("INSERT", "INSERT OR REPLACE"), row(same_table))
    assert await bookings(forum) == booked(same_table)
    replacing = INSERT.replace("INSERT", "INSERT OR REPLACE")
    await refused(forum, "a little later", replacing, row((3, 3, 6, 0.5, 2, None)))


async def test_many_rows_at_once_are_all_refused_or_none(forum: Database) -> None:
    await run(forum, INSERT, row((2, 1, 4, 3, 1, 9)))
    await refused(forum, "both", "UPDATE meetings SET starts = ?, ends = ?", (instant(5), instant(6)))


async def test_one_after_the_other_is_allowed(forum: Database) -> None:
    before: Placed = (2, 1, 4, -1, 1, 9)
    after: Placed = (3, 2, 5, 1, 1, 9)
    for placed in (before, after):
        await run(forum, INSERT, row(placed))
    assert await bookings(forum) == booked(FIRST_MEETING, before, after)


async def test_a_meeting_may_stand_in_its_own_way(forum: Database) -> None:
    """Moved by half a slot, with its sides exchanged."""
    await run(
        forum,
        "UPDATE meetings SET inviter_id = 2, invitee_id = 1, starts = ?, ends = ?",
        (instant(0.5), instant(1.5)),
    )
    assert await bookings(forum) == booked((1, 1, 2, 0.5, 1, 9))


async def _cancelled(tx: Connection) -> None:
    await tx.run(
        "UPDATE meetings SET state = 'cancelled', starts = NULL, ends = NULL, table_number = NULL, "
        "interpreter_id = NULL"
    )


async def _deleted(tx: Connection) -> None:
    await tx.run("DELETE FROM meetings")


async def _forgotten(tx: Connection) -> None:
    await tx.run("DELETE FROM delegates WHERE id = 1")


@pytest.mark.parametrize("end", [_cancelled, _deleted, _forgotten])
async def test_what_has_ended_gives_all_back(
    forum: Database, end: Callable[[Connection], Awaitable[None]]
) -> None:
    async with forum.write() as tx:
        await end(tx)
    assert await bookings(forum) == set()
    others = [placed for placed in DOUBLE.values() if placed[2] != placed[5] and placed[1] != placed[5]]
    for placed in others:
        if end is _forgotten and 1 in placed[1:3] + placed[5:]:
            continue
        async with forum.write() as tx:
            await tx.run(INSERT, row(placed))
            await tx.run("DELETE FROM meetings WHERE id = 2")


async def test_an_interpreter_who_is_forgotten_is_taken_out_alone(forum: Database) -> None:
    await run(forum, "DELETE FROM delegates WHERE id = 9")
    assert await bookings(forum) == booked((1, 1, 2, 0, 1, None))
    await run(forum, INSERT, row(ELSEWHERE))


async def test_no_meeting_is_half_of_something(forum: Database) -> None:
    for change in (
        "state = 'asked'",
        "state = 'cancelled'",
        "state = 'declined'",
        "state = 'asked', awaits_id = 3",
        "state = 'held', awaits_id = 1",
        "awaits_id = 9",
        "invitee_id = inviter_id",
        "starts = NULL",
        "ends = NULL",
        "ends = starts",
        "table_number = NULL",
        "table_number = 0",
        "starts = NULL, ends = NULL",
        "starts = NULL, ends = NULL, table_number = NULL",
        "state = 'held', starts = NULL, ends = NULL, table_number = NULL, interpreter_id = NULL",
        "interpreter_id = 77",
        "state = 'postponed'",
    ):
        await refused(forum, change, "UPDATE meetings SET " + change)


@pytest.mark.parametrize("state", ["asked", "agreed"])
async def test_two_people_have_one_open_meeting(forum: Database, state: str) -> None:
    asked = (
        "INSERT INTO meetings (id, inviter_id, invitee_id, awaits_id, state, interpreted, asked_at) "
        "VALUES (?1, ?2, ?3, ?2, ?4, 0, '')"
    )
    for pair in ((1, 2), (2, 1)):
        await refused(forum, "a second one", asked, (2, *pair, state))
    await run(forum, "UPDATE meetings SET state = 'held'")
    await run(forum, asked, (2, 2, 1, state))
    await refused(forum, "a third one", asked, (3, 1, 2, state))


def test_every_instant_of_a_slot_is_written_alike() -> None:
    """What is compared as text sorts as time only where it is written in one way."""
    assert datetime.fromisoformat(instant(0)) == FIRST
    assert instant(0) < instant(0.5) < instant(1)
