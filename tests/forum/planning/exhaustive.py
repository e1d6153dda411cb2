"""The best plan of a small problem by trying every one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, permutations, product
from typing import Any

from tests.forum.planning.verifier import Figures

Json = dict[str, Any]
Slots = tuple[int | None, ...]


def best(problem: Json) -> Figures | None:
    """The figures of the best plan; None where what is fixed cannot be."""
    found = [(figures(problem, slots), slots) for slots in possible(problem)]
    if not found:
        return None
    least = min(known for known, _ in found)
    changes = min(fewest_changes(problem, slots) for known, slots in found if known == least)
    return Figures(*least, changes)


def possible(problem: Json) -> Iterator[Slots]:
    """Every way to give the meetings slots, or none."""
    choices = [_choices(problem, meeting) for meeting in problem["meetings"]]
    return (slots for slots in product(*choices) if holds(problem, slots))


def _choices(problem: Json, meeting: Json) -> list[int | None]:
    away = {one["id"]: one.get("forbidden", []) for one in problem.get("participants", [])}
    bad = {
        *meeting.get("forbidden", []),
        *(slot for who in meeting["participants"] for slot in away.get(who, [])),
    }
    if meeting.get("slot") is not None:
        return [meeting["slot"]] if meeting["slot"] not in bad else []
    return [None, *(slot for slot in range(problem["slots"]) if slot not in bad)]


def holds(problem: Json, slots: Slots) -> bool:
    """Whether a plan keeps every rule but the tables' numbers."""
    meetings = problem["meetings"]
    where = dict(zip((one["id"] for one in meetings), slots, strict=True))
    taken = Counter(
        (who, slot)
        for one, slot in zip(meetings, slots, strict=True)
        if slot is not None
        for who in one["participants"]
    )
    if any(number > 1 for number in taken.values()):
        return False
    for one in meetings:
        later = where[one["id"]]
        for name in one.get("after", []):
            earlier = where[name]
            if earlier is not None and later is not None and earlier >= later:
                return False
    counts = breaks(problem, slots)
    bound = problem.get("fairness")
    if bound is not None and counts and max(counts) - min(counts) > bound:
        return False
    return all(_room(problem, slots, slot) for slot in range(problem["slots"]))


def _room(problem: Json, slots: Slots, slot: int) -> bool:
    here = [one for one, place in zip(problem["meetings"], slots, strict=True) if place == slot]
    if len(here) > min(
        problem["tables"], problem.get("table_capacity", {}).get(str(slot), problem["tables"])
    ):
        return False
    wanted = [one for one in here if one.get("interpreter")]
    every = problem.get("interpreters", [])
    there = [one["id"] for one in every if slot not in one.get("forbidden", [])]
    return any(
        all(name in meeting.get("able", there) for meeting, name in zip(wanted, names, strict=True))
        for names in permutations(there, len(wanted))
    )


def days(problem: Json, slots: Slots) -> list[list[tuple[int, int]]]:
    """Slot and number of each participant's meetings, in their order."""
    who = {one["id"] for one in problem.get("participants", [])}
    who |= {name for one in problem["meetings"] for name in one["participants"]}
    return [
        sorted(
            (slot, number)
            for number, (one, slot) in enumerate(zip(problem["meetings"], slots, strict=True))
            if slot is not None and name in one["participants"]
        )
        for name in sorted(who)
    ]


def breaks(problem: Json, slots: Slots) -> list[int]:
    return [sum(1 for one, other in pairwise(day) if other[0] - one[0] > 1) for day in days(problem, slots)]


def figures(problem: Json, slots: Slots) -> tuple[int, int, int, int, int]:
    counts = breaks(problem, slots)
    pairs = list(zip(problem["meetings"], slots, strict=True))
    return (
        sum(one.get("priority", 1) for one, slot in pairs if slot is None),
        sum(1 for one, slot in pairs if slot is not None and one.get("was", slot) != slot),
        sum(counts),
        max(counts, default=0),
        sum(other[0] - one[0] - 1 for day in days(problem, slots) for one, other in pairwise(day)),
    )


def fewest_changes(problem: Json, slots: Slots) -> int:
    """The fewest table changes with these slots."""
    here = [
        [number for number, place in enumerate(slots) if place == slot] for slot in range(problem["slots"])
    ]
    tables = range(1, problem["tables"] + 1)
    steps = [(one, other) for day in days(problem, slots) for (_, one), (_, other) in pairwise(day)]
    least = len(steps)
    for seats in product(*(permutations(tables, len(meetings)) for meetings in here)):
        at = {
            meeting: table
            for meetings, chosen in zip(here, seats, strict=True)
            for meeting, table in zip(meetings, chosen, strict=True)
        }
        least = min(least, sum(1 for one, other in steps if at[one] != at[other]))
    return least
