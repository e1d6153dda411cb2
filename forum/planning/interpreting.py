"""Who interprets at which meeting, once the slots are known: the numbers suffice, so a matching is always there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from forum.planning.flows import cheapest
from forum.planning.grid import Grid, Slots
from forum.planning.problem import Problem

_KEPT = 1_000
"""What it is worth that a helper stays: more than any share of the work."""


def interpreters(problem: Problem, grid: Grid, slots: Slots) -> dict[int, str]:
    """The interpreter of each placed meeting that needs one.

    Whoever helps already where a meeting stays goes on with it; else in each slot those who have had least to do.
    """
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
    groups = _groups(problem, grid, slot, wanted)
    source, sink = len(groups) + len(there), len(groups) + len(there) + 1
    arcs = [
        (number, place, 1, -_KEPT if name == helper else 0)
        for number, (kind, helper, _) in enumerate(groups)
        for place, name in enumerate(there, start=len(groups))
        if name in grid.staff.kinds[kind]
    ]
    matches = len(arcs)
    arcs += [(place, sink, 1, load[name]) for place, name in enumerate(there, start=len(groups))]
    arcs += [(source, number, len(meetings), 0) for number, (*_, meetings) in enumerate(groups)]
    flow = cheapest(arcs, {source: len(wanted), sink: -len(wanted)})
    left = [list(meetings) for *_, meetings in groups]
    return {
        left[group].pop(): there[place - len(groups)]
        for (group, place, _, _), number in zip(arcs[:matches], flow, strict=False)
        if number
    }


def _groups(
    problem: Problem, grid: Grid, slot: int, wanted: Iterable[int]
) -> list[tuple[int, str | None, list[int]]]:
    """The meetings of a slot that are alike: their kind of help, who helps already, and which they are."""
    found: dict[tuple[int, str | None], list[int]] = {}
    for meeting in wanted:
        one = problem.meetings[meeting]
        helper = one.helper if one.stays(slot) else None
        found.setdefault((grid.kind[meeting], helper), []).append(meeting)
    return [(kind, helper, meetings) for (kind, helper), meetings in found.items()]
