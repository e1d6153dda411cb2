"""Telegram says wait, the network fails, people block the bot, the bot is stopped in between."""

from __future__ import annotations

import asyncio
import logging
import socket

import aiohttp
import pytest

from bot.settings import WebhookSettings
from tests.support.people import Person
from tests.support.stage import BARDAZZI, SHCHERBAKOV, Stage


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def open_tables(person: Person) -> None:
    await person.send("/tables")
    assert (await person.screen(30)).text.startswith(("Tavoli tematici", "Тематические столы"))


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 429, "retry_after": 1},
        {"kind": "status", "status": 429, "retry_after": 3},
        {"kind": "status", "status": 500},
        {"kind": "status", "status": 502, "times": 2},
        {"kind": "drop_before"},
        {"kind": "drop_after"},
        {"kind": "delay", "seconds": 1},
    ],
    ids=lambda fault: "-".join(str(value) for value in fault.values()),
)
async def test_an_answer_arrives_whatever_telegram_does(stage: Stage, fault: dict[str, object]) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    stage.server.faults.add(method="sendMessage", chat_id=giulia.id, **fault)  # type: ignore[arg-type]
    await open_tables(giulia)
    await giulia.until(lambda: len([one for one in giulia.from_bot if one.text.startswith("Tavoli")]) >= 1)


async def test_one_who_has_to_wait_holds_nobody_else_up(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    stage.server.faults.add("status", method="sendMessage", chat_id=giulia.id, status=429, retry_after=4)
    await giulia.send("/tables")
    await open_tables(alexey)
    await alexey.press("Мода")
    assert (await alexey.screen()).text.startswith("Мода\n")
    assert not any(one.text.startswith("Tavoli") for one in giulia.from_bot)
    assert (await giulia.screen(30)).text.startswith("Tavoli")


async def test_a_press_counts_although_the_answer_was_lost(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await open_tables(giulia)
    await giulia.press("Energie pulite")
    await giulia.screen()
    stage.server.faults.add("drop_before", method="editMessageText", chat_id=giulia.id)
    stage.server.faults.add("drop_after", method="answerCallbackQuery", chat_id=None)
    await giulia.press("Iscriviti")
    assert "Lei ha un posto." in (await giulia.screen(30)).text


async def test_who_blocks_the_bot_misses_nothing(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await stage.running.delivery.idle()
    for person, names in ((giulia, ("Moda", "Iscriviti")), (alexey, ("Мода", "В лист ожидания"))):
        await open_tables(person)
        for name in names:
            await person.press(name)
            await person.screen()
    await alexey.press("Всё равно в лист")
    await alexey.screen()
    await alexey.block()
    await giulia.press("Lascia")
    await giulia.screen()
    await giulia.press("Lascia")
    await giulia.screen()
    await stage.becomes("SELECT count(*) FROM outbox WHERE state = 'unreachable'", 1)
    await alexey.unblock()
    await alexey.until(lambda: "Место за Вами" in alexey.last.text)


async def test_the_chat_is_closed_before_the_answer(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    stage.server.faults.add(
        "status",
        method="sendMessage",
        chat_id=giulia.id,
        status=403,
        description="Forbidden: bot was blocked by the user",
    )
    await giulia.send("/tables")
    await stage.running.inbox.empty()
    assert await stage.value("SELECT count(*) FROM updates WHERE state <> 'handled'") == 0


async def test_a_restart_in_the_middle_of_a_conversation(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await open_tables(alexey)
    table = alexey.last
    await stage.stop()
    await alexey.press("Мода", on=table)
    await alexey.send("/agenda")
    await stage.start()
    await alexey.until(lambda: alexey.last.text.startswith("Моя программа"))
    await alexey.press("Меню")
    assert (await alexey.screen()).rows[0] == ["Моя программа", "Программа"]
    assert len(alexey.from_bot) == 1


async def test_what_cannot_be_read_is_set_aside_and_stops_nobody(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    stage.recorder.updates = False
    stage.server.world.updates.add_raw({"message": {"message_id": "x", "chat": 7}})
    stage.server.world.updates.add_raw({"some_day": {"new": True}})
    await open_tables(giulia)
    await stage.becomes("SELECT count(*) FROM updates WHERE state = 'set_aside'", 1)


async def test_the_log_names_the_update_but_not_the_token_nor_what_was_typed(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    giulia = await stage.arrive(BARDAZZI, "it")
    stage.server.faults.add(
        "status", method="sendMessage", status=400, description="Bad Request: nonsense", times=9
    )
    await giulia.send("segreto di bottega")
    await stage.becomes("SELECT count(*) FROM updates WHERE attempts > 0", 1)
    own = [
        record for record in caplog.records if record.name.startswith(("bot", "handlers", "forum", "storage"))
    ]
    text = "\n".join(record.getMessage() + str(record.exc_text or "") for record in own)
    assert "update" in text
    assert "segreto" not in text
    assert stage.settings.needed_token() not in text


async def test_by_webhook_with_its_secret(stage: Stage) -> None:
    await stage.stop()
    unused_tcp_port = free_port()
    url = f"http://127.0.0.1:{unused_tcp_port}/telegram"
    stage.use(webhook=WebhookSettings(url=url, port=unused_tcp_port, secret="s3cret"))
    await stage.start()
    await stage.server.until(lambda: stage.server.webhook.url == url)
    giulia = await stage.arrive(BARDAZZI, "it")
    await open_tables(giulia)
    forged = {
        "update_id": 7,
        "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}},
    }
    async with aiohttp.ClientSession() as session:
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}):
            async with session.post(url, json=forged, headers=headers) as answer:
                assert answer.status in {401, 403, 404}
    assert await stage.value("SELECT count(*) FROM updates WHERE update_id = 7") == 0
    await stage.stop()
    await giulia.send("/agenda")
    stage.use(webhook=None)
    await stage.start()
    assert (await giulia.screen()).text.startswith("La mia agenda")


async def test_many_people_at_once_each_get_their_own(stage: Stage) -> None:
    codes = await stage.texts(
        "SELECT invitation FROM delegates WHERE delegation = 'ru' AND role = 'delegate'"
    )
    people = await asyncio.gather(*(stage.arrive(code, "ru") for code in codes))
    await asyncio.gather(*(open_tables(person) for person in people))
    names = await stage.texts("SELECT name FROM delegates WHERE delegation = 'ru' AND role = 'delegate'")
    for person, name in zip(people, names, strict=True):
        await person.press("Меню")
        assert f"👤 {name}\n" in (await person.screen()).text
