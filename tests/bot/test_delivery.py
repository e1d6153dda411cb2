"""Delivery: what is due is sent, once per commit, in order per chat; what goes wrong stops nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.clock import Clock
from bot.delivery import Delivery, Stale
from storage import outbox
from storage.database import Database
from storage.records import Notice
from tests.support.outbox import START, add_people, outbox_states, put

Send = Callable[[Notice], Awaitable[int | None]]


@asynccontextmanager
async def running(database: Database, send: Send, **options: Any) -> AsyncIterator[Delivery]:
    delivery = Delivery(database, send, **{"clock": Clock(START), **options})
    await delivery.start()
    try:
        yield delivery
    finally:
        await delivery.stop(2)


async def stored(database: Database) -> dict[str, tuple[str, str | None]]:
    async with database.read() as reader:
        return await outbox_states(reader)


class Recorder:
    """Takes everything that is sent; raises what it was told to, once each."""

    def __init__(self, *errors: Exception) -> None:
        self.sent: list[str] = []
        self.notices: list[Notice] = []
        self._errors = list(errors)

    async def __call__(self, notice: Notice) -> int:
        self.notices.append(notice)
        if self._errors:
            raise self._errors.pop(0)
        self.sent.append(notice.key)
        return len(self.sent)


async def test_what_is_due_is_sent_and_settled(database: Database) -> None:
    send = Recorder()
    async with database.write() as tx:
        await add_people(tx, 2)
        await put(tx, "a", to=1)
        await put(tx, "b", to=2)
        await put(tx, "later", to=2, not_before=START + timedelta(hours=1))
    async with running(database, send) as delivery:
        await delivery.idle()
    assert sorted(send.sent) == ["a", "b"]
    assert sorted((n.key, n.user_id, n.language, n.attempts) for n in send.notices) == [
        ("a", 1001, "ru", 0),
        ("b", 1002, "it", 0),
    ]
    assert await stored(database) == {"a": ("sent", None), "b": ("sent", None), "later": ("pending", None)}
    async with database.read() as reader:
        assert await reader.number("SELECT count(message_id) FROM outbox") == 2


async def test_wake_sends_what_was_put_meanwhile(database: Database) -> None:
    send = Recorder()
    async with running(database, send) as delivery:
        await delivery.idle()
        async with database.write() as tx:
            await add_people(tx, 1)
            await put(tx, "a", to=1)
        delivery.wake()
        await delivery.idle()
    assert send.sent == ["a"]


async def test_another_process_may_write_without_waking(database: Database) -> None:
    arrived = asyncio.Event()

    async def send(_notice: Notice) -> int:
        arrived.set()
        return 1

    async with running(database, send) as delivery:
        await delivery.idle()
        async with database.write() as tx:
            await add_people(tx, 1)
            await put(tx, "a", to=1)
        async with asyncio.timeout(10):
            await arrived.wait()


async def test_what_lies_ahead_is_sent_when_the_forums_clock_says_so(database: Database) -> None:
    send, clock = Recorder(), Clock(START, monotonic=lambda: 0.0)
    async with database.write() as tx:
        await add_people(tx, 1)
        await put(tx, "a", to=1, not_before=START + timedelta(days=1))
    async with running(database, send, clock=clock) as delivery:
        await delivery.idle()
        assert send.sent == []
        clock.jump(START + timedelta(days=1))
        delivery.wake()
        await delivery.idle()
    assert send.sent == ["a"]


async def test_the_urgent_goes_first_and_a_chat_keeps_its_order(database: Database) -> None:
    send = Recorder()
    async with database.write() as tx:
        await add_people(tx, 2)
        for number in range(3):
            await put(tx, f"broadcast {number}", to=1, priority=2)
        await put(tx, "notice", to=1)
        await put(tx, "answer", to=1, priority=0)
    async with running(database, send, at_once=1) as delivery:
        await delivery.idle()
    assert send.sent == ["answer", "notice", "broadcast 0", "broadcast 1", "broadcast 2"]


async def test_one_message_is_under_way_in_a_chat_however_it_is_addressed(database: Database) -> None:
    under_way: list[int | None] = []

    async def send(notice: Notice) -> int:
        assert notice.user_id not in under_way
        under_way.append(notice.user_id)
        for _ in range(10):
            await asyncio.sleep(0)
        under_way.remove(notice.user_id)
        return 1

    async with database.write() as tx:
        await add_people(tx, 1)
        for number in range(3):
            await put(tx, f"delegate {number}", to=1, priority=number)
            await put(tx, f"user {number}", user=1001, priority=number)
    async with running(database, send) as delivery:
        await delivery.idle()
    assert set((await stored(database)).values()) == {("sent", None)}


async def test_a_broadcast_leaves_places_for_those_who_wait(database: Database) -> None:
    started: list[str] = []
    go, answered, full = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def send(notice: Notice) -> int:
        started.append(notice.key)
        if len(started) == 10:
            full.set()
        if notice.priority == 2:
            await go.wait()
        else:
            answered.set()
        return 1

    async with database.write() as tx:
        await add_people(tx, 41)
        for number in range(1, 41):
            await put(tx, f"broadcast {number}", to=number, priority=2)
    async with running(database, send, at_once=16) as delivery:
        await full.wait()
        async with database.write() as tx:
            await put(tx, "notice", to=41)
        delivery.wake()
        async with asyncio.timeout(10):
            await answered.wait()
        assert len(started) == 11
        go.set()
        await delivery.idle()
    assert len(started) == 41


async def test_who_has_no_open_chat_gets_no_call_and_comes_back(database: Database) -> None:
    send = Recorder()
    async with database.write() as tx:
        await add_people(tx, 60, without_account=50)
        for number in range(1, 61):
            await put(tx, f"{number}", to=number)
        await outbox.unreachable(tx, 1002)
    async with running(database, send) as delivery:
        await delivery.idle()
        assert sorted(send.sent, key=int) == ["1", "3", "4", "5", "6", "7", "8", "9", "10"]
        assert [key for key, state in (await stored(database)).items() if state[0] == "unreachable"] == [
            "2",
            *(str(number) for number in range(11, 61)),
        ]
        async with database.write() as tx:
            await tx.run("UPDATE accounts SET reachable = 1 WHERE user_id = 1002")
            await outbox.revive_user(tx, 1002)
        delivery.wake()
        await delivery.idle()
    assert send.sent[-1] == "2"


@pytest.mark.parametrize(
    "error",
    [
        Forbidden("Forbidden: bot was blocked by the user"),
        Forbidden("Forbidden: user is deactivated"),
        BadRequest("Bad Request: chat not found"),
    ],
)
async def test_a_closed_chat_is_noted_and_nothing_more_goes_there(
    database: Database, error: TelegramError
) -> None:
    send = Recorder(error)
    async with database.write() as tx:
        await add_people(tx, 2)
        await put(tx, "a", to=1)
        await put(tx, "b", to=1)
        await put(tx, "c", to=2, priority=2)
    async with running(database, send, at_once=1) as delivery:
        await delivery.idle()
    assert send.sent == ["c"]
    assert await stored(database) == {
        "a": ("unreachable", str(error)),
        "b": ("unreachable", "no open chat"),
        "c": ("sent", None),
    }
    async with database.read() as reader:
        assert await reader.number("SELECT reachable FROM accounts WHERE user_id = 1001") == 0


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (BadRequest("Bad Request: can't parse entities"), "Can't parse entities"),
        (KeyError("what somebody typed"), "KeyError"),
        (Stale("cancelled meanwhile"), "cancelled meanwhile"),
    ],
)
async def test_what_cannot_be_sent_fails_alone(database: Database, error: Exception, reason: str) -> None:
    send = Recorder(error)
    async with database.write() as tx:
        await add_people(tx, 1)
        await put(tx, "a", to=1)
        await put(tx, "b", to=1)
    async with running(database, send) as delivery:
        await delivery.idle()
    assert await stored(database) == {"a": ("failed", reason), "b": ("sent", None)}


async def test_told_to_wait_the_chat_waits_in_order_and_no_attempt_is_counted(database: Database) -> None:
    send, clock = Recorder(RetryAfter(30)), Clock(START, speed=60, monotonic=lambda: 0.0)
    async with database.write() as tx:
        await add_people(tx, 2)
        await put(tx, "a", to=1)
        await put(tx, "b", to=1)
        await put(tx, "c", to=2)
    async with running(database, send, clock=clock, at_once=1) as delivery:
        await delivery.idle()
        assert send.sent == ["c"]
        clock.jump(START + timedelta(seconds=30 * 60))
        delivery.wake()
        await delivery.idle()
    assert send.sent == ["c", "a", "b"]
    assert [notice.attempts for notice in send.notices] == [0, 0, 0, 0]


@pytest.mark.parametrize("error", [TimedOut(), NetworkError("Bad Gateway"), InvalidToken("Unauthorized")])
async def test_while_the_network_is_away_everybody_waits_and_nothing_is_given_up(
    database: Database, error: TelegramError
) -> None:
    send, clock = Recorder(error), Clock(START, monotonic=lambda: 0.0)
    async with database.write() as tx:
        await add_people(tx, 1)
        await put(tx, "a", to=1)
    async with running(database, send, clock=clock) as delivery:
        await delivery.idle()
        assert await stored(database) == {"a": ("pending", None)}
        clock.jump(START + timedelta(minutes=1))
        delivery.wake()
        await delivery.idle()
    assert send.sent == ["a"]
    assert [notice.attempts for notice in send.notices] == [0, int(isinstance(error, NetworkError))]


async def test_a_group_that_became_a_supergroup_gets_its_notices_there(database: Database) -> None:
    send = Recorder(ChatMigrated(-1009))
    async with database.write() as tx:
        await put(tx, "a", user=-5)
        await put(tx, "b", user=-5)
    async with running(database, send) as delivery:
        await delivery.idle()
    assert [(notice.key, notice.user_id) for notice in send.notices] == [
        ("a", -5),
        ("a", -1009),
        ("b", -1009),
    ]


async def test_what_was_under_way_at_a_crash_is_sent_again(database: Database) -> None:
    send = Recorder()
    async with database.write() as tx:
        await add_people(tx, 1)
        await put(tx, "a", to=1)
        await outbox.sending(tx, [1])
    async with running(database, send) as delivery:
        await delivery.idle()
    assert send.sent == ["a"]


async def test_the_stop_is_bounded(database: Database) -> None:
    started = asyncio.Event()

    async def hang(_notice: Notice) -> int:
        started.set()
        await asyncio.Event().wait()
        return 1

    async with database.write() as tx:
        await add_people(tx, 1)
        await put(tx, "a", to=1)
    delivery = Delivery(database, hang, clock=Clock(START))
    await delivery.start()
    await started.wait()
    async with asyncio.timeout(10):
        await delivery.stop(0.5)
    assert await stored(database) == {"a": ("sending", None)}


async def test_five_thousand_are_delivered(database: Database) -> None:
    send = Recorder()
    async with database.write() as tx:
        await add_people(tx, 5000, without_account=4000)
        for number in range(1, 5001):
            await put(tx, f"{number}", to=number, priority=2)
    async with running(database, send) as delivery:
        await delivery.idle()
    assert sorted(map(int, send.sent)) == list(range(1, 1001))
