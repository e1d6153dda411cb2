"""The roll of the bus: taken by several at once, and those missing are told."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.desk import Outcome, outcome, refusal
from forum.meetings.acting import Actor
from forum.seats import join, leave
from forum.visits import recalling
from forum.visits.bus import BACK, LEGS, OUT, OWN_PLACE
from forum.visits.roll import Roll, begin_return, call_missing, mark, roll_of
from storage import visits, workbook_writes
from storage.database import Database
from tests.support.forums import NOW, copied, desk
from tests.support.trips import (
    BUS,
    FACTORY,
    FORTRESS,
    GUIDE,
    GUIDE_OF_ALL,
    HOME,
    HOTEL,
    LEAVES,
    ORGANISER,
    OTHERS_GUIDE,
    PEOPLE,
    WALK,
    WITHOUT_TELEGRAM,
    add_trips,
    queued,
    seated,
)

GUIDES = Actor(GUIDE)


async def roll(database: Database, leg: str = "", session: int = BUS) -> Roll:
    async with database.read() as view:
        return await roll_of(view, session, leg, "it")


def ids(people: list[visits.Passenger]) -> list[int]:
    return sorted(one.id for one in people)


async def tick(database: Database, actor: Actor, leg: str, person: int, *, aboard: bool = True) -> Outcome:
    return await mark(desk(database), actor, BUS, leg, person, aboard=aboard)


async def test_the_guide_takes_the_roll(trips: Database) -> None:
    await seated(trips, (1, 2, 3))
    assert ids((await roll(trips)).missing) == [1, 2, 3]
    for person in (3, 1):
        assert await tick(trips, GUIDES, OUT, person) == outcome("marked")
    taken = await roll(trips)
    assert (taken.leg, ids(taken.aboard), ids(taken.missing), ids(taken.expected)) == (
        OUT,
        [1, 3],
        [2],
        [1, 2, 3],
    )
    await tick(trips, GUIDES, OUT, 3, aboard=False)
    assert ids((await roll(trips)).aboard) == [1]


async def test_two_who_tick_at_once_say_the_same_and_see_each_other(trips: Database) -> None:
    await seated(trips, (1, 2, 3))
    came = await asyncio.gather(
        *(
            tick(trips, actor, OUT, person)
            for person in (1, 2)
            for actor in (GUIDES, ORGANISER, Actor(GUIDE_OF_ALL))
        )
    )
    assert {one.word for one in came} == {"marked"}
    assert ids((await roll(trips)).aboard) == [1, 2]


@pytest.mark.parametrize("actor", [Actor(1), Actor(OTHERS_GUIDE), Actor(None)])
async def test_nobody_else_touches_it(trips: Database, actor: Actor) -> None:
    await seated(trips, (1, 2))
    assert await tick(trips, actor, OUT, 1) == refusal("not_leading")
    assert await begin_return(desk(trips), actor, BUS) == refusal("not_leading")
    assert await call_missing(desk(trips), actor, BUS, OUT, str(HOTEL)) == refusal("not_leading")
    assert (await roll(trips)).leg == OUT
    assert ids((await roll(trips)).aboard) == []
    assert await queued(trips, "bus_leaves") == []


async def test_whoever_has_no_seat_is_on_no_roll(trips: Database) -> None:
    await seated(trips, range(1, 8))
    assert await tick(trips, GUIDES, OUT, 7) == refusal("no_passenger")  # waits
    assert await tick(trips, GUIDES, OUT, 8) == refusal("no_passenger")
    assert await tick(trips, GUIDES, "sideways", 1) == refusal("not_leading")
    await tick(trips, GUIDES, OUT, 1)
    await leave(desk(trips), 1, BUS)
    assert ids((await roll(trips)).aboard) == []
    assert ids((await roll(trips)).expected) == [2, 3, 4, 5, 6, 7]


async def test_on_the_way_back_only_those_are_waited_for_who_came(trips: Database) -> None:
    await seated(trips, (1, 2, 3, 4))
    for person in (1, 2, 3):
        await tick(trips, GUIDES, OUT, person)
    assert await begin_return(desk(trips), GUIDES, BUS) == outcome("marked")
    back = await roll(trips)
    assert (back.leg, ids(back.missing), ids(back.stayed)) == (BACK, [1, 2, 3], [4])
    # Who came by themselves goes back with the others, and counts once they are there.
    await tick(trips, GUIDES, BACK, 4)
    back = await roll(trips)
    assert (ids(back.aboard), ids(back.expected), ids(back.stayed)) == ([4], [1, 2, 3, 4], [])
    assert ids((await roll(trips, OUT)).aboard) == [1, 2, 3]


async def test_where_no_roll_was_taken_on_the_way_out_all_are_waited_for(trips: Database) -> None:
    await seated(trips, (1, 2))
    await begin_return(desk(trips), GUIDES, BUS)
    await begin_return(desk(trips), ORGANISER, BUS)
    back = await roll(trips)
    assert (back.leg, ids(back.missing), back.stayed) == (BACK, [1, 2], [])


async def test_those_missing_are_told_and_nobody_else(trips: Database) -> None:
    await seated(trips, (1, 2, 3, WITHOUT_TELEGRAM))
    await tick(trips, GUIDES, OUT, 1)
    assert await call_missing(desk(trips), GUIDES, BUS, OUT, str(HOTEL)) == outcome("called", number=2)
    assert await queued(trips, "bus_leaves") == [2, 3]


async def test_a_call_is_made_once_within_a_minute(trips: Database) -> None:
    await seated(trips, (1, 2))
    begun = LEAVES - timedelta(minutes=5)
    for seconds, place, came in (
        (0, HOTEL, outcome("called", number=2)),
        (1, HOTEL, refusal("called_already")),
        (2, FORTRESS, outcome("called", number=2)),  # it was the wrong place
        (61, FORTRESS, refusal("called_already")),
        (62, FORTRESS, outcome("called", number=2)),
        (-3600, FORTRESS, outcome("called", number=2)),  # the clock was set back
    ):
        at = desk(trips, begun + timedelta(seconds=seconds))
        assert await call_missing(at, GUIDES, BUS, OUT, str(place)) == came
    assert len(await queued(trips, "bus_leaves")) == 8


@pytest.mark.parametrize(
    ("away", "word"),
    [
        (timedelta(hours=-3), "called"),
        (timedelta(hours=-3, seconds=-1), "not_the_day"),
        (timedelta(hours=10), "called"),
        (timedelta(hours=10, seconds=1), "not_the_day"),
        (timedelta(days=-1), "not_the_day"),
    ],
)
async def test_a_key_pressed_on_another_day_wakes_nobody(trips: Database, away: timedelta, word: str) -> None:
    await seated(trips, (1,))
    came = await call_missing(desk(trips, LEAVES + away), GUIDES, BUS, OUT, str(HOTEL))
    assert came.word == word
    assert len(await queued(trips, "bus_leaves")) == (word == "called")


async def test_a_stop_that_is_gone_meanwhile_sends_nobody_anywhere(trips: Database) -> None:
    await seated(trips, (1,))
    facts = {"session": BUS, "leg": OUT, "place": str(HOTEL), "leaves": LEAVES.isoformat()}
    async with trips.write() as tx:
        await tx.run("DELETE FROM stops WHERE position = ?", (HOTEL,))
        assert await recalling.call(tx, 1, facts, NOW) is None
        assert await recalling.call(tx, 1, facts | {"place": str(FORTRESS)}, NOW) is not None


async def test_what_there_is_to_call_for(trips: Database) -> None:
    async def called(leg: str, place: object, session: int = BUS) -> Outcome:
        return await call_missing(desk(trips), ORGANISER, session, leg, str(place))

    assert await called(OUT, HOTEL) == refusal("nobody_missing")
    await seated(trips, (1,))
    assert await called(OUT, HOME) == refusal("no_such_place")
    assert await called(OUT, OWN_PLACE) == refusal("no_such_place")
    assert await called(OUT, "١") == refusal("no_such_place")
    assert await called(BACK, HOTEL) == refusal("no_such_place")
    assert await called(BACK, FACTORY) == outcome("called", number=1)
    await seated(trips, (WITHOUT_TELEGRAM,), WALK)
    assert await called(OUT, HOTEL, WALK) == refusal("no_such_place")
    assert await called(OUT, OWN_PLACE, WALK) == refusal("nobody_reachable")
    await seated(trips, (2,), WALK)
    assert await called(OUT, OWN_PLACE, WALK) == outcome("called", number=1)


async def test_a_call_that_comes_too_late_is_not_told(trips: Database) -> None:
    await seated(trips, (1, 2, 3))
    facts = {"session": BUS, "leg": OUT, "place": str(FORTRESS), "leaves": LEAVES.isoformat()}

    async def told(person: int, minutes: int = -1) -> recalling.Call | None:
        async with trips.read() as view:
            return await recalling.call(view, person, facts, LEAVES + timedelta(minutes=minutes))

    found = await told(1)
    assert found is not None
    assert found.stop is not None
    assert (found.stop.position, [one.id for one in found.guides], found.leaves) == (
        FORTRESS,
        [GUIDE],
        LEAVES,
    )
    assert await told(1, 0) is None
    await tick(trips, GUIDES, OUT, 2)
    await leave(desk(trips), 3, BUS)
    assert [await told(person) for person in (2, 3, 4)] == [None, None, None]
    async with trips.write() as tx:
        await workbook_writes.cancel_sessions(tx, [BUS], NOW)
    assert await told(1) is None


async def test_a_call_never_waits_for_the_morning(trips: Database) -> None:
    async with trips.write() as tx:
        await tx.run("UPDATE forum SET quiet_from = '00:00', quiet_until = '23:59'")
    await seated(trips, (1,))
    await call_missing(desk(trips), GUIDES, BUS, OUT, str(HOTEL))
    async with trips.read() as view:
        row = await view.row("SELECT not_before, priority FROM outbox WHERE kind = 'bus_leaves'")
    assert row is not None
    assert (row["not_before"], row["priority"]) == (NOW.isoformat(timespec="milliseconds"), 0)


@dataclass
class Model:
    """The roll as a list on paper: who has a seat, in the order of asking, and the names ticked off."""

    capacity: int = 6
    queue: list[int] = field(default_factory=list)
    ticked: dict[str, set[int]] = field(default_factory=lambda: {leg: set() for leg in LEGS})

    @property
    def seated(self) -> set[int]:
        return set(self.queue[: self.capacity])

    def go(self, person: int) -> None:
        self.queue = [one for one in self.queue if one != person]
        for names in self.ticked.values():
            names.discard(person)

    def missing(self, leg: str) -> set[int]:
        waited = self.seated
        if leg == BACK and self.ticked[OUT]:
            waited = self.ticked[OUT]
        return waited - self.ticked[leg]


_STEP = st.one_of(
    st.tuples(st.sampled_from(["join", "leave"]), st.sampled_from(PEOPLE)),
    st.tuples(
        st.sampled_from([GUIDES, ORGANISER, Actor(GUIDE_OF_ALL), Actor(OTHERS_GUIDE), Actor(1)]),
        st.sampled_from(LEGS),
        st.sampled_from(PEOPLE),
        st.booleans(),
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(capacity=st.integers(1, 5), steps=st.lists(_STEP, min_size=1, max_size=40))
def test_whoever_ticks_in_whatever_order_the_roll_is_the_list_on_paper(
    empty: Path, capacity: int, steps: list[tuple[object, ...]]
) -> None:
    asyncio.run(_play(empty, capacity, steps))


async def _play(empty: Path, capacity: int, steps: list[tuple[object, ...]]) -> None:
    model = Model(capacity)
    async with copied(empty) as database:
        async with database.write() as tx:
            await add_trips(tx, capacity=capacity)
        for step in steps:
            await _step(database, model, step)
        for leg in LEGS:
            taken = await roll(database, leg)
            assert set(ids(taken.aboard)) == model.ticked[leg]
            assert set(ids(taken.missing)) == model.missing(leg)
            assert set(ids(taken.expected)) | set(ids(taken.stayed)) == model.seated
            assert not set(ids(taken.expected)) & set(ids(taken.stayed))


async def _step(database: Database, model: Model, step: tuple[object, ...]) -> None:
    match step:
        case ("join", int(person)):
            await join(desk(database), person, BUS, despite_clash=True)
            model.queue += [person] if person not in model.queue else []
        case ("leave", int(person)):
            await leave(desk(database), person, BUS)
            model.go(person)
        case (Actor() as actor, str(leg), int(person), bool(aboard)):
            came = await mark(desk(database), actor, BUS, leg, person, aboard=aboard)
            leads = actor not in {Actor(OTHERS_GUIDE), Actor(1)}
            assert (came.word == "marked") == (leads and person in model.seated)
            if came.word == "marked":
                (model.ticked[leg].add if aboard else model.ticked[leg].discard)(person)
