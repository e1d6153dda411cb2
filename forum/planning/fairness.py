"""Keeping the bound on how much the numbers of breaks of any two people differ."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from forum.planning.aims import aim
from forum.planning.anneal import Annealing
from forum.planning.grid import Grid, Slots
from forum.planning.score import breaks, is_fair, score
from forum.planning.timetable import Timetable

_STEPS = 4_000
_ROUNDS = 50


def made_fair(grid: Grid, slots: Slots, chance: Random, on: Callable[[], bool]) -> list[int] | None:
    """A plan that keeps the bound, made of one that may not; meetings lose their place only if nothing else helped.

    None where what is fixed leaves nothing to take away.
    """
    better = list(slots)
    for _ in range(_ROUNDS):
        if is_fair(grid, better):
            return better
        better = Annealing(grid, better, aim(grid, "breaks", score(grid, better)), chance).run(_STEPS, on)
    table = Timetable(grid, better)
    while not is_fair(grid, table.slot):
        meeting = _one_to_take_away(table)
        if meeting is None:
            return None
        table.remove(meeting)
    return table.slot


def _one_to_take_away(table: Timetable) -> int | None:
    """A meeting at the edge of the day of somebody with the most breaks."""
    for person in sorted(table.grid.people, key=lambda one: -breaks(table.mask[one])):
        if not breaks(table.mask[person]):
            return None
        mine = [meeting for meeting in table.at[person] if meeting >= 0]
        for meeting in (mine[0], mine[-1], *mine):
            if not table.grid.fixed[meeting]:
                return meeting
    return None
