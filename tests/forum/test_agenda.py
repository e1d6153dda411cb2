"""Clashes and gaps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forum.agenda import SHORTEST_GAP, Gap, clashing, gaps, overlap
from storage.records import Attended

DAY = datetime(2018, 11, 29, 8, 0, tzinfo=UTC)


def entry(number: int, starts: int, ends: int, kind: str = "table") -> Attended:
    return Attended(
        id=number,
        code=f"s{number}",
        kind=kind,
        title_it="",
        title_ru="",
        description_it="",
        description_ru="",
        starts=DAY + timedelta(minutes=starts),
        ends=DAY + timedelta(minutes=ends),
        place_it="",
        place_ru="",
        latitude=None,
        longitude=None,
        capacity=None,
        audience="all",
        moderator="",
        cancelled_at=None,
        seated=0,
        waiting=0,
        seat=None,
        position=0,
        absent=False,
    )


def test_what_ends_when_the_other_starts_does_not_clash() -> None:
    assert not overlap(entry(1, 0, 60), entry(2, 60, 90))
    assert overlap(entry(1, 0, 61), entry(2, 60, 90))


def test_the_meeting_point_clashes_with_nothing() -> None:
    point = entry(1, 0, 240, "meeting_point")
    visit = entry(2, 60, 120, "visit")
    assert clashing(point, [visit]) == []
    assert clashing(visit, [point]) == []


def test_nothing_clashes_with_itself() -> None:
    one = entry(1, 0, 60)
    assert clashing(one, [one]) == []


def test_gaps_lie_between_entries_also_where_one_covers_another() -> None:
    day = [entry(1, 0, 120), entry(2, 30, 60), entry(3, 135, 150), entry(4, 170, 200)]
    assert gaps(day) == [Gap(DAY + timedelta(minutes=150), DAY + timedelta(minutes=170))]


def test_an_empty_day_has_no_gaps() -> None:
    assert gaps([]) == []


@given(
    st.lists(
        st.tuples(st.integers(0, 600), st.integers(1, 120)).map(lambda pair: (pair[0], sum(pair))), max_size=8
    )
)
def test_a_gap_is_free_and_long_enough_and_none_is_forgotten(spans: list[tuple[int, int]]) -> None:
    day = sorted(
        (entry(number, *span) for number, span in enumerate(spans)), key=lambda one: (one.starts, one.ends)
    )
    found = gaps(day)
    for gap in found:
        assert gap.ends - gap.starts >= SHORTEST_GAP
        assert not [one for one in day if overlap(one, gap)]
    busy = {minute for start, end in spans for minute in range(start, end)}
    if busy:
        free = [minute for minute in range(min(busy), max(busy) + 1) if minute not in busy]
        shown = {
            int((gap.starts - DAY).total_seconds()) // 60 + minute
            for gap in found
            for minute in range(int((gap.ends - gap.starts).total_seconds()) // 60)
        }
        runs = _runs(free)
        assert shown == {minute for run in runs if len(run) >= SHORTEST_GAP.seconds // 60 for minute in run}


def _runs(minutes: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for minute in minutes:
        if runs and runs[-1][-1] == minute - 1:
            runs[-1].append(minute)
        else:
            runs.append([minute])
    return runs
