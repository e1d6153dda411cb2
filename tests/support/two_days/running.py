"""The two days: time goes by, people change their minds, organisers their programme."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter

from bot.clock import Clock
from bot.demo.server.limits import Limits
from bot.forum_files import load_forum
from bot.pacing import Limits as PacerLimits
from bot.service import Service, serving
from bot.settings import Settings
from forum import preferences, programme, seats
from forum.desk import Desk
from storage import accounts
from storage.instants import to_sql
from tests.support.halls import Table
from tests.support.people import Person as Phone
from tests.support.people import Rehearsal
from tests.support.two_days import forum, mailbox
from tests.support.two_days.ledger import FLORENCE, Snapshot, Thing, snapshot
from tests.support.two_days.reckoning import Report, reckon

Act = Callable[["Days"], Awaitable[object]]
Span = tuple[str, str]

SLOW = 60.0
"""The clock's speed while messages are on their way."""

_A_LOOK = 0.02

WHOLE = (("2018-11-29 06:50", "2018-11-29 21:34"), ("2018-11-30 06:20", "2018-11-30 19:29"))
"""Both days, without the night; they end when nothing can just have come due."""


def local(text: str) -> datetime:
    """'2018-11-29 06:50', in Florence."""
    return datetime.fromisoformat(text).replace(tzinfo=FLORENCE).astimezone(UTC)


@dataclass
class Days:
    """The run: what goes on, and what is written down of it."""

    path: Path
    files: Path
    clock: Clock
    speed: float
    people: Sequence[forum.Person]
    service: Service
    history: list[Snapshot] = field(default_factory=list)
    acting: bool = False
    pulse: list[tuple[datetime, float]] = field(default_factory=list)
    """What time it was by the forum's clock and by a real one, again and again."""

    @property
    def desk(self) -> Desk:
        """What a use case works with."""
        return Desk(self.service.database, self.clock.now, wake=self.service.delivery.wake)

    @property
    def table(self) -> Table:
        """The words for meetings."""
        return Table(self.service.database, self.clock.now())

    async def run(self, spans: Sequence[Span], acts: Sequence[tuple[datetime, Act]]) -> datetime:
        """Go through these hours; what is to be done at an instant is done at the forum's own pace. When it ended."""
        self.note(self.clock.now())
        for begin, end in spans:
            await self.service.delivery.idle()
            if (taken := self.clock.now()) < local(begin):
                # What would be due meanwhile is nobody's business, as in a stop.
                self.clock.jump(local(begin))
                self.note(taken)
            for instant, act in sorted(acts, key=lambda one: one[0]):
                if local(begin) < instant < local(end):
                    await self.clock.sleep_until(instant)
                    await self.do(act)
            await self.clock.sleep_until(local(end))
        ended = self.clock.now()
        await self.service.ticks.tick()
        self.service.delivery.wake()
        await self.service.delivery.idle()
        return ended

    async def do(self, act: Act) -> None:
        """An act, in its own time, and what holds afterwards."""
        self.acting = True
        self.clock.set_speed(1)
        taken = self.clock.now()
        await act(self)
        self.note(taken)
        self.acting = False
        self.clock.set_speed(SLOW)

    async def govern(self) -> None:
        """While there is something to tell the clock goes no faster than the phones of a busy machine can follow."""
        while True:
            async with self.service.database.glance() as view:
                under_way = await view.value(
                    "SELECT 1 FROM outbox WHERE state = 'sending' OR (state = 'pending' AND not_before <= ?) LIMIT 1",
                    (to_sql(self.clock.now()),),
                )
            self.pulse.append((self.clock.now(), perf_counter()))
            speed = self.speed if under_way is None else SLOW
            if not self.acting and self.clock.speed != speed:
                self.clock.set_speed(speed)
            await self.clock.sleep_until(self.clock.later(_A_LOOK))

    def note(self, taken: datetime) -> None:
        """Write down what holds from now on."""
        self.history.append(snapshot(self.path, taken, self.clock.now()))


