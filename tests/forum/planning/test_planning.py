"""Plans of problems whose best plan is known, and how a search goes on and ends."""

from __future__ import annotations

from typing import Any

import pytest

from forum.planning import Contradictory, Progress
from forum.planning.planning import plan
from tests.forum.planning.problems import as_problem, planned, problem, slots_of, whole
from tests.forum.planning.verifier import looked_over

Json = dict[str, Any]


def test_what_fits_is_placed_without_a_break() -> None:
    answer, figures = planned(problem("a b", "b c", "c d", "d a"))
    # Four people who meet in a ring, in two slots: at each table one of the two stays.
    assert (answer.status, figures) == ("optimal", (0, 0, 0, 0, 0, 2))


def test_a_meeting_that_is_fixed_stays_and_the_others_come_to_it() -> None:
    given = problem("a b", "b c", slots=8)
    given["meetings"][0]["slot"] = 5
    answer, figures = planned(given)
    assert (slots_of(answer)["ab"], figures.breaks) == (5, 0)
    assert abs(slots_of(answer)["bc"] - 5) == 1


def test_a_fixed_meeting_is_placed_though_two_others_could_be_in_its_stead() -> None:
    given = problem("a b", "a c", "b d", slots=1)
    given["meetings"][0]["slot"] = 0
    given["meetings"][1]["priority"] = 9
    assert slots_of(planned(given)[0]) == {"ab": 0}


def test_an_order_is_kept() -> None:
    given = problem("a b", "c d", "e f", slots=3)
    given["meetings"][0]["after"] = ["cd"]
    given["meetings"][1]["after"] = ["ef"]
    assert slots_of(planned(given)[0]) == {"ef": 0, "cd": 1, "ab": 2}


def test_an_order_with_a_meeting_that_is_not_placed_says_nothing() -> None:
    given = problem("a b", "c d", slots=2, participants=[{"id": "c", "forbidden": [0, 1]}])
    given["meetings"][0] |= {"after": ["cd"], "forbidden": [1]}
    answer, _ = planned(given)
    assert (slots_of(answer), answer.unplaced["cd"].kind) == ({"ab": 0}, "no_common_slot")


def test_priority_decides_which_of_two_is_placed() -> None:
    given = problem("a b", "a c", slots=1)
    given["meetings"][1]["priority"] = 2
    assert slots_of(planned(given)[0]) == {"ac": 0}


def test_fewer_tables_in_some_slots_are_kept() -> None:
    given = problem("a b", "c d", "e f", slots=2, tables=3, table_capacity={"0": 1})
    slots = list(slots_of(planned(given)[0]).values())
    assert len(slots) == 3
    assert slots.count(0) <= 1


def test_fairness_would_rather_share_breaks_out_than_have_few() -> None:
    # With three meetings in slots 0, 2 and 4 there are two breaks.
    given = problem("a b", "a c", "a d", slots=5, participants=[{"id": "a", "forbidden": [1, 3]}])
    assert planned(given)[1] == (0, 0, 2, 2, 2, 0)
    # The other three have one meeting each, so that a may have one break more than they have.
    answer, figures = planned(given | {"fairness": 1})
    assert (figures[:5], [one.kind for one in answer.unplaced.values()]) == ((1, 0, 1, 1, 1), ["fairness"])


def test_fixed_meetings_that_no_fairness_allows_are_a_contradiction() -> None:
    given = problem("a b", "a c", slots=3, tables=1, fairness=0)
    given["meetings"][0]["slot"], given["meetings"][1]["slot"] = 0, 2
    with pytest.raises(Contradictory) as raised:
        planned(given)
    assert raised.value.faults == ("fairness: 0 breaks; the fixed meetings contradict it",)


