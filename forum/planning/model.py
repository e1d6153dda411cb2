"""A planning problem as a CP-SAT model: one objective of the contract, with those before it held.

The model is that of M. Bofill, J. Coll, M. Garcia, J. Giráldez-Cru, G. Pesant, J. Suy and M. Villaret, Constraint
Solving Approaches to the Business-to-Business Meeting Scheduling Problem, Journal of Artificial Intelligence Research
74, 2022 (below: JAIR 74), strengthened where that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import IntVar, LinearExpr
from ortools.sat.python.cp_model_helper import Literal

from forum.planning.cover import cover, most_at_once
from forum.planning.grid import Grid, Slots
from forum.planning.score import Score

_Lit = Literal | int
_Row = list[_Lit]


class Model:
    """The plans that are as good as `best` in the objectives before `level`, and the fewest of that one.

    A literal that is known to be false is the number 0: nothing is made for what cannot be.
    """

    def __init__(self, grid: Grid, level: str, best: Score) -> None:
        self.cp = cp_model.CpModel()
        self._grid = grid
        self._complete = level != "lost" and best.lost == 0
        self._lost: _Row = [
            0 if self._complete or grid.fixed[meeting] else self._new() for meeting in grid.meetings
        ]
        self._x = [self._slots_of(meeting) for meeting in grid.meetings]
        self._busy = [self._busy_of(person) for person in grid.people]
        self._tables()
        self._interpreters()
        self._orders()
        if grid.fairness is not None:
            self._fairness(grid.fairness)
        for held, most in zip(Score._fields, best, strict=True):
            if held == level:
                break
            if held != "lost" or not self._complete:
                self.cp.add(self._objective(held) <= most)
        self.cp.minimize(self._objective(level))

    def hint(self, slots: Slots) -> None:
        """Begin from a plan."""
        for row, placed in zip(self._x, slots, strict=True):
            for slot, one in enumerate(row):
                if not isinstance(one, int):
                    self.cp.add_hint(one, slot == placed)

    def slots(self, solver: cp_model.CpSolver) -> list[int]:
        """The plan that a solver has come to."""
        return [
            next(
                (
                    slot
                    for slot, one in enumerate(row)
                    if not isinstance(one, int) and solver.boolean_value(one)
                ),
                -1,
            )
            for row in self._x
        ]

    def _slots_of(self, meeting: int) -> _Row:
        """Whether the meeting is in each slot: in one, unless it is lost."""
        allowed = self._grid.allowed[meeting]
        row: _Row = [self._new() if allowed >> slot & 1 else 0 for slot in range(self._grid.slots)]
        self.cp.add_exactly_one(_some([*row, self._lost[meeting]]))
        return row

    def _busy_of(self, person: int) -> _Row:
        """Whether a person has a meeting in each slot; as often as they have meetings (implied, JAIR 74).

        And no more of them are placed than a matching of meetings and slots can hold (implied: P. Hall, Journal of
        the London Mathematical Society 10, 1935): whoever learns clauses alone cannot count pigeons in their holes.
        """
        meetings = self._grid.of[person]
        row: _Row = [
            self._one_of(self._x[meeting][slot] for meeting in meetings) for slot in range(self._grid.slots)
        ]
        lost = _some(self._lost[meeting] for meeting in meetings)
        if len(meetings) > 1:
            self.cp.add(sum(_some(row)) + sum(lost) == len(meetings))
        if (fewest := len(meetings) - most_at_once(self._grid, meetings)) and lost:
            self.cp.add(sum(lost) >= fewest)
        return row

    def _one_of(self, choices: Iterable[_Lit]) -> _Lit:
        """Whether one of these holds, of which two never do."""
        found = _some(choices)
        if len(found) < 2:  # noqa: PLR2004 -- of one, or of none, there is nothing to say
            return found[0] if found else 0
        one = self._new()
        self.cp.add_exactly_one([*found, one.negated()])
        return one

    def _new(self) -> IntVar:
        return self.cp.new_bool_var("")

    def _tables(self) -> None:
        """No more meetings at once than tables.

        Counted over groups of meetings that share a person (see cover): a group is in a slot or not, so the sum has a
        third of the terms and says how many of a few people are busy. And implied, where all meetings are of the same
        size: how many people are busy at once (JAIR 74). Together they take forum-13crafc from minutes to
        a second.
        """
        sizes = {len(people) for people in self._grid.ends}
        groups = cover(self._grid, self._grid.meetings)
        for slot, tables in enumerate(self._grid.capacity):
            at_once = self._at_once(groups, slot)
            if len(at_once) > tables:
                self.cp.add(sum(at_once) <= tables)
            busy = _some(row[slot] for row in self._busy)
            if len(sizes) == 1 and len(busy) > (people := min(sizes) * tables):
                self.cp.add(sum(busy) <= people)

    def _at_once(self, groups: Sequence[tuple[int, list[int]]], slot: int) -> _Row:
        return _some(
            self._busy[person][slot]
            if len(meetings) == len(self._grid.of[person])
            else self._one_of(self._x[meeting][slot] for meeting in meetings)
            for person, meetings in groups
        )

    def _interpreters(self) -> None:
        """No more meetings at once than can have an interpreter; who gets whom is found after the slots."""
        staff = self._grid.staff
        if staff.alike:
            groups = cover(self._grid, [one for one in self._grid.meetings if self._grid.kind[one] >= 0])
            for slot in range(self._grid.slots):
                if len(at_once := self._at_once(groups, slot)) > staff.there(slot):
                    self.cp.add(sum(at_once) <= staff.there(slot))
            return
        for slot in range(self._grid.slots):
            self._flow(slot)

    def _flow(self, slot: int) -> None:
        """A flow from the kinds of help that are needed to the interpreters who can give them."""
        staff = self._grid.staff
        taken: list[list[IntVar]] = [[] for _ in staff.kinds]
        for gives, number in staff.offers[slot].items():
            parts = {kind: self.cp.new_int_var(0, number, "") for kind in sorted(gives)}
            if parts:
                self.cp.add(sum(parts.values()) <= number)
            for kind, part in parts.items():
                taken[kind].append(part)
        for kind, parts_of_kind in enumerate(taken):
            wanted = _some(self._x[one][slot] for one in self._grid.meetings if self._grid.kind[one] == kind)
            if wanted:
                self.cp.add(sum(wanted) <= sum(parts_of_kind))

    def _orders(self) -> None:
        """Of a pair in order, never the earlier one at a slot or after it with the later one there or before."""
        for later, others in enumerate(self._grid.before):
            for earlier in others:
                for slot in range(self._grid.slots):
                    clash = _some([*self._x[later][: slot + 1], *self._x[earlier][slot:]])
                    self.cp.add_at_most_one(clash)

    @cached_property
    def _met(self) -> list[_Row]:
        """Whether each person has met somebody in a slot or before it (JAIR 74)."""
        return [self._ever(row) for row in self._busy]

    @cached_property
    def _will_meet(self) -> list[_Row]:
        """Whether each person meets somebody in a slot or after it."""
        return [self._ever(row[::-1])[::-1] for row in self._busy]

    def _ever(self, row: _Row) -> _Row:
        found: _Row = []
        before: _Lit = 0
        for one in row:
            if not isinstance(one, int):
                before = one if isinstance(before, int) else self._either(before, one)
            found.append(before)
        return found

    def _either(self, one: _Lit, other: _Lit) -> IntVar:
        either = self._new()
        self.cp.add_bool_or([one, other, ~either])
        self.cp.add_implication(one, either)
        self.cp.add_implication(other, either)
        return either

    @cached_property
    def _ends_of_breaks(self) -> list[_Row]:
        """Whether a break of each person ends before a slot: met before, not busy just before, busy now (JAIR 74).

        Counting the beginnings of runs less one comes to the same and leaves the bound far below.
        """
        return [
            _some(
                self._all(row[slot], self._met[person][slot - 2], _not(row[slot - 1]))
                for slot in range(2, self._grid.slots)
            )
            if len(self._grid.of[person]) > 1
            else []
            for person, row in enumerate(self._busy)
        ]

    @cached_property
    def _idle(self) -> list[_Row]:
        """Whether each person waits in a slot: met before, will meet, not busy."""
        return [
            _some(
                self._all(self._met[person][slot - 1], self._will_meet[person][slot + 1], _not(row[slot]))
                for slot in range(1, self._grid.slots - 1)
            )
            if len(self._grid.of[person]) > 1
            else []
            for person, row in enumerate(self._busy)
        ]

    def _all(self, *conditions: _Lit) -> _Lit:
        """Whether all of these hold; a number is a condition that is known."""
        if any(isinstance(one, int) and not one for one in conditions):
            return 0
        open_ones = [one for one in conditions if not isinstance(one, int)]
        both = self._new()
        self.cp.add_bool_or([*(~one for one in open_ones), both])
        for one in open_ones:
            self.cp.add_implication(both, one)
        return both

    def _fairness(self, bound: int) -> None:
        rows = self._ends_of_breaks
        # Who has fewer than two meetings has no break, so nobody may have more than the bound.
        least: LinearExpr | int = 0
        if all(len(meetings) > 1 for meetings in self._grid.of):
            least = self.cp.new_int_var(0, self._grid.slots, "")
            for row in rows:
                self.cp.add(sum(row) >= least)
        for row in rows:
            if not isinstance(least, int) or len(row) > bound:
                self.cp.add(sum(row) <= least + bound)

    def _objective(self, level: str) -> LinearExpr | int:
        if level == "lost":
            return sum(priority * one for priority, one in zip(self._grid.priority, self._lost, strict=True))
        if level == "moved":
            return self._moved()
        if level == "most_breaks":
            return self._most()
        rows_of_all = self._ends_of_breaks if level == "breaks" else self._idle
        return sum(one for row in rows_of_all for one in row)

    def _moved(self) -> LinearExpr | int:
        homes = zip(self._grid.home, self._x, strict=True)
        return sum(one for home, row in homes if home >= 0 for slot, one in enumerate(row) if slot != home)

    def _most(self) -> LinearExpr | int:
        most = self.cp.new_int_var(0, self._grid.slots, "")
        for row in self._ends_of_breaks:
            if row:
                self.cp.add(sum(row) <= most)
        return most


def _some(literals: Iterable[_Lit]) -> _Row:
    return [one for one in literals if not isinstance(one, int)]


def _not(one: _Lit) -> _Lit:
    return 1 - one if isinstance(one, int) else ~one
