"""Why a meeting has no place in a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from forum.planning.first import in_the_way
from forum.planning.grid import Grid, Slots
from forum.planning.problem import Problem
from forum.planning.timetable import Timetable

NO_COMMON_SLOT, NO_INTERPRETER, TABLES_FULL, ORDER, FAIRNESS = (
    "no_common_slot",
    "no_interpreter",
    "tables_full",
    "order",
    "fairness",
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no place.

    `kind`: 'no_common_slot' (the participants are free together in none), 'no_interpreter', 'tables_full', 'order',
    or 'fairness' (a place would give somebody too many breaks more than another). `possible` are the slots in which
    all may meet at all, `free` those of them in which they have no other meeting, `barred` says of these what stands
    in the way, by kind.
    """

    kind: str
    possible: tuple[int, ...]
    free: tuple[int, ...] = ()
    barred: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def sentence(self) -> str:
        """In English, for a file."""
        if not self.possible:
            return "no common free slot: there is none in which all may meet"
        if not self.free:
            return f"no common free slot: {_named(self.possible)} taken by other meetings of theirs"
        said = "; ".join(f"{_SAID[kind]} in {_named(slots)}" for kind, slots in self.barred.items())
        return f"of the common free slots: {said}"


_SAID = {
    NO_INTERPRETER: "interpreters fully used",
    TABLES_FULL: "tables full",
    ORDER: "the order with other meetings",
    FAIRNESS: "numbers of breaks that differ too much",
}
"""In the order in which people can do something about it."""


def _named(slots: Sequence[int]) -> str:
    return f"slot{'s' if len(slots) > 1 else ''} {', '.join(map(str, slots))}"


def reasons(problem: Problem, grid: Grid, slots: Slots) -> dict[str, Reason]:
    """The reason of each meeting without a place, by its id."""
    table = Timetable(grid, slots)
    return {
        problem.meetings[meeting].id: _reason(grid, table, meeting)
        for meeting in grid.meetings
        if slots[meeting] < 0
    }


def _reason(grid: Grid, table: Timetable, meeting: int) -> Reason:
    possible = grid.slots_of(meeting)
    people = grid.ends[meeting]
    free = [slot for slot in possible if all(table.at[person][slot] < 0 for person in people)]
    if not free:
        return Reason(NO_COMMON_SLOT, tuple(possible))
    barred: dict[str, list[int]] = {}
    for slot in free:
        barred.setdefault(_obstacle(grid, table, meeting, slot), []).append(slot)
    found = {one: tuple(barred[one]) for one in _SAID if one in barred}
    return Reason(next(iter(found)), tuple(possible), tuple(free), found)


def _obstacle(grid: Grid, table: Timetable, meeting: int, slot: int) -> str:
    if in_the_way(table, meeting, slot):
        return ORDER
    if not table.helped_with(meeting, slot):
        return NO_INTERPRETER
    if len(table.inside[slot]) >= grid.capacity[slot]:
        return TABLES_FULL
    return FAIRNESS
