"""The record of deeds in words, and that every button which puts something on record has words for it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.buttons import BUTTONS, Button, Need, Organise, ShowRecord
from handlers.screens import record as screens
from handlers.screens.record import act_of
from locales import LANGUAGES, Words
from locales.catalogues import read
from locales.checking import key_of
from storage.deeds import Recorded
from tests.screens.keys_in_code import outcome_words, sources
from tests.screens.test_delegates import a_person
from tests.support.screens import as_read

WORDS = {one: Words(one, ZoneInfo("Europe/Rome"), date(2018, 11, 29)) for one in LANGUAGES}

LEADS_ON = ("show_", "print_", "send_", "write_", "ask_", "choose_")
"""How buttons are called that only lead to something, ask for something or hand a file out: nothing is done yet."""

NOT_YET = frozenset(
    {
        "aim",
        "answer_new",
        "attach_file",
        "correct_announcement",
        "delay_from",
        "detach_file",
        "discard_announcement",
        "discard_workbook",
        "edit_session",
        "export_workbook",
        "new_announcement",
        "new_session",
        "preview_announcement",
        "propose_times",
    }
)
"""Others of which that is true: what they change is a draft of whoever presses."""


def deed(**values: Any) -> Recorded:
    """Somebody without a name cancels something at 14:05."""
    unknown = dict.fromkeys(Recorded.__match_args__)
    known = {
        "id": 1,
        "at": datetime(2018, 11, 29, 13, 5, tzinfo=UTC),
        "part": "organiser",
        "act": "gx",
        "word": "session_edited",
        "facts": '{"cancelled": true}',
    }
    return Recorded(**{**unknown, **known, **values})


BEATRICE = {
    "actor_name": "Beatrice Lombardi",
    "actor_name_other": "Беатриче Ломбарди",
    "actor_delegation": "it",
}
TABLE = {"title_it": "Moda", "title_ru": "Мода"}
GIULIA = {
    "person_id": 1,
    "person_name": "Giulia Bardazzi",
    "person_name_other": "Джулия Бардацци",
    "person_delegation": "it",
}
PAIR = {
    "one_id": 1,
    "one_name": "Giulia Bardazzi",
    "one_name_other": "Джулия Бардацци",
    "one_delegation": "it",
    "other_name": "Алексей Щербаков",
    "other_name_other": "Aleksei Shcherbakov",
    "other_delegation": "ru",
}


@pytest.mark.parametrize(
    ("values", "italian", "russian"),
    [
        (
            {**BEATRICE, **TABLE},
            "14:05 Beatrice Lombardi: appuntamento annullato – Moda",
            "14:05 Беатриче Ломбарди: мероприятие отменено — Мода",
        ),
        (
            {**BEATRICE, **TABLE, "facts": '{"cancelled": false}'},
            "14:05 Beatrice Lombardi: appuntamento ripristinato – Moda",
            "14:05 Беатриче Ломбарди: отмена снята — Мода",
        ),
        (
            {**BEATRICE, **TABLE, "act": "gk", "facts": '{"seats": 40}'},
            "14:05 Beatrice Lombardi: posti: 40 – Moda",
            "14:05 Беатриче Ломбарди: число мест: 40 — Мода",
        ),
        (
            {**BEATRICE, **TABLE, "act": "gk", "facts": '{"seats": -1}'},
            "14:05 Beatrice Lombardi: posti senza limite – Moda",
            "14:05 Беатриче Ломбарди: число мест не ограничено — Мода",
        ),
        (
            {**BEATRICE, **TABLE, "act": "gm", "facts": '{"starts": 25724655}'},
            "14:05 Beatrice Lombardi: nuovo inizio: Gio 29 nov, 09:15 – Moda",
            "14:05 Беатриче Ломбарди: новое начало: Чт, 29 нояб., 09:15 — Мода",
        ),
        (
            {"user_id": 777, **TABLE, **GIULIA, "act": "va", "word": "marked", "facts": '{"aboard": true}'},
            "14:05 Organizzatore n. 777: a bordo – Moda, Giulia Bardazzi",
            "14:05 Организатор № 777: отметка «в автобусе» — Мода, Джулия Бардацци",
        ),
        (
            {
                **BEATRICE,
                **GIULIA,
                **PAIR,
                "one_name": "Giulia",
                "one_name_other": "Джулия",
                "act": "mk",
                "word": "agreed",
                "facts": "{}",
            },
            "14:05 Beatrice Lombardi: incontro confermato per conto del delegato – Giulia / Aleksei Shcherbakov",
            "14:05 Беатриче Ломбарди: встреча подтверждена от имени делегата — Джулия / Алексей Щербаков",
        ),
        (
            {
                **BEATRICE,
                **PAIR,
                "person_id": 9,
                "person_name": "Sofia Galli",
                "person_name_other": "София Галли",
                "person_delegation": "it",
                "act": "ya",
                "word": "interpreter_given",
                "facts": '{"interpreter": 9}',
            },
            "14:05 Beatrice Lombardi: interprete assegnato – Sofia Galli, Giulia Bardazzi / Aleksei Shcherbakov",
            "14:05 Беатриче Ломбарди: назначен переводчик — София Галли, Джулия Бардацци / Алексей Щербаков",
        ),
        (
            {"part": "group", "act": "ka", "word": "answer_sent", "facts": "{}"},
            "14:05 Gruppo degli organizzatori: risposta a una domanda",
            "14:05 Группа организаторов: ответ на вопрос",
        ),
        (
            {**BEATRICE, "act": "of a version to come", "word": "x", "facts": "{}"},
            "14:05 Beatrice Lombardi: altra operazione",
            "14:05 Беатриче Ломбарди: другое действие",
        ),
        (
            {**BEATRICE, "act": "gk", "facts": "{}"},
            "14:05 Beatrice Lombardi: altra operazione",
            "14:05 Беатриче Ломбарди: другое действие",
        ),
    ],
)
def test_a_deed_in_words(values: dict[str, Any], italian: str, russian: str) -> None:
    lines = [as_read(screens.line(WORDS[language], deed(**values))) for language in ("it", "ru")]
    assert lines == [italian, russian]


def test_what_somebody_is_called_is_no_markup() -> None:
    line = screens.line(WORDS["it"], deed(actor_name="<b>A & B", actor_name_other="", actor_delegation="it"))
    assert line.startswith("14:05 &lt;b&gt;A &amp; B: ")


def test_the_longest_page_fits_into_a_message() -> None:
    long = "Щ" * 300
    names = {name: long for name in Recorded.__match_args__ if "name" in name or "title" in name}
    found = [
        deed(**names, one_id=1, person_id=2, at=datetime(2018, 11, day, tzinfo=UTC)) for day in range(1, 11)
    ]
    for words in WORDS.values():
        screen = screens.record(words, found, 30, ShowRecord("p", 7, 1), a_person())
        assert len(as_read(screen.text)) <= 4096
        assert len(screen.rows) == 2


def records(button: type[Button]) -> bool:
    """Whether what a button does may go on record."""
    fields = button.__match_args__
    return button.needs is Need.ORGANISER or button.for_others or "acting" in fields


def sentences() -> set[tuple[str, str]]:
    keys = {key_of(message) for message in read("it") if message.id}
    return {(parts[1], parts[2]) for key in keys if (parts := key.split("."))[0] == "deed"}


def test_every_button_that_puts_something_on_record_has_a_sentence() -> None:
    told = {act for act, _ in sentences()}
    acts = {act_of(button) for button in BUTTONS.values() if records(button)}
    silent = {act for act in acts - told - NOT_YET if not act.startswith(LEADS_ON)}
    assert {"silent": silent, "gone": NOT_YET - acts, "told": NOT_YET & told} == {
        "silent": set(),
        "gone": set(),
        "told": set(),
    }


def test_every_sentence_is_of_a_button_and_an_outcome_that_there_are() -> None:
    words = outcome_words(sources())
    acts = {act_of(button) for button in BUTTONS.values() if records(button)} | {act_of(Organise)}
    assert {one for one in sentences() if one[0] not in acts or one[1] not in words} == set()
