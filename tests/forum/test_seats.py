"""Seats and waiting lists."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.desk import outcome, refusal
from forum.seats import join, leave
from storage import inbox
from storage.database import Database
from tests.support.forums import NOW, add_delegates, add_forum, add_session, copied, desk, places, told


@pytest.fixture
async def hall(database: Database) -> Database:
    """Five delegates; a table with two seats, one without limit, a visit at the same time as the first table."""
    async with database.write() as tx:
        await add_forum(tx)
        await add_delegates(tx, 5)
        await add_session(tx, 1, capacity=2)
        await add_session(tx, 2, starts=NOW + timedelta(hours=3))
        await add_session(tx, 3, kind="visit", starts=NOW + timedelta(hours=1, minutes=30))
        await add_session(tx, 4, kind="plenary", starts=NOW + timedelta(hours=5))
    return database


async def test_first_come_first_served(hall: Database) -> None:
    came = [await join(desk(hall), delegate, 1) for delegate in (3, 1, 2, 5)]
    assert came == [
        outcome("seated", position=0),
        outcome("seated", position=0),
        outcome("waiting", position=1),
        outcome("waiting", position=2),
    ]
    assert await places(hall, 1) == ([3, 1], [2, 5])


async def test_asked_again_it_says_what_holds(hall: Database) -> None:
    for delegate in (1, 2, 3):
        await join(desk(hall), delegate, 1)
    assert await join(desk(hall), 1, 1) == outcome("seated", position=0, again=True)
    assert await join(desk(hall), 3, 1) == outcome("waiting", position=1, again=True)
    assert await places(hall, 1) == ([1, 2], [3])


async def test_a_seat_that_frees_goes_to_whoever_waits_longest_and_only_they_are_told(hall: Database) -> None:
    for delegate in (1, 2, 3, 4):
        await join(desk(hall), delegate, 1)
    assert await leave(desk(hall), 1, 1) == outcome("left")
    assert await places(hall, 1) == ([2, 3], [4])
    assert await told(hall) == [("seat_freed", 3, None)]


async def test_who_leaves_the_waiting_list_frees_no_seat(hall: Database) -> None:
    for delegate in (1, 2, 3, 4):
        await join(desk(hall), delegate, 1)
    await leave(desk(hall), 3, 1)
    assert await places(hall, 1) == ([1, 2], [4])
    assert await told(hall) == []


async def test_leaving_what_one_never_joined_changes_nothing(hall: Database) -> None:
    assert await leave(desk(hall), 1, 1) == outcome("left")
    assert await told(hall) == []


async def test_a_clash_is_shown_before_it_is_confirmed(hall: Database) -> None:
    await join(desk(hall), 1, 3)
    assert await join(desk(hall), 1, 1) == refusal("clash")
    assert await places(hall, 1) == ([], [])
    assert await join(desk(hall), 1, 1, despite_clash=True) == outcome("seated", position=0)


@pytest.mark.parametrize(
    ("session", "later", "word"),
    [(99, 0, "gone"), (4, 0, "gone"), (1, 2, "over")],
)
async def test_what_cannot_be_joined(hall: Database, session: int, later: int, word: str) -> None:
    at = NOW + timedelta(hours=later)
    assert await join(desk(hall, at), 1, session) == refusal(word)


async def test_a_cancelled_table_cannot_be_joined(hall: Database) -> None:
    async with hall.write() as tx:
        await tx.run("UPDATE sessions SET cancelled_at = starts WHERE id = 1")
    assert await join(desk(hall), 1, 1) == refusal("cancelled")


async def test_nobody_is_promoted_to_a_table_that_is_over(hall: Database) -> None:
    for delegate in (1, 2, 3):
        await join(desk(hall), delegate, 1)
    await leave(desk(hall, NOW + timedelta(hours=2)), 1, 1)
    assert await places(hall, 1) == ([2], [3])


async def test_the_database_is_the_last_guard(hall: Database) -> None:
    async with hall.write() as tx:
        await tx.run(
            "INSERT INTO seats (session_id, delegate_id, state) VALUES (1, 1, 'seated'), (1, 2, 'seated')"
        )
        await tx.run("INSERT INTO seats (session_id, delegate_id, state) VALUES (1, 3, 'waiting')")
    with pytest.raises(sqlite3.IntegrityError, match="no seat is free"):
        async with hall.write() as tx:
            await tx.run("INSERT INTO seats (session_id, delegate_id, state) VALUES (1, 4, 'seated')")
    with pytest.raises(sqlite3.IntegrityError, match="no seat is free"):
        async with hall.write() as tx:
            await tx.run("UPDATE seats SET state = 'seated' WHERE delegate_id = 3")
    assert await places(hall, 1) == ([1, 2], [3])


async def test_an_update_handled_again_after_a_crash_takes_effect_once(hall: Database) -> None:
    async with hall.write() as tx:
        await inbox.keep(tx, [(7, 1, "{}")], NOW)
    assert await join(desk(hall, update_id=7), 1, 1) == outcome("seated", position=0)
    async with hall.read() as view:
        row = await view.row("SELECT state, outcome FROM updates WHERE update_id = 7")
    assert row is not None
    assert row["state"] == "effected"
    again = desk(hall, update_id=7)
    again.recorded = outcome("seated", position=0)
    await leave(desk(hall), 1, 1)
    assert await join(again, 1, 1) == outcome("seated", position=0)
    assert await places(hall, 1) == ([], [])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    capacity=st.integers(0, 3),
    steps=st.lists(st.tuples(st.sampled_from(["join", "leave"]), st.integers(1, 6)), min_size=1, max_size=30),
)
def test_whatever_happens_seats_are_filled_in_the_order_of_asking(
    empty: Path, capacity: int, steps: list[tuple[str, int]]
) -> None:
    asyncio.run(_play(empty, capacity, steps))


async def _play(empty: Path, capacity: int, steps: list[tuple[str, int]]) -> None:
    queue: list[int] = []
    async with copied(empty) as database:
        async with database.write() as tx:
            await add_forum(tx)
            await add_delegates(tx, 6)
            await add_session(tx, 1, capacity=capacity)
        for word, delegate in steps:
            if word == "join":
                await join(desk(database), delegate, 1)
                queue += [delegate] if delegate not in queue else []
            else:
                await leave(desk(database), delegate, 1)
                queue = [one for one in queue if one != delegate]
            assert await places(database, 1) == (queue[:capacity], queue[capacity:])
