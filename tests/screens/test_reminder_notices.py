"""Reminders and digests as they are worded: numbers, genders, lengths."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from forum.reminders import Digest, Reminder
from handlers.screens.reminder_notices import digest, reminder
from handlers.screens.screen import LONGEST_TEXT, Screen, length
from locales import LANGUAGES, Words
from storage.meeting_records import Pending
from storage.records import Stop
from storage.visits import Guide
from tests.support.agendas import DAY, meeting, session

NOTHING = Pending(0, 0)
LONG = "Щ" * 300


def words(language: str) -> Words:
    return Words(language, ZoneInfo("Europe/Rome"), date(2018, 11, 29))


def heading(screen: Screen) -> str:
    return screen.text.split("</b>")[0].removeprefix("<b>").replace("\u00a0", " ")


def about(minutes: float) -> tuple[Reminder, timedelta]:
    entry = session(1, 300, 360)
    return Reminder(entry, entry.starts), timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("minutes", "italian", "russian"),
    [
        (0.2, "Fra 1 minuto: Sessione 1", "Через 1 минуту: Сессия 1"),
        (1, "Fra 1 minuto: Sessione 1", "Через 1 минуту: Сессия 1"),
        (1.5, "Fra 2 minuti: Sessione 1", "Через 2 минуты: Сессия 1"),
        (14.99, "Fra 15 minuti: Sessione 1", "Через 15 минут: Сессия 1"),
        (21, "Fra 21 minuti: Sessione 1", "Через 21 минуту: Сессия 1"),
        (120, "Fra 120 minuti: Sessione 1", "Через 120 минут: Сессия 1"),
        (121, "Promemoria: Sessione 1", "Напоминание: Сессия 1"),
    ],
)
def test_how_long_it_is_until_then(minutes: float, italian: str, russian: str) -> None:
    found, before = about(minutes)
    for language, text in (("it", italian), ("ru", russian)):
        assert heading(reminder(words(language), found, found.begins - before)) == text


def test_what_is_further_away_says_its_day() -> None:
    found, before = about(24 * 60)
    screen = reminder(words("it"), replace(found, entry=session(1, 1740, 1800)), found.begins - before)
    assert "🕘 domani, 30\u00a0novembre, 14:00–15:00" in screen.text.splitlines()


def test_a_meeting_far_ahead_is_named() -> None:
    entry = meeting(7, 300, 320)
    for language, text in (("it", "Promemoria: Incontro ("), ("ru", "Напоминание: Встреча (")):
        found = Reminder(entry, entry.starts)
        assert heading(reminder(words(language), found, DAY)).startswith(text)


def test_a_visit_without_stops_is_reminded_of_by_its_own_place() -> None:
    entry = session(1, 300, 360, kind="visit", guided=True, seated=3)
    screen = reminder(words("ru"), Reminder(entry, entry.starts), entry.starts - timedelta(minutes=15))
    assert heading(screen) == "Через 15 минут: Сессия 1"
    assert screen.text.replace("\u00a0", " ").splitlines()[2:] == [
        "🕘 сегодня, 29 ноября, 14:00–15:00",
        "📍 Зал",
        "Вы сопровождаете группу: записано 3 человека.",
    ]


def test_without_a_pin_there_is_no_key_for_the_map() -> None:
    found, before = about(15)
    (row,) = reminder(words("it"), found, found.begins - before).rows
    assert [key.label for key in row] == ["Apri"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_reminder_fits(language: str) -> None:
    entry = session(
        1, 300, 360, kind="visit", title_it=LONG, title_ru=LONG, place_it=LONG, place_ru=LONG, moderator=LONG,
    )  # fmt: skip
    stop = Stop(1, 1, "departure", LONG, LONG, entry.starts, 1.0, 1.0, LONG, LONG)
    guides = [Guide(n, LONG, LONG, "it", LONG, LONG, "+39 300 000 0045") for n in range(3)]
    screen = reminder(words(language), Reminder(entry, entry.starts, stop, guides), DAY)
    assert length(screen.text) <= LONGEST_TEXT


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_digest_fits(language: str) -> None:
    entries = [
        session(n, 10 * n, 10 * n + 5, title_it=LONG, title_ru=LONG, place_it=LONG, place_ru=LONG)
        for n in range(60)
    ]
    found = Digest(date(2018, 11, 30), [Reminder(one, one.starts) for one in entries], Pending(5, 7))
    assert length(digest(words(language), found).text) <= LONGEST_TEXT


@pytest.mark.parametrize(
    ("number", "italian", "russian"),
    [
        (1, "Domani, 30 novembre, alle 09:00: 1 impegno", "Завтра, 30 ноября, с 09:00: 1 пункт программы"),
        (3, "Domani, 30 novembre, dalle 09:00: 3 impegni", "Завтра, 30 ноября, с 09:00: 3 пункта программы"),
        (5, "Domani, 30 novembre, dalle 09:00: 5 impegni", "Завтра, 30 ноября, с 09:00: 5 пунктов программы"),
    ],
)
def test_how_much_stands_on_a_day(number: int, italian: str, russian: str) -> None:
    entries = [session(n, 1440 + 20 * n, 1450 + 20 * n) for n in range(number)]
    found = Digest(date(2018, 11, 30), [Reminder(one, one.starts) for one in entries], NOTHING)
    for language, text in (("it", italian), ("ru", russian)):
        screen = digest(words(language), found)
        assert heading(screen) == text
        assert len(screen.rows) == 1
