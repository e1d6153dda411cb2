"""One living screen: no litter, old keys, forged keys, everything people type."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.demo.server.people.acts import ActError
from tests.support.stage import BARDAZZI, SHCHERBAKOV, Stage

ONLY_TEXT = (
    "Qui si leggono solo messaggi di testo, che non arrivano agli organizzatori. Elenco dei comandi: /help"
)


async def test_a_command_puts_the_screen_below_and_takes_the_old_one_away(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    for command in ("/tables", "/agenda", "/info", "/programme", "/settings", "/visits", "/help", "/start"):
        await giulia.send(command)
        screen = await giulia.screen()
        await giulia.until(lambda screen=screen: [one.id for one in giulia.from_bot] == [screen.id])  # type: ignore[misc]


async def test_every_screen_has_a_way_home(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    for command in ("/tables", "/agenda", "/info", "/programme", "/settings", "/visits", "/help"):
        await alexey.send(command)
        screen = await alexey.screen()
        assert "Меню" in screen.rows[-1]
        await alexey.press("Меню")
        assert (await alexey.screen()).id == screen.id


async def test_an_old_screen_that_is_still_there_becomes_the_living_one(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    old = giulia.last
    stage.server.faults.add(
        "status", method="deleteMessage", status=400, description="Bad Request: message can't be deleted"
    )
    await giulia.send("/tables")
    await giulia.screen()
    await giulia.until(lambda: any(one.id == old.id and one.rows == [] for one in giulia.from_bot))
    await giulia.press_data(old, old.data("Programma"))
    screen = await giulia.screen()
    assert screen.id == old.id
    await giulia.until(lambda: [one.id for one in giulia.from_bot] == [old.id])


async def test_a_press_on_a_message_that_is_gone_brings_the_screen_anew(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    stage.server.faults.add(
        "status", method="editMessageText", status=400, description="Bad Request: message to edit not found"
    )
    await giulia.press("Programma")
    assert (await giulia.screen()).text == "Programma\nScelga il giorno."


@pytest.mark.parametrize(
    "data", ["nonsense", "s:999999:p", "j:1:t", "jl:0:t:1", "d:1:1", "pr:77:t", "m:z:1:0", "ac:1"]
)
async def test_forged_keys_change_nothing_and_get_an_answer(stage: Stage, data: str) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    before = await stage.value("SELECT count(*) FROM seats")
    await giulia.press_data(giulia.last, data)
    assert await giulia.answered() is not None
    await giulia.settled()
    assert await stage.value("SELECT count(*) FROM seats") == before
    assert await stage.count("applications") == 0


async def test_an_organisers_key_is_refused_to_a_delegate(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.press_data(giulia.last, "d:1:1")
    assert await giulia.alert() == "Questa funzione è riservata agli organizzatori."


async def test_a_strangers_press_shows_nothing(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    stranger = stage.server.person("Stranger", language_code="ru")
    await stranger.send("/start")
    screen = await stranger.screen()
    await stranger.press_data(screen, giulia.last.data("La mia agenda"))
    assert await stranger.alert() == "Чтобы продолжить, нужно приглашение или принятая заявка."


async def test_pictures_places_and_stickers_get_a_helpful_answer(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.send_file("a.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "caption")
    assert (await giulia.screen()).text.startswith(ONLY_TEXT)
    await giulia.send_location(43.7, 11.2)
    assert (await giulia.screen()).text.startswith(ONLY_TEXT)


async def test_editing_what_one_typed_disturbs_nobody(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    message = await giulia.send("/tables")
    tables = await giulia.screen()
    await giulia.edit(message, "/agenda")
    await giulia.send("/help")
    await giulia.screen()
    assert tables.text.startswith("Tavoli tematici")
    assert giulia.last.text.startswith("Aiuto")


@pytest.mark.parametrize(
    "text",
    [
        "x" * 4096,
        "😀" * 1000,
        "\u202eolleh",
        "<b>",
        "</b>&lt;",
        "%s",
        "{}",
        "{forum}",
        "\"'`",
        "a\0b",
        "/",
        "//",
        "/ start",
        "/START",
        "/start@forum_rehearsal_bot",
        "/zzz",
        "/start x y",
        "/start " + "x" * 64,
        "/programme@other",
    ],
)
async def test_whatever_is_typed_gets_an_answer(stage: Stage, text: str) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.send(text)
    screen = await giulia.screen()
    assert "Menu" in screen.labels or "La mia agenda" in screen.labels
    stranger = stage.server.person("Stranger", language_code="it")
    await stranger.send(text)
    answer = await stranger.screen()
    assert answer.rows
    assert "{" not in answer.text
    assert await stage.value("SELECT count(*) FROM updates WHERE state <> 'handled'") in {0, 1, 2}


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300).filter(
        lambda text: text.strip()
    )
)
async def test_any_text_at_all(stage: Stage, text: str) -> None:
    somebody = stage.server.person("Somebody", language_code="it")
    try:
        await somebody.send(text)
    except ActError:
        return  # what no client of Telegram's sends
    assert (await somebody.screen()).rows
