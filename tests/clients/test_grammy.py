"""A small grammY bot, in a process of its own."""

import asyncio
import os
from collections.abc import AsyncIterator

import pytest

from tests.clients.node import LEFT_OUT, node, prepared_bot
from tests.support.people import Person, Rehearsal

NODE = node()
pytestmark = [pytest.mark.skipif(NODE is None, reason=LEFT_OUT), pytest.mark.usefixtures("bot")]


@pytest.fixture
async def bot(server: Rehearsal) -> AsyncIterator[None]:
    assert NODE is not None
    environment = {**os.environ, "API_ROOT": server.url, "BOT_TOKEN": server.token}
    folder = await prepared_bot()
    process = await asyncio.create_subprocess_exec(NODE, "bot.mjs", cwd=folder, env=environment)
    await server.until(lambda: server.world.updates.polling, 30)
    yield
    process.terminate()
    await asyncio.wait_for(process.wait(), 10)


async def test_a_command_a_keyboard_and_edits(anna: Person) -> None:
    await anna.send("/start abc")
    screen = await anna.screen()
    assert (screen.html, screen.rows) == ("<b>Ciao</b> Anna [abc]", [["Apri", "Sito"], ["Chiudi"]])
    assert await anna.follow("Sito") == "https://forum.it/"
    await anna.press("Apri")
    screen = await anna.screen()
    assert (screen.html, screen.rows, anna.toasts) == ("<i>Aperto</i>", [["Chiudi"]], ["Aperto"])
    await anna.press("Chiudi")
    await anna.until(lambda: not anna.from_bot)
    assert anna.alerts == ["Chiuso"]


async def test_an_error_is_understood(anna: Person) -> None:
    await anna.send("/broken")
    words = "400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""
    assert (await anna.screen()).text == words


async def test_its_own_plugin_waits_as_told(server: Rehearsal, anna: Person) -> None:
    await anna.send("/many")
    await anna.until(lambda: len(anna.from_bot) == 4)
    assert [screen.text for screen in anna.from_bot] == ["1", "2", "3", "4"]
    statuses = [record.status for record in server.calls.of("sendMessage")]
    assert statuses == [200, 200, 200, 429, 200]


async def test_the_menu(anna: Person) -> None:
    await anna.send("/menu")
    assert (await anna.screen()).text == '[{"command":"start","description":"inizio"}]'


async def test_a_file_down_and_up(anna: Person) -> None:
    await anna.send_file("программа.bin", bytes(range(256)))
    screen = await anna.screen()
    assert (screen.text, screen.message["document"]["file_name"]) == ("программа.bin", "обратно.bin")
    assert await anna.file_of(screen) == bytes(reversed(range(256)))


async def test_an_edited_message(anna: Person) -> None:
    message = await anna.send("a")
    await anna.edit(message, "b")
    assert (await anna.screen()).text == "edited: b"


async def test_inline_mode(anna: Person) -> None:
    answer = await anna.inline("rossi")
    assert answer.titles == ["rossi"]
    message = await anna.choose(answer, "1")
    assert (message["text"], message["via_bot"]["is_bot"]) == ("scelto", True)
