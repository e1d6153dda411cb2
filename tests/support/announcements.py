"""What tests of announcements share: composing one, and waiting until it has gone out."""

from __future__ import annotations

import asyncio

from tests.support.groups import taken_in
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import Stage

PREVIEW = {"it": "Anteprima e invio", "ru": "Просмотр и отправка"}
NEW = {"it": ("Avvisi", "Nuovo avviso"), "ru": ("Объявления", "Новое объявление")}


def language_of(person: Person) -> str:
    return str(person.chat.user["language_code"])


async def press(person: Person, label: str) -> Screen:
    """Press a key whose label begins like this, on the newest message that has one."""
    on = next(one for one in reversed(person.from_bot) if any(has.startswith(label) for has in one.labels))
    await person.press(next(has for has in on.labels if has.startswith(label)), on=on)
    return await person.screen()


async def says(person: Person, text: str, *, bold: tuple[int, int] | None = None) -> Screen:
    """Type a text, a part of it (offset, length) in bold letters."""
    entities = [{"type": "bold", "offset": bold[0], "length": bold[1]}] if bold else None
    await person.send(text, entities=entities)
    return await person.screen()


async def announcing(person: Person) -> Screen:
    """Begin an announcement from the desk."""
    await person.send("/organise")
    await person.screen()
    desk, new = NEW[language_of(person)]
    await press(person, desk)
    return await press(person, new)


async def composed(person: Person, italian: str = "", russian: str = "") -> Screen:
    """Write an announcement; the draft."""
    screen = await announcing(person)
    own_first = [("it", italian), ("ru", russian)]
    if language_of(person) == "ru":
        own_first.reverse()
    for language, text in own_first:
        if text:
            name = (
                {"it": "ital", "ru": "russ"} if language_of(person) == "it" else {"it": "итал", "ru": "русск"}
            )
            label = next(one for one in screen.labels if name[language] in one)
            await press(person, label)
            screen = await says(person, text)
    return screen


async def previewed(person: Person) -> Screen:
    """See how it will look; the screen below, with the keys that send it."""
    await press(person, PREVIEW[language_of(person)])
    title = {"it": "Qui sopra", "ru": "Выше"}[language_of(person)]
    await person.until(lambda: person.last.text.startswith(title))
    return person.last


async def released(person: Person) -> Screen:
    """See it, and send it; how it stands."""
    await previewed(person)
    now, sure = {"it": ("Invia ora", "Sì, invia"), "ru": ("Отправить сейчас", "Да, отправить")}[
        language_of(person)
    ]
    await press(person, now)
    return await press(person, sure)


async def sent_out(stage: Stage) -> None:
    """What was decided has been carried out, and told."""
    await taken_in(stage)
    await stage.running.ticks.tick()
    assert not stage.running.ticks.failing
    stage.running.delivery.wake()
    async with asyncio.timeout(30):
        await stage.running.delivery.idle()
    await stage.running.live.refresh()


def copies(person: Person, beginning: str) -> list[str]:
    """The bot's messages that begin like this, oldest first."""
    return [one.text for one in person.from_bot if one.text.startswith(beginning)]
