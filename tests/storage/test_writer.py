"""Transactions that come together share a commit, and nothing else."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.database import Database

INSERT = "INSERT INTO guesses (user_id, wrong, until) VALUES (?, 1, '')"
COUNT = "SELECT count(*) FROM guesses"
USERS = "SELECT user_id FROM guesses ORDER BY user_id"


class Mishap(Exception):
    """Something goes wrong in a member of a group."""


async def add(
    database: Database, user_id: int, *, fails: bool = False, inside: asyncio.Event | None = None
) -> None:
    async with database.write() as tx:
        await tx.run(INSERT, (user_id,))
        if inside is not None:
            inside.set()
        if fails:
            raise Mishap


async def users(database: Database) -> list[int]:
    async with database.glance() as reader:
        return [row[0] for row in await reader.rows(USERS)]


async def commits(database: Database, *works: asyncio.Task[None]) -> int:
    """How many commits it takes until these are done."""
    executed: list[str] = []
    async with database.write() as tx:
        tx.direct.set_trace_callback(executed.append)
    executed.clear()
    await asyncio.gather(*works, return_exceptions=True)
    async with database.write() as tx:
        tx.direct.set_trace_callback(None)
    return executed.count("COMMIT")


async def test_who_waits_for_a_turn_shares_the_commit(database: Database) -> None:
    assert await commits(database, *(asyncio.create_task(add(database, number)) for number in range(50))) <= 3
    assert await users(database) == list(range(50))


async def test_each_hears_only_after_the_commit(database: Database) -> None:
    async def add_and_see(user_id: int) -> list[int]:
        await add(database, user_id)
        return await users(database)

    seen = await asyncio.gather(*(add_and_see(number) for number in range(10)))
    assert all(number in found for number, found in enumerate(seen))


@given(fails=st.lists(st.booleans(), min_size=1, max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_what_one_takes_back_leaves_the_others(database: Database, fails: list[bool]) -> None:
    async with database.write() as tx:
        await tx.run("DELETE FROM guesses")
    came = await asyncio.gather(
        *(add(database, number, fails=failing) for number, failing in enumerate(fails)),
        return_exceptions=True,
    )
    assert [isinstance(one, Mishap) for one in came] == fails
    assert await users(database) == [number for number, failing in enumerate(fails) if not failing]


async def test_where_the_commit_fails_all_fail_and_the_next_works(database: Database) -> None:
    # A constraint that is looked at only when the transaction is committed.
    async with database.write() as tx:
        await tx.run(
            "CREATE TABLE late (at INTEGER REFERENCES guesses (user_id) DEFERRABLE INITIALLY DEFERRED)"
        )

    async def promise() -> None:
        async with database.write() as tx:
            await tx.run("INSERT INTO late VALUES (7)")

    came = await asyncio.gather(add(database, 1), promise(), add(database, 2), return_exceptions=True)
    assert [type(one) for one in came] == [sqlite3.IntegrityError] * 3
    await add(database, 3)
    assert await users(database) == [3]


async def test_where_sqlite_gives_the_transaction_up_all_fail(database: Database) -> None:
    async def give_up() -> None:
        async with database.write() as tx:
            await tx.run("INSERT OR ROLLBACK INTO guesses (user_id, wrong, until) VALUES (9, 0, '')")

    came = await asyncio.gather(add(database, 1), give_up(), add(database, 2), return_exceptions=True)
    assert [type(one) for one in came] == [sqlite3.OperationalError, sqlite3.IntegrityError, type(None)]
    assert await users(database) == [2]


async def test_one_cancelled_at_the_commit_is_committed_with_the_others(database: Database) -> None:
    inside = asyncio.Event()
    one = asyncio.create_task(add(database, 1, inside=inside))
    other = asyncio.create_task(add(database, 2))
    await inside.wait()
    one.cancel()
    with pytest.raises(asyncio.CancelledError):
        await one
    await other
    assert await users(database) == [1, 2]


async def test_one_cancelled_while_another_process_writes_leaves_the_turn_free(database: Database) -> None:
    async with Database.open(database.path) as elsewhere, elsewhere.write():
        waiting = asyncio.create_task(add(database, 1))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    await add(database, 2)
    assert await users(database) == [2]


async def test_it_waits_while_another_process_writes(database: Database) -> None:
    async with Database.open(database.path) as elsewhere:
        async with elsewhere.write() as tx:
            await tx.run(INSERT, (1,))
            waiting = asyncio.create_task(add(database, 2))
            await asyncio.sleep(0)
            assert not waiting.done()
        await waiting
    assert await users(database) == [1, 2]


async def test_what_was_begun_is_committed_before_the_file_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "forum.sqlite3"
    async with Database.open(path) as database:
        inside = asyncio.Event()
        left = asyncio.create_task(add(database, 1, inside=inside))
        await inside.wait()
        left.cancel()
    async with Database.open(path) as database:
        assert await users(database) == [1]


async def test_a_glance_is_a_single_statement(database: Database) -> None:
    async def look_twice() -> None:
        async with database.glance() as reader:
            await reader.number(COUNT)
            await reader.number(COUNT)

    with pytest.raises(RuntimeError, match="more than one statement"):
        await look_twice()
    assert await users(database) == []
