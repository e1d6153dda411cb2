"""A workbook of 4,000 delegates sent to the bot: how long it takes, and how the bot answers others meanwhile."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from forum.workbook.files import exported
from tests.benchmarks.support import forum_of, table
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, LOMBARDI, Stage, staged
from tests.support.workbooks import Sheets

SIZE = 4000
CHANGED = 200
UNDER_WAY = ("Il bot sta controllando", "Importazione in corso")


async def main() -> None:
    """Print the seconds of preview and release, and what a press of another person takes alone and meanwhile."""
    async with forum_of(SIZE, recognised=0) as path:
        content = await asyncio.to_thread(_changed, path)
        with tempfile.TemporaryDirectory(prefix="forum-bench-") as folder:
            async with staged(path, Path(folder)) as stage:
                await _measure(stage, content)


def _changed(path: Path) -> bytes:
    sheets = Sheets(exported(path))
    numbers = iter(range(SIZE * 2))
    sheets.each("delegates", "phone", lambda old: "+39 055 7" if next(numbers) < CHANGED else old)
    sheets.write("sessions", "energia", "place_it", "Altrove")
    return sheets.content


async def _measure(stage: Stage, content: bytes) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    alone = [await _press(giulia) for _ in range(40)]

    async def send() -> None:
        await beatrice.send_file("forum.xlsx", content)

    async def release() -> None:
        await beatrice.press("Importa")

    rows = [("alone", 0.0, *_figures(alone))]
    for name, act in (("preview", send), ("release", release)):
        seconds, taken = await _meanwhile(giulia, beatrice, act)
        rows.append((name, seconds, *_figures(taken)))
    sys.stdout.write(f"workbook: {len(content) / 1024:.0f} kB, {SIZE} delegates, {CHANGED} change\n")
    sys.stdout.write(f"{table(('', 's', 'presses', 'ms median', 'ms p95', 'ms longest'), rows)}\n")


async def _meanwhile(
    giulia: Person, beatrice: Person, act: Callable[[], Awaitable[None]]
) -> tuple[float, list[float]]:
    begun, taken = perf_counter(), []
    await act()
    announced = await beatrice.screen()
    while Screen(beatrice.chat.messages[announced.id].wire).text.startswith(UNDER_WAY):
        taken.append(await _press(giulia))
    return perf_counter() - begun, taken


async def _press(person: Person) -> float:
    begun = perf_counter()
    await person.send("/programme")
    await person.screen(30)
    return perf_counter() - begun


def _figures(taken: list[float]) -> tuple[int, float, float, float]:
    slow = quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
    return len(taken), median(taken) * 1000, slow * 1000, max(taken) * 1000
