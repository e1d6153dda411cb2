"""Where a problem contradicts itself: what is fixed is placed, so what is fixed must be possible at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from forum.planning.problem import Meeting, Problem
from forum.planning.staff import Staff


def contradictions(problem: Problem) -> list[str]:
    """Each contradiction as a sentence that begins with its place; empty where there is none."""
    return [
        *_forbidden(problem),
        *_twice(problem),
        *_circles(problem),
        *_orders(problem),
        *_full(problem),
    ]


def place(problem: Problem, index: int) -> str:
    """How a meeting is named in a fault: its place in the list, and its id."""
    return f"meetings[{index}] ({problem.meetings[index].id})"


def _fixed(problem: Problem) -> Iterator[tuple[int, Meeting, int]]:
    for index, one in enumerate(problem.meetings):
        if one.slot is not None:
            yield index, one, one.slot


def _forbidden(problem: Problem) -> Iterator[str]:
    away = {one.id: one.forbidden for one in problem.participants}
    for index, one, slot in _fixed(problem):
        if slot in one.forbidden:
            yield f"{place(problem, index)}: fixed in slot {slot}, which it forbids"
        for who in one.participants:
            if slot in away.get(who, ()):
                yield f"{place(problem, index)}: fixed in slot {slot}, in which {who} is not there"


def _twice(problem: Problem) -> Iterator[str]:
    first: dict[tuple[str, int], str] = {}
    for index, one, slot in _fixed(problem):
        for who in one.participants:
            other = first.setdefault((who, slot), one.id)
            if other != one.id:
                yield f"{place(problem, index)}: fixed in slot {slot}, in which {who} is fixed for {other}"


def _circles(problem: Problem) -> Iterator[str]:
    try:
        TopologicalSorter({one.id: one.after for one in problem.meetings}).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        index = next(number for number, one in enumerate(problem.meetings) if one.id == circle[0])
        yield f"{place(problem, index)}: an order that goes in a circle: {' before '.join(circle)}"


def _orders(problem: Problem) -> Iterator[str]:
    slots = {one.id: slot for _, one, slot in _fixed(problem)}
    for index, one, slot in _fixed(problem):
        for other in one.after:
            if other in slots and slots[other] >= slot:
                yield (
                    f"{place(problem, index)}: fixed in slot {slot}, after {other}, "
                    f"which is fixed in slot {slots[other]}"
                )


def _full(problem: Problem) -> Iterator[str]:
    staff = Staff(problem)
    tables: Counter[int] = Counter()
    helped: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for index, _, slot in _fixed(problem):
        tables[slot] += 1
        if staff.kind_of[index] >= 0:
            helped[slot][staff.kind_of[index]] += 1
    for slot, number in sorted(tables.items()):
        if number > problem.tables_in(slot):
            yield f"slot {slot}: {number} meetings are fixed in it and it has {problem.tables_in(slot)} tables"
    for slot, wanted in sorted(helped.items()):
        if not staff.enough(slot, [wanted[kind] for kind in range(len(staff.kinds))]):
            number = wanted.total()
            yield f"slot {slot}: {number} of the meetings fixed in it need an interpreter and there are too few"
