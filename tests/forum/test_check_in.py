"""Check-in: who may read a badge, what it tells them, and that the roll and its times go together."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from forum.check_in import board, check_in, read
from forum.delegates_desk.inviting import new_code
from forum.meetings.acting import Actor
from forum.seats import leave
from forum.visits.bus import BACK, OUT
from forum.visits.roll import mark
from forum.workbook.cells import invitation
from storage import check_ins
from storage.database import Database
from tests.support.forums import NOW, desk
from tests.support.trips import (
    BUS,
    GUIDE,
    GUIDE_OF_ALL,
    LEAVES,
    ORGANISER,
    OTHER,
    OTHERS_GUIDE,
    add_trips,
    seated,
)

ON_TIME = LEAVES - timedelta(minutes=10)


@pytest.fixture
async def trips(database: Database) -> Database:
    async with database.write() as tx:
        await add_trips(tx)
    return database


async def token(database: Database, person: int) -> str:
    async with database.read() as view:
        return (await check_ins.badges(view, [person]))[person]


async def test_everybody_has_a_badge_of_their_own_that_stays(trips: Database) -> None:
    async with trips.read() as view:
        found = await check_ins.badges(view, range(1, 100))
        assert len(found) == len(set(found.values())) == await view.number("SELECT count(*) FROM delegates")
        assert [await check_ins.bearer(view, one) for one in found.values()] == list(found)
    async with trips.write() as tx:
        await tx.run("UPDATE delegates SET name = 'Another', removed_at = '2018' WHERE id = 1")
    async with trips.read() as view:
        assert await check_ins.bearer(view, found[1]) is None
        assert await check_ins.badges(view, [1]) == {1: found[1]}


@pytest.mark.parametrize("reader", [1, None])
async def test_others_read_nothing(trips: Database, reader: int | None) -> None:
    async with trips.read() as view:
        assert await read(view, Actor(reader), 2, NOW) is None
        assert await read(view, ORGANISER, None, NOW) is None
        assert await read(view, ORGANISER, 999, NOW) is None


async def test_what_a_badge_tells_depends_on_the_hour_and_the_reader(trips: Database) -> None:
    await seated(trips, [2])
    async with trips.read() as view:
        early = await read(view, Actor(GUIDE), 2, LEAVES - timedelta(hours=4))
        own = await read(view, Actor(GUIDE), 2, ON_TIME)
        others = await read(view, Actor(OTHERS_GUIDE), 2, ON_TIME)
        of_all = await read(view, Actor(GUIDE_OF_ALL), 2, ON_TIME)
    assert early is not None
    assert own is not None
    assert others is not None
    assert of_all is not None
    assert (early.led, early.boardings) == ([], [])
    assert [(one.session.id, one.leg, one.aboard) for one in own.boardings] == [(BUS, OUT, False)]
    assert ([one.id for one in others.led], others.boardings) == ([OTHER], [])
    assert [(trip.session.id, trip.leaves) for trip in others.trips] == [(BUS, LEAVES)]
    assert [one.session.id for one in of_all.boardings] == [BUS]


async def test_when_and_by_whom_goes_with_the_roll(trips: Database) -> None:
    await seated(trips, [2])
    badge = await token(trips, 2)
    guide = Actor(GUIDE)
    assert (await board(desk(trips, ON_TIME), guide, badge, BUS, OUT, aboard=True)).word == "boarded"
    again = desk(trips, ON_TIME + timedelta(minutes=1))
    assert (await board(again, ORGANISER, badge, BUS, OUT, aboard=True)).word == "boarded_before"
    async with trips.read() as view:
        seen = await check_ins.aboard(view, BUS, OUT, 2)
        assert await check_ins.aboard(view, BUS, BACK, 2) is None
    assert seen is not None
    assert (seen.at, seen.name) == (ON_TIME, f"Guida {GUIDE}")
    await mark(desk(trips, ON_TIME), guide, BUS, OUT, 2, aboard=False)
    async with trips.read() as view:
        assert await check_ins.aboard(view, BUS, OUT, 2) is None
    await mark(again, guide, BUS, OUT, 2, aboard=True)
    async with trips.read() as view:
        seen = await check_ins.aboard(view, BUS, OUT, 2)
    assert seen is not None
    assert seen.at == ON_TIME + timedelta(minutes=1)
    await leave(desk(trips, NOW), 2, BUS)
    async with trips.read() as view:
        assert await view.number("SELECT count(*) FROM check_ins") == 0


@pytest.mark.parametrize(
    ("reader", "session", "leg", "word"),
    [
        (OTHERS_GUIDE, BUS, OUT, "not_leading"),
        (1, BUS, OUT, "not_leading"),
        (GUIDE, BUS, "up", "not_leading"),
        (GUIDE, 999, OUT, "not_leading"),
        (OTHERS_GUIDE, OTHER, OUT, "no_passenger"),
    ],
)
async def test_who_may_not_board_whom(
    trips: Database, reader: int, session: int, leg: str, word: str
) -> None:
    await seated(trips, [2])
    came = await board(desk(trips, ON_TIME), Actor(reader), await token(trips, 2), session, leg, aboard=True)
    assert (came.word, came.refused) == (word, True)
    async with trips.read() as view:
        assert await view.number("SELECT count(*) FROM aboard") == 0


async def test_at_the_forum_the_first_one_counts(trips: Database) -> None:
    organiser = Actor(3, organiser=True)
    assert (await check_in(desk(trips), organiser, 2, present=True)).word == "checked_in"
    later = desk(trips, NOW + timedelta(hours=1))
    assert (await check_in(later, ORGANISER, 2, present=True)).word == "checked_in_before"
    async with trips.read() as view:
        seen = await check_ins.at_forum(view, 2)
        counts = {one.role: (one.present, one.number) for one in await check_ins.counts(view)}
        missing = [one.id for one in await check_ins.missing(view, "it", 99, 0)]
        assert await check_ins.number_missing(view) == len(missing)
    assert seen is not None
    assert (seen.at, seen.name) == (NOW, "Delegate 3")
    assert counts == {"delegate": (1, 8), "guide": (0, 3)}
    assert 2 not in missing
    assert len(missing) == 10
    assert (await check_in(later, organiser, 2, present=False)).word == "check_in_undone"
    assert (await check_in(later, Actor(GUIDE), 2, present=True)).word == "not_yours"
    assert (await check_in(later, organiser, 999, present=True)).word == "gone"
    async with trips.read() as view:
        assert await view.number("SELECT count(*) FROM check_ins") == 0


async def test_the_database_refuses_a_second_check_in_and_one_without_the_roll(trips: Database) -> None:
    await check_in(desk(trips), ORGANISER, 2, present=True)
    async with trips.write() as tx:
        for values in (
            "(2, NULL, '', 'x')",
            "(2, 10, 'out', 'x')",
            "(3, NULL, 'out', 'x')",
            "(3, 10, '', 'x')",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                await tx.run(f"INSERT INTO check_ins (delegate_id, session_id, leg, at) VALUES {values}")  # noqa: S608


def test_a_new_invitation_is_one_that_the_workbook_takes() -> None:
    codes = {new_code("ru") for _ in range(200)}
    assert len(codes) == 200
    assert {invitation(one) for one in codes} == codes
    assert {one[:3] for one in codes} == {"RU-"}
