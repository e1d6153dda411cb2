"""Screens of visits, however long the texts of the workbook and however many people and stops."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from forum.visits.bus import LEGS, boarding
from forum.visits.recalling import Call
from forum.visits.roll import Roll
from handlers.keyboards import keyboard
from handlers.screens import gate, roll, session, visit_notices, visits
from handlers.screens.screen import LONGEST_TEXT, Screen, length
from handlers.screens.session import Reader
from handlers.screens.visits import Trip
from locales import LANGUAGES, Words
from storage.gates import Entrant, Papers
from storage.records import Attended, Stop
from storage.visits import Guide, Led, Passenger

NOW = datetime(2018, 11, 30, 8, tzinfo=UTC)
MOST_BUTTONS, MOST_BYTES = 100, 10_000
TITLE, PHONE = "Ш" * 200, "+39 300 000 0000 000"


def a_visit() -> Attended:
    return Attended(
        id=2**40,
        code="x" * 40,
        kind="visit",
        title_it=TITLE,
        title_ru=TITLE,
        description_it="о" * 2000,
        description_ru="о" * 2000,
        starts=NOW,
        ends=NOW + timedelta(hours=4),
        place_it=TITLE,
        place_ru=TITLE,
        latitude=1.0,
        longitude=1.0,
        capacity=20,
        audience="all",
        moderator=TITLE,
        cancelled_at=None,
        seated=5,
        waiting=5,
        seat="seated",
        position=0,
        absent=False,
        guided=False,
    )


def stops(count: int) -> list[Stop]:
    return [
        Stop(
            2**40,
            place,
            "departure" if place == 0 else "stop",
            TITLE,
            TITLE,
            NOW,
            43.0,
            11.0,
            "n" * 500,
            "з" * 500,
        )
        for place in range(count)
    ]


def guides(count: int) -> list[Guide]:
    return [Guide(2**40 + number, TITLE, TITLE, "it", TITLE, TITLE, PHONE) for number in range(count)]


def people(count: int) -> list[Passenger]:
    return [
        Passenger(
            id=2**40 + number,
            name=TITLE,
            name_other=TITLE,
            delegation="it",
            organisation=TITLE,
            organisation_other=TITLE,
            phone=PHONE,
            out=number % 2 == 0,
            back=False,
            reachable=number % 3 == 0,
        )
        for number in range(count)
    ]


def fits(screen: Screen) -> bool:
    keys = keyboard(screen.rows)
    data = json.dumps(keys, ensure_ascii=False).encode()
    return (
        0 < length(screen.text) <= LONGEST_TEXT
        and sum(len(row) for row in screen.rows) <= MOST_BUTTONS
        and len(data) <= MOST_BYTES
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 5, 29, 30, 31, 300])
def test_everything_fits_into_a_message(language: str, count: int) -> None:
    words, visit = Words(language, ZoneInfo("Europe/Rome"), NOW.date()), a_visit()
    crowd = people(count)
    trip = Trip(stops(count), guides(count), True, True, Roll("out", crowd), True, Papers("", ""))  # noqa: FBT003
    shown = session.session(
        words,
        visit,
        trip=trip,
        clashes=[visit] * 5,
        via="v",
        over=False,
        reader=Reader(True, True),  # noqa: FBT003
    )
    assert fits(shown)
    assert length(shown.text) == LONGEST_TEXT or "о" * 2000 in shown.text
    assert fits(roll.passengers(words, visit, crowd, 0))
    for leg in LEGS:
        taken, places = Roll(leg, crowd), boarding(stops(count), leg)
        for page in (0, 1, 99):
            assert fits(roll.roll(words, visit, taken, None, page))
            assert fits(roll.missing(words, visit, taken, places, page, callable_now=True))
    entrants = [
        Entrant(one.id, TITLE, TITLE, "it", TITLE, TITLE, PHONE, "N" * 80, "0" * 15 if one.out else "")
        for one in crowd
    ]
    assert fits(gate.gate(words, visit, entrants, 0, asked=True))
    assert length(gate.file_caption(words, visit, entrants)) <= 1024
    led = [Led(**{name: getattr(visit, name) for name in Led.__match_args__}) for _ in crowd]
    assert fits(visits.led(words, led))
    stop = stops(count)[0] if count else None
    assert fits(visit_notices.bus_leaves(words, Call(visit, stop, NOW, guides(count))))
    assert fits(visit_notices.gate_papers(words, visit))
