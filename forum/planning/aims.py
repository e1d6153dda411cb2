"""What an annealing makes small for each objective, and how far each could come down at best."""

from __future__ import annotations

from forum.planning.anneal import Aim
from forum.planning.grid import Grid
from forum.planning.score import Score


def floor(grid: Grid, level: str, best: Score) -> int:
    """How few there are at least of an objective, known without any search."""
    if level == "most_breaks":
        return -(-best.breaks // max(1, len(grid.of)))
    # A break is a slot long at least.
    return best.breaks if level == "idle" else 0


def aim(grid: Grid, level: str, best: Score) -> Aim:
    """The weights for an objective; those before it weigh so much more that they are not given up for it."""
    if level == "idle":
        return Aim(
            a_break=6, too_many=12, tolerated=best.most_breaks, an_idle=1, a_move=30, hot=1.0, cold=0.3
        )
    if level == "most_breaks":
        return Aim(a_break=4, too_many=4, tolerated=best.most_breaks - 1, a_move=20, hot=0.8, cold=0.3)
    if level == "moved":
        return Aim(a_break=0.1, a_move=1, too_many=3, tolerated=_tolerated(grid))
    return Aim(a_move=5, too_many=3, tolerated=_tolerated(grid))


def enough(level: str, best: Score, bound: int) -> float:
    """The gain of an annealing with which an objective has come down to its bound."""
    return float("inf") if level == "most_breaks" else float(getattr(best, level) - bound)


def _tolerated(grid: Grid) -> int:
    return grid.slots if grid.fairness is None else grid.fairness
