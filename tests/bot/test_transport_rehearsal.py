"""The transport and the pacer against the rehearsal server, in real time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from telegram.error import NetworkError, RetryAfter, TimedOut
from telegram.ext import ExtBot

from bot.demo.server.app import TOKEN, RehearsalServer
from bot.demo.server.limits import Limits as Strict
from bot.demo.server.people import acts
from bot.pacing import Limits, Pacer
from bot.transport import AiohttpRequest, Timeouts, seconds_of
from forum.desk import Lane

Bot = ExtBot[Lane]


@asynccontextmanager
async def bot_at(
    server: RehearsalServer, limits: Limits, timeouts: Timeouts | None = None
) -> AsyncIterator[Bot]:
    made: Bot = ExtBot(
        TOKEN,
        f"{server.url}/bot",
        f"{server.url}/file/bot",
        request=AiohttpRequest(timeouts),
        get_updates_request=AiohttpRequest(timeouts),
        rate_limiter=Pacer(limits),
    )
    async with made:
        yield made


def people(server: RehearsalServer, number: int) -> Iterator[int]:
    for user in range(1, number + 1):
        chat = server.meet(f"Person {user}")
        acts.say(server.world, chat, {"text": "/start"})
        yield chat.id


async def test_a_strict_server_refuses_nothing_of_a_rush() -> None:
    async with RehearsalServer(limits=Strict.real()) as server, bot_at(server, Limits.real()) as bot:
        chats = list(people(server, 50))
        calls = [bot.send_message(chat, "notice", rate_limit_args=Lane.NOTICE) for chat in chats]
        calls += [bot.send_message(chats[0], f"answer {number}") for number in range(5)]
        await asyncio.gather(*calls)
        assert [call.status for call in server.calls.of("sendMessage")] == [200] * 55
        said = [
            call.values["text"]
            for call in server.calls.of("sendMessage")
            if int(call.values["chat_id"]) == chats[0]
        ]
        assert said == ["notice", *(f"answer {number}" for number in range(5))]


async def test_a_refusal_of_the_server_reaches_the_caller_with_its_seconds() -> None:
    async with RehearsalServer(limits=Strict.real()) as server, bot_at(server, Limits.off()) as bot:
        (chat,) = people(server, 1)
        server.faults.add("status", method="sendMessage", status=429, retry_after=30)
        for lane in (Lane.NOTICE, Lane.ANSWER):
            with pytest.raises(RetryAfter) as caught:
                await bot.send_message(chat, "x", rate_limit_args=lane)
            assert 29 < seconds_of(caught.value) <= 30
        assert len(server.calls.of("sendMessage")) == 1


async def test_an_answer_survives_a_short_refusal() -> None:
    async with RehearsalServer(limits=Strict.real()) as server, bot_at(server, Limits.real()) as bot:
        (chat,) = people(server, 1)
        server.faults.add("status", method="sendMessage", status=429, retry_after=1)
        await bot.send_message(chat, "x")
        assert [call.status for call in server.calls.of("sendMessage")] == [429, 200]


@pytest.mark.parametrize(("kind", "arrived"), [("drop_before", 0), ("drop_after", 1)])
async def test_a_cut_connection_is_told_once_and_the_next_call_goes_through(kind: str, arrived: int) -> None:
    async with RehearsalServer(limits=Strict.off()) as server, bot_at(server, Limits.off()) as bot:
        (chat,) = people(server, 1)
        server.faults.add(kind, method="sendMessage")  # type: ignore[arg-type]
        with pytest.raises(NetworkError):
            await bot.send_message(chat, "first")
        await bot.send_message(chat, "second")
        texts = [kept.wire["text"] for kept in server.world.chats[chat].messages.values() if kept.by_bot]
        assert texts == ["first", "second"][1 - arrived :]


async def test_a_late_answer_is_timed_out_and_a_gateway_error_is_told() -> None:
    async with RehearsalServer(limits=Strict.off()) as server:
        (chat,) = people(server, 1)
        server.faults.add("delay", method="sendMessage", seconds=0.5)
        async with bot_at(server, Limits.off(), Timeouts(read=0.05)) as bot:
            with pytest.raises(TimedOut):
                await bot.send_message(chat, "late")
        server.faults.add("status", method="sendMessage", status=502)
        async with bot_at(server, Limits.off()) as bot:
            with pytest.raises(NetworkError, match=r"^Bad Gateway$"):
                await bot.send_message(chat, "gateway")


async def test_a_file_goes_up_and_comes_down_the_same() -> None:
    content = bytes(range(256)) * 8000
    async with RehearsalServer(limits=Strict.off()) as server, bot_at(server, Limits.off()) as bot:
        (chat,) = people(server, 1)
        sent = await bot.send_document(chat, content, filename="Программа «дня».ics", caption="Программа")
        assert sent.document is not None
        assert sent.document.file_name == "Программа «дня».ics"
        file = await sent.document.get_file()
        assert bytes(await file.download_as_bytearray()) == content
