"""One objective of a plan proved: CP-SAT in a thread, beside what else looks for plans meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event, Thread

from ortools.sat.python import cp_model

from forum.planning.grid import Grid, Slots
from forum.planning.model import Model
from forum.planning.score import Score

_OTHERS: Sequence[str] = ("core", "max_lp", "no_lp", "quick_restart_no_lp")
"""What more than one worker does; of these workers alone the first proved most."""

_PAUSE, _PATIENCE = 0.02, 50
"""So many seconds, so many times, a search that is stopped is waited for."""


class Search:
    """A search for the fewest of one objective, with those before it held at `best`; it runs from the start.

    `bound` is what is proved of it so far: there are no fewer. `found` is the plan it came to, if any; `proved` says
    that there is none better, `impossible` that there is none at all. A core-guided search (JAIR 74 found it the best
    there): it comes to no plans on its way, so good ones have to be had elsewhere.
    """

    def __init__(
        self, grid: Grid, level: str, best: Score, start: Slots, *, seconds: float, seed: int, workers: int
    ) -> None:
        self.bound = 0
        self.found: list[int] | None = None
        self.proved = False
        self.impossible = False
        self._over = Event()
        self._ended = False
        # Made before the thread begins: in Python two threads are no faster than one.
        self._model = Model(grid, level, best)
        self._model.hint(start)
        self._solver = _searching(seconds, seed, workers)
        self._solver.best_bound_callback = self._raise_bound
        # No daemon: a process that ended while the solver still simplifies would abort. It ends soon once it is told.
        Thread(target=self._run).start()

    def _run(self) -> None:
        try:
            if not self._ended:
                self._settle(self._solver.solve(self._model.cp))
        finally:
            self._over.set()

    def _settle(self, status: cp_model.CpSolverStatus) -> None:
        self.impossible = status == cp_model.INFEASIBLE
        if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            self.found = self._model.slots(self._solver)
            self._raise_bound(self._solver.best_objective_bound)
        self.proved = status == cp_model.OPTIMAL

    def _raise_bound(self, bound: float) -> None:
        self.bound = max(self.bound, round(bound))

    def over(self, seconds: float = 0.0) -> bool:
        """Whether it has come to its end, at the latest in so many seconds."""
        return self._over.wait(seconds)

    def end(self) -> None:
        """Stop it, and wait until it has; not long, for what is simplified before a search cannot be interrupted."""
        self._ended = True
        for _ in range(_PATIENCE):
            self._solver.stop_search()
            if self._over.wait(_PAUSE):
                return


def solver_for(seconds: float, workers: int) -> cp_model.CpSolver:
    """A solver with so much time. It leaves Ctrl-C alone: what OR-tools 9.15 does with it aborts the process."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.catch_sigint_signal = False
    return solver


def _searching(seconds: float, seed: int, workers: int) -> cp_model.CpSolver:
    solver = solver_for(seconds, workers)
    solver.parameters.random_seed = seed
    if workers == 1:
        solver.parameters.optimize_with_core = True
        solver.parameters.linearization_level = 0
    else:
        solver.parameters.subsolvers.extend(_OTHERS[:workers])
    return solver
