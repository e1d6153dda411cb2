"""The durable inbox: written first, in order per chat, fair between chats, marked once."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.inbox import Afterwards, Closed, Done, Failed, Inbox, Later, Unparsable, Verdict
from storage import inbox as table
from storage.connection import Connection
from storage.database import Database
from storage.records import Update
from tests.support.updates import message, states, text_of

Handle = Callable[[Update], Awaitable[Verdict]]
LONG_AGO = datetime(2018, 11, 1, tzinfo=UTC)


@asynccontextmanager
async def running(database: Database, handle: Handle, **options: Any) -> AsyncIterator[Inbox]:
    inbox = Inbox(database, handle, **options)
    await inbox.start()
    try:
        yield inbox
    finally:
        await inbox.stop(2)


async def stored(database: Database) -> dict[int, str]:
    async with database.read() as reader:
        return await states(reader)


async def test_what_is_kept_is_handled_and_its_body_goes(database: Database) -> None:
    seen: list[tuple[int, int, str, str]] = []

    async def handle(update: Update) -> Verdict:
        seen.append((update.update_id, update.lane, update.state, text_of(update.body)))
        return Done()

    async with running(database, handle) as inbox:
        assert await inbox.keep([message(7, 5, "один"), message(8, 6, "due")]) == 2
        await inbox.empty()
    assert sorted(seen) == [(7, 5, "waiting", "один"), (8, 6, "waiting", "due")]
    async with database.read() as reader:
        rows = [tuple(row) for row in await reader.rows("SELECT update_id, lane, state, body FROM updates")]
    assert rows == [(7, 5, "handled", None), (8, 6, "handled", None)]


async def test_it_is_in_the_database_before_keep_returns(database: Database) -> None:
    async def never(_update: Update) -> Verdict:
        await asyncio.Event().wait()
        raise AssertionError

    async with running(database, never) as inbox:
        await inbox.keep([message(1, 5)])
        assert await stored(database) == {1: "waiting"}


async def test_the_same_update_twice_is_handled_once(database: Database) -> None:
    seen: list[int] = []

    async def handle(update: Update) -> Verdict:
        seen.append(update.update_id)
        return Done()

    async with running(database, handle) as inbox:
        assert await inbox.keep([message(1, 5), message(1, 5), message(2, 5)]) == 2
        await inbox.empty()
        assert await inbox.keep([message(1, 5), message(2, 5), message(3, 5)]) == 1
        await inbox.empty()
    assert seen == [1, 2, 3]


@pytest.mark.parametrize(
    "rubbish",
    [None, [], "x", 5, {}, {"update_id": "7"}, {"update_id": True}, {"update_id": -1}, {"update_id": 2**70}],
)
async def test_what_is_no_update_is_dropped_and_logged(
    database: Database, rubbish: object, caplog: pytest.LogCaptureFixture
) -> None:
    async def handle(_update: Update) -> Verdict:
        return Done()

    async with running(database, handle) as inbox:
        assert await inbox.keep([rubbish, message(4, 5)]) == 1
        await inbox.empty()
    assert await stored(database) == {4: "handled"}
    assert [record.getMessage() for record in caplog.records] == [
        "something that is no update is dropped: it has no update_id"
    ]


async def test_half_a_surrogate_pair_and_nul_are_kept(database: Database) -> None:
    seen: list[str] = []

    async def handle(update: Update) -> Verdict:
        seen.append(text_of(update.body))
        return Done()

    async with running(database, handle) as inbox:
        await inbox.keep([message(1, 5, "\ud83d \x00")])
        await inbox.empty()
    assert seen == ["\ud83d \x00"]


async def test_a_chat_keeps_its_order_and_has_one_under_way(database: Database) -> None:
    seen: dict[int, list[int]] = defaultdict(list)
    under_way: set[int] = set()
    together: list[int] = []

    async def handle(update: Update) -> Verdict:
        assert update.lane not in under_way
        under_way.add(update.lane)
        together.append(len(under_way))
        for _ in range(update.update_id % 5):
            await asyncio.sleep(0)
        seen[update.lane].append(update.update_id)
        under_way.remove(update.lane)
        return Done()

    async with running(database, handle, workers=3) as inbox:
        for start in range(0, 300, 60):
            await inbox.keep([message(number, number * 7 % 11) for number in range(start, start + 60)])
        await inbox.empty()
    assert seen == {lane: [n for n in range(300) if n * 7 % 11 == lane] for lane in range(11)}
    assert max(together) == 3


async def test_chats_take_turns(database: Database) -> None:
    seen: list[int] = []

    async def handle(update: Update) -> Verdict:
        seen.append(update.lane)
        return Done()

    chatty = [message(number, 1) for number in range(1, 101)]
    async with database.write() as tx:
        await table.keep(tx, [(one["update_id"], 1, "{}") for one in chatty], LONG_AGO)
        await table.keep(tx, [(200 + number, number, "{}") for number in range(2, 5)], LONG_AGO)
    async with running(database, handle, workers=1) as inbox:
        await inbox.empty()
    assert set(seen[:4]) == {1, 2, 3, 4}
    assert len(seen) == 103


async def test_a_chat_told_to_wait_holds_nobody_else_and_stays(database: Database) -> None:
    seen: list[int] = []
    third = asyncio.Event()

    async def handle(update: Update) -> Verdict:
        seen.append(update.update_id)
        if update.lane == 1:
            return Later(3600)
        if update.update_id == 4:
            third.set()
        return Done()

    async with running(database, handle, workers=1, bound=2) as inbox:
        await inbox.keep([message(1, 1), message(2, 1), message(3, 2)])
        await inbox.room()
        await inbox.keep([message(4, 2)])
        await third.wait()
    assert seen == [1, 3, 4]
    assert await stored(database) == {1: "waiting", 2: "waiting", 3: "handled", 4: "handled"}


async def test_after_the_wait_the_chat_goes_on_with_what_the_database_says_now(database: Database) -> None:
    seen: list[tuple[int, str, str | None, int]] = []

    async def handle(update: Update) -> Verdict:
        seen.append((update.update_id, update.state, update.outcome, update.attempts))
        if update.state == "waiting" and update.update_id == 1:
            async with database.write() as tx:
                await table.effected(tx, 1, '["joined", {}, false]')
            return Later(0.01)
        return Done()

    async with running(database, handle) as inbox:
        await inbox.keep([message(1, 5), message(2, 5)])
        await inbox.empty()
    assert seen == [
        (1, "waiting", None, 0),
        (1, "effected", '["joined", {}, false]', 0),
        (2, "waiting", None, 0),
    ]


async def test_a_failure_is_tried_three_times_more_then_set_aside_and_the_chat_goes_on(
    database: Database,
) -> None:
    seen: list[tuple[int, int]] = []

    async def handle(update: Update) -> Verdict:
        seen.append((update.update_id, update.attempts))
        return Failed("it broke") if update.update_id == 1 else Done()

    async with running(database, handle, pauses=(0, 0, 0)) as inbox:
        await inbox.keep([message(1, 5), message(2, 5)])
        await inbox.empty()
    assert seen == [(1, 0), (1, 1), (1, 2), (1, 3), (2, 0)]
    async with database.read() as reader:
        row = await reader.row("SELECT state, reason, body, attempts FROM updates WHERE update_id = 1")
    assert row is not None
    assert tuple(row) == ("set_aside", "it broke", None, 3)


async def test_an_error_counts_as_a_failure_and_says_its_kind_only(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async def handle(update: Update) -> Verdict:
        raise ValueError(text_of(update.body))

    async with running(database, handle, pauses=()) as inbox:
        await inbox.keep([message(1, 5, "my secret plan")])
        await inbox.empty()
    async with database.read() as reader:
        assert await reader.value("SELECT reason FROM updates") == "ValueError"
    assert "my secret plan" not in " ".join(record.getMessage() for record in caplog.records)


async def test_an_update_that_takes_too_long_fails(database: Database) -> None:
    async def hang(_update: Update) -> Verdict:
        await asyncio.Event().wait()
        raise AssertionError

    async with running(database, hang, pauses=(), patience=0.01) as inbox:
        await inbox.keep([message(1, 5)])
        await inbox.empty()
    assert await stored(database) == {1: "set_aside"}


async def test_a_cancellation_from_within_does_not_end_the_worker(database: Database) -> None:
    async def handle(update: Update) -> Verdict:
        if update.update_id == 1:
            raise asyncio.CancelledError
        return Done()

    async with running(database, handle, workers=1, pauses=()) as inbox:
        await inbox.keep([message(1, 5), message(2, 6)])
        await inbox.empty()
    assert await stored(database) == {1: "set_aside", 2: "handled"}


async def test_what_cannot_be_parsed_is_set_aside_at_once(database: Database) -> None:
    async def handle(update: Update) -> Verdict:
        return Unparsable("KeyError") if update.update_id == 1 else Done()

    async with running(database, handle) as inbox:
        await inbox.keep([message(1, 5), message(2, 5)])
        await inbox.empty()
    assert await stored(database) == {1: "set_aside", 2: "handled"}


async def test_afterwards_is_there_before_the_next_of_the_chat(database: Database) -> None:
    seen: list[int] = []

    async def note(tx: Connection, number: int) -> None:
        await tx.run("INSERT INTO guesses (user_id, wrong, until) VALUES (?, 1, '')", (number,))

    async def handle(update: Update) -> Verdict:
        async with database.read() as reader:
            seen.append(await reader.number("SELECT count(*) FROM guesses"))
        return Done([lambda tx: note(tx, update.update_id)])

    async with running(database, handle) as inbox:
        await inbox.keep([message(number, 5) for number in range(1, 5)])
        await inbox.empty()
    assert seen == [0, 1, 2, 3]


async def test_a_failing_afterwards_spoils_nobody_else(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    together = asyncio.Barrier(3)

    async def fail(_tx: Connection) -> None:
        raise sqlite3.IntegrityError("constraint")

    async def note(tx: Connection) -> None:
        await tx.run("INSERT INTO guesses (user_id, wrong, until) VALUES (1, 1, '')")

    async def handle(update: Update) -> Verdict:
        await together.wait()
        afterwards: dict[int, list[Afterwards]] = {1: [fail], 2: [note], 3: []}
        return Done(afterwards[update.update_id])

    async with running(database, handle) as inbox:
        await inbox.keep([message(number, number) for number in (1, 2, 3)])
        await inbox.empty()
        async with database.read() as reader:
            assert await reader.number("SELECT count(*) FROM guesses") == 1
    assert await stored(database) == {1: "handled", 2: "handled", 3: "handled"}
    assert [r.getMessage() for r in caplog.records] == ["the mark of update 1 cannot be written"]


async def test_it_opens_with_what_was_left(database: Database) -> None:
    seen: list[tuple[int, str]] = []

    async def handle(update: Update) -> Verdict:
        seen.append((update.update_id, update.state))
        return Done()

    async with database.write() as tx:
        await table.keep(tx, [(number, 5, "{}") for number in (3, 1, 2, 4)], LONG_AGO)
        await table.effected(tx, 1, "[]")
        await table.handled(tx, [3])
        await table.set_aside(tx, 4, "no")
    async with running(database, handle) as inbox:
        await inbox.empty()
    assert seen == [(1, "effected"), (2, "waiting")]


async def test_the_stop_is_bounded_and_loses_nothing(database: Database) -> None:
    started, let_go = asyncio.Event(), asyncio.Event()

    async def handle(update: Update) -> Verdict:
        if update.update_id == 1:
            await asyncio.Event().wait()
        started.set()
        await let_go.wait()
        return Done()

    inbox = Inbox(database, handle)
    await inbox.start()
    await inbox.keep([message(1, 1), message(2, 2), message(3, 1)])
    await started.wait()
    asyncio.get_running_loop().call_later(0.05, let_go.set)
    async with asyncio.timeout(10):
        await inbox.stop(1)
    assert await stored(database) == {1: "waiting", 2: "handled", 3: "waiting"}
    with pytest.raises(Closed):
        await inbox.keep([message(9, 9)])


async def test_somebody_who_gives_up_keeping_leaves_nothing_unscheduled(database: Database) -> None:
    handled = asyncio.Event()

    async def handle(_update: Update) -> Verdict:
        handled.set()
        return Done()

    async with running(database, handle) as inbox:
        async with database.write():
            keeping = asyncio.create_task(inbox.keep([message(1, 5)]))
            await asyncio.sleep(0)
            keeping.cancel()
        with pytest.raises(asyncio.CancelledError):
            await keeping
        await handled.wait()


async def test_the_room_ends_at_the_bound_and_comes_back(database: Database) -> None:
    go = asyncio.Event()

    async def handle(_update: Update) -> Verdict:
        await go.wait()
        return Done()

    async with running(database, handle, bound=3) as inbox:
        await inbox.keep([message(1, 1), message(2, 2)])
        await inbox.room()
        await inbox.keep([message(3, 3)])
        waiting = asyncio.create_task(inbox.room())
        await asyncio.sleep(0)
        assert not waiting.done()
        go.set()
        await waiting


async def test_one_who_writes_without_end_does_not_close_the_door(database: Database) -> None:
    go = asyncio.Event()

    async def handle(_update: Update) -> Verdict:
        await go.wait()
        return Done()

    async with running(database, handle, bound=50) as inbox:
        await inbox.keep([message(number, 1) for number in range(200)])
        await inbox.room()
        go.set()
        await inbox.empty()
    assert len(await stored(database)) == 200


async def test_ids_of_long_ago_are_forgotten_before_the_new_ones_are_compared(database: Database) -> None:
    seen: list[str] = []

    async def handle(update: Update) -> Verdict:
        seen.append(text_of(update.body))
        return Done()

    async with database.write() as tx:
        await table.keep(tx, [(1, 5, "{}")], LONG_AGO)
        await table.handled(tx, [1])
    async with running(database, handle, now=lambda: LONG_AGO + timedelta(days=8)) as inbox:
        assert await inbox.keep([message(1, 5, "new numbers")]) == 1
        await inbox.empty()
    assert seen == ["new numbers"]


async def test_a_database_that_refuses_the_marks_is_asked_again(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    async with database.write() as tx:
        await tx.run(
            "CREATE TRIGGER full BEFORE UPDATE ON updates WHEN new.update_id = 1 "
            "AND (SELECT count(*) FROM guesses) = 0 BEGIN SELECT RAISE(ABORT, 'full'); END"
        )

    async def handle(_update: Update) -> Verdict:
        return Done()

    async with running(database, handle) as inbox:
        await inbox.keep([message(1, 5)])
        async with database.write() as tx:
            await tx.run("INSERT INTO guesses (user_id, wrong, until) VALUES (1, 1, '')")
        await inbox.empty()
    assert await stored(database) == {1: "handled"}
