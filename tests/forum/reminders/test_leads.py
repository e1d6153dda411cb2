"""Lead times: of what came due the nearest is told, once, and nothing that has begun."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.reminders.leads import Judged, chosen, judge, lead_times, overtaken
from forum.workbook.problems import Fault
from forum.workbook.sheets import KEYS

NOON = datetime(2018, 11, 29, 12, tzinfo=UTC)
WEEK = 7 * 24 * 60


def minutes(number: float) -> datetime:
    return NOON + timedelta(minutes=number)


@pytest.mark.parametrize(
    ("own", "forum", "found"),
    [
        (None, ("60", "15"), {60, 15}),
        (None, (), set()),
        ("", ("60", "15"), set()),
        ("30", ("60", "15"), {30}),
        ("60,15", (), {60, 15}),
        ("10080", (), {WEEK}),
        ("0", ("60",), set()),  # then it has begun
        ("15,15,x,-5,³", (), {15}),
    ],
)
def test_whose_lead_times_hold(own: str | None, forum: tuple[str, ...], found: set[int]) -> None:
    assert chosen(own, forum) == found


def test_the_workbook_takes_lead_times_from_a_minute_to_a_week() -> None:
    (column,) = (one for one in KEYS.columns if one.name == "reminder_minutes")
    assert lead_times(column.parse("1, 10080").split(",")) == {1, WEEK}
    for text in ("0", "60,0", "10081"):
        with pytest.raises(Fault, match="out_of_range"):
            column.parse(text)


@pytest.mark.parametrize(
    ("since", "now", "told"),
    [
        (-61, -60.5, Judged(None, 0)),  # not yet
        (-61, -60, Judged(60, 0)),
        (-61, -59, Judged(60, 0)),
        (-60, -59, Judged(None, 0)),  # it was told at the instant that was the last one then
        (-30, -15, Judged(15, 0)),
        (-70, -10, Judged(15, 1)),  # after a stop: the nearer one, and only that
        (-15, 0, Judged(None, 0)),
        (-70, 0, Judged(None, 2)),  # it begins now: too late for both
        (-30, 500, Judged(None, 1)),
        (10, 500, Judged(None, 0)),
    ],
)
def test_what_is_told_of_an_hour_and_a_quarter_before(since: float, now: float, told: Judged) -> None:
    assert judge(NOON, {60, 15}, minutes(since), minutes(now)) == told


def test_a_week_before_and_of_no_time_before() -> None:
    assert judge(NOON, {WEEK}, minutes(-WEEK - 1), minutes(-WEEK)) == Judged(WEEK, 0)
    assert judge(NOON, lead_times(["0"]), minutes(-1), minutes(0)) == Judged(None, 0)


@pytest.mark.parametrize(
    ("lead", "leads", "now", "useless"),
    [
        (60, {60, 15}, -60, False),
        (60, {60, 15}, -16, False),
        (60, {60, 15}, -15, True),  # the nearer one is there
        (15, {60, 15}, -15, False),
        (15, {60, 15}, -0.1, False),
        (15, {60, 15}, 0, True),
        (60, set(), -60, True),  # they want none any more
        (60, {30}, -40, False),
        (60, {30}, -30, True),
    ],
)
def test_what_waited_for_too_long_is_of_no_use(
    lead: int, leads: set[int], now: float, *, useless: bool
) -> None:
    assert overtaken(NOON, lead, leads, minutes(now)) == useless


LEADS = st.frozensets(st.integers(1, 300) | st.just(WEEK), max_size=4)
TICKS = st.lists(st.integers(-400, 60), min_size=2, max_size=30, unique=True).map(sorted)


def passed(leads: frozenset[int], since: int, now: int) -> Iterator[int]:
    """The lead times that the minutes between two ticks go by, the longest first: looked at minute by minute."""
    for minute in range(since + 1, now + 1):
        if -minute in leads:
            yield -minute


@given(LEADS, TICKS)
def test_over_any_ticks_and_stops_each_is_told_once_or_dropped(
    leads: frozenset[int], ticks: list[int]
) -> None:
    told: list[int] = []
    dropped = 0
    for since, now in pairwise(ticks):
        judged = judge(NOON, leads, minutes(since), minutes(now))
        gone_by = list(passed(leads, since, now))
        useful = gone_by[-1:] if now < 0 else []
        assert ([judged.lead] if judged.lead else []) == useful
        assert judged.dropped == len(gone_by) - len(useful)
        told += useful
        dropped += judged.dropped
    assert len(set(told)) == len(told)
    assert len(told) + dropped == sum(ticks[0] < -lead <= ticks[-1] for lead in leads)


@given(LEADS, st.integers(-400, -1))
def test_with_a_tick_each_minute_nothing_is_dropped(leads: frozenset[int], first: int) -> None:
    judged = [judge(NOON, leads, minutes(one - 1), minutes(one)) for one in range(first, 1)]
    assert [one.lead for one in judged if one.lead] == sorted(
        (lead for lead in leads if -lead >= first), reverse=True
    )
    assert sum(one.dropped for one in judged) == 0
