"""Every screen in a forum of 40 delegates against one of 4,000: time and number of SQL statements, both flat."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from bot.demo.rehearsal import OPENING
from forum.desk import Desk
from handlers import buttons
from handlers.buttons import Button
from handlers.keyboards import keyboard
from handlers.routes import follow
from handlers.visit import open_visit
from storage.database import Database
from tests.benchmarks.support import FIRST_USER, forum_of, table

SIZES = (40, 4000)
ROUNDS = 60
WARM_UP = 5
DELEGATE = FIRST_USER + 4


@dataclass(frozen=True, slots=True)
class Sample:
    """What one screen took: seconds, and SQL statements."""

    seconds: float
    statements: int


async def main() -> None:
    """Show each screen in both forums by turns; print milliseconds, statements, and the ratio of the times."""
    async with AsyncExitStack() as stack:
        forums = []
        for size in SIZES:
            path = await stack.enter_async_context(forum_of(size, recognised=SIZES[0]))
            forums.append(await stack.enter_async_context(Database.open(path)))
        rows = [await _compare(name, forums, steps) for name, steps in (await _tour(forums[0])).items()]
    small, large = SIZES
    head = ("screen", f"ms ({small})", f"ms ({large})", "ratio", f"SQL ({small})", f"SQL ({large})")
    sys.stdout.write(f"{table(head, rows)}\n")


async def _tour(database: Database) -> dict[str, tuple[Button, ...]]:
    """Every screen by name, with the buttons to press for it; codes have the same numbers in both forums."""
    async with database.read() as view:
        sessions = {row["code"]: row["id"] for row in await view.rows("SELECT code, id FROM sessions")}
        project = await view.number("SELECT min(id) FROM projects")
        page = await view.number("SELECT min(id) FROM info_pages")
    roomy, full, visit = (sessions[code] for code in ("energia", "oil-gas", "corti"))
    return {
        "menu": (buttons.Home(),),
        "help": (buttons.ShowHelp(),),
        "programme: days": (buttons.Programme(),),
        "programme: a day": (buttons.Programme("2018-11-29"),),
        "now and next": (buttons.NowAndNext(),),
        "session: plenary": (buttons.ShowSession(sessions["plenary"]),),
        "tables": (buttons.ShowTables(),),
        "table": (buttons.ShowSession(roomy, "t"),),
        "table, full": (buttons.ShowSession(full, "t"),),
        "project": (buttons.ShowProject(project),),
        "visits": (buttons.ShowVisits(),),
        "visit": (buttons.ShowSession(visit, "v"),),
        "agenda": (buttons.ShowAgenda("2018-11-29"),),
        "calendar file": (buttons.SendCalendar(),),
        "information": (buttons.ShowInfo(),),
        "information page": (buttons.ShowInfoPage(page),),
        "settings": (buttons.ShowSettings(),),
        "reminders": (buttons.SetReminders(),),
        "visibility": (buttons.SetVisibility(),),
        "join + leave": _join_and_leave(roomy),
        "join + leave, full": _join_and_leave(full),
    }


def _join_and_leave(session: int) -> tuple[Button, ...]:
    return buttons.Join(session, despite_clash=True), buttons.Leave(session, sure=True)


async def _compare(name: str, forums: Sequence[Database], steps: Sequence[Button]) -> Sequence[object]:
    taken: list[list[Sample]] = [[] for _ in forums]
    for _ in range(WARM_UP + ROUNDS):
        for samples, database in zip(taken, forums, strict=True):
            samples.append(await _show(database, steps))
    small, large = (median(one.seconds for one in samples[WARM_UP:]) * 1000 for samples in taken)
    statements = (max(one.statements for one in samples[WARM_UP:]) for samples in taken)
    return name, small, large, large / small, *statements


async def _show(database: Database, steps: Sequence[Button]) -> Sample:
    before, begun = database.statements, perf_counter()
    for button in steps:
        visit = await open_visit(Desk(database, lambda: OPENING), DELEGATE, "it")
        if visit is None:
            raise LookupError("the forum is not there")
        keyboard((await follow(visit, button)).rows)
    return Sample(perf_counter() - begun, database.statements - before)
