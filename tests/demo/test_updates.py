"""How updates come: polls, confirmation, expiry, webhook, and what goes wrong."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from tests.demo.api import Api
from tests.support.people import Person, Rehearsal

WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
CONFLICT = (
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
)


async def test_the_offset_confirms(api: Api, anna: Person) -> None:
    for text in "abc":
        await anna.send(text)
    updates = await api.ok("getUpdates")
    assert [update["message"]["text"] for update in updates] == ["a", "b", "c"]
    assert await api.ok("getUpdates", limit=2) == updates[:2]
    assert await api.ok("getUpdates", offset=updates[1]["update_id"]) == updates[1:]
    assert await api.ok("getUpdates", offset=0) == updates[1:]
    assert await api.ok("getUpdates", offset=-1) == updates[2:]
    assert await api.ok("getUpdates", offset=updates[2]["update_id"] + 1) == []


async def test_a_poll_ends_with_the_first_update(api: Api, anna: Person) -> None:
    poll = asyncio.create_task(api.ok("getUpdates", timeout=50))
    await anna.until(lambda: anna.server.world.updates.polling)
    await anna.send("a")
    assert [update["message"]["text"] for update in await poll] == ["a"]


async def test_a_newer_poll_ends_the_older(api: Api, server: Rehearsal, anna: Person) -> None:
    older = asyncio.create_task(api.refused("getUpdates", timeout=50))
    await server.until(lambda: server.world.updates.polling)
    newer = asyncio.create_task(api.ok("getUpdates", timeout=50))
    assert await older == CONFLICT
    await anna.send("a")
    assert len(await newer) == 1


async def test_only_the_kinds_that_were_asked_for(api: Api, anna: Person) -> None:
    await api.ok("getUpdates", allowed_updates=["callback_query"])
    await anna.send("a")
    await anna.press_data(1, "b")
    # Left out, the last value holds.
    assert [sorted(update) for update in await api.ok("getUpdates")] == [["callback_query", "update_id"]]
    await api.ok("getUpdates", allowed_updates=[])
    await anna.send("c")
    assert [sorted(update) for update in await api.ok("getUpdates")][1:] == [["message", "update_id"]]
    refused = await api.refused("getUpdates", allowed_updates="message")
    assert refused == (400, "Bad Request: can't parse allowed_updates JSON object")


async def test_the_server_forgets(api: Api, server: Rehearsal, anna: Person) -> None:
    await anna.send("a")
    await anna.press_data(1, "b")
    server.world.telegram_time.let_pass(150)
    assert [sorted(update) for update in await api.ok("getUpdates")] == [["message", "update_id"]]
    server.world.telegram_time.let_pass(24 * 3600)
    assert await api.ok("getUpdates") == []


async def test_an_update_once_more(api: Api, server: Rehearsal, anna: Person) -> None:
    await anna.send("a")
    (update,) = await api.ok("getUpdates")
    assert server.world.updates.redeliver(update["update_id"]) is True
    assert await api.ok("getUpdates") == [update, update]
    after = update["update_id"] + 1
    assert await api.ok("getUpdates", offset=after) == []
    assert server.world.updates.redeliver(update["update_id"]) is True
    assert await api.ok("getUpdates", offset=after) == [update]
    assert await api.ok("getUpdates", offset=after) == []
    assert server.world.updates.redeliver(5_000) is False


@pytest.fixture
async def hook() -> AsyncIterator[dict[str, Any]]:
    """A bot's own server: `status` is what it answers, `got` the updates, `secrets` their headers."""
    state: dict[str, Any] = {
        "status": 200,
        "got": [],
        "secrets": [],
        "answer": None,
        "arrived": asyncio.Event(),
    }

    async def take(request: web.Request) -> web.StreamResponse:
        state["got"].append(await request.json())
        state["secrets"].append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        state["arrived"].set()
        status = state["status"].pop(0) if isinstance(state["status"], list) else state["status"]
        return (
            web.json_response(state["answer"], status=status)
            if state["answer"]
            else web.Response(status=status)
        )

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    state["url"] = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield state
    await runner.cleanup()


async def test_a_webhook_brings_updates_in_order(
    api: Api, server: Rehearsal, anna: Person, hook: dict[str, Any]
) -> None:
    status, body = await api.call("setWebhook", {"url": hook["url"], "secret_token": "se-cret"})
    assert (status, body) == (200, {"ok": True, "result": True, "description": "Webhook was set"})
    for text in "abc":
        await anna.send(text)
    await server.until(lambda: not server.world.updates.queue)
    await asyncio.wait_for(hook["arrived"].wait(), 10)
    while len(hook["got"]) < 3:
        hook["arrived"].clear()
        await asyncio.wait_for(hook["arrived"].wait(), 10)
    assert [update["message"]["text"] for update in hook["got"]] == ["a", "b", "c"]
    assert hook["secrets"] == ["se-cret"] * 3
    assert (await api.ok("getWebhookInfo"))["url"] == hook["url"]
    words = f"Conflict: {WEBHOOK_ACTIVE}"
    assert await api.refused("getUpdates") == (409, words)
    _, body = await api.call("setWebhook", {"url": hook["url"], "secret_token": "se-cret"})
    assert body["description"] == "Webhook is already set"
    _, body = await api.call("deleteWebhook", {})
    assert body["description"] == "Webhook was deleted"
    assert await api.ok("deleteWebhook") is True


async def test_what_a_webhook_does_not_take_comes_again(api: Api, anna: Person, hook: dict[str, Any]) -> None:
    hook["status"] = [500, 404, 200, 200]
    await api.ok("setWebhook", url=hook["url"])
    await anna.send("a")
    await anna.send("b")
    while len(hook["got"]) < 4:
        hook["arrived"].clear()
        await asyncio.wait_for(hook["arrived"].wait(), 10)
    assert [update["message"]["text"] for update in hook["got"]] == ["a", "a", "a", "b"]
    info = await api.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"


async def test_a_webhook_may_answer_with_a_method(api: Api, anna: Person, hook: dict[str, Any]) -> None:
    hook["answer"] = {"method": "sendMessage", "chat_id": anna.id, "text": "reply"}
    await api.ok("setWebhook", url=hook["url"])
    await anna.send("a")
    assert (await anna.screen()).text == "reply"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"url": "http://forum.it"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://forum.it:1234"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https:///x"}, "bad webhook: URL host is empty"),
        ({"url": "https://forum.it", "secret_token": "a b"}, "secret token contains unallowed characters"),
        (
            {"url": "https://forum.it", "secret_token": "a" * 257},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_refused_webhooks(api: Api, values: dict[str, object], words: str) -> None:
    assert await api.refused("setWebhook", **values) == (400, f"Bad Request: {words}")


async def test_setting_a_webhook_ends_a_poll(api: Api, server: Rehearsal, hook: dict[str, Any]) -> None:
    poll = asyncio.create_task(api.refused("getUpdates", timeout=50))
    await server.until(lambda: server.world.updates.polling)
    await api.ok("setWebhook", url=hook["url"])
    assert await poll == (409, "Conflict: terminated by setWebhook request")
