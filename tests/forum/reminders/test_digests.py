"""Digests: when they are due, on which days they help, also on the days on which the clocks of Florence change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.quiet import Quiet
from forum.reminders.digests import Edition, came_due, evening, morning

FLORENCE = ZoneInfo("Europe/Rome")
DAY = date(2018, 11, 30)


def quiet(since: str, until: str) -> Quiet:
    return Quiet(time.fromisoformat(since), time.fromisoformat(until), FLORENCE)


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), FLORENCE).astimezone(UTC)


@pytest.mark.parametrize(
    ("hours", "clock"),
    [
        (None, "07:00"),
        (quiet("22:30", "06:45"), "07:00"),
        (quiet("22:30", "07:00"), "07:00"),
        (quiet("22:30", "08:15"), "08:15"),
    ],
)
def test_in_the_morning_at_seven_or_when_the_quiet_hours_are_over(hours: Quiet | None, clock: str) -> None:
    edition = morning(DAY, FLORENCE, hours)
    assert edition == Edition(
        DAY, evening=False, due=at(DAY, clock), until=at(DAY + timedelta(days=1), "00:00")
    )


@pytest.mark.parametrize(
    ("hours", "clock", "until"),
    [
        (None, "20:00", "24:00"),
        (quiet("22:30", "06:45"), "20:00", "22:30"),
        (quiet("00:30", "06:45"), "20:00", "24:00"),
        (quiet("20:00", "06:45"), "19:30", "20:00"),  # the quiet hours begin with it: half an hour before
        (quiet("19:00", "07:30"), "18:30", "19:00"),
        (quiet("13:00", "15:00"), "20:00", "24:00"),
    ],
)
def test_in_the_evening_at_eight_and_before_the_quiet_hours(
    hours: Quiet | None, clock: str, until: str
) -> None:
    eve = DAY - timedelta(days=1)
    last = at(DAY, "00:00") if until == "24:00" else at(eve, until)
    assert evening(DAY, FLORENCE, hours) == Edition(DAY, evening=True, due=at(eve, clock), until=last)


@pytest.mark.parametrize(
    ("day", "seven", "eight"),
    [
        (
            date(2018, 3, 25),
            "05:00",
            "19:00",
        ),  # 7 o'clock of summer time; 8 of the evening before, of winter time
        (date(2018, 3, 26), "05:00", "18:00"),
        (date(2018, 10, 28), "06:00", "18:00"),
        (date(2018, 10, 29), "06:00", "19:00"),
    ],
)
def test_when_the_clocks_change_they_go_by_the_clock(day: date, seven: str, eight: str) -> None:
    before = datetime.combine(day - timedelta(days=1), time.fromisoformat(eight), UTC)
    for hours in (None, quiet("22:30", "06:45")):
        assert morning(day, FLORENCE, hours).due == datetime.combine(day, time.fromisoformat(seven), UTC)
        assert evening(day, FLORENCE, hours).due == before


CLOCKS = st.builds(time, st.integers(0, 23), st.integers(0, 59))
HOURS = st.none() | st.builds(
    Quiet, CLOCKS.filter(lambda one: one != time(6, 45)), st.just(time(6, 45)), st.just(FLORENCE)
)
SPRING, AUTUMN = datetime(2018, 3, 23, tzinfo=UTC), datetime(2018, 10, 26, tzinfo=UTC)
INSTANTS = st.builds(
    lambda first, minutes: first + timedelta(minutes=minutes),
    st.sampled_from([SPRING, AUTUMN]),
    st.integers(0, 5 * 24 * 60),
)


@given(HOURS, st.lists(INSTANTS, min_size=2, max_size=12, unique=True).map(sorted))
def test_over_any_ticks_each_comes_once_and_none_too_early(
    hours: Quiet | None, ticks: list[datetime]
) -> None:
    seen: list[Edition] = []
    for since, now in pairwise(ticks):
        for edition in came_due(since, now, FLORENCE, hours):
            assert since < edition.due <= now
            seen.append(edition)
    assert len(set(seen)) == len(seen)


@given(HOURS, INSTANTS)
def test_none_of_a_day_is_missed(hours: Quiet | None, first: datetime) -> None:
    ticks = [first + timedelta(minutes=10 * number) for number in range(6 * 24 + 1)]
    seen = {one for since, now in pairwise(ticks) for one in came_due(since, now, FLORENCE, hours)}
    today = first.astimezone(FLORENCE).date()
    around = [today + timedelta(days=shift) for shift in range(-1, 4)]
    every = {make(day, FLORENCE, hours) for day in around for make in (morning, evening)}
    # Where the quiet hours last all day there is no morning.
    real = {one for one in every if one.due < one.until}
    assert {one for one in seen if one in real} == {one for one in real if ticks[0] < one.due <= ticks[-1]}
