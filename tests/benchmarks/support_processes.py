"""Bots and servers in processes of their own, and what the benchmarks ask of them."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.demo.rehearsal import OPENING
from bot.demo.server.app import TOKEN

_STOP_SECONDS = 15.0


@asynccontextmanager
async def python(*arguments: str, environ: Mapping[str, str] | None = None) -> AsyncIterator[Process]:
    """`python` with these arguments, told to stop at the end, and killed where it does not."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=PIPE, env={**os.environ, **(environ or {})}
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()


def cpu_seconds(pid: int) -> float:
    """The processor time a process has used, in all its threads (Linux only)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Stage:
    """The server of `support_server` in a process of its own; `url` is where it answers."""

    url: str
    pid: int
    session: aiohttp.ClientSession

    async def seconds(
        self, kind: str, what: Sequence[str], *, people: int, times: int, apart: bool = False
    ) -> float:
        """How long the answers took to what people did; RuntimeError where the server refused a call of the bot."""
        asked = {"what": list(what), "people": people, "times": times, "apart": apart}
        async with self.session.post(f"{self.url}/benchmark/{kind}", json=asked) as answer:
            answer.raise_for_status()
            found = await answer.json()
        if found["refused"]:
            raise RuntimeError(f"the server refused {found['refused'][0]}")
        return float(found["seconds"])

    async def waits(self, text: str, *, askers: int, every: float, times: int, told: int = 0) -> Waits:
        """One of the last people writes every so many seconds, so many times or until so many others were told."""
        asked = {"text": text, "askers": askers, "every": every, "times": times, "told": told}
        async with self.session.post(f"{self.url}/benchmark/wait", json=asked) as answer:
            answer.raise_for_status()
            return Waits(**await answer.json())


@dataclass(frozen=True, slots=True)
class Waits:
    """How long each who wrote waited for the answer; how many others were told meanwhile, and within which time.

    `refused`: calls that the server refused, a 429 among them.
    """

    waited: Sequence[float]
    told: int
    seconds: float
    refused: int


@asynccontextmanager
async def stage(people: int, *options: str) -> AsyncIterator[Stage]:
    """A server with so many people; options as `support_server` knows them."""
    async with (
        python("-m", "tests.benchmarks.support_server", str(people), *options) as process,
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None)) as session,
    ):
        if process.stdout is None:
            raise RuntimeError("the server has no output")
        yield Stage((await process.stdout.readline()).decode().strip(), process.pid, session)


def bot_environment(url: str, database: Path) -> dict[str, str]:
    """What our bot is told for a benchmark: no limits, and the first morning of the sample forum."""
    return {
        "BOT_TOKEN": TOKEN,
        "DATABASE": str(database),
        "TELEGRAM_API_URL": url,
        "TELEGRAM_LIMITS": "off",
        "CLOCK_START": OPENING.isoformat(),
        "LOG_LEVEL": "WARNING",
    }
