"""Meeting Point plans: seconds, proofs and memory, for published problems and for halls of the forum's shape.

Two threads each, a process each, every plan looked over by the tests' verifier. `PLANNING_PARTS` names the parts to
be measured, such as `published,forum`; `PLANNING` the folder of the published problems (see the README);
`PLANNING_SECONDS` the longest search (60).
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.support import table
from tests.benchmarks.support_planning import Run
from tests.benchmarks.support_planning_problems import hall, own, variants
from tests.benchmarks.support_processes import python

Json = dict[str, Any]

SEEDS = (1, 2, 3)
SECONDS = float(os.environ.get("PLANNING_SECONDS", "60"))
"""So long a search lasts at most."""

FIRST_GOAL, PROOF_GOAL = 5.0, 60.0
LARGE_SECONDS, LARGE_MEGABYTES = 300.0, 2048.0
_LARGE_SEARCH = 240.0


class Published(NamedTuple):
    """The fewest breaks of a problem (proved), and the seconds of the best MaxSAT solver to that proof."""

    breaks: int
    seconds: float


PUBLISHED = {
    "tic-12": Published(0, 0.1),
    "tic-12crafc": Published(0, 0.3),
    "tic-13": Published(0, 0.4),
    "tic-13crafb": Published(0, 0.4),
    "forum-13": Published(0, 2.5),
    "forum-13crafc": Published(1, 2.3),
    "forumt-14": Published(5, 0.5),
    "forumt-14crafc": Published(5, 0.9),
    "tic-14crafa": Published(0, 1.0),
    "tic-14crafc": Published(0, 0.8),
    "ticf-13crafa": Published(0, 2.2),
    "ticf-13crafc": Published(1, 3.7),
}
"""M. Bofill, J. Coll, M. Garcia, J. Giráldez-Cru, G. Pesant, J. Suy, M. Villaret, Constraint Solving Approaches to
the Business-to-Business Meeting Scheduling Problem, Journal of Artificial Intelligence Research 74, 2022, 263-301."""

_WHERE = (
    "The published problems are not here: PLANNING names a folder of them, in the JSON of `plan`. They belong to\n"
    "https://jair.org/index.php/jair/article/view/12670 (the authors' archive b2b.zip).\n"
)

_COSTS = ("to a proof, s", "user, s", "in all, s", "user, s")


async def main() -> None:
    """Measure the parts that are asked for, one after another."""
    asked = os.environ.get("PLANNING_PARTS", ",".join(_PARTS)).split(",")
    if unknown := sorted(set(asked) - set(_PARTS)):
        raise SystemExit(f"PLANNING_PARTS: there is no {unknown[0]}; there are: {', '.join(_PARTS)}")
    for part in asked:
        sys.stdout.write(f"-- {part}\n")
        await _PARTS[part]()


async def published() -> None:
    """Every published problem, beside what was published of it; other files in the folder, too."""
    problems = list(_files())
    if not problems:
        sys.stdout.write(_WHERE)
        return
    rows: list[Sequence[object]] = []
    for name, problem in problems:
        for seed in SEEDS:
            known = PUBLISHED.get(name, Published(-1, 0.0))
            run = await measured(problem, seed, SECONDS)
            rows.append((f"{name} {seed}", *_plan(run), *_costs(run), known.breaks, known.seconds))
    sums = [_sums(rows[place :: len(SEEDS)], f"all {seed}") for place, seed in enumerate(SEEDS)]
    head = ("problem, seed", *_PLAN, *_COSTS, "published breaks", "MaxSAT, s")
    sys.stdout.write(f"{table(head, [*rows, *sums])}\n")


async def forum() -> None:
    """The forum's shape, with interpreters enough and with so few that the busiest slot needs them all."""
    rows: list[Sequence[object]] = []
    for name, interpreters in (("enough", 60), ("scarce", 0)):
        for seed in SEEDS:
            run = await measured(hall(seed, interpreters=interpreters), seed, SECONDS)
            rows.append((f"{name} {seed}", *_plan(run), run.first, *_costs(run), run.megabytes))
    head = ("interpreters, seed", *_PLAN, "first plan, s", *_COSTS, "MB")
    goals = (
        f"(goals {FIRST_GOAL:.0f} s to a first plan, {PROOF_GOAL:.0f} s to a proof where there are enough)"
    )
    sys.stdout.write(f"{table(head, rows)}\n{goals}\n")


