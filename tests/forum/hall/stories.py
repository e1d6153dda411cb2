"""What the stories of planning share: meetings without a time, and a run from its beginning to its proposal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from forum.desk import Outcome
from forum.hall import deciding
from forum.hall.plans import Plan
from forum.hall.problems import planned
from forum.hall.tasks import task
from forum.planning.planning import plan as search
from storage import meeting_hall, planning
from storage.connection import Connection
from tests.support.forums import told
from tests.support.halls import Table

ORGANISER = 500


async def untimed(tx: Connection, one: int, other: int) -> None:
    """A meeting that is agreed and has no time yet."""
    await tx.run(
        "INSERT INTO meetings (inviter_id, invitee_id, state, interpreted, asked_at) SELECT ?, ?, 'agreed', "
        "one.languages <> other.languages OR one.delegation <> other.delegation, '2018-11-28T08:00:00.000+00:00' "
        "FROM delegates AS one, delegates AS other WHERE one.id = ? AND other.id = ?",
        (one, other, one, other),
    )


async def agree(table: Table, *pairs: tuple[int, int]) -> list[int]:
    """Meetings without a time; their numbers."""
    async with table.database.write() as tx:
        for pair in pairs:
            await untimed(tx, *pair)
        rows = await tx.rows("SELECT id FROM meetings ORDER BY id DESC LIMIT ?", (len(pairs),))
    return sorted(row[0] for row in rows)


async def away(table: Table, person: int, since: datetime, until: datetime) -> None:
    """Somebody says that they are not there."""
    async with table.database.write() as tx:
        await meeting_hall.unavailable(tx, person, since, until)


async def computed(table: Table, scope: str, stop: Callable[[], bool] = lambda: False) -> Plan:
    """The plan of what there is."""
    async with table.database.read() as view:
        found = await task(view, table.now, scope, await planning.kept(view))
    return planned(found, partial(search, workers=1), 10, lambda _: None, stop)


async def proposed(table: Table, scope: str = "open", *, again: bool = False) -> tuple[int, Plan]:
    """A run that has come to its plan: its number, and the plan."""
    came = await deciding.begin(table.desk, scope, ORGANISER, again=again)
    assert came.word == "planning", came
    run = int(came.facts["run"] or 0)
    plan = await computed(table, scope)
    await deciding.propose(table.desk, run, plan.to_json())
    return run, plan


async def accepted(table: Table, scope: str = "open") -> Outcome:
    """A run whose plan is accepted."""
    run, _ = await proposed(table, scope)
    return await deciding.accept(table.desk, run)


async def keys(table: Table, kind: str = deciding.PLANNED) -> list[int]:
    """Who is told of that."""
    return sorted(delegate or 0 for what, delegate, _ in await told(table.database) if what == kind)
