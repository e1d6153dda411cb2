"""A first plan: each meeting where it fits, along a chain where it does not, and else in the place of others.

Where nothing is forbidden and tables suffice, chains alone place every meeting of two sides (D. König, Mathematische
Annalen 77, 1916: a bipartite graph needs no more colours than its highest degree). Else what is put out comes back
later, and dearer each time: guided ejection search (Y. Nagata, O. Bräysy, Operations Research Letters 37, 2009).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from forum.planning.grid import Grid, Slots
from forum.planning.score import breaks
from forum.planning.timetable import Timetable

_PATIENCE = 20
"""So many steps for each meeting without one more placed, then it is enough."""

_LEAST_PATIENCE = 2000

_TENURE = (3, 12)
"""What was put out of a slot stays out of it for so many steps, from and to."""

_LOOK = 64
"""The call `on` comes every so many steps."""


class _Filling:
    """Puts meetings into a timetable until none is left, or patience is."""

    def __init__(self, grid: Grid, start: Slots | None, chance: Random) -> None:
        self.grid = grid
        self.chance = chance
        self.table = Timetable(grid, start)
        self.price = list(grid.priority)
        self.barred: dict[tuple[int, int], int] = {}
        self.step = 0
        todo = [meeting for meeting in grid.meetings if self.table.slot[meeting] < 0]
        for meeting in todo:
            if grid.fixed[meeting]:
                self.table.place(meeting, grid.slots_of(meeting)[0])
        todo = [meeting for meeting in todo if not grid.fixed[meeting]]
        busy = [len(meetings) for meetings in grid.of]
        hardest = sorted(
            todo,
            key=lambda one: (
                grid.home[one] < 0,
                grid.allowed[one].bit_count() - max(busy[person] for person in grid.ends[one]),
            ),
        )
        self.todo = hardest[::-1]
        self.lost = sum(grid.priority[one] for one in todo)

    def place_next(self) -> None:
        """Place the next meeting, in the place of others if it must be."""
        self.step += 1
        meeting = self.todo.pop()
        if self._fits(meeting) or self._chained(meeting):
            self.lost -= self.grid.priority[meeting]
        elif (found := self._cheapest(meeting)) is not None:
            self._put_in_place_of(meeting, *found)

    def _put_in_place_of(self, meeting: int, slot: int, out: set[int]) -> None:
        self.price[meeting] += 1
        for other in out:
            self.barred[other, slot] = self.step + self.chance.randint(*_TENURE)
            self.table.remove(other)
            self.lost += self.grid.priority[other]
            self.todo.insert(self.chance.randrange(len(self.todo) + 1), other)
        self.table.place(meeting, slot)
        self.lost -= self.grid.priority[meeting]

    def _fits(self, meeting: int) -> bool:
        """Place it where it is in nobody's way, with the fewest breaks; where it would rather be, if that is free."""
        slots = [slot for slot in self.grid.slots_of(meeting) if not self._in_its_way(meeting, slot)]
        slots = [slot for slot in slots if self._has_room(meeting, slot, ())]
        if not slots:
            return False
        best = min(
            slots,
            key=lambda slot: (
                slot != self.grid.home[meeting],
                self._gaps(meeting, slot),
                self.chance.random(),
            ),
        )
        self.table.place(meeting, best)
        return True

    def _gaps(self, meeting: int, slot: int) -> int:
        mask = self.table.mask
        people = self.grid.ends[meeting]
        return sum(breaks(mask[person] | 1 << slot) - breaks(mask[person]) for person in people)

    def _chained(self, meeting: int) -> bool:
        """Make room with a chain: what stands in the way goes to a slot where it is in nobody's way."""
        table, slots = self.table, self.grid.slots_of(meeting)
        self.chance.shuffle(slots)
        for slot in slots:
            out = self._in_its_way(meeting, slot)
            if len(out) != 1 or table.slot[blocker := out.pop()] != slot:
                continue
            for other in self.grid.slots_of(blocker):
                chain = table.chain(blocker, other) if other != slot else None
                if chain is None or not table.room(chain, slot, other):
                    continue
                table.shift(chain, slot, other)
                if not self._in_its_way(meeting, slot) and self._has_room(meeting, slot, ()):
                    table.place(meeting, slot)
                    return True
                table.shift(chain, slot, other)
        return False

    def _in_its_way(self, meeting: int, slot: int) -> set[int]:
        return in_the_way(self.table, meeting, slot)

    def _has_room(self, meeting: int, slot: int, without: set[int] | tuple[()]) -> bool:
        inside = self.table.inside[slot]
        leaving = sum(1 for other in without if other in inside)
        return len(inside) - leaving < self.grid.capacity[slot] and self.table.helped_with(
            meeting, slot, without
        )

    def _cheapest(self, meeting: int) -> tuple[int, set[int]] | None:
        """The slot where it costs least to put out what is in the way, and what that is."""
        found = [
            (self._cost(meeting, slot, out), self.chance.random(), slot, out)
            for slot in self.grid.slots_of(meeting)
            if (out := self._to_put_out(meeting, slot)) is not None
        ]
        if not found:
            return None
        return min(found)[2:]

    def _cost(self, meeting: int, slot: int, out: set[int]) -> int:
        cost = sum(self.price[other] for other in out)
        return cost * 4 if self.barred.get((meeting, slot), 0) > self.step else cost

    def _to_put_out(self, meeting: int, slot: int) -> set[int] | None:
        out = self._in_its_way(meeting, slot)
        if any(self.grid.fixed[other] for other in out):
            return None
        while not self._has_room(meeting, slot, out):
            others = [one for one in self.table.inside[slot] - out if not self.grid.fixed[one]]
            if len(self.table.inside[slot]) - len(out & self.table.inside[slot]) < self.grid.capacity[slot]:
                others = [
                    one for one in others if self.grid.kind[one] >= 0
                ]  # it is the interpreters that lack
            if not others:
                return None
            out.add(min(sorted(others), key=lambda one: (self.price[one], self.chance.random())))
        return out