@pytest.mark.parametrize(
    ("more", "change", "kind", "sentence"),
    [
        (
            {"participants": [{"id": "a", "forbidden": [0]}, {"id": "b", "forbidden": [1]}]},
            {},
            "no_common_slot",
            "no common free slot: there is none in which all may meet",
        ),
        (
            {"participants": [{"id": "b", "forbidden": [1]}], "table_capacity": {}},
            {"rival": {"id": "ac", "participants": ["a", "c"], "slot": 0}},
            "no_common_slot",
            "no common free slot: slot 0 taken by other meetings of theirs",
        ),
        (
            {"interpreters": [{"id": "i", "forbidden": [1]}]},
            {
                "interpreter": True,
                "rival": {"id": "cd", "participants": ["c", "d"], "slot": 0, "interpreter": True},
            },
            "no_interpreter",
            "of the common free slots: interpreters fully used in slots 0, 1",
        ),
        (
            {"tables": 1, "table_capacity": {"1": 0}},
            {"rival": {"id": "cd", "participants": ["c", "d"], "slot": 0}},
            "tables_full",
            "of the common free slots: tables full in slots 0, 1",
        ),
        (
            {"table_capacity": {}},
            {"after": ["cd"], "rival": {"id": "cd", "participants": ["c", "d"], "slot": 1}},
            "order",
            "of the common free slots: the order with other meetings in slots 0, 1",
        ),
    ],
)
def test_what_has_no_place_says_why(more: Json, change: Json, kind: str, sentence: str) -> None:
    given = problem("a b", slots=2) | more
    rival = change.pop("rival", None)
    given["meetings"][0] |= change
    given["meetings"] += [rival] if rival else []
    answer, _ = planned(given)
    reason = answer.unplaced["ab"]
    assert (answer.status, reason.kind, reason.sentence()) == ("optimal", kind, sentence)


def test_an_interpreter_has_to_be_able() -> None:
    given = problem("a b", "c d", slots=2, interpreters=[{"id": "i"}, {"id": "j"}])
    given["meetings"][0] |= {"interpreter": True, "able": ["i"]}
    given["meetings"][1] |= {"interpreter": True, "able": ["i"], "forbidden": [0]}
    answer, _ = planned(given)
    assert [(one.slot, one.interpreter) for one in answer.assignments] == [(0, "i"), (1, "i")]


def test_interpreters_share_the_work() -> None:
    given = problem("a b", "a c", "a d", "a e", slots=4, interpreters=[{"id": "i"}, {"id": "j"}])
    for one in given["meetings"]:
        one["interpreter"] = True
    answer, _ = planned(given)
    assert sorted(one.interpreter or "" for one in answer.assignments) == ["i", "i", "j", "j"]


def test_as_few_as_possible_leave_the_slot_they_would_rather_keep() -> None:
    given = problem("a b", "a c", "a d", slots=8)
    for meeting, slot in zip(given["meetings"], (0, 3, 3), strict=True):
        meeting["was"] = slot
    answer, figures = planned(given)
    assert (answer.moved, figures.breaks, slots_of(answer)["ab"]) == (1, 1, 0)


def test_a_fixed_meeting_keeps_its_table_and_taken_tables_are_left_alone() -> None:
    given = problem("a b", "c d", "e f", slots=1, tables=4, taken_tables={"0": [1]})
    given["meetings"][1] |= {"slot": 0, "table": 3}
    answer, _ = planned(given)
    assert sorted(one.table for one in answer.assignments) == [2, 3, 4]


def test_what_stays_where_it_was_keeps_table_and_interpreter() -> None:
    given = problem(
        "a b", "c d", "a d", slots=2, tables=4, interpreters=[{"id": "i"}, {"id": "j"}, {"id": "k"}]
    )
    for meeting, table, helper in zip(given["meetings"], (4, 2, 3), ("k", "j", "j"), strict=True):
        meeting |= {"was": 0, "table": table, "helper": helper, "interpreter": True}
    answer, _ = planned(given)
    # Two of one person were at once: one of the three has to go.
    places = {one.meeting: (one.slot, one.table, one.interpreter) for one in answer.assignments}
    assert answer.moved == 1
    assert (places["ab"], places["cd"]) == ((0, 4, "k"), (0, 2, "j"))


