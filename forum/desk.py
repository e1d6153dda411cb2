"""How a use case is carried out: one short transaction, its outcome and its notices committed together."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, Protocol

from forum.deeds import Deed, record
from forum.quiet import Quiet, not_before, quiet_hours
from storage import forums, inbox, outbox
from storage.connection import Connection
from storage.database import Database

P = ParamSpec("P")
Fact = str | int | bool | None
Facts = Mapping[str, Fact]
NO_FACTS: Facts = {}


class Lane(IntEnum):
    """Who goes first when Telegram's budget is short."""

    ANSWER = 0
    NOTICE = 1
    BROADCAST = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a use case came to: a word that a screen turns into a sentence, and its facts."""

    word: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    refused: bool = False

    def to_json(self) -> str:
        """Write it for the inbox, so that an answer survives a crash."""
        return json.dumps([self.word, dict(self.facts), self.refused], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Outcome:
        """Read what `to_json` wrote."""
        word, facts, refused = json.loads(text)
        return cls(word, facts, refused)


def refusal(word: str, **facts: Fact) -> Outcome:
    """The outcome of what cannot be done; nothing was changed."""
    return Outcome(word, facts, refused=True)


def outcome(word: str, **facts: Fact) -> Outcome:
    """The outcome of what was done, or already held."""
    return Outcome(word, facts)


@dataclass(slots=True)
class Work:
    """The inside of a use case: its transaction, its instant, and what it tells."""

    tx: Connection
    now: datetime
    organisers: frozenset[int] = frozenset()
    told: bool = False
    _quiet: Quiet | None = None
    _knows_quiet: bool = False

    async def tell(
        self,
        delegate_id: int,
        kind: str,
        key: str,
        facts: Facts = NO_FACTS,
        *,
        lane: Lane = Lane.NOTICE,
        needed_by: datetime | None = None,
        gathering: timedelta = timedelta(),
    ) -> None:
        """Put a notice for a delegate into the outbox; the same `key` is told once.

        It goes out after `gathering` at the earliest: so long more may be added to it. In quiet hours it waits for
        their end, unless what it tells of begins soon after (`needed_by`, see `forum.quiet.not_before`);
        `needed_by=work.now` is for what never waits.
        """
        await self._put(kind, key, facts, lane, needed_by, gathering, delegate_id=delegate_id)

    async def tell_user(
        self,
        user_id: int,
        kind: str,
        key: str,
        facts: Facts = NO_FACTS,
        *,
        needed_by: datetime | None = None,
        gathering: timedelta = timedelta(),
    ) -> None:
        """Put a notice for a Telegram user who is no delegate into the outbox."""
        await self._put(kind, key, facts, Lane.NOTICE, needed_by, gathering, user_id=user_id)

    async def tell_many(self, kind: str, turns: Sequence[tuple[int, str, datetime]]) -> None:
        """Put a notice without facts for each of many delegates: who, its key, and when it may go (`not_before`)."""
        await outbox.put_many(self.tx, kind=kind, priority=Lane.NOTICE, turns=turns)
        self.told = self.told or bool(turns)

    async def not_before(self, needed_by: datetime | None, gathering: timedelta = timedelta()) -> datetime:
        """When what is decided now may be told, see `tell`."""
        if not self._knows_quiet:
            self._quiet, self._knows_quiet = quiet_hours(await forums.get(self.tx)), True
        return not_before(self._quiet, self.now + gathering, needed_by)

    async def _put(
        self,
        kind: str,
        key: str,
        facts: Facts,
        lane: Lane,
        needed_by: datetime | None,
        gathering: timedelta,
        *,
        delegate_id: int | None = None,
        user_id: int | None = None,
    ) -> None:
        await outbox.put(
            self.tx,
            key=key,
            kind=kind,
            facts=json.dumps(dict(facts), ensure_ascii=False),
            priority=lane,
            not_before=await self.not_before(needed_by, gathering),
            delegate_id=delegate_id,
            user_id=user_id,
        )
        self.told = True


class Turn(Protocol):
    """Whose effect comes first, when many updates are handled at once."""

    async def come(self) -> None:
        """Wait until everybody who was earlier has had their effect, or will have none."""

    def through(self) -> None:
        """Let those behind pass."""


class NobodyBefore:
    """For what no update asked for: there is no order to keep."""

    async def come(self) -> None:
        """Go on."""

    def through(self) -> None:
        """Nobody waits."""


@dataclass(slots=True)
class Desk:
    """What one update (or one tick of a worker: `update_id` None) works with.

    `recorded` is the outcome the update already had before a crash: then nothing is done again.
    `organisers` are Telegram users who are organisers whatever the workbook says; `wake` starts delivery;
    `turn` keeps the order of arrival; `afterwards` is written in the transaction that marks the update as
    handled, once the answer is out. `deed` is what it does for others, if it does anything for others.
    """

    database: Database
    clock: Callable[[], datetime]
    organisers: frozenset[int] = frozenset()
    wake: Callable[[], None] = lambda: None
    update_id: int | None = None
    recorded: Outcome | None = None
    turn: Turn = field(default_factory=NobodyBefore)
    deed: Deed | None = None
    afterwards: list[Callable[[Connection], Awaitable[None]]] = field(default_factory=list)

    @asynccontextmanager
    async def look(self) -> AsyncIterator[Connection]:
        """A view of the database for what only looks."""
        async with self.database.read() as reader:
            yield reader

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[Connection]:
        """A view for a single query."""
        async with self.database.glance() as reader:
            yield reader


def use_case(
    decide: Callable[Concatenate[Work, P], Awaitable[Outcome]],
) -> Callable[Concatenate[Desk, P], Coroutine[Any, Any, Outcome]]:
    """Run a decision in one transaction and record its outcome with the update that asked for it.

    An update asks for at most one use case; asked again after a crash it gets the recorded outcome.
    """

    async def carry_out(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> Outcome:
        if desk.recorded is not None:
            return desk.recorded
        await desk.turn.come()
        try:
            async with desk.database.write() as tx:
                work = Work(tx, desk.clock(), desk.organisers)
                before = tx.changes
                came = await decide(work, *args, **kwargs)
                if desk.deed is not None and not came.refused and tx.changes > before:
                    await record(tx, desk.deed, came.word, came.facts, work.now)
                if desk.update_id is not None and not came.refused:
                    await inbox.effected(tx, desk.update_id, came.to_json())
        finally:
            desk.turn.through()
        if desk.update_id is not None:
            desk.recorded = came
        if work.told:
            desk.wake()
        return came

    update_wrapper(carry_out, decide)
    return carry_out
