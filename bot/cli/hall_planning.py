"""`plan` on the database: the Meeting Point of its forum."""

from __future__ import annotations

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from bot.cli.problem import Problem, needs_database
from bot.cli.searching import say, stopped_by_hand
from bot.clock import Clock
from bot.settings import Settings
from forum.desk import Desk
from forum.hall import deciding
from forum.hall.plans import Plan
from forum.hall.tasks import OPEN, SCOPES, Task, task
from storage.database import Database

_LONGEST = 3600


def add_options(verb: ArgumentParser) -> None:
    """What can be said of it."""
    verb.add_argument(
        "--scope",
        choices=SCOPES,
        default=OPEN,
        help="what may change: only meetings without a time (open), as few of the others as need be (few), all",
    )
    verb.add_argument(
        "--seconds",
        type=int,
        choices=range(1, _LONGEST + 1),
        default=deciding.SECONDS,
        metavar="N",
        help=f"the longest search, up to {_LONGEST} ({deciding.SECONDS})",
    )
    verb.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")
    verb.add_argument("--yes", action="store_true", help="do not ask before it is written")


def plan_hall(arguments: Namespace, settings: Settings) -> None:
    """Plan, say what it brings and, if it is to be, write it down: everybody concerned is told once.

    Raises Problem where there is no database, nothing to plan, or the plan does not hold any more.
    """
    needs_database(settings)
    clock = Clock(settings.clock_start, settings.clock_speed)
    found = asyncio.run(_task(settings.database, clock, arguments.scope))
    if not found.movable:
        raise Problem("There is nothing to plan.")
    if not found.slots:
        raise Problem("The Meeting Point has no slots to come.")
    sys.stdout.write(
        f"Meetings to plan: {len(found.movable)}, others that stay: {len(found.settled)}, "
        f"slots: {len(found.slots)}, tables: {found.tables}\n"
    )
    plan = _search(found, arguments.seconds)
    sys.stdout.write(_proposal(plan))
    if arguments.dry_run or not plan.placements or not (arguments.yes or _wanted()):
        sys.stdout.write("Nothing was written.\n")
        return
    came = asyncio.run(_accept(settings, clock, arguments.scope, plan))
    sys.stdout.write(came)


async def _task(database: Path, clock: Clock, scope: str) -> Task:
    async with Database.open(database, readers=1) as opened, opened.read() as view:
        return await task(view, clock.now(), scope)


def _search(found: Task, seconds: int) -> Plan:
    from forum.hall.problems import planned
    from forum.planning.planning import plan

    with stopped_by_hand() as stop:
        return planned(found, plan, seconds, say, stop)


def _proposal(plan: Plan) -> str:
    unplaced = "".join(f"  meeting {one.meeting_id}: {one.reason}\n" for one in plan.unplaced)
    bound = "proved" if plan.bound >= plan.breaks else f"at least {plan.bound}"
    return (
        f"Placed: {plan.placed} of {plan.total}\nMoved: {plan.moved}\n"
        f"Breaks: {plan.before} now, {plan.breaks} then ({bound}), {plan.most_breaks} at most for one person\n"
        f"Idle slots: {plan.idle}\nPeople to be told: {plan.people}\n"
        + (f"Without a place:\n{unplaced}" if unplaced else "")
    )


def _wanted() -> bool:
    """Somebody at a keyboard is asked; nobody there, as with `import`: it was said on the command line."""
    if not sys.stdin.isatty():
        return True
    return input("Write it down and tell them? [y/N] ").strip().lower() in {"y", "yes"}


async def _accept(settings: Settings, clock: Clock, scope: str, plan: Plan) -> str:
    async with Database.open(settings.database, readers=1) as opened:
        came = await deciding.accept_at_once(Desk(opened, clock.now, settings.organisers), scope, plan)
    if came.refused:
        raise Problem(
            f"{came.facts['number']} of {came.facts['of']} meetings have changed meanwhile. Nothing was written: "
            "plan again."
        )
    return f"Written. Meetings: {came.facts['meetings']}, people told: {came.facts['people']}\n"
