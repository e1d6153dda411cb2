"""At which table each meeting is, once the slots are known, so that people change tables seldom.

In each slot the best there is, given the tables in the slots before (an assignment, as a flow of least cost); then
again given those before and after, until nothing is won any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from forum.planning.flows import cheapest
from forum.planning.grid import Grid, Slots
from forum.planning.problem import Problem

_ROUNDS = 10

Tables = dict[int, int]
"""The table of each placed meeting, from 1."""


def changes(grid: Grid, slots: Slots, tables: Tables) -> int:
    """How often people go to another table from one of their meetings to the next."""
    return sum(
        1 for day in _days(grid, slots) for one, other in pairwise(day) if tables[one] != tables[other]
    )


def tables(problem: Problem, grid: Grid, slots: Slots) -> Tables:
    """Tables with few changes; meetings that stay where they have a table keep it."""
    found: Tables = {
        meeting: one.table
        for meeting, one in enumerate(problem.meetings)
        if one.table and one.stays(slots[meeting])
    }
    kept = frozenset(found)
    days = _days(grid, slots)
    least: int | None = None
    for _ in range(_ROUNDS):
        for slot in range(grid.slots):
            here = [one for one in grid.meetings if slots[one] == slot and one not in kept]
            sitting = {found[one] for one in kept if slots[one] == slot}
            taken = sitting | problem.taken_tables.get(slot, frozenset())
            free = [table for table in range(1, problem.tables + 1) if table not in taken]
            found |= _assigned(here, free[: grid.capacity[slot] - len(sitting)], _wishes(here, days, found))
        now = changes(grid, slots, found)
        if least is not None and now >= least:
            break
        least = now
    return found


def _days(grid: Grid, slots: Slots) -> list[list[int]]:
    """The placed meetings of each person, in their order."""
    return [sorted((one for one in known if slots[one] >= 0), key=slots.__getitem__) for known in grid.of]


def _wishes(here: Iterable[int], days: Sequence[Sequence[int]], found: Tables) -> dict[tuple[int, int], int]:
    """How many people would stay at a table, for a meeting and a table: with the meeting before and the one after."""
    wanted = set(here)
    wishes: Counter[tuple[int, int]] = Counter()
    for day in days:
        for one, other in pairwise(day):
            if one in wanted and other in found:
                wishes[one, found[other]] += 1
            if other in wanted and one in found:
                wishes[other, found[one]] += 1
    return wishes


def _assigned(here: Sequence[int], free: Sequence[int], wishes: dict[tuple[int, int], int]) -> Tables:
    """The tables with the most wishes fulfilled; those who wish none get what is left, in order."""
    place = {meeting: number for number, meeting in enumerate(here)}
    seat = {table: number for number, table in enumerate(free, start=len(here))}
    anywhere, sink = len(here) + len(free), len(here) + len(free) + 1
    wished = [(meeting, table) for meeting, table in sorted(wishes) if table in seat]
    arcs = [(place[meeting], seat[table], 1, -wishes[meeting, table]) for meeting, table in wished]
    arcs += [(number, anywhere, 1, 0) for number in place.values()]
    arcs += [(number, sink, 1, 0) for number in seat.values()]
    arcs.append((anywhere, sink, len(here), 0))
    flow = cheapest(arcs, dict.fromkeys(place.values(), 1) | {sink: -len(here)})
    given = dict(pair for pair, number in zip(wished, flow, strict=False) if number)
    left = iter(sorted(set(free) - set(given.values())))
    return given | {meeting: next(left) for meeting in here if meeting not in given}
