"""Halls as chance makes them: whatever is planned and whatever happens meanwhile, what is accepted holds together."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.hall import deciding
from forum.hall.plans import Placement
from forum.hall.tasks import SCOPES
from tests.forum.hall.stories import agree, away, keys, proposed
from tests.support.forums import copied, migrated
from tests.support.halls import SLOTS, Table, add_hall

PAIRS = [(one, other) for one in range(1, 7) for other in range(one + 1, 7)]
SLOT = timedelta(minutes=20)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated(tmp_path_factory.mktemp("halls") / "empty.sqlite3")


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32), scope=st.sampled_from(SCOPES))
def test_whatever_is_accepted_holds_together(empty: Path, seed: int, scope: str) -> None:
    asyncio.run(_play(empty, Random(seed), scope))


async def _play(empty: Path, chance: Random, scope: str) -> None:
    async with copied(empty) as database:
        async with database.write() as tx:
            await add_hall(tx)
        table = Table(database)
        timed = await _first(table, chance)
        run, plan = await proposed(table, scope)
        assert plan.placed + len(plan.unplaced) == plan.total
        assert plan.bound <= plan.breaks
        if scope == "open":
            assert not {one.meeting_id for one in plan.placements} & set(timed)
        before = {number: await table.meeting(number) for number in (*timed, *_named(plan.placements))}
        cancelled = await _meanwhile(table, chance, list(before))
        came = await deciding.accept(table.desk, run)
        if came.refused:
            came = await deciding.accept(table.desk, run, rest=True)
        assert came.word == "plan_accepted"
        # The database refuses whoever is in two places at once (triggers, unique indexes): what is left to see is
        # that nobody lost a time, and that just those are told for whom something is another.
        after = {number: await table.meeting(number) for number in before}
        assert all(after[number].starts for number in timed if number != cancelled)
        changed = [number for number in before if number != cancelled and after[number] != before[number]]
        people = {side for number in changed for side in before[number].sides}
        people |= {meeting.interpreter_id or 0 for n in changed for meeting in (before[n], after[n])}
        people |= {side for one in plan.unplaced for side in one.sides}
        assert await keys(table) == sorted(people - {0})
        assert (came.facts["meetings"], came.facts["people"]) == (len(changed), len(people - {0}))


def _named(placements: Iterable[Placement]) -> list[int]:
    return [one.meeting_id for one in placements]


async def _first(table: Table, chance: Random) -> list[int]:
    """Some have agreed on a time, some have none, some are away; then tables and interpreters may be fewer."""
    pairs = chance.sample(PAIRS, chance.randint(2, 10))
    half = chance.randrange(len(pairs))
    timed = []
    for one, other in pairs[:half]:
        asked = await table.ask(one, other, *chance.sample(SLOTS, 3))
        number = int(asked.facts.get("meeting") or 0)
        for time in (await table.meeting(number)).times if number else ():
            if (await table.accept(other, number, time)).word == "agreed":
                timed.append(number)
                break
    for pair in pairs[half:]:
        await agree(table, pair)
    for person in chance.sample([1, 2, 3, 4, 5, 6, 11, 12], chance.randint(0, 3)):
        since = chance.choice(SLOTS)
        await away(table, person, since, since + SLOT * chance.randint(1, 3))
    if chance.random() < 0.2:
        await table.run("UPDATE forum SET meeting_tables = 1")
    return timed


async def _meanwhile(table: Table, chance: Random, numbers: list[int]) -> int:
    """While it was planned one meeting is cancelled, somebody is away, a table is lost, or nothing happens."""
    what = chance.randrange(4)
    if what == 0 and numbers:
        number = chance.choice(numbers)
        meeting = await table.meeting(number)
        await table.cancel(meeting.inviter_id, number)
        return number
    if what == 1:
        since = chance.choice(SLOTS)
        await away(table, chance.choice([1, 2, 3, 4, 11]), since, since + SLOT)
    if what == 2:
        await table.run("UPDATE forum SET meeting_tables = 1")
    return 0
