"""The real bot on the rehearsal server, with a forum in a database of its own: what every journey stands on."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.demo.rehearsal import SAMPLE
from bot.demo.server.limits import Limits
from bot.forum_files import load_forum
from bot.pacing import Limits as PacerLimits
from bot.service import Service, serving
from bot.settings import Settings
from forum.workbook import Changes
from tests.support.bot_api import CallRecorder
from tests.support.people import Person, Rehearsal
from tests.support.recorded import EXPLAINED, untold

MORNING = datetime.fromisoformat("2018-11-29T08:40:00+01:00")
"""Twenty minutes before the first session of the sample forum that everybody attends."""

BARDAZZI = "IT-BARDAZZI-4T9C"
SHCHERBAKOV = "RU-SHCHERBAKOV-8M3V"
LOMBARDI = "IT-LOMBARDI-9Q5D"
MOROZOVA = "RU-MOROZOVA-6N2L"

AGREE = {"it": "Acconsento", "ru": "Даю согласие"}


def prepared(path: Path, files: Path = SAMPLE) -> Path:
    """A database with a forum in it, made once; tests copy it."""
    asyncio.run(load_forum(path, files, Clock(MORNING)))
    return path


@dataclass
class Stage:
    """Server, database, clock, and the bot that can be stopped and started again."""

    server: Rehearsal
    settings: Settings
    clock: Clock
    recorder: CallRecorder
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    service: Service | None = None
    ticking: bool = False
    """Whether the ticks come by themselves from the next start on; otherwise time's work is done in `at` only."""

    async def start(self) -> Service:
        """The bot begins, or begins again."""
        self.service = await self.stack.enter_async_context(serving(self.settings, self.clock))
        if not self.ticking:
            await self.service.ticks.stop()
        return self.service

    async def stop(self) -> None:
        """The bot stops in good order."""
        await self.stack.aclose()
        self.service = None

    @property
    def running(self) -> Service:
        assert self.service is not None
        return self.service

    async def at(self, instant: str | datetime) -> None:
        """The clock jumps to an instant, of the forum's zone where it names no offset; what is due then has happened.

        The ticks' jobs are carried out once, and what they and the outbox have to tell has arrived.
        """
        when = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
        self.clock.jump(when if when.tzinfo is not None else when.replace(tzinfo=ZoneInfo(self.clock.zone)))
        await self.running.ticks.tick()
        assert not self.running.ticks.failing
        self.running.delivery.wake()
        async with asyncio.timeout(20):
            await self.running.delivery.idle()

    async def load(self, files: Path) -> Changes:
        """Organisers import files, from another process as far as the bot can see; then delivery looks at once."""
        changes = await load_forum(self.settings.database, files, self.clock)
        if self.service is not None:
            self.service.delivery.wake()
        return changes

    async def count(self, table: str) -> int:
        """How many rows a table of the bot's database has."""
        async with self.running.database.read() as view:
            return await view.number(f"SELECT count(*) FROM {table}")  # noqa: S608 -- a test's own word

    async def value(self, sql: str) -> int:
        """A number out of the bot's database."""
        async with self.running.database.read() as view:
            return await view.number(sql)

    async def text(self, sql: str) -> str:
        """A text out of the bot's database."""
        async with self.running.database.read() as view:
            return str(await view.value(sql))

    async def texts(self, sql: str) -> list[str]:
        """Texts out of the bot's database."""
        async with self.running.database.read() as view:
            return [str(row[0]) for row in await view.rows(sql)]

    async def becomes(self, sql: str, number: int) -> None:
        """Wait until a query gives this number; asked anew whenever something happens at the server."""
        async with asyncio.timeout(20):
            while await self.value(sql) != number:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.server.world.changes.next(), 0.2)

    def use(self, **settings: Any) -> None:
        """Other settings from the next start on."""
        self.settings = replace(self.settings, **settings)

    def commands(self, person: Person) -> dict[str, str]:
        """Telegram's menu of commands as a person sees it."""
        found = self.server.world.profile.commands_for(person.id, str(person.chat.user["language_code"]))
        return {command["command"]: command["description"] for command in found}

    def called(self, method: str) -> int:
        """How often the bot has called a method, successful or not."""
        return sum(record.method == method for record in self.recorder.records)

    async def arrive(self, invitation: str, language: str, name: str = "") -> Person:
        """Somebody opens their invitation and agrees; they stand before the menu."""
        person = self.server.person(name or invitation, language_code=language)
        await person.send(f"/start {invitation}")
        consent = await person.screen()
        await person.press(AGREE[language], on=consent)
        await person.screen()
        return person


@asynccontextmanager
async def staged(database: Path, folder: Path, **settings: Any) -> AsyncIterator[Stage]:
    """The bot on a server without limits, on a copy of `database`; every call is held against the Bot API."""
    copy = folder / "forum.sqlite3"
    shutil.copy(database, copy)
    recorder = CallRecorder()
    clock = Clock(MORNING)
    async with Rehearsal(limits=Limits.off(), clock=clock) as server:
        server.calls.attach(recorder)
        chosen = Settings(
            bot_token=server.token,
            database=copy,
            telegram_api_url=server.url,
            limits=PacerLimits.off(),
            **settings,
        )
        stage = Stage(server, chosen, clock, recorder)
        await stage.start()
        try:
            yield stage
        finally:
            await stage.stop()
    recorder.check()
    assert untold(copy) == [], EXPLAINED
