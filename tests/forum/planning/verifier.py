"""Looks a plan over as the contract has it. It shares no code with the planner: problem and answer come as JSON.

Beside the contract's keys a meeting may have `able` (interpreters' ids), `was` (the slot it would rather keep) and
`table` (of a fixed meeting), the problem `taken_tables`: what only the forum uses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import Any, NamedTuple

Json = dict[str, Any]


class Figures(NamedTuple):
    """The objectives in their order, smaller is better."""

    lost: int
    moved: int
    breaks: int
    most_breaks: int
    idle: int
    table_changes: int


def looked_over(problem: Json, answer: Json) -> Figures:
    """The figures of a plan that keeps every rule and says the truth of itself; else an AssertionError."""
    places = {one["meeting"]: one for one in answer["assignments"]}
    meetings = {one["id"]: one for one in problem["meetings"]}
    assert len(places) == len(answer["assignments"]) == answer["placed"]
    unplaced = [one["meeting"] for one in answer["unplaced"]]
    assert sorted([*places, *unplaced]) == sorted(meetings)
    assert all(one["reason"] for one in answer["unplaced"])
    for name, place in places.items():
        _fits(problem, meetings[name], place, places)
    _nobody_twice(meetings, places)
    _tables(problem, places)
    assert not [name for name in unplaced if meetings[name].get("slot") is not None]
    days = _days(problem, places)
    figures = _figures(problem, places, days)
    said = (answer["breaks"], answer["most_breaks"], answer["idle"])
    assert said == (figures.breaks, figures.most_breaks, figures.idle)
    counts = [_breaks([slot for slot, _ in day]) for day in days.values()]
    if problem.get("fairness") is not None and counts:
        assert max(counts) - min(counts) <= problem["fairness"]
    return figures


def _fits(problem: Json, meeting: Json, place: Json, places: dict[str, Json]) -> None:
    slot = place["slot"]
    assert 0 <= slot < problem["slots"]
    assert meeting.get("slot") in {None, slot}
    assert slot not in meeting.get("forbidden", [])
    away = {one["id"]: one.get("forbidden", []) for one in problem.get("participants", [])}
    assert not [who for who in meeting["participants"] if slot in away.get(who, [])]
    for earlier in meeting.get("after", []):
        assert earlier not in places or places[earlier]["slot"] < slot
    helpers = {one["id"]: one.get("forbidden", []) for one in problem.get("interpreters", [])}
    if meeting.get("interpreter"):
        assert slot not in helpers[place["interpreter"]]
        assert place["interpreter"] in meeting.get("able", list(helpers))
    else:
        assert place["interpreter"] is None
    if slot in {meeting.get("slot"), meeting.get("was"), meeting.get("now")}:
        assert meeting.get("table") in {None, place["table"]}


def _nobody_twice(meetings: dict[str, Json], places: dict[str, Json]) -> None:
    taken: Counter[tuple[str, str, int]] = Counter()
    for name, place in places.items():
        taken.update(("person", who, place["slot"]) for who in meetings[name]["participants"])
        taken["table", str(place["table"]), place["slot"]] += 1
        if place["interpreter"] is not None:
            taken["interpreter", place["interpreter"], place["slot"]] += 1
    assert [what for what, number in taken.items() if number > 1] == []


def _tables(problem: Json, places: dict[str, Json]) -> None:
    seats: defaultdict[int, list[int]] = defaultdict(list)
    for one in places.values():
        seats[one["slot"]].append(one["table"])
    for slot, used in seats.items():
        capacity = problem.get("table_capacity", {}).get(str(slot), problem["tables"])
        closed = problem.get("taken_tables", {}).get(str(slot), [])
        assert len(used) <= min(capacity, problem["tables"] - len(closed))
        assert all(1 <= table <= problem["tables"] for table in used)
        assert not set(used) & set(closed)


def _days(problem: Json, places: dict[str, Json]) -> dict[str, list[tuple[int, int]]]:
    """Slot and table of each participant's meetings, in their order."""
    days: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in problem.get("participants", []):
        days[one["id"]] = []
    for meeting in problem["meetings"]:
        place = places.get(meeting["id"])
        for who in meeting["participants"]:
            days[who] += [(place["slot"], place["table"])] if place else []
    return {who: sorted(day) for who, day in days.items()}


def _figures(problem: Json, places: dict[str, Json], days: dict[str, list[tuple[int, int]]]) -> Figures:
    steps = [step for day in days.values() for step in pairwise(day)]
    lost = [one for one in problem["meetings"] if one["id"] not in places]
    stay = [one for one in problem["meetings"] if one.get("was") is not None and one["id"] in places]
    return Figures(
        lost=sum(one.get("priority", 1) for one in lost),
        moved=sum(1 for one in stay if places[one["id"]]["slot"] != one["was"]),
        breaks=sum(1 for (slot, _), (later, _) in steps if later > slot + 1),
        most_breaks=max((_breaks([slot for slot, _ in day]) for day in days.values()), default=0),
        idle=sum(later - slot - 1 for (slot, _), (later, _) in steps),
        table_changes=sum(1 for (_, table), (_, other) in steps if table != other),
    )


def _breaks(slots: list[int]) -> int:
    return sum(1 for slot, later in pairwise(slots) if later > slot + 1)
