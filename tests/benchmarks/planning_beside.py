"""The bot while the Meeting Point is planned: how long answers take then, and what memory it holds (Linux only)."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from bot.demo.rehearsal import OPENING
from forum.desk import Desk
from forum.hall import deciding
from forum.hall.problems import planned
from forum.hall.tasks import task
from forum.planning.planning import plan as search
from storage import planning
from storage.database import Database
from storage.instants import to_sql
from tests.benchmarks.broadcast import percentile
from tests.benchmarks.support import forum_of, table
from tests.benchmarks.support_memory import megabytes
from tests.benchmarks.support_processes import Stage, bot_environment, python, stage

PEOPLE, MEETINGS, INTERPRETERS, TABLES = 400, 1_000, 40, 90
ASKERS, EVERY, WARM_UP, TIMES = 40, 0.1, 40, 300
SECONDS = 120
_SEARCH = 10.0


async def main() -> None:
    """Print the waits at the median and the 99th percentile with and without a run, their ratios, and memory."""
    async with forum_of(PEOPLE, recognised=PEOPLE) as database, stage(PEOPLE) as server:
        await _prepare(database)
        alone = await _measured(server, database)
        await _ask(database)
        beside = await _measured(server, database)
        await _still_planned(database)
        meetings, reading, accepting = await _accepted(database)
    rows = [_row("alone", alone), _row("beside a run", beside)]
    ratios = [then / before for before, then in zip(alone, beside, strict=True)]
    rows.append(("ratio", *ratios))
    sys.stdout.write(f"{table(('', 'p50 ms', 'p99 ms', 'MB at most'), rows)}\n")
    sys.stdout.write(
        f"accepting a plan of {meetings} meetings holds the bot up once, for {accepting * 1000:.0f} ms; "
        f"reading what there is to plan, for {reading * 1000:.0f} ms\n"
    )


def _row(name: str, found: Sequence[float]) -> tuple[object, ...]:
    return (name, *found)


async def _measured(server: Stage, database: Path) -> tuple[float, float, float]:
    environ = bot_environment(server.url, database)
    async with python("-m", "bot", "run", environ=environ) as bot:
        await server.waits("/agenda", askers=ASKERS, every=EVERY, times=WARM_UP)
        waited = (await server.waits("/agenda", askers=ASKERS, every=EVERY, times=TIMES)).waited
        most = megabytes(bot.pid)[1]
    return percentile(waited, 0.5) * 1000, percentile(waited, 0.99) * 1000, most


async def _prepare(database: Path) -> None:
    """Meetings that are agreed and have no time, and interpreters nearly enough for them: no proof comes soon."""
    chance = random.Random(1)
    async with Database.open(database, readers=1) as opened, opened.write() as tx:
        await tx.run("UPDATE forum SET meeting_tables = ?", (TABLES,))
        await tx.run(
            "UPDATE delegates SET role = 'interpreter', languages = 'it,ru' WHERE id IN "
            "(SELECT id FROM delegates WHERE role = 'delegate' ORDER BY id DESC LIMIT ?)",
            (INTERPRETERS,),
        )
        rows = await tx.rows("SELECT id, delegation FROM delegates WHERE role = 'delegate' ORDER BY id")
        sides = {name: [row["id"] for row in rows if row["delegation"] == name] for name in ("it", "ru")}
        every = [(one, other) for one in sides["it"] for other in sides["ru"]]
        await tx.run_many(
            "INSERT INTO meetings (inviter_id, invitee_id, state, interpreted, asked_at) "
            "VALUES (?, ?, 'agreed', 1, ?)",
            [(*pair, to_sql(OPENING)) for pair in chance.sample(every, MEETINGS)],
        )


async def _ask(database: Path) -> None:
    """A run that the bot finds when it starts, as after a restart."""
    async with Database.open(database, readers=1) as opened, opened.write() as tx:
        await planning.add(tx, scope="open", asked_by=None, most_seconds=SECONDS, now=OPENING)


async def _accepted(database: Path) -> tuple[int, float, float]:
    """How many meetings a plan has placed; seconds to read the task, and to write the plan and tell everybody."""
    async with Database.open(database, readers=1) as opened:
        began = perf_counter()
        async with opened.read() as view:
            found = await task(view, OPENING, "open")
        reading = perf_counter() - began
        plan = planned(found, search, _SEARCH, lambda _: None, lambda: False)
        began = perf_counter()
        came = await deciding.accept_at_once(Desk(opened, lambda: OPENING), "open", plan)
        return int(came.facts["meetings"] or 0), reading, perf_counter() - began


async def _still_planned(database: Path) -> None:
    async with Database.open(database, readers=1) as opened, opened.read() as view:
        run = await planning.standing(view)
    if run is None or run.state != "running" or '"placed"' not in run.progress:
        raise RuntimeError("the run did not last as long as the measuring")
