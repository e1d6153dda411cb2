"""One planning problem planned and measured: `python -m tests.benchmarks.support_planning FILE SEED SECONDS`.

A process for each, so that times and memory are its own; it prints a line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from forum.planning import Progress
from forum.planning.planning import plan
from forum.planning.reading import read
from tests.benchmarks.support_memory import megabytes
from tests.forum.planning.verifier import looked_over


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a problem: the plan's figures, as the verifier has them, and what it cost.

    `first` are the seconds to the first plan with every meeting that this run placed, `proved` to the proof of the
    fewest breaks (None: there was none), `seconds` to the end; `user` the seconds of processor time, of all threads,
    to the end; `user_proved` to the proof. `megabytes`: the most that the process has held.
    """

    status: str
    total: int
    placed: int
    breaks: int
    bound: int
    idle: int
    table_changes: int
    first: float
    proved: float | None
    seconds: float
    user_proved: float | None
    user: float
    megabytes: float


def main(path: str, seed: str, seconds: str) -> None:
    """Plan a problem, look the plan over, print what it cost."""
    content = Path(path).read_bytes()
    told: list[tuple[Progress, float, float]] = []
    began, began_user = perf_counter(), os.times().user
    answer = plan(
        read(content),
        seconds=float(seconds),
        seed=int(seed),
        progress=lambda one: told.append((one, perf_counter() - began, os.times().user - began_user)),
    )
    took, user = perf_counter() - began, os.times().user - began_user
    most = megabytes(os.getpid())[1]
    figures = looked_over(json.loads(content), answer.to_json())
    # The objectives come one after another: the first word of the next one is said when breaks are done with.
    after = [(wall, cpu) for one, wall, cpu in told if one.stage in {"most_breaks", "idle"}]
    proved, user_proved = after[0] if after and answer.status == "optimal" else (None, None)
    run = Run(
        status=answer.status,
        total=len(answer.assignments) + len(answer.unplaced),
        placed=answer.placed,
        breaks=figures.breaks,
        bound=answer.bound,
        idle=figures.idle,
        table_changes=figures.table_changes,
        first=next((wall for one, wall, _ in told if one.placed >= answer.placed), took),
        proved=proved,
        seconds=took,
        user_proved=user_proved,
        user=user,
        megabytes=most,
    )
    sys.stdout.write(f"{json.dumps(asdict(run))}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
