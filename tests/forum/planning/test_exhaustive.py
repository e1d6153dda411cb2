"""Small problems of every kind against every plan there is: all objectives in their order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.planning import Contradictory
from tests.forum.planning.exhaustive import best
from tests.forum.planning.problems import planned
from tests.forum.planning.verifier import Figures

Json = dict[str, Any]


@st.composite
def small(draw: st.DrawFn, *, own: bool = False) -> Json:
    """A problem of a few meetings, with everything that the contract knows; `own`: and with what the forum adds."""
    slots = draw(st.integers(1, 4))
    some_slots = st.lists(st.integers(0, slots - 1), max_size=2, unique=True)
    people = ["a", "b", "c", "d"]
    meetings = []
    for number in range(draw(st.integers(1, 5))):
        meeting: Json = {
            "id": f"m{number}",
            "participants": draw(st.lists(st.sampled_from(people), min_size=2, max_size=3, unique=True)),
            "interpreter": draw(st.booleans()),
            "slot": draw(st.none() | st.integers(0, slots - 1)) if draw(st.booleans()) else None,
            "forbidden": draw(some_slots) if draw(st.booleans()) else [],
            "after": draw(st.lists(st.integers(0, number - 1).map("m{}".format), max_size=1))
            if number
            else [],
            "priority": draw(st.integers(1, 3)),
        }
        if own and draw(st.booleans()):
            meeting["able"] = draw(st.lists(st.sampled_from(["x", "y"]), unique=True))
        if own and meeting["slot"] is None:
            meeting["was"] = draw(st.integers(0, slots - 1))
        meetings.append(meeting)
    return {
        "slots": slots,
        "tables": draw(st.integers(1, 3)),
        "fairness": draw(st.none() | st.integers(0, 2)),
        "participants": [
            {"id": name, "forbidden": draw(some_slots)}
            for name in draw(st.lists(st.sampled_from([*people, "e"]), unique=True))
        ],
        "interpreters": [
            {"id": name, "forbidden": draw(some_slots)}
            for name in draw(st.lists(st.sampled_from(["x", "y"]), unique=True))
        ],
        "meetings": meetings,
        "table_capacity": {"0": draw(st.integers(0, 1))} if draw(st.booleans()) else {},
    }


def found(problem: Json, workers: int) -> Figures | None:
    """What the planner comes to; None where it says that the problem contradicts itself."""
    try:
        answer, figures = planned(problem, workers=workers)
    except Contradictory:
        return None
    assert (answer.status, answer.bound) == ("optimal", figures.breaks)
    return figures


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small())
def test_every_objective_is_the_best_there_is(problem: Json) -> None:
    assert found(problem, workers=1) == best(problem)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small(own=True))
def test_so_it_is_with_what_the_forum_adds(problem: Json) -> None:
    assert found(problem, workers=2) == best(problem)


@pytest.mark.parametrize("fairness", [None, 0])
def test_the_search_through_every_plan_knows_what_is_best(fairness: int | None) -> None:
    # a meets b, c and d; b is not there in slot 1, so that a plan with a break is to be seen, too.
    problem: Json = {
        "slots": 3,
        "tables": 1,
        "fairness": fairness,
        "participants": [{"id": "b", "forbidden": [1]}],
        "meetings": [
            {"id": "ab", "participants": ["a", "b"], "slot": 0},
            {"id": "ac", "participants": ["a", "c"], "slot": 2},
        ],
    }
    assert best(problem) == (Figures(0, 0, 1, 1, 1, 0) if fairness is None else None)
