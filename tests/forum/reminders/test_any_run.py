"""Any run: ticks, stops, clocks set back, a programme that changes. Everybody is told exactly what they should be."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum import reminders
from forum.desk import Desk
from storage.database import Database
from storage.instants import to_sql
from tests.support.forums import NOW, add_delegates, add_forum, add_session

PEOPLE = (1, 2, 3, 4)
TABLE, PLENARY, BUS, MEETING = "session 1", "session 2", "session 3", "meeting 1"
THINGS = {TABLE: 120, PLENARY: 200, BUS: 310, MEETING: 150}
"""When each begins, in minutes from the beginning of the run."""

FORUM = "60,15"
WISHES = {None: {60, 15}, "": set(), "30": {30}, "90,15": {90, 15}}

Told = tuple[int, str, int, int]
"""Whom, of what, beginning when, how many minutes before."""


@dataclass
class World:
    """What holds, as a person would keep it on paper: minutes, and who goes where."""

    begins: dict[str, int] = field(default_factory=lambda: dict(THINGS))
    cancelled: set[str] = field(default_factory=set)
    seated: set[int] = field(default_factory=lambda: {1, 2})
    wishes: dict[int, str | None] = field(default_factory=lambda: dict.fromkeys(PEOPLE))
    now: int = 0
    seen: int = 0
    told: set[Told] = field(default_factory=set)

    def goes(self, person: int, thing: str) -> bool:
        """Odd people are Italian, even ones Russian: the bus is for these. 1 and 3 have a meeting, 2 interprets."""
        if thing in self.cancelled:
            return False
        return {
            TABLE: person in self.seated,
            PLENARY: True,
            BUS: person % 2 == 0,
            MEETING: person in {1, 2, 3},
        }[thing]

    def due(self) -> Iterator[Told]:
        """What has to be told at this tick: each minute since the last one is looked at."""
        for person in PEOPLE:
            for thing, begins in self.begins.items():
                if not self.goes(person, thing) or begins <= self.now:
                    continue
                leads = WISHES[self.wishes[person]]
                passed = [minute for minute in range(self.seen + 1, self.now + 1) if begins - minute in leads]
                if passed:
                    yield person, thing, begins, begins - passed[-1]

    def holds(self, told: Told) -> bool:
        """Whether it would be worth telling now."""
        person, thing, begins, lead = told
        leads = WISHES[self.wishes[person]]
        nearer = any(one < lead and begins - one <= self.now for one in leads)
        same = self.goes(person, thing) and self.begins[thing] == begins and begins > self.now
        return same and bool(leads) and not nearer


@dataclass
class Run:
    """The world on paper and the bot's, side by side."""

    database: Database
    world: World = field(default_factory=World)

    @property
    def instant(self) -> datetime:
        return self.at(self.world.now)

    @staticmethod
    def at(minute: int) -> datetime:
        return NOW + timedelta(minutes=minute)

    async def sql(self, statement: str, *parameters: str | int | None) -> None:
        async with self.database.write() as tx:
            await tx.run(statement, parameters)

    async def tick(self) -> None:
        world = self.world
        expected = set(world.due()) - world.told if world.seen <= world.now else set()
        before = await self.outbox()
        await reminders.remind(Desk(self.database, lambda: self.instant))
        found = [one for one in await self.outbox() if one not in before]
        assert len(set(found)) == len(found)
        assert set(found) == expected
        world.told |= expected
        world.seen = world.now
        await self.recall()

    async def outbox(self) -> list[Told]:
        async with self.database.read() as view:
            rows = await view.rows("SELECT delegate_id, facts FROM outbox WHERE kind = 'reminder'")
        return [self.read(row[0], json.loads(row[1])) for row in rows]

    @staticmethod
    def read(person: int, facts: dict[str, str]) -> Told:
        begins = datetime.fromisoformat(facts["begins"]) - NOW
        return (
            person,
            f"{facts['what']} {facts['id']}",
            int(begins / timedelta(minutes=1)),
            int(facts["lead"]),
        )

    async def recall(self) -> None:
        """What was put into the outbox is told if and only if it still holds."""
        async with self.database.read() as view:
            rows = await view.rows("SELECT delegate_id, facts FROM outbox WHERE kind = 'reminder'")
            for person, text in rows:
                facts = json.loads(text)
                recalled = await reminders.recall(view, person, facts, self.instant)
                assert (recalled is not None) == self.world.holds(self.read(person, facts))

    # What may happen.

    async def later(self, minutes: int) -> None:
        self.world.now += minutes
        await self.tick()

    async def earlier(self, minutes: int) -> None:
        self.world.now -= minutes
        await self.tick()

    async def move(self, thing: str, minutes: int) -> None:
        self.world.begins[thing] = begins = max(1, self.world.begins[thing] + minutes)
        times = to_sql(self.at(begins)), to_sql(self.at(begins + 20))
        table, number = thing.split()
        await self.sql(f"UPDATE {table}s SET starts = ?, ends = ? WHERE id = ?", *times, int(number))  # noqa: S608

    async def cancel(self, thing: str) -> None:
        if thing == MEETING:
            return
        self.world.cancelled ^= {thing}
        cancelled = to_sql(NOW) if thing in self.world.cancelled else None
        await self.sql("UPDATE sessions SET cancelled_at = ? WHERE id = ?", cancelled, int(thing.split()[1]))

    async def seat(self, person: int) -> None:
        self.world.seated ^= {person}
        if person in self.world.seated:
            await self.sql(
                "INSERT INTO seats (session_id, delegate_id, state) VALUES (1, ?, 'seated')", person
            )
        else:
            await self.sql("DELETE FROM seats WHERE session_id = 1 AND delegate_id = ?", person)

    async def wish(self, person: int, wish: str | None) -> None:
        self.world.wishes[person] = wish
        await self.sql("UPDATE delegates SET reminders = ? WHERE id = ?", wish, person)


