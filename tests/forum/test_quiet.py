"""Quiet hours: what waits, what does not, and the two nights on which the clocks of Florence change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.desk import Work
from forum.quiet import AFTER, Quiet, local, not_before, quiet_of
from storage.database import Database
from tests.support.forums import add_delegates, add_forum

FLORENCE = ZoneInfo("Europe/Rome")
NIGHT = Quiet(time(22, 30), time(6, 45), FLORENCE)
SPRING, AUTUMN = date(2018, 3, 25), date(2018, 10, 28)
"""The clocks go from 2 to 3 on the first, and from 3 to 2 on the second."""


def at(text: str) -> datetime:
    """'29 22:30': that day of November 2018 in Florence."""
    day, clock = text.split()
    return datetime.combine(date(2018, 11, int(day)), time.fromisoformat(clock), FLORENCE)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("28 22:29", None),
        ("28 22:30", "29 06:45"),
        ("28 23:59", "29 06:45"),
        ("29 00:00", "29 06:45"),
        ("29 06:44", "29 06:45"),
        ("29 06:45", None),
        ("29 12:00", None),
    ],
)
def test_they_cross_midnight_and_end_with_their_last_instant(now: str, until: str | None) -> None:
    hours = NIGHT.around(at(now))
    assert (hours[1] if hours else None) == (at(until) if until else None)


@pytest.mark.parametrize(
    ("now", "needed", "told"),
    [
        ("29 12:00", None, "29 12:00"),  # by day everything goes at once
        ("29 12:00", "30 09:00", "29 12:00"),
        ("29 23:00", None, "30 06:45"),  # what has no hour of its own can wait
        ("29 23:00", "30 08:45", "29 23:00"),  # two hours after they end: at once
        ("29 23:00", "30 08:46", "30 06:45"),
        ("30 06:15", "30 07:15", "30 06:15"),  # the bus at 7:15
        ("29 23:00", "29 23:30", "29 23:00"),  # in the middle of the night
        ("29 23:00", "29 23:00", "29 23:00"),  # 'I am late', 'we leave in five minutes'
        ("29 23:00", "29 22:00", "30 06:45"),  # what has begun wakes nobody
    ],
)
def test_what_waits(now: str, needed: str | None, told: str) -> None:
    assert not_before(NIGHT, at(now), at(needed) if needed else None) == at(told)


def test_without_quiet_hours_nothing_waits() -> None:
    assert not_before(None, at("29 03:00")) == at("29 03:00")


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("", "", None),
        ("22:30", "", None),
        ("", "06:45", None),
        ("08:00", "08:00", None),
        ("13:00", "15:00", Quiet(time(13), time(15), FLORENCE)),
    ],
)
def test_as_the_workbook_writes_them(since: str, until: str, found: Quiet | None) -> None:
    assert quiet_of(since, until, FLORENCE) == found


def utc(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), UTC)


@pytest.mark.parametrize(
    ("day", "last", "hours"),
    [(SPRING, "04:45", 7.25), (AUTUMN, "05:45", 9.25), (date(2018, 11, 29), "05:45", 8.25)],
)
def test_the_night_when_the_clocks_change_is_shorter_or_longer(day: date, last: str, hours: float) -> None:
    begin, end = NIGHT.of_day(day - timedelta(days=1))
    assert end == utc(day, last)
    assert (end - begin) / timedelta(hours=1) == hours
    assert NIGHT.around(end - timedelta(seconds=1)) == (begin, end)
    assert NIGHT.around(end) is None


def test_hours_that_end_where_the_clock_has_no_such_time() -> None:
    quiet = Quiet(time(22), time(2, 30), FLORENCE)
    assert quiet.of_day(SPRING - timedelta(days=1))[1] == utc(SPRING, "01:30")  # 3:30 of summer time


def test_hours_that_end_at_a_time_that_comes_twice_end_when_it_comes_first() -> None:
    quiet = Quiet(time(22), time(2, 30), FLORENCE)
    end = quiet.of_day(AUTUMN - timedelta(days=1))[1]
    assert end == utc(AUTUMN, "00:30")
    assert quiet.around(end + timedelta(minutes=30)) is None  # 2 o'clock for the second time
    assert quiet.around(end + timedelta(hours=1)) is None  # half past two for the second time


ZONES = st.sampled_from(
    ["Europe/Rome", "Europe/Moscow", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"]
)
QUIET = st.builds(
    Quiet,
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    ZONES.map(ZoneInfo),
).filter(lambda quiet: quiet.since != quiet.until)
INSTANTS = st.integers(0, 16 * 365 * 24 * 60).map(
    lambda minutes: datetime(2011, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(QUIET, INSTANTS, st.timedeltas(timedelta(days=-1), timedelta(days=3)))
def test_nothing_is_lost_and_what_is_needed_comes_in_time(
    quiet: Quiet, now: datetime, ahead: timedelta
) -> None:
    told = not_before(quiet, now, now + ahead)
    assert now <= told <= now + timedelta(hours=26)
    if ahead >= timedelta(0):
        assert told == now or told + AFTER < now + ahead
    assert told == now or not_before(quiet, told) >= told


@given(QUIET, INSTANTS)
def test_the_clock_of_the_zone_says_the_same(quiet: Quiet, now: datetime) -> None:
    """But on a day on which the clocks change: then by the clock an hour is there twice, or never."""
    moment = now.astimezone(quiet.zone)
    offsets = {(moment + timedelta(days=shift)).utcoffset() for shift in (-2, -1, 0, 1, 2)}
    if len(offsets) == 1:
        clock = moment.time()
        inside = (
            quiet.since <= clock < quiet.until
            if quiet.since < quiet.until
            else clock >= quiet.since or clock < quiet.until
        )
        assert (quiet.around(now) is not None) == inside


def test_two_instants_of_one_zone_are_compared_as_instants() -> None:
    assert local(AUTUMN, time(2, 30), FLORENCE) < utc(
        AUTUMN, "01:15"
    )  # a quarter past two for the second time


async def test_a_use_case_tells_by_the_forums_quiet_hours(database: Database) -> None:
    async with database.write() as tx:
        await add_forum(tx)
        await add_delegates(tx, 3)
        await tx.run("UPDATE forum SET quiet_from = '22:30', quiet_until = '06:45'")
        work = Work(tx, at("29 23:00").astimezone(UTC))
        await work.tell(1, "seat_freed", "waits")
        await work.tell(2, "seat_freed", "soon", needed_by=at("30 07:15"))
        await work.tell(3, "meeting_late_5", "never waits", needed_by=work.now)
        await work.tell_user(77, "registration_accepted", "waits, too")
        found = {row[0]: row[1] for row in await tx.rows("SELECT key, not_before FROM outbox")}
    assert found == {
        "waits": "2018-11-30T05:45:00.000+00:00",
        "soon": "2018-11-29T22:00:00.000+00:00",
        "never waits": "2018-11-29T22:00:00.000+00:00",
        "waits, too": "2018-11-30T05:45:00.000+00:00",
    }