async def rehearse(
    folder: Path,
    *,
    delegates: int,
    meetings: int,
    speed: float,
    spans: Sequence[Span],
    changes: int,
    seed: int = 1,
) -> tuple[Report, str]:
    """The forum's days with so many delegates, meetings and changes of each kind; the reckoning, and in words."""
    chance = random.Random(seed)
    files, path = folder / "files", folder / "forum.sqlite3"
    forum.write(files, delegates)
    clock = Clock(local(spans[0][0]))
    people = await forum.populate(path, files, clock, chance, meetings)
    async with Rehearsal(limits=Limits.off(), clock=clock) as server:
        phones = {one.id: _phone(server, one) for one in people if one.user is not None}
        settings = Settings(
            bot_token=server.token, database=path, telegram_api_url=server.url, limits=PacerLimits.off()
        )
        async with serving(settings, clock) as service:
            await service.ticks.tick()
            days = Days(path, files, clock, speed, people, service)
            governing = asyncio.create_task(days.govern())
            acts = list(_acts(snapshot(path, clock.now(), clock.now()), chance, changes))
            end = await days.run(spans, acts)
            assert not governing.done()
            governing.cancel()
            assert not service.ticks.failing
        came = [told for number, phone in phones.items() for told in mailbox.read(number, phone)]
    report = reckon(days.history, came, end)
    return report, report.lines(days.pulse)


def _phone(server: Rehearsal, person: forum.Person) -> Phone:
    phone = server.person("Person", language_code=person.language, id=person.user)
    phone.chat.started = True
    return phone


def _acts(start: Snapshot, chance: random.Random, number: int) -> Iterator[tuple[datetime, Act]]:
    """What happens: four minutes after a time at which anything can be due, so that it is known what holds then."""
    meetings = sorted((begins, thing) for thing, begins in start.begins.items() if thing[0] == "m")
    met = chance.sample(meetings, min(2 * number, len(meetings)))
    for begins, (_, meeting) in met[::2]:
        before = chance.choice((46, 26, 11))
        yield begins - timedelta(minutes=before), partial(_cancel, meeting=meeting)
    for begins, (_, meeting) in met[1::2]:
        yield begins - timedelta(minutes=46), partial(_move, meeting=meeting, before=begins)
    sessions = sorted((thing, begins) for thing, begins in start.begins.items() if thing[0] == "s")
    for _ in range(3 * number):
        thing, begins = chance.choice(sessions)
        if start.goes[thing]:
            person = chance.choice(sorted(start.goes[thing]))
            yield (
                begins - timedelta(minutes=chance.choice((46, 26))),
                partial(_stay_away, person=person, thing=thing),
            )
    for _ in range(number):
        _, begins = chance.choice(sessions)
        yield begins - timedelta(minutes=36), partial(_wish, person=chance.choice(sorted(start.leads)))
    for when, change in PROGRAMME:
        yield local(when), partial(_import, change=change)


async def _cancel(days: Days, meeting: int) -> None:
    found = await days.table.meeting(meeting)
    await days.table.cancel(found.inviter_id, meeting)


async def _move(days: Days, meeting: int, before: datetime) -> None:
    """To the first later time at which both are free."""
    found = await days.table.meeting(meeting)
    for time in forum.SLOTS:
        if time > before + timedelta(minutes=60):
            proposed = await days.table.propose(found.inviter_id, meeting, time)
            if not proposed.refused:
                came = await days.table.accept(found.invitee_id, meeting, time)
                if not came.refused:
                    return
                await days.table.withdraw(found.inviter_id, meeting)


async def _stay_away(days: Days, person: int, thing: Thing) -> None:
    """Give the seat back, or take what everybody attends off the agenda."""
    came = await seats.leave(days.desk, person, thing[1])
    if came.word == "left":
        await programme.attend(days.desk, person, thing[1], absent=True)


async def _wish(days: Days, person: int) -> None:
    async with days.service.database.read() as view:
        account = await accounts.of_delegate(view, person)
    assert account is not None
    await preferences.choose_reminders(days.desk, person, person % len(preferences.REMINDERS))


async def _import(days: Days, change: forum.Change) -> None:
    """The organisers change the workbook."""
    forum.rewrite(days.files, "sessions", change)
    forum.rewrite(days.files, "stops", partial(forum.with_its_visit, changed=change))
    left = {row["code"] for row in forum.read(days.files / "sessions.csv")}
    forum.rewrite(days.files, "delegates", partial(forum.at_tables, left=left))
    await load_forum(days.path, days.files, days.clock)


PROGRAMME: Sequence[tuple[str, forum.Change]] = (
    ("2018-11-29 12:49", partial(forum.shift, code="plenary", minutes=5)),
    ("2018-11-29 18:24", partial(forum.shift, code="reception", minutes=30)),
    ("2018-11-29 20:19", partial(forum.without, code="bus-out")),
    ("2018-11-30 08:04", partial(forum.shift, code="corti", minutes=-5)),
    ("2018-11-30 08:19", partial(forum.shift, code="frescobaldi", minutes=60)),
    ("2018-11-30 12:49", partial(forum.without, code="malo")),
    ("2018-11-30 16:34", partial(forum.shift, code="closing", minutes=20)),
)
"""What the organisers change, and when."""
