"""The agenda's screen: how meetings are told, and that a page always fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from forum.agenda import Entry, Soon
from handlers.screens.agenda import agenda, page_at, say_soon
from handlers.screens.screen import LONGEST_TEXT, PAGE_SIZE, Page, length
from locales import LANGUAGES, Words
from storage.meeting_records import Pending
from tests.support.agendas import DAY, meeting, session
from tests.support.screens import as_read

TODAY = date(2018, 11, 29)
NOTHING = Pending(unplaced=0, to_answer=0)


def words(language: str) -> Words:
    return Words(language, ZoneInfo("Europe/Rome"), TODAY)


def shown(language: str, *entries: Entry) -> list[str]:
    """The paragraphs of the day, without the first two lines and the last one."""
    text = agenda(words(language), TODAY, [TODAY], entries, NOTHING).text
    return as_read(text).split("\n\n")[1:-1]


def test_a_meeting_without_its_interpreter_says_so_until_it_is_over() -> None:
    lacking = meeting(1, 0, 20, interpreter_id=None, interpreter_name=None)
    head = "🕘 09:00–09:20 · Incontro: Marco Rossi, Officine Rossi\n📍 Meeting Point, tavolo 17, Padiglione"
    assert shown("it", lacking) == [f"{head}\nInterprete: ancora da assegnare"]
    assert shown("ru", lacking)[0].splitlines()[2] == "Переводчик: пока не назначен"
    assert shown("it", replace(lacking, state="held")) == [head]
    assert shown("it", replace(lacking, interpreted=False)) == [head]


def test_a_meeting_that_was_not_held_says_so() -> None:
    missed = meeting(1, 0, 20, state="missed")
    assert shown("it", missed)[0].splitlines()[-1] == "L’incontro non si è svolto."
    assert shown("ru", missed)[0].splitlines()[-1] == "Встреча не состоялась."


def test_the_interpreter_reads_who_meets_and_in_which_languages() -> None:
    mine = meeting(1, 0, 20, interpreting=True, partner_languages=("it", "en"))
    assert shown("ru", mine)[0].splitlines() == [
        "🕘 09:00–09:20 · Перевод: Алексей Щербаков — Марко Росси",
        "📍 Meeting Point, стол 17, Павильон",
        "Языки: русский — итальянский и английский",
    ]


def test_where_no_meeting_point_is_left_the_table_still_stands() -> None:
    nowhere = meeting(1, 0, 20, place_id=None, place_it=None, place_ru=None)
    assert shown("it", nowhere)[0].splitlines()[1] == "📍 Meeting Point, tavolo 17"


def test_the_page_is_the_one_with_what_comes_next() -> None:
    sessions = [session(number, 60 * number, 60 * number + 30) for number in range(PAGE_SIZE)]
    day: list[Entry] = [*sessions, session(99, 400, 1000, "meeting_point"), meeting(1, 600, 620)]
    for minutes, page in ((0, 0), (449, 0), (450, 1), (619, 1), (620, 0)):
        assert page_at(words("it"), TODAY, day, DAY + timedelta(minutes=minutes)) == page
    assert page_at(words("it"), TODAY, [], DAY) == 0


def test_the_menu_says_nothing_where_nothing_is_near() -> None:
    page = Page(words("it"))
    say_soon(page, Soon())
    assert page.screen().text == ""
    assert page.screen().rows == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("interpreting", [False, True])
def test_a_page_fits_into_a_message_whatever_is_written_in_the_workbook(
    language: str, *, interpreting: bool
) -> None:
    long, spoken = "Ж" * 200, ("it", "en", "fr", "de", "es", "pt", "zh", "ja")
    texts = (
        *("side_name", "side_name_other", "partner_name", "partner_name_other", "place_it", "place_ru"),
        *("partner_organisation", "partner_organisation_other", "interpreter_name", "interpreter_name_other"),
    )
    given = {**dict.fromkeys(texts, long), "side_languages": spoken, "partner_languages": spoken}
    day: list[Entry] = [
        meeting(number, 90 * number, 90 * number + 70, interpreting=interpreting, **given)
        for number in range(PAGE_SIZE)
    ]
    point = session(99, 0, 800, "meeting_point", title_it=long, title_ru=long)
    waited = [
        session(number, 0, 800, seat="waiting", title_it=long, title_ru=long, place_it=long, place_ru=long)
        for number in range(PAGE_SIZE)
    ]
    for entries in ([point, *day, *waited], [*day, *waited], [*waited, *day]):
        for number in range(3):
            screen = agenda(words(language), TODAY, [TODAY], entries, Pending(100, 100), number)
            assert length(screen.text) <= LONGEST_TEXT
