"""A small Meeting Point for tests of rules: six slots, two tables, delegates 1 to 6, interpreters 11 and 12."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from forum import meetings
from forum.desk import Desk, Outcome
from forum.meetings import Actor
from storage import meetings as rows
from storage.connection import Connection
from storage.database import Database
from storage.meeting_records import Meeting
from tests.support.forums import NOW, add_delegates, add_forum, add_session

FIRST = NOW + timedelta(hours=6)
SLOTS = [FIRST + timedelta(minutes=20 * number) for number in range(6)]
POINT = 90


async def add_hall(tx: Connection) -> None:
    """Odd delegates are Italian and speak Italian, even ones Russian; 5 and 6 speak English, too."""
    await add_forum(tx)
    await add_delegates(tx, 6)
    await add_session(tx, POINT, kind="meeting_point", starts=FIRST, minutes=120)
    await tx.run("UPDATE forum SET meeting_tables = 2, request_hours = 12, open_requests = 3")
    await tx.run("UPDATE delegates SET languages = delegation || ',en' WHERE id IN (5, 6)")
    for number, languages in ((11, "it,ru"), (12, "it,ru,en")):
        await tx.run(
            "INSERT INTO delegates (id, code, name, organisation, delegation, language, role, languages) "
            "VALUES (?, ?, ?, 'Forum', 'it', 'it', 'interpreter', ?)",
            (number, f"i{number}", f"Interpreter {number}", languages),
        )


@dataclass(frozen=True)
class Table:
    """The words in which stories of rules are told: everybody acts for themselves unless `acting` is said."""

    database: Database
    now: datetime = NOW

    def at(self, now: datetime) -> Table:
        return replace(self, now=now)

    @property
    def desk(self) -> Desk:
        return Desk(self.database, lambda: self.now)

    async def ask(self, who: int, whom: int, *times: datetime, acting: int = 0, **about: Any) -> Outcome:
        return await meetings.ask(self.desk, Actor(who), acting, whom, times, **about)

    async def accept(
        self, who: int, meeting: int, time: datetime | None = None, *, acting: int = 0, revision: int = 0
    ) -> Outcome:
        shown = revision or (await self.meeting(meeting)).revision
        return await meetings.accept(self.desk, Actor(who), acting, meeting, shown, time)

    async def decline(self, who: int, meeting: int, reason: str = "") -> Outcome:
        shown = (await self.meeting(meeting)).revision
        return await meetings.decline(self.desk, Actor(who), 0, meeting, shown, reason=reason)

    async def propose(self, who: int, meeting: int, *times: datetime) -> Outcome:
        shown = (await self.meeting(meeting)).revision
        return await meetings.propose(self.desk, Actor(who), 0, meeting, shown, times)

    async def withdraw(self, who: int, meeting: int) -> Outcome:
        shown = (await self.meeting(meeting)).revision
        return await meetings.withdraw(self.desk, Actor(who), 0, meeting, shown)

    async def cancel(self, who: int, meeting: int, reason: str = "") -> Outcome:
        shown = (await self.meeting(meeting)).revision
        return await meetings.cancel(self.desk, Actor(who), 0, meeting, shown, reason=reason)

    async def cannot(self, interpreter: int, meeting: int) -> Outcome:
        shown = (await self.meeting(meeting)).revision
        return await meetings.cannot(self.desk, interpreter, meeting, shown)

    async def agreed(self, who: int, whom: int, time: datetime) -> int:
        """A meeting asked for and accepted; its number."""
        asked = await self.ask(who, whom, time)
        number = int(asked.facts["meeting"] or 0)
        came = await self.accept(whom, number, time)
        assert came.word == "agreed", came
        return number

    async def meeting(self, number: int) -> Meeting:
        async with self.database.read() as view:
            found = await rows.get(view, number)
        assert found is not None
        return found

    async def run(self, sql: str) -> None:
        """Change the forum behind the rules' back."""
        async with self.database.write() as tx:
            await tx.run(sql)
