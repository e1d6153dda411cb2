"""The words in which journeys speak of meetings: finding a card, asking, waiting for a notice."""

from __future__ import annotations

from tests.support.people import Person
from tests.support.screens import Screen

KEYS = {
    "it": {"ask": "Richiedi un incontro", "go on": "Continua", "no subject": "Invia senza argomento"},
    "ru": {"ask": "Предложить встречу", "go on": "Продолжить", "no subject": "Отправить без темы"},
}


async def tap(person: Person, label: str, on: Screen | None = None) -> Screen:
    """Presses a button and reads the screen that comes."""
    await person.press(label, on=on)
    return await person.screen()


async def say(person: Person, text: str) -> Screen:
    """Types a text and reads the screen that comes."""
    await person.send(text)
    return await person.screen()


async def ask(person: Person, language: str, whom: str, *times: str, subject: str = "") -> Screen:
    """Finds somebody by name and asks for a meeting at these times; the meeting's screen."""
    keys = KEYS[language]
    await say(person, whom)
    await tap(person, keys["ask"])
    for time in times:
        await tap(person, time)
    await tap(person, keys["go on"])
    return await (say(person, subject) if subject else tap(person, keys["no subject"]))


async def notice(person: Person, beginning: str, key: str = "") -> Screen:
    """Waits for a message of the bot that begins so, and has this button; the newest."""

    def found() -> list[Screen]:
        there = [one for one in person.from_bot if one.text.startswith(beginning)]
        return [one for one in there if not key or one.has(key)]

    await person.until(found)
    return found()[-1]


async def agree(italian: Person, russian: Person, whom: str, time: str) -> None:
    """An Italian asks a Russian for a meeting, who accepts it."""
    await ask(italian, "it", whom, time)
    accept = f"Принять {time}"
    await tap(russian, accept, on=await notice(russian, "Предлагают встречу", accept))
    await notice(italian, f"Incontro confermato: {time}")
