"""How far a run is, as an organiser sees it in both languages."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from handlers.screens import planning as screens
from handlers.screens.planning import Progress
from locales import LANGUAGES, Words
from tests.support.screens import as_read

WORDS = {one: Words(one, ZoneInfo("Europe/Rome"), date(2018, 11, 29)) for one in LANGUAGES}
FAR = Progress(run=1, stopping=False, begun=1, placed=90, total=100, breaks=7, bound=2, seconds=12)
AGAIN = Progress(run=1, stopping=True, begun=2, placed=100, total=100, breaks=2, bound=2, seconds=41)
NOTHING_YET = Progress(
    run=1, stopping=False, begun=1, placed=None, total=100, breaks=None, bound=None, seconds=60
)


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        (
            "it",
            (
                "<b>Pianificazione in corso</b>\n\n▰▰▰▰▰▰▰▰▰▰▱▱\nCollocati: 90 su 100\n"
                "Pause fra gli incontri: 7 (non meno di 2)\n🕘 12 s"
            ),
            "Ferma e mostra",
        ),
        (
            "ru",
            (
                "<b>Расписание составляется</b>\n\n▰▰▰▰▰▰▰▰▰▰▱▱\nРаспределено: 90 из 100\n"
                "Перерывов между встречами: 7 (меньше 2 быть не может)\n🕘 12 с"
            ),
            "Завершить",
        ),
    ],
)
def test_how_far_it_is(language: str, text: str, key: str) -> None:
    screen = screens.running(WORDS[language], FAR, live=True)
    assert as_read(screen.text) == text
    assert [[one.label for one in row] for row in screen.rows] == [[key]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "<b>Pianificazione in corso</b>\n\nIl bot è stato riavviato: il calcolo è ripartito dall’inizio.\n\n"
                "▰▰▰▰▰▰▰▰▰▰▰▰\nCollocati: 100 su 100\nPause fra gli incontri: 2, il minimo dimostrato\n🕘 41 s\n\n"
                "Si conclude con il miglior programma trovato."
            ),
        ),
        (
            "ru",
            (
                "<b>Расписание составляется</b>\n\nБот был перезапущен: расчёт начат заново.\n\n"
                "▰▰▰▰▰▰▰▰▰▰▰▰\nРаспределено: 100 из 100\n"
                "Перерывов между встречами: 2, меньше быть не может — доказано\n🕘 41 с\n\n"
                "Расчёт завершается лучшим из найденных расписаний."
            ),
        ),
    ],
)
def test_begun_again_after_a_restart_and_told_to_stop(language: str, text: str) -> None:
    screen = screens.running(WORDS[language], AGAIN, live=True)
    assert (as_read(screen.text), screen.rows) == (text, ())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "<b>Pianificazione in corso</b>\n\nIncontri da collocare: 100. Durata massima: 60 s."),
        ("ru", "<b>Расписание составляется</b>\n\nНужно распределить встреч: 100. Самое большее — 60 с."),
    ],
)
def test_before_anything_is_found(language: str, text: str) -> None:
    assert as_read(screens.running(WORDS[language], NOTHING_YET).text) == text
