"""The outbox's table: who is next, one at a time per recipient, and what becomes of a notice."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import outbox
from storage.connection import Connection
from storage.database import Database
from storage.records import Notice
from tests.support.forums import copied
from tests.support.outbox import START, add_people, outbox_states, put

SOON = START + timedelta(minutes=5)


async def next_keys(
    tx: Connection, priority: int = 1, most: int = 10, busy: tuple[int, ...] = ()
) -> list[str]:
    return [notice.key for notice in await outbox.next_for(tx, START, priority, most, busy)]


async def test_the_same_key_is_told_once(database: Database) -> None:
    async with database.write() as tx:
        await add_people(tx, 1)
        await put(tx, "a", to=1)
        await put(tx, "a", to=1, priority=0)
        assert await next_keys(tx, 0) == []
        assert await next_keys(tx, 1) == ["a"]


async def test_a_notice_knows_its_recipient_as_they_are_now(database: Database) -> None:
    async with database.write() as tx:
        await add_people(tx, 3, without_account=1)
        await outbox.unreachable(tx, 1002)
        for number in (1, 2, 3):
            await put(tx, f"{number}", to=number)
        await put(tx, "known", user=1002)
        await put(tx, "stranger", user=77)
        found = await outbox.next_for(tx, START, 1, 10)
    assert found == [
        Notice(1, "1", "test", "{}", 1, 1001, 1, 0, "ru", reachable=True),
        Notice(2, "2", "test", "{}", 2, 1002, 1, 0, "it", reachable=False),
        Notice(3, "3", "test", "{}", 3, None, 1, 0, "ru", reachable=False),
        Notice(4, "known", "test", "{}", None, 1002, 1, 0, "it", reachable=False),
        Notice(5, "stranger", "test", "{}", None, 77, 1, 0, "it", reachable=True),
    ]


async def test_each_recipient_has_one_turn_and_the_busy_have_none(database: Database) -> None:
    async with database.write() as tx:
        await add_people(tx, 4)
        for place, number in enumerate((1, 1, 2, 3, 3, 4)):
            await put(tx, f"{number} {place}", to=number)
        assert await next_keys(tx) == ["1 0", "2 2", "3 3", "4 5"]
        assert await next_keys(tx, most=2) == ["1 0", "2 2"]
        assert await next_keys(tx, busy=(1002,)) == ["1 0", "3 3", "4 5"]
        await outbox.sending(tx, [1])
        assert await next_keys(tx) == ["2 2", "3 3", "4 5"]
        await outbox.settle(tx, [(1, "sent", None, 900)], START)
        assert await next_keys(tx) == ["1 1", "2 2", "3 3", "4 5"]


async def test_what_is_not_due_is_not_next(database: Database) -> None:
    async with database.write() as tx:
        await add_people(tx, 2)
        await put(tx, "later", to=1, not_before=SOON)
        await put(tx, "now", to=2)
        assert await next_keys(tx) == ["now"]
        assert await outbox.next_due(tx) == START
        assert await outbox.next_due(tx, START) == SOON
        assert await outbox.next_due(tx, SOON) is None


async def test_whoever_must_wait_waits_with_everything_in_order(database: Database) -> None:
    async with database.write() as tx:
        await add_people(tx, 2)
        await put(tx, "a", to=1)
        await put(tx, "b", to=1)
        await put(tx, "other", to=2)
        await outbox.sending(tx, [1])
        await outbox.again(tx, 1, SOON)
        assert await next_keys(tx) == ["other"]
        rows = [
            tuple(row) for row in await tx.rows("SELECT key, attempts FROM outbox ORDER BY not_before, id")
        ]
        found = await outbox.next_for(tx, SOON, 1, 10)
    assert rows == [("other", 0), ("a", 1), ("b", 0)]
    assert [notice.key for notice in found] == ["other", "a"]


async def test_being_told_to_wait_is_no_attempt(database: Database) -> None:
    async with database.write() as tx:
        await add_people(tx, 1)
        await put(tx, "a", to=1)
        await outbox.again(tx, 1, START, counted=False)
        assert await tx.number("SELECT attempts FROM outbox") == 0


async def test_what_was_being_sent_is_taken_back(database: Database) -> None:
    async with database.write() as tx:
        await add_people(tx, 2)
        await put(tx, "a", to=1)
        await put(tx, "b", to=2)
        await outbox.sending(tx, [1, 2])
        await outbox.settle(tx, [(2, "sent", None, 5)], START)
        assert await outbox.take_back(tx) == 1
        assert await outbox_states(tx) == {"a": ("pending", None), "b": ("sent", None)}


async def test_a_chat_that_opens_again_gets_what_waited(database: Database) -> None:
    async with database.write() as tx:
        await add_people(tx, 2)
        for key, to, user in (("a", 1, None), ("b", 2, None), ("c", None, 1001)):
            await put(tx, key, to=to, user=user)
        await outbox.settle(tx, [(number, "unreachable", "x", None) for number in (1, 2, 3)], START)
        await outbox.revive(tx, 2)
        assert [state for state, _ in (await outbox_states(tx)).values()] == [
            "unreachable",
            "pending",
            "unreachable",
        ]
        await outbox.revive_user(tx, 1001)
        assert set((await outbox_states(tx)).values()) == {("pending", None)}


async def test_a_group_that_moved_is_addressed_anew(database: Database) -> None:
    async with database.write() as tx:
        await put(tx, "old", user=-5)
        await put(tx, "new", user=-5)
        await outbox.settle(tx, [(1, "sent", None, 1)], START)
        await outbox.moved(tx, -5, -1005)
        rows = [tuple(row) for row in await tx.rows("SELECT key, user_id, recipient FROM outbox")]
    assert rows == [("old", -5, -9), ("new", -1005, -2009)]


async def test_a_notice_has_exactly_one_recipient(database: Database) -> None:
    async with database.write() as tx:
        await add_people(tx, 1)
        with pytest.raises(sqlite3.IntegrityError):
            await put(tx, "both", to=1, user=2)
        with pytest.raises(sqlite3.IntegrityError):
            await put(tx, "none")


async def test_looking_for_the_next_walks_along_the_indexes(database: Database) -> None:
    async with database.read() as reader:
        statements: list[str] = []
        await reader.raw.set_trace_callback(statements.append)
        await outbox.next_for(reader, START, 2, 4, (1001,))
        plan = [str(row[3]) for row in await reader.rows(f"EXPLAIN QUERY PLAN {statements[0]}")]
    assert [step for step in plan if step.startswith("SCAN")] == []
    assert plan[0] == "SEARCH o USING INDEX outbox_due (priority=? AND not_before<?)"
    assert "SEARCH under_way USING COVERING INDEX outbox_under_way (recipient=?)" in plan or (
        "SEARCH under_way USING INDEX outbox_under_way (recipient=?)" in plan
    )
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 2), st.integers(-3, 3)), min_size=1, max_size=25))
async def test_the_next_are_those_a_plain_reading_would_choose(
    empty: Path, queue: list[tuple[int, int, int]]
) -> None:
    async with copied(empty) as database, database.write() as tx:
        await add_people(tx, 5)
        for number, (to, priority, minutes) in enumerate(queue):
            await put(
                tx, f"{number}", to=to, priority=priority, not_before=START + timedelta(minutes=minutes)
            )
        for lane in outbox.PRIORITIES:
            due = sorted(
                (minutes, number, to)
                for number, (to, priority, minutes) in enumerate(queue)
                if priority == lane and minutes <= 0
            )
            first: dict[int, int] = {}
            for _, number, to in due:
                first.setdefault(to, number)
            assert await next_keys(tx, lane) == [str(number) for number in first.values()]
