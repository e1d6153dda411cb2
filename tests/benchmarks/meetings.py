"""A day of 395 delegates who make 1,000 meetings with the keys of the bot, over HTTP.

The bot has a process of its own; the rehearsal server and the people at their phones share this one. From a copy of
the database as it is in the middle of the day people then go on one act at a time, and what each costs is counted.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import process_time

from bot.clock import Clock
from bot.demo.rehearsal import OPENING
from bot.demo.server.app import RehearsalServer
from bot.demo.server.limits import Limits
from bot.pacing import Limits as PacerLimits
from bot.service import serving
from bot.settings import Settings
from storage.database import Database
from tests.benchmarks.support import table
from tests.benchmarks.support_day import LARGE, TIMES, Guest, Wish, guests, make_day, most_possible, wishes
from tests.benchmarks.support_guests import Day
from tests.benchmarks.support_meetings_kept import agreed, faults, interpreted, unplaced
from tests.benchmarks.support_processes import bot_environment, cpu_seconds, python

WANTED = 1000
AT_ONCE = 16
"""So many people are at their phones at the same moment."""
COUNTED = 40
"""So many meetings are made one act at a time."""
NUMBERS = 1_000_000
"""More updates than there are in a day."""


async def main() -> None:
    """Print times, statements of each act, why wishes found no place; RuntimeError for what must not be."""
    with tempfile.TemporaryDirectory(prefix="forum-benchmark-") as folder:
        path, noon = Path(folder) / "forum.sqlite3", Path(folder) / "noon.sqlite3"
        people = guests(LARGE)
        await make_day(path, Path(folder) / "workbook", LARGE, people)
        wished = wishes(LARGE, people)
        left = await _day(path, noon, people, wished)
        await _one_by_one(noon, people, left)


async def _day(path: Path, noon: Path, people: Sequence[Guest], wished: Sequence[Wish]) -> list[Wish]:
    """The whole day at once; the wishes that are left in the middle of it, when `noon` is copied."""
    async with RehearsalServer(limits=Limits.off()) as server:
        day = Day(server, people, wished, at_once=AT_ONCE)
        async with python("-m", "bot", "run", environ=bot_environment(server.url, path)) as bot:
            await day.arrive()
            before, idle = cpu_seconds(bot.pid), process_time()
            seconds = await day.play(WANTED // 2)
            await server.quiet(0.5)
            async with Database.open(path, readers=1) as database:
                await database.backup(noon)
            left = day.left
            seconds += await day.play(WANTED)
            await server.quiet(0.5)
            worked, ours = cpu_seconds(bot.pid) - before, process_time() - idle
    _check(path, day)
    made = len(day.agreed)
    sys.stdout.write(
        f"{made} meetings agreed ({interpreted(path)} with an interpreter) in {seconds:.1f} s, "
        f"{seconds / made * 1000:.0f} ms each; {day.updates} updates, {day.updates / seconds:.0f} a second, "
        f"{worked / day.updates * 1000:.2f} ms of the bot's processor time for each "
        f"({ours / day.updates * 1000:.2f} ms of the server and the people)\n"
        f"{AT_ONCE} people at their phones at once\n{_times(day)}\n\n"
        f"{len(day.tried)} wishes were tried, {made / len(day.tried):.1%} found a place; "
        f"{most_possible(day.tried)} could at most, since nobody has more than {TIMES} times; why others did not:\n"
    )
    reasons = await unplaced(path, day.tried, OPENING)
    sys.stdout.writelines(f"{number:6d}  {reason}\n" for reason, number in reasons.most_common())
    return left


def _check(path: Path, day: Day) -> None:
    if day.refused:
        raise RuntimeError(f"the server refused {day.refused[0].method}: {day.refused[0].body}")
    if found := faults(path):
        raise RuntimeError("; ".join(found))
    if agreed(path) != len(day.agreed):
        raise RuntimeError(f"{agreed(path)} meetings are kept, and people saw {len(day.agreed)}")


def _times(day: Day) -> str:
    rows = [(step, len(taken), *_spread(taken)) for step, taken in day.steps.items()]
    return table(("act", "times", "p50 ms", "p99 ms"), rows)


def _spread(seconds: Sequence[float]) -> tuple[float, float]:
    """Half of them took at most so many milliseconds, all but one in a hundred so many."""
    ordered = sorted(seconds)
    return median(ordered) * 1000, ordered[int(len(ordered) * 0.99)] * 1000


async def _one_by_one(noon: Path, people: Sequence[Guest], left: Sequence[Wish]) -> None:
    """The rest of the day, by a bot in this process."""
    # The bot knows the numbers of half a day's updates: those of another server have to be higher.
    later = int(time.time()) + NUMBERS
    async with RehearsalServer(limits=Limits.off(), first_update_id=later) as server:
        settings = Settings(
            bot_token=server.token, database=noon, telegram_api_url=server.url, limits=PacerLimits.off()
        )
        async with serving(settings, Clock(OPENING)) as service:
            await service.ticks.stop()

            async def meter() -> int:
                await service.inbox.empty()
                await service.delivery.idle()
                return service.database.statements

            day = Day(server, people, left, at_once=1, meter=meter)
            await day.arrive()
            await day.play(COUNTED)
    rows = [
        (step, len(counts), f"{median(counts):.0f}", max(counts), *_spread(day.steps[step]))
        for step, counts in day.statements.items()
    ]
    head = ("act, one at a time", "times", "SQL, median", "SQL, most", "p50 ms", "p99 ms")
    sys.stdout.write(f"\nstatements with inbox and notices, {len(left)} wishes left\n{table(head, rows)}\n")
