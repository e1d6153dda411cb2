"""The inbox's table: what is kept, what is open, what remains of what was handled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage import inbox
from storage.database import Database
from storage.records import Update

NOW = datetime(2018, 11, 29, 8, 0, tzinfo=UTC)


async def test_open_updates_are_read_by_lane_in_the_order_of_their_numbers(database: Database) -> None:
    async with database.write() as tx:
        await inbox.keep(tx, [(3, 7, "c"), (1, 7, "a"), (2, 8, "b"), (4, 7, "d")], NOW)
        await inbox.effected(tx, 1, "[]")
        await inbox.tried(tx, 3)
    async with database.read() as reader:
        assert await inbox.open_lanes(reader) == [(7, 3), (8, 1)]
        assert await inbox.open_updates(reader, 7, 2) == [
            Update(1, 7, "effected", "a", "[]", 0),
            Update(3, 7, "waiting", "c", None, 1),
        ]
        assert await inbox.open_updates(reader, 9, 2) == []


async def test_the_longest_waiting_lane_is_first(database: Database) -> None:
    async with database.write() as tx:
        await inbox.keep(tx, [(1, 9, "a"), (2, 3, "b"), (3, 9, "c")], NOW)
    async with database.read() as reader:
        assert await inbox.open_lanes(reader) == [(9, 2), (3, 1)]


async def test_what_is_known_stays_as_it_is(database: Database) -> None:
    async with database.write() as tx:
        await inbox.keep(tx, [(1, 7, "first"), (2, 7, "x")], NOW)
        await inbox.handled(tx, [2])
        await inbox.keep(tx, [(1, 7, "again"), (2, 7, "again")], NOW)
        assert await inbox.known(tx, [1, 2, 3]) == {1, 2}
        assert await inbox.open_updates(tx, 7, 9) == [Update(1, 7, "waiting", "first", None, 0)]


async def test_an_effect_is_noted_once_and_not_for_what_is_handled(database: Database) -> None:
    async with database.write() as tx:
        await inbox.keep(tx, [(1, 7, "a"), (2, 7, "b")], NOW)
        await inbox.handled(tx, [2])
        await inbox.effected(tx, 1, "one")
        await inbox.effected(tx, 1, "two")
        await inbox.effected(tx, 2, "three")
        rows = [tuple(row) for row in await tx.rows("SELECT update_id, state, outcome FROM updates")]
    assert rows == [(1, "effected", "one"), (2, "handled", None)]


async def test_nothing_typed_stays_of_what_is_done_with(database: Database) -> None:
    async with database.write() as tx:
        await inbox.keep(tx, [(1, 7, "typed"), (2, 7, "typed")], NOW)
        await inbox.effected(tx, 1, "facts")
        await inbox.handled(tx, [1])
        await inbox.set_aside(tx, 2, "KeyError")
        rows = [tuple(row) for row in await tx.rows("SELECT state, body, outcome, reason FROM updates")]
    assert rows == [("handled", None, None, None), ("set_aside", None, None, "KeyError")]


async def test_what_was_done_long_ago_is_forgotten_and_what_is_open_never(database: Database) -> None:
    async with database.write() as tx:
        await inbox.keep(tx, [(1, 7, "a"), (2, 7, "b"), (3, 7, "c")], NOW - timedelta(days=8))
        await inbox.keep(tx, [(4, 7, "d")], NOW - timedelta(days=6))
        await inbox.handled(tx, [1, 4])
        await inbox.set_aside(tx, 2, "x")
        await inbox.forget(tx, NOW)
        assert await inbox.known(tx, [1, 2, 3, 4]) == {3, 4}


async def test_reading_a_lane_uses_the_index(database: Database) -> None:
    async with database.read() as reader:
        plan = await reader.rows(
            "EXPLAIN QUERY PLAN SELECT update_id, lane, state, body, outcome, attempts FROM updates "
            "WHERE state IN ('waiting', 'effected') AND lane = ? ORDER BY update_id LIMIT ?",
            (1, 1),
        )
    assert [row[3] for row in plan] == ["SEARCH updates USING INDEX updates_open (lane=?)"]
