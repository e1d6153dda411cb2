"""The fewest table changes that any plan has that is as good in everything before: for small problems only.

Slots and tables in one model; with more than a few meetings it does not end, and one slot after the other (see
tables) comes close.
"""

from __future__ import annotations

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import IntVar, LinearExpr

from forum.planning.grid import Grid
from forum.planning.model import Model
from forum.planning.problem import Problem
from forum.planning.score import Score
from forum.planning.search import solver_for
from forum.planning.tables import Tables

_MOST_SEATS = 600
"""With more seats that meetings might have (slots times tables, for all meetings) it is not tried."""


def worth_trying(problem: Problem, grid: Grid) -> bool:
    """Whether the problem is small enough, and free of tables that are given."""
    seats = sum(allowed.bit_count() for allowed in grid.allowed) * problem.tables
    return seats <= _MOST_SEATS and not any(one.table for one in problem.meetings)


class TableModel(Model):
    """The plans as good as `best`, with tables, and the fewest changes of table."""

    def __init__(self, problem: Problem, grid: Grid, best: Score) -> None:
        self._problem = problem
        self._seats: list[dict[tuple[int, int], IntVar]] = []
        super().__init__(grid, "table_changes", best)

    def _objective(self, level: str) -> LinearExpr | int:
        if level != "table_changes":
            return super()._objective(level)
        self._seats = [self._seats_of(meeting) for meeting in self._grid.meetings]
        for slot, tables in enumerate(self._free_tables()):
            for table in tables:
                self.cp.add_at_most_one(seats[slot, table] for seats in self._seats if (slot, table) in seats)
        return sum(self._changes_of(person) for person in self._grid.people)

    def _free_tables(self) -> list[list[int]]:
        taken, capacity = self._problem.taken_tables, self._grid.capacity
        every = range(1, self._problem.tables + 1)
        return [
            [table for table in every if table not in taken.get(slot, ())][:most]
            for slot, most in enumerate(capacity)
        ]

    def _seats_of(self, meeting: int) -> dict[tuple[int, int], IntVar]:
        seats: dict[tuple[int, int], IntVar] = {}
        for slot, tables in enumerate(self._free_tables()):
            here = self._x[meeting][slot]
            if not isinstance(here, int):
                mine = {(slot, table): self._new() for table in tables}
                self.cp.add(sum(mine.values()) == here)
                seats |= mine
        return seats

    def _changes_of(self, person: int) -> LinearExpr | int:
        """A change: at a table in a slot, and last at another one."""
        last: dict[int, IntVar | int] = dict.fromkeys(range(1, self._problem.tables + 1), 0)
        changed: list[IntVar] = []
        for slot, busy in enumerate(self._busy[person]):
            if isinstance(busy, int):
                continue
            change = self._new()
            now: dict[int, IntVar | int] = {}
            for table, was in last.items():
                seats = [self._seats[one].get((slot, table), 0) for one in self._grid.of[person]]
                now[table] = one = self._new()
                self.cp.add(sum(seats) <= one)
                self.cp.add(one <= sum(seats) + (1 - busy))
                self.cp.add(one <= sum(seats) + was)
                self.cp.add(one >= was - busy)
                others = sum(other for number, other in last.items() if number != table)
                self.cp.add(change >= sum(seats) + others - 1)
            last = now
            changed.append(change)
        return sum(changed)

    def tables(self, solver: cp_model.CpSolver) -> Tables:
        """The tables that a solver has come to."""
        return {
            meeting: table
            for meeting, seats in enumerate(self._seats)
            for (_, table), one in seats.items()
            if solver.boolean_value(one)
        }


def fewest_changes(
    problem: Problem, grid: Grid, best: Score, seconds: float
) -> tuple[list[int], Tables] | None:
    """The slots and tables of a plan as good as `best` with the fewest changes, if it is found in time."""
    model = TableModel(problem, grid, best)
    solver = solver_for(max(0.01, seconds), workers=1)
    if solver.solve(model.cp) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    return model.slots(solver), model.tables(solver)
