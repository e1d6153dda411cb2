"""The webhook: the secret first, "200" only after the write, nothing that makes Telegram repeat for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

import aiohttp
import pytest
from telegram import Bot

from bot.inbox import ALLOWED_UPDATES, Done, Inbox, Verdict, Webhook, announce_webhook
from storage.database import Database
from storage.records import Update
from tests.bot.test_poller import Wire
from tests.support.updates import message, states

SECRET = {"X-Telegram-Bot-Api-Secret-Token": "hush-HUSH_1"}


@pytest.fixture
async def inbox(database: Database) -> AsyncIterator[Inbox]:
    async def handle(_update: Update) -> Verdict:
        await asyncio.Event().wait()
        return Done()

    opened = Inbox(database, handle)
    await opened.start()
    yield opened
    await opened.stop(0.5)


@pytest.fixture
async def client(inbox: Inbox) -> AsyncIterator[aiohttp.ClientSession]:
    webhook = Webhook(inbox, path="/hook", secret="hush-HUSH_1", port=0, host="127.0.0.1")
    await webhook.start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{webhook.port}") as session:
        yield session
    await webhook.stop()


async def stored(database: Database) -> dict[int, str]:
    async with database.read() as reader:
        return await states(reader)


async def test_a_delivery_is_written_before_it_is_confirmed(
    client: aiohttp.ClientSession, database: Database
) -> None:
    async with client.post("/hook", json=message(5, 1), headers=SECRET) as answer:
        assert (answer.status, await answer.text()) == (200, "")
    assert await stored(database) == {5: "waiting"}
    async with client.post("/hook", json=message(5, 1), headers=SECRET) as answer:
        assert answer.status == 200
    assert await stored(database) == {5: "waiting"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Telegram-Bot-Api-Secret-Token": ""},
        {"X-Telegram-Bot-Api-Secret-Token": "hush"},
        {"X-Telegram-Bot-Api-Secret-Token": "hush-HUSH_1x"},
        {"X-Telegram-Bot-Api-Secret-Token": "ключ"},
    ],
)
async def test_without_the_secret_nothing_is_taken_and_nothing_is_said(
    client: aiohttp.ClientSession, database: Database, headers: dict[str, str]
) -> None:
    async with client.post("/hook", json=message(5, 1), headers=headers) as answer:
        assert (answer.status, await answer.text()) == (401, "")
    assert await stored(database) == {}


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"5", b'{"update_id": null}', b'"' + b"x" * (5 * 2**20) + b'"'],
    ids=["empty", "cut", "no text", "deep", "number", "no id", "huge"],
)
async def test_what_cannot_be_read_is_not_asked_for_again(
    client: aiohttp.ClientSession, database: Database, body: bytes
) -> None:
    async with client.post("/hook", data=BytesIO(body), headers=SECRET) as answer:
        assert answer.status == 200
    assert await stored(database) == {}


async def test_what_cannot_be_written_is_asked_for_again(
    client: aiohttp.ClientSession, database: Database
) -> None:
    async with database.write() as tx:
        await tx.run(
            "CREATE TRIGGER full BEFORE INSERT ON updates BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    async with client.post("/hook", json=message(5, 1), headers=SECRET) as answer:
        assert answer.status == 503


async def test_a_closed_inbox_sends_telegram_away(client: aiohttp.ClientSession, inbox: Inbox) -> None:
    await inbox.stop(0.5)
    async with client.post("/hook", json=message(5, 1), headers=SECRET) as answer:
        assert answer.status == 503


async def test_other_paths_and_methods_are_nothing(client: aiohttp.ClientSession) -> None:
    async with client.post("/", json=message(5, 1), headers=SECRET) as answer:
        assert answer.status == 404
    async with client.get("/hook", headers=SECRET) as answer:
        assert answer.status == 405


@pytest.mark.parametrize(("alive", "status", "text"), [(True, 200, "ok\n"), (False, 503, "not well\n")])
async def test_its_health_can_be_asked(inbox: Inbox, alive: bool, status: int, text: str) -> None:  # noqa: FBT001
    webhook = Webhook(inbox, path="/hook", secret="x", port=0, host="127.0.0.1", alive=lambda: alive)
    await webhook.start()
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{webhook.port}/healthz") as answer,
    ):
        assert (answer.status, await answer.text()) == (status, text)
    await webhook.stop()


async def test_telegram_is_told_the_secret_and_drops_nothing() -> None:
    wire = Wire(b'{"ok": true, "result": true}')
    await announce_webhook(Bot("1:a", request=wire), "https://forum.example/hook", "hush")
    assert wire.calls == [
        (
            "setWebhook",
            {
                "url": "https://forum.example/hook",
                "secret_token": "hush",
                "allowed_updates": list(ALLOWED_UPDATES),
                "drop_pending_updates": False,
            },
        )
    ]
