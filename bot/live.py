"""Keeps messages up to date that show how something goes on, as long as there are any."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Any

from telegram.error import RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.worker import Worker
from handlers.living import Pace, redraw, shown
from storage import live_messages
from storage.database import Database
from storage.live_messages import LiveMessage

logger = logging.getLogger(__name__)

EVERY = 3.0
"""Real seconds between two looks: an edit counts as a message, and Telegram allows twenty a minute in a chat."""

_LOST = frozenset({"failed", "unreachable"})


@dataclass(slots=True)
class _Kept:
    """What is remembered of a message while the process lives: how fast it comes on, and what it shows."""

    pace: Pace = field(default_factory=Pace)
    text: str = ""


class LiveMessages(Worker):
    """Looks at every living message `every` so many real seconds, and edits those that show something else now.

    With none there it sleeps until it is woken. Which there are is in the database: a restart goes on with them.
    """

    def __init__(self, bot: ExtBot[Any], database: Database, clock: Clock, *, every: float = EVERY) -> None:
        super().__init__("living messages")
        self._bot = bot
        self._database = database
        self._clock = clock
        self._every = every
        self._kept: dict[int, _Kept] = {}
        self._turn = asyncio.Lock()

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            alive = True
            try:
                alive = await self.refresh()
            except Exception:
                logger.exception("the living messages cannot be looked at")
            if not alive:
                await self._woken.wait()
            await asyncio.sleep(self._every)

    async def refresh(self) -> bool:
        """Bring all of them up to date now; whether there are any."""
        async with self._turn:
            return await self._look()

    async def _look(self) -> bool:
        async with self._database.glance() as view:
            found = await live_messages.every(view)
        self._kept = {one.notice_id: self._kept.get(one.notice_id, _Kept()) for one in found}
        for one in found:
            try:
                if not await self._refresh(one, self._kept[one.notice_id]):
                    await self._end(one)
            except RetryAfter as error:
                logger.info("living messages wait: %s", type(error).__name__)
                return True
            except TelegramError as error:
                logger.info("a living message was not changed: %s", type(error).__name__)
        return bool(found)

    async def _refresh(self, live: LiveMessage, kept: _Kept) -> bool:
        """Whether it goes on."""
        if live.state in _LOST:
            return False
        now = await shown(
            self._database, live.kind, live.subject, live.language, kept.pace, self._clock.now()
        )
        if now is None:
            return False
        if live.message_id is None:
            return True
        text = repr(now.screen)
        if text != kept.text:
            if not await redraw(self._bot, live, now.screen):
                return False
            kept.text = text
        return not now.over

    async def _end(self, live: LiveMessage) -> None:
        async with self._database.write() as tx:
            await live_messages.end(tx, live.notice_id)
