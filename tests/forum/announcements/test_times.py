"""When an announcement is to go out, as people type it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from forum.announcements.times import typed_time
from forum.desk import Outcome

FLORENCE = ZoneInfo("Europe/Rome")
NOW = datetime(2018, 11, 29, 8, 0, tzinfo=UTC)
"""Nine o'clock there."""


@pytest.mark.parametrize(
    ("typed", "local"),
    [
        ("9:01", "2018-11-29 09:01"),
        ("15.30", "2018-11-29 15:30"),
        (" 15:30 ", "2018-11-29 15:30"),
        ("oggi 15:30", "2018-11-29 15:30"),
        ("Domani, 9:00", "2018-11-30 09:00"),
        ("завтра 9:00", "2018-11-30 09:00"),
        ("послезавтра 07:05", "2018-12-01 07:05"),
        ("30.11 9:00", "2018-11-30 09:00"),
        ("30/11/2018 9:00", "2018-11-30 09:00"),
        ("2018-11-30 09:00", "2018-11-30 09:00"),
        ("5.1 10:00", "2019-01-05 10:00"),
    ],
)
def test_understood(typed: str, local: str) -> None:
    found = typed_time(typed, FLORENCE, NOW)
    assert isinstance(found, datetime)
    assert found == datetime.fromisoformat(local).replace(tzinfo=FLORENCE)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("typed", "word", "at"),
    [
        ("presto", "time_unread", None),
        ("", "time_unread", None),
        ("25:00", "time_unread", None),
        ("12:60", "time_unread", None),
        ("ieri 10:00", "time_unread", None),
        ("31.02 10:00", "time_unread", None),
        ("2018-02-30 10:00", "time_unread", None),
        ("15", "time_unread", None),
        ("9:00", "time_passed", "2018-11-29T08:00:00+00:00"),
        ("8:59", "time_passed", "2018-11-29T07:59:00+00:00"),
        ("28.11 18:00", "time_passed", "2018-11-28T17:00:00+00:00"),
        ("29.11.2018 00:00", "time_passed", "2018-11-28T23:00:00+00:00"),
        ("0001-01-01 00:00", "time_unread", None),
        ("29.11.2019 10:00", "time_far", "2019-11-29T09:00:00+00:00"),
    ],
)
def test_refused(typed: str, word: str, at: str | None) -> None:
    found = typed_time(typed, FLORENCE, NOW)
    assert isinstance(found, Outcome)
    assert (found.word, found.facts.get("at"), found.refused) == (word, at, True)


@pytest.mark.parametrize(("typed", "word"), [("31.03 02:30", "time_skipped"), ("27.10 02:30", "time_twice")])
def test_the_nights_when_clocks_are_changed(typed: str, word: str) -> None:
    day = datetime(2019, 3 if "03" in typed else 10, 20, 8, 0, tzinfo=UTC)
    assert typed_time(typed, FLORENCE, day) == Outcome(word, refused=True)