def in_the_way(table: Timetable, meeting: int, slot: int) -> set[int]:
    """The meetings that cannot stay where they are with this one in a slot: of its people, or in its order."""
    at, where, grid = table.at, table.slot, table.grid
    out = {at[person][slot] for person in grid.ends[meeting]} - {-1}
    out |= {other for other in grid.before[meeting] if where[other] >= slot}
    out |= {other for other in grid.later[meeting] if 0 <= where[other] <= slot}
    return out


def standing(grid: Grid) -> list[int] | None:
    """What stands already, as far as it can go on; None where nothing does."""
    if not any(slot >= 0 for slot in grid.now):
        return None
    table = Timetable(grid)
    for meeting in sorted(grid.meetings, key=lambda one: not grid.fixed[one]):
        slot = grid.slots_of(meeting)[0] if grid.fixed[meeting] else grid.now[meeting]
        if slot in grid.slots_of(meeting) and (grid.fixed[meeting] or _stands(table, meeting, slot)):
            table.place(meeting, slot)
    return list(table.slot)


def _stands(table: Timetable, meeting: int, slot: int) -> bool:
    full = len(table.inside[slot]) >= table.grid.capacity[slot]
    return not full and not in_the_way(table, meeting, slot) and table.helped_with(meeting, slot)


def fill(grid: Grid, start: Slots | None, chance: Random, on: Callable[[], bool]) -> list[int]:
    """A plan with as many meetings as can be found soon; `start` is one to go on from.

    `on` is asked now and then whether to go on.
    """
    filling = _Filling(grid, start, chance)
    return _best(filling, on)


def _best(filling: _Filling, on: Callable[[], bool]) -> list[int]:
    patience = max(_LEAST_PATIENCE, _PATIENCE * len(filling.grid.ends))
    best, least, since = list(filling.table.slot), filling.lost, 0
    for step in _steps(on):
        if not filling.todo or step - since > patience:
            break
        filling.place_next()
        if filling.lost < least:
            best, least, since = list(filling.table.slot), filling.lost, step
    return best


def _steps(on: Callable[[], bool]) -> Iterator[int]:
    step = 0
    while step % _LOOK or on():
        yield step
        step += 1