async def large() -> None:
    """Ten times the forum."""
    run = await measured(hall(1, times=10), 1, _LARGE_SEARCH)
    head = ("meetings", *_PLAN, "first plan, s", *_COSTS, "MB")
    sys.stdout.write(f"{table(head, [(run.total, *_plan(run), run.first, *_costs(run), run.megabytes)])}\n")
    sys.stdout.write(f"(goals {LARGE_SECONDS:.0f} s, {LARGE_MEGABYTES:.0f} MB)\n")


async def harder() -> None:
    """Variants with fixed meetings, forbidden slots and orders, and other shapes; some cannot be placed whole."""
    runs: list[Run] = []
    published_ones = ((name, variants(problem, 1)) for name, problem in _files())
    for name, problems in (*published_ones, ("other", own(1))):
        rows = []
        for kind, problem in problems:
            runs.append(await measured(problem, 1, SECONDS))
            rows.append((kind, *_plan(runs[-1]), *_costs(runs[-1])))
        sys.stdout.write(f"{table((name, *_PLAN, *_COSTS), rows)}\n\n")
        sys.stdout.flush()
    proved = sum(run.status == "optimal" for run in runs)
    part = sum(run.placed < run.total for run in runs)
    sys.stdout.write(f"{proved} of {len(runs)} proved in {SECONDS:.0f} s; {part} not placed whole\n")


async def measured(problem: Json, seed: int, seconds: float) -> Run:
    """A problem planned in a process of its own. RuntimeError where the plan does not keep its rules."""
    with tempfile.TemporaryDirectory(prefix="forum-benchmark-") as folder:
        path = Path(folder) / "problem.json"
        path.write_text(json.dumps(problem), encoding="utf-8")
        arguments = ("-m", "tests.benchmarks.support_planning", str(path), str(seed), str(seconds))
        async with python(*arguments) as process:
            if process.stdout is None:
                raise RuntimeError("the process has no output")
            line = await process.stdout.read()
            if await process.wait():
                raise RuntimeError("the problem could not be measured")
    return Run(**json.loads(line))


_PARTS: dict[str, Callable[[], Awaitable[None]]] = {
    "published": published,
    "forum": forum,
    "large": large,
    "harder": harder,
}

_PLAN = ("status", "placed", "of", "breaks", "bound", "idle")


def _plan(run: Run) -> tuple[object, ...]:
    return run.status, run.placed, run.total, run.breaks, run.bound, run.idle


def _costs(run: Run) -> tuple[object, ...]:
    return _or_none(run.proved), _or_none(run.user_proved), run.seconds, run.user


def _or_none(seconds: float | None) -> object:
    return "-" if seconds is None else seconds


def _sums(rows: Sequence[Sequence[object]], name: str) -> Sequence[object]:
    """A row that adds up the columns of seconds and breaks."""
    columns = list(zip(*rows, strict=True))
    return (
        name,
        *(
            sum(one for one in column if isinstance(one, int | float)) if place else ""
            for place, column in enumerate(columns[1:])
        ),
    )


def _files() -> Iterator[tuple[str, Json]]:
    """The problems of the folder that is given, or of the one beside the project."""
    beside = Path(__file__).parents[3] / "shared" / "planning"
    folder = Path(os.environ.get("PLANNING", beside))
    for path in sorted(folder.glob("*.json")):
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))