def step(name: str, *arguments: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.tuples(st.just(name), *arguments)


PERSON, THING = st.sampled_from(PEOPLE), st.sampled_from(sorted(THINGS))
STEPS = st.lists(
    step("later", st.integers(0, 20))
    | step("later", st.integers(1, 20))
    | step("later", st.integers(20, 400))
    | step("earlier", st.integers(1, 90))
    | step("move", THING, st.integers(-60, 90))
    | step("cancel", THING)
    | step("seat", PERSON)
    | step("wish", PERSON, st.sampled_from(list(WISHES))),
    max_size=40,
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "forum.sqlite3"
    asyncio.run(prepare(path))
    return path


async def prepare(path: Path) -> None:
    async with Database.open(path, readers=1) as database, database.write() as tx:
        await add_forum(tx)
        await tx.run("UPDATE forum SET reminder_minutes = ?", (FORUM,))
        await add_delegates(tx, len(PEOPLE))
        await tx.run(
            "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
            "SELECT id + 1000, id, 'it', '1', '' FROM delegates"
        )
        for thing, kind, audience in (
            (TABLE, "table", "all"),
            (PLENARY, "plenary", "all"),
            (BUS, "transfer", "ru"),
        ):
            await add_session(
                tx,
                int(thing.split()[1]),
                kind=kind,
                audience=audience,
                starts=Run.at(THINGS[thing]),
                minutes=20,
            )
        await tx.run(
            "INSERT INTO seats (session_id, delegate_id, state) VALUES (1, 1, 'seated'), (1, 2, 'seated')"
        )
        starts = Run.at(THINGS[MEETING])
        await tx.run(
            "INSERT INTO meetings (inviter_id, invitee_id, interpreter_id, state, interpreted, starts, ends, "
            "table_number, asked_at) VALUES (1, 3, 2, 'agreed', 1, ?, ?, 1, ?)",
            (to_sql(starts), to_sql(starts + timedelta(minutes=20)), to_sql(NOW)),
        )
        await tx.run("INSERT INTO sweeps (what, until) VALUES ('reminders', ?)", (to_sql(NOW),))


@settings(max_examples=150, deadline=None)
@given(steps=STEPS)
def test_everybody_is_told_what_they_should_be_and_nothing_else(
    template: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, ...]]
) -> None:
    path = tmp_path_factory.mktemp("run") / "forum.sqlite3"
    shutil.copy(template, path)
    asyncio.run(play(path, steps))


async def play(path: Path, steps: list[tuple[str, ...]]) -> None:
    async with Database.open(path, readers=1) as database:
        run = Run(database)
        for name, *arguments in steps:
            await getattr(run, name)(*arguments)
        await run.later(1)
