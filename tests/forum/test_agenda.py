"""Clashes and gaps."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from forum.agenda import SHORTEST_GAP, Entry, Gap, clashing, gaps, in_order, overlap
from tests.support.agendas import DAY, meeting, session


def test_what_ends_when_the_other_starts_does_not_clash() -> None:
    assert not overlap(session(1, 0, 60), session(2, 60, 90))
    assert overlap(session(1, 0, 61), session(2, 60, 90))


def test_the_meeting_point_clashes_with_nothing() -> None:
    point = session(1, 0, 240, "meeting_point")
    visit = session(2, 60, 120, "visit")
    assert clashing(point, [visit]) == []
    assert clashing(visit, [point]) == []


def test_nothing_clashes_with_itself() -> None:
    one, met = session(1, 0, 60), meeting(1, 80, 100)
    assert clashing(one, [one, met]) == []
    assert clashing(met, [one, met]) == []


def test_a_meeting_clashes_with_a_session_of_the_same_number_and_with_one_that_is_waited_for() -> None:
    waited, met = session(1, 0, 60, seat="waiting"), meeting(1, 40, 60)
    assert clashing(met, [waited, met]) == [waited]
    assert clashing(waited, [waited, met]) == [met]


def test_the_meeting_point_comes_before_the_meetings_that_begin_with_it() -> None:
    point, met, later = session(9, 60, 240, "meeting_point"), meeting(1, 60, 80), meeting(2, 80, 100)
    assert in_order([later, met, point]) == [point, met, later]


def test_gaps_lie_between_entries_also_where_one_covers_another() -> None:
    day = [session(1, 0, 120), session(2, 30, 60), session(3, 135, 150), session(4, 170, 200)]
    assert gaps(day) == [Gap(DAY + timedelta(minutes=150), DAY + timedelta(minutes=170))]


def gap(starts: int, ends: int, *, within: bool = False) -> Gap:
    return Gap(DAY + timedelta(minutes=starts), DAY + timedelta(minutes=ends), within)


def test_the_meeting_point_is_a_frame_once_one_meets_somebody_within() -> None:
    before, point, after = session(1, 0, 55), session(2, 60, 300, "meeting_point"), session(3, 420, 500)
    assert gaps([before, point, after]) == [gap(300, 420)]
    assert gaps([before, point, session(4, 200, 260), after]) == [gap(300, 420)]
    met = [meeting(1, 60, 80), meeting(2, 80, 100), meeting(3, 120, 140), meeting(4, 260, 280)]
    assert gaps([before, point, *met, after]) == [
        gap(100, 120, within=True),
        gap(140, 260, within=True),
        gap(280, 300, within=True),
        gap(300, 420),
    ]
    assert gaps([point, *met[:1]]) == [gap(80, 300, within=True)]


def test_an_empty_day_has_no_gaps() -> None:
    assert gaps([]) == []


def _spans(most: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    span = st.tuples(st.integers(0, 600), st.integers(1, 120)).map(lambda pair: (pair[0], sum(pair)))
    return st.lists(span, max_size=most)


@given(sessions=_spans(6), points=_spans(2), meetings=_spans(3))
def test_a_gap_is_free_and_long_enough_and_none_is_forgotten(
    sessions: list[tuple[int, int]], points: list[tuple[int, int]], meetings: list[tuple[int, int]]
) -> None:
    day: list[Entry] = in_order(
        [
            *(session(number, *span) for number, span in enumerate(sessions)),
            *(session(100 + number, *span, "meeting_point") for number, span in enumerate(points)),
            *(meeting(number, *span) for number, span in enumerate(meetings)),
        ]
    )
    frames = [one for one in points if any(one[0] < ends and starts < one[1] for starts, ends in meetings)]
    spans = [*sessions, *meetings, *(one for one in points if one not in frames)]
    busy = {minute for start, end in spans for minute in range(start, end)}
    edges = {edge for frame in frames for edge in frame}
    bounds = {*busy, *edges}
    hull = range(min(bounds), max(bounds) + 1) if bounds else range(0)
    expected = _runs([minute for minute in hull if minute not in busy], edges)
    shortest = SHORTEST_GAP.seconds // 60
    assert gaps(day) == [
        gap(run[0], run[-1] + 1, within=any(starts <= run[0] < ends for starts, ends in frames))
        for run in expected
        if len(run) >= shortest
    ]


def _runs(minutes: list[int], edges: set[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for minute in minutes:
        if runs and runs[-1][-1] == minute - 1 and minute not in edges:
            runs[-1].append(minute)
        else:
            runs.append([minute])
    return runs
