"""Making a plan better by small steps: simulated annealing over Kempe chains.

A step moves a meeting of somebody from one slot to another, with the chain that hangs on it. Only the people at the
chain's ends get another set of busy slots, so a step is weighed by looking at two people. Chains as steps of an
annealing over timetables: J. Thompson, K. Dowsland, Annals of Operations Research 63, 1996; the rest is the usual
(S. Kirkpatrick, C. Gelatt, M. Vecchi, Science 220, 1983).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, log
from random import Random

from forum.planning.grid import Grid, Slots
from forum.planning.score import breaks, idle
from forum.planning.timetable import Timetable

_LOOK = 256
"""The call `on` comes every so many steps."""

_MOST_STEPS = 600
"""So many steps out of one set of busy slots are weighed; of more a sample is."""

_KNOWN = 50_000
"""So many sets of busy slots are remembered with their steps."""

_PARTNERS = 6
"""So many second chains are tried where a slot lacks tables or interpreters for the first."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What is made small: the weight of a break, of one beyond what is `tolerated`, of an idle slot, of a move.

    From `hot` to `cold` is by how much a step may usually make it worse, at first and at last.
    """

    a_break: float = 1.0
    too_many: float = 0.0
    tolerated: int = 0
    an_idle: float = 0.0
    a_move: float = 0.0
    hot: float = 0.3
    cold: float = 0.14

    def cost(self, mask: int) -> float:
        """What the busy slots of somebody (bits) cost."""
        count = breaks(mask)
        return (
            self.a_break * count
            + (self.too_many * (count - self.tolerated) if count > self.tolerated else 0.0)
            + (self.an_idle * idle(mask) if self.an_idle else 0.0)
        )


Step = tuple[int, int, float]
"""From a slot to a slot, and what that costs the one who makes it."""


class Annealing:
    """One run from hot to cold."""

    def __init__(self, grid: Grid, start: Slots, aim: Aim, chance: Random) -> None:
        self._grid = grid
        self._table = Timetable(grid, start)
        self._aim = aim
        self._chance = chance
        self._steps: dict[int, list[Step]] = {}
        self._movable = [
            person
            for person in grid.people
            if grid.of[person] and any(grid.allowed[one].bit_count() > 1 for one in grid.of[person])
        ]
        self._broken = [person for person in self._movable if breaks(self._table.mask[person])]
        self.gain = 0.0
        """By how much the plan is better than the one it came from."""
        self.best = list(start)
        """The best plan so far."""

    def run(self, steps: int, on: Callable[[], bool], enough: float = inf) -> list[int]:
        """The best plan in so many steps, or the first better by `enough`; `on` is asked whether to go on."""
        most = 0.0
        cooling = log(self._aim.cold / self._aim.hot)
        heat = self._aim.hot
        for number in range(steps if self._movable else 0):
            if number % _LOOK == 0:
                if not on():
                    break
                heat = self._aim.hot * exp(cooling * number / steps)
            self._step(heat)
            if self.gain > most + 1e-6:
                self.best, most = list(self._table.slot), self.gain
                if most > enough - 1e-6:
                    break
        return self.best

    def _step(self, heat: float) -> None:
        """Draw a step; take it if chance allows as much worse as it makes things."""
        chance, table = self._chance.random, self._table
        people = self._broken if self._broken and chance() < 0.5 else self._movable  # noqa: PLR2004 -- half and half
        person = people[int(chance() * len(people))]
        mask = table.mask[person]
        steps = self._steps.get(mask)
        if steps is None:
            steps = self._weighed(mask)
        if not steps:
            return
        one, other, cost = steps[int(chance() * len(steps))]
        bound = -heat * log(chance() or 1e-300)
        if cost > bound + self._aim.a_break:
            return
        chain = table.chain(table.at[person][one], other)
        if chain is None:
            return
        if not table.room(chain, one, other):
            chain = self._with_partner(chain, one, other)
            if chain is None:
                return
        self._take(chain, one, other, bound)

    def _weighed(self, mask: int) -> list[Step]:
        """The steps that somebody with these busy slots can make, without those that are hardly ever taken."""
        slots = range(self._grid.slots)
        pairs = [(one, other) for one in slots if mask >> one & 1 for other in slots if not mask >> other & 1]
        if len(pairs) > _MOST_STEPS:
            pairs = self._chance.sample(pairs, _MOST_STEPS)
        cost = self._aim.cost
        now = cost(mask)
        worst = self._aim.a_break * 1.01
        steps = [
            (one, other, more)
            for one, other in pairs
            if (more := cost(mask ^ (1 << one) ^ (1 << other)) - now) <= worst
        ]
        if len(self._steps) > _KNOWN:
            self._steps.clear()
        self._steps[mask] = steps
        return steps

    def _with_partner(self, chain: list[int], one: int, other: int) -> list[int] | None:
        """The chain together with one that makes room for it: of somebody busy in the slot that is too full."""
        table = self._table
        inside = tuple(
            table.inside[other] if len(table.inside[other]) >= len(table.inside[one]) else table.inside[one]
        )
        known = set(chain)
        for _ in range(_PARTNERS):
            first = inside[int(self._chance.random() * len(inside))]
            if first in known:
                continue
            partner = table.chain(first, one if table.slot[first] == other else other)
            if partner is not None and not known & set(partner):
                both = chain + partner
                if table.room(both, one, other) and (
                    not self._grid.ordered or table.in_order(both, one, other)
                ):
                    return both
        return None

    def _take(self, chain: list[int], one: int, other: int, bound: float) -> None:
        """Let the chain change sides, unless that makes things worse than the bound."""
        table, cost, swap = self._table, self._aim.cost, (1 << one) | (1 << other)
        ends = self._grid.ends
        seen: set[int] = set()
        for meeting in chain:
            seen.symmetric_difference_update(ends[meeting])
        worse = 0.0
        for person in seen:
            mask = table.mask[person]
            worse += cost(mask ^ swap) - cost(mask)
        if self._aim.a_move:
            worse += self._aim.a_move * self._leaving(chain, one, other)
        if worse > bound:
            return
        table.shift(chain, one, other)
        self.gain -= worse
        for person in seen:
            if breaks(table.mask[person]):
                if person not in self._broken:
                    self._broken.append(person)
            elif person in self._broken:
                self._broken.remove(person)

    def _leaving(self, chain: list[int], one: int, other: int) -> int:
        home, slot = self._grid.home, self._table.slot
        return sum(
            (home[meeting] == slot[meeting]) - (home[meeting] == (other if slot[meeting] == one else one))
            for meeting in chain
            if home[meeting] >= 0
        )
