"""From the process's start to the first answered `/start`, with the sample forum; and what the imports take."""

from __future__ import annotations

import asyncio
import re
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.benchmarks.support import SAMPLE_DELEGATES, forum_of, table
from tests.benchmarks.support_processes import Stage, bot_environment, python, stage

RUNS = 5
SHOWN = 12
GOAL = 2.0
_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+([\w.]+)")


async def main() -> None:
    """Print the seconds of five starts, and the milliseconds the heaviest packages take to import."""
    async with forum_of(SAMPLE_DELEGATES, recognised=1) as database, stage(1) as server:
        environ = bot_environment(server.url, database)
        seconds = [await _start(server, environ) for _ in range(RUNS)]
    runs = ", ".join(f"{one:.2f}" for one in seconds)
    sys.stdout.write(f"to the first answer: {runs} s; median {median(seconds):.2f} s (goal {GOAL:.0f} s)\n")
    heaviest = (await _imports(database)).most_common(SHOWN)
    sys.stdout.write(f"{table(('package', 'ms to import'), [(name, us / 1000) for name, us in heaviest])}\n")


async def _start(server: Stage, environ: Mapping[str, str]) -> float:
    asked = perf_counter()
    answered = asyncio.create_task(server.seconds("say", ("/start",), people=1, times=1))
    started = perf_counter()
    async with python("-m", "bot", "run", environ=environ):
        return asked + await answered - started


async def _imports(database: Path) -> Counter[str]:
    """Microseconds by package, as `python -X importtime` counts them for `bot run` up to its settings."""
    # Without a token the process ends once everything it needs at the start is imported.
    environ = {"PATH": "", "DATABASE": str(database)}
    arguments = ("-X", "importtime", "-m", "bot", "run")
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stderr=PIPE, env=environ)
    _, errors = await process.communicate()
    found: Counter[str] = Counter()
    for micros, module in _IMPORT.findall(errors.decode()):
        found[module.partition(".")[0]] += int(micros)
    return found
