"""What is told of changes, and what organisers see of them, fits into a message whatever the workbook holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from forum.agenda import Entry
from forum.changes import Difference, Face, Item, Preview, Stop, Trial, Waiting
from forum.changes.adding import MOST_STOPS, QUESTIONS
from forum.changes.delaying import Scope
from forum.changes.difference import what_differs
from handlers.buttons import AddSession, Delay
from handlers.keyboards import keyboard
from handlers.screens import add_session, change_notices, changes, delays
from handlers.screens.screen import LONGEST_LABEL, LONGEST_TEXT, Screen, length
from locales import LANGUAGES, Words
from storage.change_records import Clash, Concerned, Neighbour, Overlap
from storage.session_edits import Line
from tests.support.agendas import DAY, meeting, session

LONG = "Ж" * 200
LATER = timedelta(days=1, minutes=15)


def face(number: int = 0, *, text: str = LONG) -> Face:
    stops = tuple(
        Stop(kind, text, text, DAY + timedelta(minutes=minute))
        for minute, kind in enumerate(["departure", *["stop"] * 20, "return"])
    )
    starts = DAY + timedelta(minutes=number)
    return Face(
        kind="visit",
        title_it=f"{number}{text}"[:200],
        title_ru=f"{number}{text}"[:200],
        starts=starts,
        ends=starts + timedelta(hours=1),
        place_it=text,
        place_ru=text,
        capacity=999_999,
        audience="all",
        cancelled=False,
        stops=stops,
    )


def changed(number: int) -> Difference:
    """Everything about it is different."""
    was = face(number)
    stops = tuple(replace(stop, at=stop.at + LATER) for stop in was.stops)
    now = replace(
        was,
        title_it=f"Х{LONG}"[:200],
        title_ru=f"Х{LONG}"[:200],
        starts=was.starts + LATER,
        ends=was.ends + LATER,
        place_it=f"Х{LONG}"[:200],
        place_ru=f"Х{LONG}"[:200],
        capacity=1,
        stops=stops,
    )
    return Difference(number, was, now, what_differs(was, now))


def words(language: str) -> Words:
    return Words(language, ZoneInfo("Europe/Rome"), DAY.date())


def fits(screen: Screen) -> bool:
    keys = keyboard(screen.rows, fresh=True)  # packs every button
    labels = [key.label for row in screen.rows for key in row]
    return keys is not None and length(screen.text) <= LONGEST_TEXT and max(map(len, labels)) <= LONGEST_LABEL


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [1, 2, 7, 60])
def test_a_message_of_many_long_changes(language: str, number: int) -> None:
    entries = [meeting(one, 0, 20, partner_name=LONG, partner_name_other=LONG) for one in range(1, 6)]
    clashes: list[Entry] = [*entries, session(9, 0, 30, title_it=LONG, title_ru=LONG)]
    items = [Item(changed(one), waiting=False, clashes=clashes) for one in range(number)]
    screen = change_notices.news(words(language), items)
    assert fits(screen)
    told = screen.text.count("Х")
    assert told >= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_left_out_is_counted(language: str) -> None:
    items = [Item(changed(one), waiting=True, clashes=()) for one in range(30)]
    screen = change_notices.news(words(language), items)
    paragraphs = screen.text.split("\n\n")
    left = {
        "it": "E altre {number}\u00a0modifiche: veda la Sua agenda.",
        "ru": "И ещё {number}\u00a0изменени",
    }[language]
    assert paragraphs[-1].startswith(left.format(number=30 - (len(paragraphs) - 2)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_organisers_see_of_many_long_changes(language: str) -> None:
    clash = Clash(1, 1, 1, "ru", LONG, LONG, LONG, LONG, "it", DAY, DAY)
    overlap = Overlap(1, 2, LONG, LONG, DAY, DAY, 999_999)
    previews = [
        Preview(
            changed(one),
            {"it": 999_999, "ru": 999_999},
            [replace(clash, meeting_id=number) for number in range(20)],
            [overlap] * 20,
            999_999,
            [Neighbour(1, 2, LONG, LONG, LONG, LONG, DAY, DAY)] * 20,
        )
        for one in range(40)
    ]
    found = Waiting(previews, {"it": 999_999, "ru": 999_999}, "0123abcd")
    people = [
        Concerned(number, "d", LONG, LONG, LONG, LONG, "it", "waiting") for number in range(changes.NAMES)
    ]
    for page in (0, 5, 9):
        assert fits(changes.waiting(words(language), found, page, 1 << 40))
    assert fits(changes.change(words(language), found, people, 3, 1 << 40))
    assert fits(changes.released(words(language), 999_999, 40, 1 << 40))
    assert fits(changes.confirm_release(words(language), found, 0))
    assert fits(changes.confirm_dismiss(words(language), found, 7))
    assert fits(change_notices.waiting(words(language), found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_delay_of_very_many_does(language: str) -> None:
    near = Neighbour(1, 2, LONG, LONG, LONG, LONG, DAY, DAY)
    overlap = Overlap(1, 2, LONG, LONG, DAY, DAY, 999_999)
    previews = [
        Preview(changed(one), {"it": 999_999}, [], [overlap] * 20, 999_999, [near] * 20) for one in range(40)
    ]
    tried = Trial(Waiting(previews, {"it": 999_999, "ru": 999_999}, ""), 999_999, 999_999)
    press = Delay(999_999, "0123abcd", 600, sure=True)
    screen = delays.trial(words(language), press, tried, press)
    assert fits(screen)
    shown = screen.text.count("<b>") - 1
    more = {"it": f"e altri {40 - shown}", "ru": f"и ещё {40 - shown}"}[language]
    assert shown >= 1
    assert more in screen.text
    many = [session(number, 0, 30, title_it=LONG, title_ru=LONG) for number in range(60)]
    assert fits(delays.choose_place(words(language), many, 3))
    assert fits(delays.choose_first(words(language), many, 7, 999_999))
    assert fits(delays.choose_minutes(words(language), 999_999, Scope(many, "0123abcd")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_visit_with_all_that_can_be_said_of_it(language: str) -> None:
    given = dict.fromkeys(("title_it", "title_ru", "place_it", "place_ru"), LONG) | {
        "kind": "visit",
        "day": DAY.date().isoformat(),
        "starts": DAY.isoformat(),
        "ends": (DAY + timedelta(hours=4)).isoformat(),
        "capacity": "999999",
        "audience": "ru",
    }
    stops = [Line("stop", LONG, LONG, DAY)] * MOST_STOPS
    near = Neighbour(1, 2, LONG, LONG, LONG, LONG, DAY, DAY)
    preview = Preview(changed(1), {"it": 999_999}, [], [], 0, [near] * 20)
    tried = Trial(Waiting([preview], {}, ""), 0, 999_999)
    assert fits(add_session.trial(words(language), given, stops, tried, AddSession("0123abcd")))
    days = [DAY.date() + timedelta(days=number) for number in range(5)]
    for what in QUESTIONS:
        assert fits(add_session.ask(words(language), given, what, days))


@pytest.mark.parametrize(
    ("what", "headline"),
    [
        ({"time", "place", "title"}, "time_and_place"),
        ({"time", "stops"}, "time"),
        ({"place", "title"}, "place"),
        ({"stops", "title"}, "stops"),
        ({"title", "audience"}, "title"),
        ({"cancelled"}, "cancelled"),
        ({"restored"}, "restored"),
        ({"new"}, "new"),
        ({"gone"}, "gone"),
    ],
)
def test_the_point_of_a_change(what: set[str], headline: str) -> None:
    assert change_notices.headline(Difference(1, face(), face(), frozenset(what))) == headline
