"""A plan for a problem: slots first, then tables and interpreters, and the reasons of what has no place."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from forum.planning.answer import Answer, Assignment, Progress
from forum.planning.contradictions import contradictions
from forum.planning.exact_tables import fewest_changes, worth_trying
from forum.planning.grid import Grid
from forum.planning.interpreting import interpreters
from forum.planning.levels import Levels
from forum.planning.problem import Contradictory, Problem
from forum.planning.reasons import reasons
from forum.planning.score import score
from forum.planning.tables import Tables, changes, tables

SEED = 1
WORKERS = 2
"""One thread looks for plans, the others for proofs; one alone does both in turns, and always alike."""

_FOR_TABLES = 5.0
"""So many seconds at most for the fewest table changes, where they are looked for."""


def plan(
    problem: Problem,
    *,
    seconds: float | None = None,
    seed: int = SEED,
    workers: int = WORKERS,
    progress: Callable[[Progress], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Answer:
    """The best plan that is found until it is proved best, `seconds` are over, or `stop` says so.

    `seconds`: the problem's own bound where left out. `progress` is called whenever something has become better, in
    this thread. With one worker and time enough the same seed gives the same plan. Raises Contradictory.
    """
    began = monotonic()
    if faults := contradictions(problem):
        raise Contradictory(faults)
    grid = Grid(problem)
    limit = problem.max_seconds if seconds is None else seconds
    levels = Levels(grid, seconds=limit, seed=seed, workers=workers, progress=progress, stop=stop)
    levels.run()
    time_left = 0.0 if stop() else min(_FOR_TABLES, limit - (monotonic() - began))
    slots, seats = _seated(problem, grid, levels, time_left)
    helpers = interpreters(problem, grid, slots)
    reached = score(grid, slots)
    return Answer(
        status="optimal" if levels.proved("breaks") else "feasible",
        breaks=reached.breaks,
        bound=min(levels.bounds["breaks"], reached.breaks),
        most_breaks=reached.most_breaks,
        idle=reached.idle,
        table_changes=changes(grid, slots, seats),
        moved=reached.moved,
        assignments=[
            Assignment(one.id, slots[meeting], seats[meeting], helpers.get(meeting))
            for meeting, one in enumerate(problem.meetings)
            if slots[meeting] >= 0
        ],
        unplaced=reasons(problem, grid, slots),
        seconds=monotonic() - began,
    )


def _seated(problem: Problem, grid: Grid, levels: Levels, seconds: float) -> tuple[list[int], Tables]:
    """The slots and tables; for a small problem those of the plan, among the best, with the fewest table changes."""
    slots = levels.best
    seats = tables(problem, grid, slots)
    if seconds > 0 and changes(grid, slots, seats) and worth_trying(problem, grid):
        return fewest_changes(problem, grid, levels.score, seconds) or (slots, seats)
    return slots, seats
