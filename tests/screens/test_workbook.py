"""The screens of a workbook that was sent: with whatever stands in it, they fit and say what is to be said."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from forum.workbook.changes import CellChange, Changes, Crowded, RowChange, Telling
from forum.workbook.examining import Examined
from forum.workbook.problems import SENTENCES, Problem
from forum.workbook.sheets import DELEGATES
from handlers.screens import workbook as screens
from handlers.screens.screen import LONGEST_TEXT, File, Screen, length
from locales import LANGUAGES, Words
from storage.workbook_seats import Person
from tests.support.screens import as_read

WORDS = {one: Words(one, ZoneInfo("Europe/Rome"), date(2018, 11, 29)) for one in LANGUAGES}
LONG = "W<&>" * 100
TITLES = {"sessions": ("Energie pulite", "Чистая энергетика")}


def lines(screen: Screen) -> list[str]:
    """The lines of the file that comes along."""
    assert isinstance(screen.extra, File)
    return as_read(screen.extra.content.decode()).splitlines()


def of_delegates(number: int, columns: int) -> tuple[RowChange, ...]:
    cells = tuple(CellChange(name, LONG, LONG[::-1], overrides=True) for name in DELEGATES.names[:columns])
    return tuple(RowChange("delegates", f"d{one}", "changed", cells) for one in range(number))


def crowd(number: int) -> Telling:
    return Telling("energia", LONG, "changed", tuple(Person(one, f"d{one}", LONG) for one in range(number)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_fits(language: str) -> None:
    known = ", ".join(DELEGATES.names)
    facts = dict.fromkeys(("value", "owner", "first", "visit", "range", "kind", "wanted", "sheet"), LONG)
    facts |= dict.fromkeys(("most", "least", "length", "code", "starts", "ends", "zone", "earlier"), LONG)
    facts |= {"known": known, "choices": known, "other": LONG, "filled": LONG, "key": LONG, "reason": known}
    for word in set(SENTENCES) - {"no_file", "no_sheets", "not_csv", "not_utf8", "one_csv"}:
        found = tuple(Problem("delegates", 100_000, "invitation", word, facts) for _ in range(14))
        screen = screens.problems(WORDS[language], Examined(Changes(problems=found)))
        assert length(screen.text) <= LONGEST_TEXT
        assert screen.text.count("delegates") >= 5
        assert len(lines(screen)) == 14
        assert "<" not in lines(screen)[0].replace(LONG[:60], "")


def test_where_many_are_left_out_the_file_says_so() -> None:
    found = tuple(Problem("info", number, "code", "empty") for number in range(1000))
    screen = screens.problems(WORDS["it"], Examined(Changes(problems=found), more=200))
    assert "Problemi: 1200. Ecco i primi 12; il file li contiene tutti." in as_read(screen.text)
    assert lines(screen)[-1] == "Altri problemi, non elencati: 200"
    few = screens.problems(WORDS["it"], Examined(Changes(problems=found[:12])))
    assert few.extra is None
    assert as_read(few.text).split("\n\n")[1] == (
        "Foglio <code>info</code>, colonna <code>code</code>: La cella va compilata."
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [1, len(DELEGATES.names)])
@pytest.mark.parametrize("sessions", [1, 20])
def test_every_preview_fits(language: str, columns: int, sessions: int) -> None:
    crowded = (Crowded("energia", LONG, 3, 40),) * sessions
    changes = Changes(of_delegates(40, columns), (crowd(30),) * sessions, crowded)
    screen = screens.preview(WORDS[language], 2**40, Examined(changes, "zzzzzzzz"), anew=True)
    assert length(screen.text) <= LONGEST_TEXT
    told = lines(screen)
    assert len(told) == 40 + sessions + sessions * 31
    assert LONG in told[0]


def test_what_people_are_told_of_is_named_in_the_readers_language() -> None:
    changes = Changes((RowChange("sessions", "energia", "removed"),), (crowd(2),))
    examined = Examined(changes, "zzzzzzzz", {("sessions", "energia"): TITLES["sessions"]})
    texts = [as_read(screens.preview(WORDS[language], 1, examined).text) for language in LANGUAGES]
    assert texts[0].split("\n\n")[1:3] == [
        "<code>sessions energia</code> Energie pulite: tolto",
        "Energie pulite: ora, luogo o titolo diversi. Persone: 2",
    ]
    assert texts[1].split("\n\n")[1:3] == [
        "<code>sessions energia</code> Чистая энергетика: удалено",
        "Чистая энергетика: другое время, место или название. Делегатов: 2",
    ]


def test_a_freed_seat_alone_leads_to_no_changes_to_release() -> None:
    changes = Changes((RowChange("sessions", "energia", "removed"),), (crowd(1),))
    freed = Changes(changes.rows, (Telling("energia", "E", "seat_freed", crowd(1).people),))
    keys = [
        [key.label for row in screens.released(WORDS["it"], Examined(one)).rows for key in row]
        for one in (changes, freed)
    ]
    assert keys == [["Modifiche da comunicare", "Indietro", "Menu"], ["Indietro", "Menu"]]
