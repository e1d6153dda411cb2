"""A small programme for tests of its changes: a table, a visit with a bus, a plenary, the Meeting Point."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from forum import changes as rules
from forum.changes import Difference, Edit, Item, Waiting
from forum.desk import Desk, Outcome
from storage import changes, outbox
from storage.connection import Connection
from storage.database import Database
from storage.instants import from_sql, to_sql
from storage.news import NEWS
from tests.support.forums import NOW, add_session
from tests.support.halls import add_hall

TABLE, VISIT, PLENARY = 1, 2, 3
TEN = NOW + timedelta(hours=1)
BUS = NOW + timedelta(hours=2, minutes=30)
ORGANISER, GUIDE = 13, 14


async def add_programme(tx: Connection) -> None:
    """Delegates 1 and 2 sit at the table, 3 waits, 1 and 3 go on the visit; everybody has Telegram but 6.

    The slots of the Meeting Point are those of `tests.support.halls`; odd delegates are Italian.
    """
    await add_hall(tx)
    await add_session(tx, TABLE, capacity=2, starts=TEN)
    await add_session(tx, VISIT, kind="visit", starts=NOW + timedelta(hours=3), minutes=120)
    await add_session(tx, PLENARY, kind="plenary", starts=NOW + timedelta(hours=5), minutes=60)
    for position, kind, minutes in ((1, "departure", -30), (2, "stop", 0), (3, "return", 120)):
        await tx.run(
            "INSERT INTO stops (session_id, position, kind, place_it, place_ru, at) VALUES (?, ?, ?, ?, ?, ?)",
            (VISIT, position, kind, f"Fermata {position}", f"Остановка {position}", _later(minutes)),
        )
    for number, role in ((ORGANISER, "organiser"), (GUIDE, "guide")):
        await tx.run(
            "INSERT INTO delegates (id, code, name, organisation, delegation, language, role) "
            "VALUES (?, ?, ?, 'Forum', 'it', 'it', ?)",
            (number, role, role, role),
        )
    await tx.run_many(
        "INSERT INTO seats (session_id, delegate_id, state) VALUES (?, ?, ?)",
        [
            (TABLE, 1, "seated"),
            (TABLE, 2, "seated"),
            (TABLE, 3, "waiting"),
            (VISIT, 1, "seated"),
            (VISIT, 3, "seated"),
        ],
    )
    await tx.run_many(
        "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
        "SELECT 1000 + id, id, language, '1', '' FROM delegates WHERE id = ?",
        [(number,) for number in (1, 2, 3, 4, 5, ORGANISER, GUIDE)],
    )
    await changes.settle_all(tx)


def _later(minutes: int) -> str:
    return to_sql(NOW + timedelta(hours=3, minutes=minutes))


@dataclass
class Programme:
    """The words in which changes are told."""

    database: Database
    now: datetime = NOW
    organisers: frozenset[int] = field(default_factory=frozenset)

    def at(self, now: datetime) -> Programme:
        return replace(self, now=now)

    @property
    def desk(self) -> Desk:
        return Desk(self.database, lambda: self.now, self.organisers)

    async def shown(self, session: int) -> str:
        async with self.database.read() as view:
            found = await rules.editable(view, session)
        assert found is not None
        return found.shown

    async def edit(self, session: int, wanted: Edit, shown: str | None = None) -> Outcome:
        """As somebody who has just looked, unless `shown` says what they saw."""
        return await rules.edit(self.desk, session, wanted, shown or await self.shown(session))

    async def waiting(self, session: int = 0) -> Waiting:
        async with self.database.read() as view:
            return await rules.preview(view, session)

    async def pending(self) -> dict[int, set[str]]:
        """What waits, by session."""
        return {one.change.session_id: set(one.change.what) for one in (await self.waiting()).previews}

    async def release(self, session: int = 0) -> Outcome:
        came = await rules.release(self.desk, (await self.waiting(session)).shown, session)
        await rules.spread(self.desk)
        return came

    async def undo(self, session: int = 0) -> Outcome:
        """Take the last step (with a session: about it) back."""
        async with self.database.read() as view:
            step = await rules.undoable(view, self.now, session)
        came = await rules.undo(self.desk, step)
        await rules.spread(self.desk)
        return came

    async def dismiss(self, session: int = 0) -> Outcome:
        return await rules.dismiss(self.desk, (await self.waiting(session)).shown, session)

    async def run(self, sql: str) -> None:
        """Change the forum behind the rules' back, as an import does."""
        async with self.database.write() as tx:
            await tx.run(sql)

    async def outbox(self) -> list[tuple[str, int | None, datetime]]:
        """What is to go out: kind, delegate, when."""
        async with self.database.read() as view:
            rows = await view.rows(
                "SELECT kind, delegate_id, not_before FROM outbox WHERE state = 'pending' ORDER BY kind, delegate_id"
            )
        return [(row[0], row[1], from_sql(row[2])) for row in rows]

    async def addressed(self, kind: str = NEWS) -> list[int | None]:
        """To whom a notice of this kind is to go."""
        return [delegate for found, delegate, _ in await self.outbox() if found == kind]

    async def items(self, delegate: int, language: str = "it") -> list[Item]:
        """What a delegate's message would say if it went out now."""
        async with self.database.read() as view:
            key = await view.value(
                "SELECT key FROM outbox WHERE kind = ? AND delegate_id = ? AND state = 'pending'",
                (NEWS, delegate),
            )
            return await rules.recall(view, delegate, str(key), language, self.now)

    async def told(self, delegate: int, language: str = "it") -> dict[int, set[str]]:
        """The same, by session."""
        items = await self.items(delegate, language)
        return {item.change.session_id: set(item.change.what) for item in items}

    async def deliver(self, delegate: int) -> list[Difference]:
        """A delegate's messages go out; what they say."""
        said = [item.change for item in await self.items(delegate)]
        async with self.database.write() as tx:
            rows = await tx.rows(
                "SELECT id FROM outbox WHERE delegate_id = ? AND state = 'pending' AND kind = ?",
                (delegate, NEWS),
            )
            await outbox.settle(tx, [(row[0], "sent", None, 1) for row in rows], self.now)
        return said
