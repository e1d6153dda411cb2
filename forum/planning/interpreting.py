"""Who interprets at which meeting, once the slots are known: the numbers suffice, so a matching is always there."""

from __future__ import annotations

from collections import Counter

from forum.planning.flows import cheapest
from forum.planning.grid import Grid, Slots
from forum.planning.problem import Problem


def interpreters(problem: Problem, grid: Grid, slots: Slots) -> dict[int, str]:
    """The interpreter of each placed meeting that needs one; in each slot those who have had least to do so far."""
    load: Counter[str] = Counter()
    found: dict[int, str] = {}
    for slot in range(problem.slots):
        wanted = [one for one in grid.meetings if slots[one] == slot and grid.kind[one] >= 0]
        if wanted:
            here = _matched(problem, grid, slot, wanted, load)
            load.update(here.values())
            found |= here
    return found


def _matched(
    problem: Problem, grid: Grid, slot: int, wanted: list[int], load: Counter[str]
) -> dict[int, str]:
    there = [one.id for one in problem.interpreters if slot not in one.forbidden]
    kinds = grid.staff.kinds
    source, sink = len(kinds) + len(there), len(kinds) + len(there) + 1
    arcs = [
        (kind, place, 1, 0)
        for kind, names in enumerate(kinds)
        for place, name in enumerate(there, start=len(kinds))
        if name in names
    ]
    matches = len(arcs)
    arcs += [(place, sink, 1, load[name]) for place, name in enumerate(there, start=len(kinds))]
    numbers = Counter(grid.kind[meeting] for meeting in wanted)
    arcs += [(source, kind, number, 0) for kind, number in sorted(numbers.items())]
    flow = cheapest(arcs, {source: len(wanted), sink: -len(wanted)})
    given: list[list[str]] = [[] for _ in kinds]
    for (kind, place, _, _), number in zip(arcs[:matches], flow, strict=False):
        if number:
            given[kind].append(there[place - len(kinds)])
    return {meeting: given[grid.kind[meeting]].pop() for meeting in wanted}
