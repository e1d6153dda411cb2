"""The objectives one after another: each brought down by annealing and proved by CP-SAT, the earlier ones held."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from time import monotonic

from forum.planning.aims import aim, enough, floor
from forum.planning.anneal import Annealing
from forum.planning.answer import Progress
from forum.planning.fairness import made_fair
from forum.planning.first import fill, standing
from forum.planning.grid import Grid
from forum.planning.problem import Contradictory
from forum.planning.score import LEVELS, Score, is_fair, score
from forum.planning.search import Search

_UNTIL = {"lost": 0.5, "moved": 0.6, "breaks": 0.9, "most_breaks": 0.94, "idle": 1.0}
"""The share of the time that is over when an objective is left as it is."""

_FILLING = 0.3
"""The share of the time after which the first plan is what it is."""

_STEPS = 60_000
_STEPS_A_MEETING = 60
_LONGER = 8
"""Steps of a first annealing; of later ones more, up to so many times."""

_MOST_CELLS = 400_000
"""With more places that meetings might have, a model would take gigabytes: then there is no proof."""

_CELLS_A_SECOND = 10_000
"""So many of them a model grows by in a second."""

_A_WHILE = 0.5
"""So many seconds at least between two looks at how far an annealing has come."""

_POLISHING = 3.0
"""Once placed and breaks are proved best: so many seconds, or as long again, for what comes after them."""

_PAUSE = 0.05
"""So many seconds at most between two looks whether to stop."""


class Levels:
    """A search from its first plan to its last proof; `best` is the best plan so far, at any time."""

    def __init__(
        self,
        grid: Grid,
        *,
        seconds: float,
        seed: int,
        workers: int,
        progress: Callable[[Progress], None],
        stop: Callable[[], bool],
    ) -> None:
        self._grid = grid
        self._began = monotonic()
        self._seconds = seconds
        self._end = seconds
        self._seed, self._workers = seed, workers
        self._progress, self._stop = progress, stop
        self._stopped = False
        self._chance = Random(seed)  # noqa: S311 -- no secret: the same seed, the same plan
        self._stage = LEVELS[0]
        self._told: tuple[str, Score, int] | None = None
        self.bounds = dict.fromkeys(LEVELS, 0)
        self.best: list[int] = [-1] * len(grid.ends)
        self.score = score(grid, self.best)
        self._any = False

    def run(self) -> None:
        """Search until all is proved, time is out or it is to stop. Raises Contradictory where there is no plan."""
        first = fill(self._grid, standing(self._grid), self._chance, lambda: self._on(_FILLING))
        fair = made_fair(self._grid, first, self._chance, lambda: self._on(_FILLING))
        if fair is not None:
            self._take(fair)
        else:
            self._search_for_any()
        for level in LEVELS:
            self._stage = level
            self.bounds[level] = floor(self._grid, level, self.score)
            self._tell()
            if not self.proved(level) and self._on(_UNTIL[level]):
                self._bring_down(level)
            if level == "breaks" and self.proved(level):
                self._end = min(self._seconds, self._elapsed() + max(_POLISHING, self._elapsed()))

    def proved(self, level: str) -> bool:
        """Whether there is no plan with fewer, and none better before it."""
        earlier = LEVELS[: LEVELS.index(level) + 1]
        return all(self.bounds[one] >= getattr(self.score, one) for one in earlier)

    def _search_for_any(self) -> None:
        """Where what is fixed keeps a first plan from being fair: a search decides whether one can be."""
        search = self._search("lost")
        try:
            while not search.over(_PAUSE) and self._on(1.0):
                pass
        finally:
            search.end()
        if search.found is None:
            verdict = "contradict it" if search.impossible else "leave no plan that was found in time"
            raise Contradictory([f"fairness: {self._grid.fairness} breaks; the fixed meetings {verdict}"])
        self._take(search.found)

    def _bring_down(self, level: str) -> None:
        if not self._worth_a_proof(level):
            self._anneal_until(level, lambda: True)
            return
        if self._workers == 1:
            self._improve(level, _STEPS, lambda: True)
            if self._done(level):
                return
        search = self._search(level)
        try:
            if self._workers == 1:
                while not search.over(_PAUSE) and self._on(_UNTIL[level]):
                    self._raise(level, search.bound)
            else:
                self._anneal_until(level, lambda: self._beside(level, search))
        finally:
            search.end()
        self._raise(level, search.bound)
        if search.found is not None:
            self._take(search.found)

    def _worth_a_proof(self, level: str) -> bool:
        """Whether a model can be had: in the memory there is, and in the time that is left."""
        cells = sum(allowed.bit_count() for allowed in self._grid.allowed)
        left = self._until(_UNTIL[level]) - self._elapsed()
        return cells <= min(_MOST_CELLS, _CELLS_A_SECOND * left)

    def _search(self, level: str) -> Search:
        seconds = max(_PAUSE, self._until(_UNTIL[level]) - self._elapsed())
        # For the most meetings a linear relaxation finds plans and bounds where a core alone does neither.
        workers = self._workers if level == "lost" else max(1, self._workers - 1)
        return Search(
            self._grid, level, self.score, self.best, seconds=seconds, seed=self._seed, workers=workers
        )

    def _beside(self, level: str, search: Search) -> bool:
        """Whether an annealing is of use while a search goes on."""
        self._raise(level, search.bound)
        return not search.over() and not self._done(level)

    def _anneal_until(self, level: str, go_on: Callable[[], bool]) -> None:
        steps = _STEPS + _STEPS_A_MEETING * len(self._grid.ends)
        most = steps * _LONGER
        while self._on(_UNTIL[level]) and go_on() and not self._done(level):
            self._improve(level, steps, go_on)
            steps = min(most, 2 * steps)

    def _improve(self, level: str, steps: int, go_on: Callable[[], bool]) -> None:
        """One more attempt at a better plan."""

        def on() -> bool:
            return self._on(_UNTIL[level]) and go_on()

        if level == "lost":
            self._take(fill(self._grid, self.best, self._chance, on))
            return
        annealing = Annealing(self._grid, self.best, aim(self._grid, level, self.score), self._chance)
        seen = annealing.best
        looked = self._elapsed()

        def on_and_told() -> bool:
            nonlocal seen, looked
            if self._elapsed() - looked > _A_WHILE:
                if annealing.best is not seen:
                    self._take(annealing.best)
                seen, looked = annealing.best, self._elapsed()
            return on()

        self._take(annealing.run(steps, on_and_told, enough(level, self.score, self.bounds[level])))

    def _done(self, level: str) -> bool:
        return bool(self.bounds[level] >= getattr(self.score, level))

    def _raise(self, level: str, bound: int) -> None:
        if bound > self.bounds[level]:
            self.bounds[level] = bound
            self._tell()

    def _take(self, slots: list[int]) -> None:
        """Keep a plan that is better than the best so far."""
        found = score(self._grid, slots)
        if is_fair(self._grid, slots) and (found < self.score or not self._any):
            if found[: LEVELS.index(self._stage)] < self.score[: LEVELS.index(self._stage)]:
                self.bounds[self._stage] = floor(self._grid, self._stage, found)
            self.best, self.score, self._any = slots, found, True
            self._tell()

    def _tell(self) -> None:
        state = (self._stage, self.score, self.bounds["breaks"])
        if state != self._told:
            self._told = state
            placed = sum(1 for slot in self.best if slot >= 0)
            total = len(self.best)
            self._progress(Progress(self._stage, placed, total, self.score.breaks, state[2], self._elapsed()))

    def _elapsed(self) -> float:
        return monotonic() - self._began

    def _on(self, share: float) -> bool:
        """Whether there is time until this share of it is over, and nobody has stopped it."""
        self._stopped = self._stopped or self._stop()
        return not self._stopped and self._elapsed() < self._until(share)

    def _until(self, share: float) -> float:
        return min(self._seconds * share, self._end)
