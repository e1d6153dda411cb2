"""Planning runs: computed in a process of their own, one at a time, until proved, stopped or out of time.

What is asked for, how far it is and what came of it stand in the database: killed at any instant, the run is begun
again at the next start, and says so.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from typing import Any

from bot.worker import Worker
from forum.apart import ROOT, environment
from forum.desk import Desk
from forum.hall import deciding
from forum.hall.process import packed
from forum.hall.tasks import Task, task
from storage import planning
from storage.planning import Run

logger = logging.getLogger(__name__)

_EVERY = 1.0
"""Real seconds between two notes of how far a run is, and two looks whether it is to stop."""

_GRACE = 20.0
"""So many real seconds more than it was given a run may take before it is given up."""

_LONGEST_LINE = 64 * 1024 * 1024


class Planner(Worker):
    """Carries out the runs that stand in the database."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("planner")
        self._desk = desk

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            run = None
            try:
                run = await self._asked_for()
                if run is None:
                    await self._woken.wait()
                else:
                    await self._carry_out(run)
            except Exception:
                logger.exception("a planning run went wrong")
                await asyncio.sleep(_EVERY)
                if run is not None:
                    await self._give_up(run)

    async def _asked_for(self) -> Run | None:
        async with self._desk.glance() as view:
            run = await planning.standing(view)
        return run if run is not None and run.state in {"running", "stopping"} else None

    async def _give_up(self, run: Run) -> None:
        with suppress(Exception):
            await deciding.fail(self._desk, run.id)

    async def _carry_out(self, run: Run) -> None:
        async with self._desk.database.write() as tx:
            await planning.begin(tx, run.id)
        async with self._desk.look() as view:
            found = await task(view, self._desk.clock(), run.scope, await planning.kept(view))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "forum.hall.process",
            stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=ROOT, env=environment(), limit=_LONGEST_LINE,
        )  # fmt: skip
        try:
            async with asyncio.timeout(run.most_seconds + _GRACE):
                plan = await self._follow(run, process, found)
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
        if plan is None:
            raise RuntimeError(f"the planning process ended without a plan: {process.returncode}")
        await deciding.propose(self._desk, run.id, plan)

    async def _follow(self, run: Run, process: Process, found: Task) -> dict[str, Any] | None:
        """Hand the task over, note how far it comes, and take its plan; None where it ends without one."""
        stdin, stdout = process.stdin, process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the planning process has no pipes")
        reached: dict[str, Any] = {}
        with suppress(ConnectionError):
            stdin.write(packed((found, run.most_seconds)))
            await stdin.drain()
        watching = asyncio.create_task(self._watch(run, stdin, reached), name="watch over a planning run")
        try:
            while line := await stdout.readline():
                said = json.loads(line)
                if "plan" in said:
                    return dict(said["plan"])
                reached |= said["progress"]
        finally:
            watching.cancel()
        return None

    async def _watch(self, run: Run, stdin: asyncio.StreamWriter, reached: dict[str, Any]) -> None:
        """Each second note how far it is, and see whether it is to stop."""
        clock = asyncio.get_running_loop().time
        began, told = clock(), False
        while True:
            await asyncio.sleep(_EVERY)
            async with self._desk.database.write() as tx:
                if reached:
                    await planning.note(tx, run.id, {**reached, "seconds": clock() - began})
                standing = await planning.get(tx, run.id)
            if not told and standing is not None and standing.state != "running":
                told = True
                with suppress(ConnectionError):
                    stdin.write(b"stop\n")
                    await stdin.drain()