def test_a_helper_is_given_up_where_another_meeting_has_nobody_else() -> None:
    given = problem("a b", "c d", slots=1, interpreters=[{"id": "i"}, {"id": "j"}])
    given["meetings"][0] |= {"interpreter": True, "was": 0, "helper": "i"}
    given["meetings"][1] |= {"interpreter": True, "able": ["i"]}
    answer, _ = planned(given)
    assert {one.meeting: one.interpreter for one in answer.assignments} == {"ab": "j", "cd": "i"}


def test_whoever_stays_at_a_table_stays() -> None:
    given = problem("a b", "a c", "a d", "e f", "e g", slots=4, tables=2)
    assert planned(given)[1].table_changes == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_hall_that_was_made_whole_is_planned_whole(seed: int) -> None:
    given = whole(seed, guests=12, hosts=40, slots=8, meetings=90, helped=50, away=0.1)
    answer, figures = planned(given, workers=2)
    assert (answer.status, figures.lost, len(answer.unplaced)) == ("optimal", 0, 0)
    assert figures.breaks <= 3


def test_one_worker_comes_to_the_same_plan_again() -> None:
    given = whole(4, guests=10, hosts=30, slots=8, meetings=60, helped=20)
    one, other = (planned(given, workers=1, seed=7)[0] for _ in range(2))
    assert (one.assignments, one.breaks) == (other.assignments, other.breaks)


def test_progress_goes_only_forward() -> None:
    told: list[Progress] = []
    given = whole(5, guests=12, hosts=36, slots=9, meetings=100)
    answer = plan(as_problem(given), seconds=20, progress=told.append)
    looked_over(given, answer.to_json())
    assert [one.placed for one in told] == sorted(one.placed for one in told)
    assert [one.breaks for one in told if one.placed == 100] == sorted(
        (one.breaks for one in told if one.placed == 100), reverse=True
    )
    assert (told[-1].placed, told[-1].total, told[-1].breaks) == (100, 100, answer.breaks)
    assert all(one.bound <= one.breaks and one.seconds >= 0 for one in told if one.placed == 100)


@pytest.mark.parametrize("workers", [1, 2])
def test_stopped_it_gives_the_best_plan_so_far(workers: int) -> None:
    given = whole(6, guests=40, hosts=150, slots=12, meetings=450, helped=250)
    told: list[Progress] = []
    answer = plan(as_problem(given), workers=workers, progress=told.append, stop=lambda: bool(told))
    looked_over(given, answer.to_json())
    assert (answer.status, answer.placed) == ("feasible", told[-1].placed)


def test_stopped_before_it_begins_it_gives_what_is_fixed_and_little_else() -> None:
    given = whole(6, guests=10, hosts=30, slots=8, meetings=60)
    given["meetings"][7]["slot"] = 0
    answer = plan(as_problem(given), stop=lambda: True)
    looked_over(given, answer.to_json())
    assert answer.status == "feasible"


def test_out_of_time_it_says_the_gap() -> None:
    given = whole(7, guests=80, hosts=300, slots=12, meetings=900, helped=500)
    answer = plan(as_problem(given), seconds=0.5)
    figures = looked_over(given, answer.to_json())
    assert (answer.status, figures.lost) == ("feasible", 0)
    assert answer.bound < answer.breaks


def test_stopped_at_once_it_is_no_worse_than_what_stands() -> None:
    """Everybody goes from meeting to meeting without a break; each may move."""
    given = whole(8, guests=12, hosts=40, slots=8, meetings=90)
    best = planned(given, workers=2)[0]
    for meeting in given["meetings"]:
        meeting["now"] = slots_of(best)[meeting["id"]]
    answer = plan(as_problem(given), stop=lambda: True)
    assert (answer.breaks, answer.placed) == (best.breaks, 90)
    assert slots_of(answer) == slots_of(best)


def test_what_stands_and_cannot_go_on_is_planned_anew() -> None:
    given = problem("a b", "a c", "b c", slots=4, participants=[{"id": "c", "forbidden": [1]}])
    for meeting, slot in zip(given["meetings"], (0, 1, 0), strict=True):
        meeting["now"] = slot
    answer, figures = planned(given)
    assert (answer.placed, figures.breaks) == (3, 1)
