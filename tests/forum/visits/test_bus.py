"""The bus: where one gets on, and until when one can join."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from forum.desk import Outcome, outcome, refusal
from forum.seats import join, leave
from forum.visits.bus import BACK, OUT, boarding, leaves
from storage import sessions
from storage.database import Database
from tests.support.forums import desk, places, told
from tests.support.trips import BUS, FACTORY, FORTRESS, HOTEL, LEAVES, WALK, seated

MOMENT = timedelta(milliseconds=1)


async def test_where_one_gets_on(trips: Database) -> None:
    async with trips.read() as view:
        stops = await sessions.stops(view, BUS)
        assert await sessions.stops(view, WALK) == []
    assert [stop.position for stop in boarding(stops, OUT)] == [HOTEL, FORTRESS, FACTORY]
    assert [stop.position for stop in boarding(stops, BACK)] == [FACTORY, FORTRESS]
    assert leaves(stops) == LEAVES
    assert boarding([], OUT) == boarding([], BACK) == []
    assert leaves([]) is None


@pytest.mark.parametrize(
    ("visit", "instant", "came"),
    [
        (BUS, LEAVES - MOMENT, outcome("seated", position=0)),
        (BUS, LEAVES, refusal("bus_left")),
        (BUS, LEAVES + timedelta(hours=4) - MOMENT, refusal("bus_left")),
        (BUS, LEAVES + timedelta(hours=4), refusal("over")),
        (WALK, LEAVES - MOMENT, outcome("seated", position=0)),
        (WALK, LEAVES, refusal("visit_begun")),
        (WALK, LEAVES + timedelta(hours=4), refusal("over")),
    ],
)
async def test_joining_closes_when_the_bus_has_left(
    trips: Database, visit: int, instant: datetime, came: Outcome
) -> None:
    assert await join(desk(trips, instant), 1, visit, despite_clash=True) == came


async def test_a_bus_that_leaves_after_the_visit_begins(trips: Database) -> None:
    later = LEAVES + timedelta(minutes=10)
    async with trips.write() as tx:
        await tx.run("UPDATE stops SET at = ? WHERE position = ?", (later.isoformat(), HOTEL))
    assert (await join(desk(trips, LEAVES), 1, BUS)).word == "seated"
    assert (await join(desk(trips, later), 2, BUS)).word == "bus_left"


async def test_a_seat_that_frees_when_the_bus_has_left_goes_to_nobody(trips: Database) -> None:
    await seated(trips, range(1, 8))
    assert await leave(desk(trips, LEAVES + MOMENT), 1, BUS) == outcome("left")
    assert await places(trips, BUS) == ([2, 3, 4, 5, 6], [7])
    assert await told(trips) == []
    assert await leave(desk(trips, LEAVES - MOMENT), 2, BUS) == outcome("left")
    assert await places(trips, BUS) == ([3, 4, 5, 6, 7], [])


async def test_a_visit_without_stops_passes_its_seats_on_until_it_begins(trips: Database) -> None:
    await seated(trips, range(1, 8), WALK)
    await leave(desk(trips, LEAVES - MOMENT), 1, WALK)
    assert await places(trips, WALK) == ([2, 3, 4, 5, 6, 7], [])
