"""A small aiogram 3 bot, by long polling and by webhook."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import ClientSession, web

from tests.clients.aiogram_bot import make_bot, make_dispatcher
from tests.support.people import Person, Rehearsal

SECRET = "se-cret_1"


@pytest.fixture
async def polling(server: Rehearsal) -> AsyncIterator[None]:
    bot = make_bot(server.token, server.url)
    dispatcher = make_dispatcher(server.world.telegram_time.let_pass)
    task = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    await server.until(lambda: server.world.updates.polling)
    yield
    await dispatcher.stop_polling()
    await task


@pytest.fixture
async def hook(server: Rehearsal) -> AsyncIterator[str]:
    """The bot behind a webhook; its address."""
    bot = make_bot(server.token, server.url)
    app = web.Application()
    dispatcher = make_dispatcher(server.world.telegram_time.let_pass)
    SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=SECRET).register(
        app, path="/hook"
    )
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await bot.set_webhook(url, secret_token=SECRET, allowed_updates=["message", "callback_query"])
    yield url
    await bot.delete_webhook()
    await runner.cleanup()
    await bot.session.close()


async def conversation(anna: Person) -> None:
    await anna.send("/start abc")
    screen = await anna.screen()
    assert (screen.html, screen.rows) == ("<b>Ciao</b> Anna [abc]", [["Apri"], ["Chiudi"]])
    await anna.press("Apri")
    screen = await anna.screen()
    assert (screen.html, screen.rows, anna.toasts) == ("<i>Aperto</i>", [["Chiudi"]], ["Aperto"])
    await anna.press("Chiudi")
    await anna.until(lambda: not anna.from_bot)
    assert anna.alerts == ["Chiuso"]


@pytest.mark.usefixtures("polling")
async def test_by_polling(anna: Person) -> None:
    await conversation(anna)


@pytest.mark.usefixtures("hook")
async def test_by_webhook(anna: Person) -> None:
    await conversation(anna)


async def test_a_stranger_does_not_know_the_secret(hook: str, server: Rehearsal, anna: Person) -> None:
    await anna.send("/start")
    await anna.screen()
    update = {"update_id": 1, "message": anna.messages[0]}
    async with ClientSession() as session:
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}):
            async with session.post(hook, json=update, headers=headers) as response:
                assert response.status == 401
    assert server.calls.counts["sendMessage"] == 1


@pytest.mark.usefixtures("polling")
async def test_errors_are_told_apart(server: Rehearsal, anna: Person) -> None:
    server.person("Boris", id=7_000_000_002)
    await anna.send("/broken")
    words = "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""
    assert (await anna.screen()).text == words
    await anna.send("/far")
    assert (await anna.screen()).text == "Forbidden: bot can't initiate conversation with a user"


@pytest.mark.usefixtures("polling")
async def test_429_names_the_seconds(server: Rehearsal, anna: Person) -> None:
    await anna.send("/many")
    await anna.until(lambda: len(anna.from_bot) == 4)
    assert [record.status for record in server.calls.of("sendMessage")] == [200, 200, 200, 429, 200]


@pytest.mark.usefixtures("polling")
async def test_the_menu(anna: Person) -> None:
    await anna.send("/menu")
    assert (await anna.screen()).text == "inizio"


@pytest.mark.usefixtures("polling")
async def test_files_down_and_up(anna: Person) -> None:
    await anna.send_file("программа.bin", bytes(range(256)))
    screen = await anna.screen()
    assert (screen.text, screen.message["document"]["file_name"]) == ("программа.bin", "обратно.bin")
    assert await anna.file_of(screen) == bytes(reversed(range(256)))
    await anna.send("/album")
    await anna.until(lambda: len(anna.from_bot) == 3)
    assert [await anna.file_of(one) for one in anna.from_bot[1:]] == [b"uno.txt", b"due.txt"]


@pytest.mark.usefixtures("polling")
async def test_inline_mode(anna: Person) -> None:
    answer = await anna.inline("rossi")
    assert (answer.titles, (await anna.choose(answer, "1"))["text"]) == (["rossi"], "scelto")
