"""The poller: written before confirmed, patient with everything but a refused token."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    EndPointNotFound,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, RequestData

from bot.inbox import (
    ALLOWED_UPDATES,
    Done,
    Inbox,
    Poller,
    TokenRefused,
    Verdict,
    raw_updates,
    withdraw_webhook,
)
from bot.inbox.backoff import persist
from storage.database import Database
from storage.records import Update
from tests.support.updates import message, states

Batch = list[Any]


class Telegram:
    """Answers getUpdates from a list, then stands still; remembers what was asked and how long was slept."""

    def __init__(self, *answers: Batch | Exception) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[int, int]] = []
        self.slept: list[float] = []
        self.exhausted = asyncio.Event()

    async def fetch(self, offset: int, timeout: int) -> Batch:  # noqa: ASYNC109 -- Telegram's word
        self.asked.append((offset, timeout))
        if not self._answers:
            self.exhausted.set()
            await asyncio.Event().wait()
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
async def inbox(database: Database) -> AsyncIterator[Inbox]:
    async def handle(_update: Update) -> Verdict:
        return Done()

    opened = Inbox(database, handle)
    await opened.start()
    yield opened
    await opened.stop(2)


async def poll(inbox: Inbox, telegram: Telegram) -> None:
    poller = Poller(telegram.fetch, inbox, sleep=telegram.sleep, chance=lambda: 1.0)
    running = asyncio.create_task(poller.run())
    waiting = asyncio.create_task(telegram.exhausted.wait())
    async with asyncio.timeout(10):
        await asyncio.wait([running, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not running.done():
        running.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    try:
        await running
    except asyncio.CancelledError:
        return


async def test_the_offset_confirms_what_was_written_and_nothing_else(
    inbox: Inbox, database: Database
) -> None:
    telegram = Telegram([message(7, 1), message(8, 1)], [message(9, 1)], [], [message(3, 1)])
    await poll(inbox, telegram)
    assert telegram.asked == [(0, 30), (9, 30), (10, 30), (0, 30), (4, 30)]
    async with database.read() as reader:
        assert sorted(await states(reader)) == [3, 7, 8, 9]


async def test_it_is_written_before_it_is_confirmed(inbox: Inbox, database: Database) -> None:
    found: list[int] = []

    class Asking(Telegram):
        async def fetch(self, offset: int, timeout: int) -> Batch:  # noqa: ASYNC109 -- Telegram's word
            async with database.read() as reader:
                found.append(await reader.number("SELECT count(*) FROM updates"))
            return await super().fetch(offset, timeout)

    await poll(inbox, Asking([message(1, 1), message(2, 2)], [message(3, 3)]))
    assert found == [0, 2, 3]


async def test_what_cannot_be_written_is_not_confirmed(inbox: Inbox, database: Database) -> None:
    async with database.write() as tx:
        await tx.run(
            "CREATE TRIGGER full BEFORE INSERT ON updates BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )

    class Freeing(Telegram):
        async def sleep(self, seconds: float) -> None:
            await super().sleep(seconds)
            async with database.write() as tx:
                await tx.run("DROP TRIGGER full")

    telegram = Freeing([message(1, 1)], [message(1, 1)])
    await poll(inbox, telegram)
    assert telegram.asked == [(0, 30), (0, 30), (2, 30)]
    assert telegram.slept == [1.0]
    async with database.read() as reader:
        assert sorted(await states(reader)) == [1]


async def test_failures_wait_longer_and_longer_until_one_succeeds(inbox: Inbox) -> None:
    failures = [NetworkError("cut"), TimedOut(), *[NetworkError("Bad Gateway")] * 5]
    telegram = Telegram(*failures, [], NetworkError("cut"), ValueError("no JSON"))
    await poll(inbox, telegram)
    assert telegram.slept == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 1.0, 2.0]


async def test_told_to_wait_it_waits_as_long_as_told(inbox: Inbox) -> None:
    telegram = Telegram(RetryAfter(17))
    await poll(inbox, telegram)
    assert telegram.slept == [17.0]


async def test_another_poller_is_named_and_given_time(inbox: Inbox, caplog: pytest.LogCaptureFixture) -> None:
    telegram = Telegram(Conflict("Conflict: terminated by other getUpdates request"))
    await poll(inbox, telegram)
    assert telegram.slept == [30.0]
    (record,) = caplog.records
    assert record.getMessage() == (
        "another process polls with this token, or a webhook is set: "
        "Conflict: terminated by other getUpdates request"
    )


@pytest.mark.parametrize("error", [InvalidToken("Unauthorized"), EndPointNotFound("getUpdates")])
async def test_a_refused_token_ends_it_with_a_sentence(inbox: Inbox, error: TelegramError) -> None:
    with pytest.raises(TokenRefused) as raised:
        await poll(inbox, Telegram(error))
    assert str(raised.value) == (
        "Telegram refuses BOT_TOKEN. Ask @BotFather for the right one, and see that TELEGRAM_API_URL is right."
    )


async def test_a_batch_without_a_number_is_not_asked_for_in_a_circle(inbox: Inbox) -> None:
    telegram = Telegram([{"message": {}}], [None, message(1, 1)])
    await poll(inbox, telegram)
    assert telegram.slept == [1.0]
    assert telegram.asked == [(0, 30), (0, 30), (2, 30)]


async def test_it_ends_when_the_inbox_is_closed(inbox: Inbox) -> None:
    await inbox.stop(1)
    await poll(inbox, Telegram([message(1, 1)]))


class Wire(BaseRequest):
    """A transport that answers every call with the same."""

    def __init__(self, answer: bytes, status: int = 200) -> None:
        self._answer = answer
        self._status = status
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.timeouts: list[object] = []

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        return

    async def shutdown(self) -> None:
        return

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,  # noqa: ARG002
        connect_timeout: Any = None,  # noqa: ARG002
        pool_timeout: Any = None,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        self.calls.append((url.rsplit("/", 1)[1], dict(request_data.parameters) if request_data else {}))
        self.timeouts.append(read_timeout)
        return self._status, self._answer


async def test_the_library_gives_raw_updates_and_says_what_it_wants() -> None:
    wire = Wire(b'{"ok": true, "result": [{"update_id": 5, "of_tomorrow": {"x": 1}}]}')
    fetch = raw_updates(Bot("1:a", request=Wire(b""), get_updates_request=wire))
    assert await fetch(0, 30) == [{"update_id": 5, "of_tomorrow": {"x": 1}}]
    assert await fetch(6, 30) == [{"update_id": 5, "of_tomorrow": {"x": 1}}]
    asked = {"timeout": 30, "limit": 100, "allowed_updates": list(ALLOWED_UPDATES)}
    assert wire.calls == [("getUpdates", asked), ("getUpdates", {**asked, "offset": 6})]
    assert wire.timeouts == [45.0, 45.0]


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (401, b'{"ok": false, "error_code": 401, "description": "Unauthorized"}', InvalidToken),
        (409, b'{"ok": false, "error_code": 409, "description": "Conflict: x"}', Conflict),
        (
            429,
            b'{"ok": false, "description": "Too Many Requests", "parameters": {"retry_after": 3}}',
            RetryAfter,
        ),
        (502, b"<html>Bad Gateway</html>", NetworkError),
    ],
)
async def test_the_librarys_errors_come_through(
    status: int, answer: bytes, error: type[TelegramError]
) -> None:
    fetch = raw_updates(Bot("1:a", request=Wire(b""), get_updates_request=Wire(answer, status)))
    with pytest.raises(error):
        await fetch(0, 30)


async def test_withdrawing_the_webhook_drops_nothing() -> None:
    wire = Wire(b'{"ok": true, "result": true}')
    await withdraw_webhook(Bot("1:a", request=wire))
    assert wire.calls == [("deleteWebhook", {"drop_pending_updates": False})]


async def test_what_must_be_said_is_said_until_it_is_heard() -> None:
    answers: list[Exception | None] = [NetworkError("cut"), RetryAfter(9), TimedOut(), None]
    slept: list[float] = []

    async def call() -> None:
        answer = answers.pop(0)
        if answer is not None:
            raise answer

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    await persist(call, sleep)
    assert answers == []
    assert slept[1] == 9.0
    assert len(slept) == 3


@pytest.mark.parametrize("error", [BadRequest("bad webhook"), InvalidToken("Unauthorized")])
async def test_what_no_patience_mends_is_raised(error: TelegramError) -> None:
    async def call() -> None:
        raise error

    with pytest.raises(type(error)):
        await persist(call)
