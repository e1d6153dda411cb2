"""What is told of changes, and what organisers see of them, fits into a message whatever the workbook holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from forum.agenda import Entry
from forum.changes import Difference, Face, Item, Preview, Stop, Waiting
from forum.changes.difference import what_differs
from handlers.keyboards import keyboard
from handlers.screens import change_notices, changes
from handlers.screens.screen import LONGEST_LABEL, LONGEST_TEXT, Screen, length
from locales import LANGUAGES, Words
from storage.change_records import Clash, Concerned, Overlap
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
        )
        for one in range(40)
    ]
    found = Waiting(previews, {"it": 999_999, "ru": 999_999}, "0123abcd")
    people = [
        Concerned(number, "d", LONG, LONG, LONG, LONG, "it", "waiting") for number in range(changes.NAMES)
    ]
    for page in (0, 5, 9):
        assert fits(changes.waiting(words(language), found, page))
    assert fits(changes.change(words(language), found, people, 3))
    assert fits(changes.confirm_release(words(language), found, 0))
    assert fits(changes.confirm_dismiss(words(language), found, 7))
    assert fits(change_notices.waiting(words(language), found))


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
