"""Messages that keep themselves up to date: what makes them, and how they come to the phone.

Whoever needs one puts a kind into `LIVE` and calls `forum.live.show_live`; `bot.live` does the rest.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from forum import announcements
from forum.desk import Lane
from forum.hall import deciding
from handlers import living_plan
from handlers.calls import edit_text
from handlers.keyboards import keyboard
from handlers.screens import announcement_progress
from handlers.screens.screen import Screen
from locales import Words
from storage import forums
from storage.connection import Connection
from storage.database import Database
from storage.live_messages import LiveMessage

_SPAN = 15.0
"""Real seconds over which a speed is measured."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What such a message shows now; `over`: it will not change any more."""

    screen: Screen
    over: bool


class Pace:
    """How fast something comes on, in real seconds: Telegram's limits do not follow the forum's clock."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()

    def rate(self, done: int) -> float | None:
        """Note how far it has come; so many a second it was lately, None where nobody can tell yet."""
        now = self._clock()
        while len(self._seen) > 1 and now - self._seen[0][0] > _SPAN:
            self._seen.popleft()
        self._seen.append((now, done))
        seconds, come = now - self._seen[0][0], done - self._seen[0][1]
        return come / seconds if seconds >= 1 and come > 0 else None


Maker = Callable[[Connection, int, Words, Pace], Awaitable[Shown | None]]


async def _announcement(view: Connection, subject: int, words: Words, pace: Pace) -> Shown | None:
    found = await announcements.standing(view, subject)
    if found is None:
        return None
    screen = announcement_progress.progress(words, found, pace.rate(found.done))
    return Shown(screen, over=found.phase == "over")


async def _planning(view: Connection, subject: int, words: Words, pace: Pace) -> Shown | None:  # noqa: ARG001
    found = await living_plan.shown(view, subject, words)
    return None if found is None else Shown(found[0], over=found[1])


LIVE: Mapping[str, Maker] = {announcements.PROGRESS: _announcement, deciding.PROGRESS: _planning}
"""What each kind of living message shows of its subject; None where there is nothing to be shown any more."""


async def shown(
    database: Database, kind: str, subject: int, language: str, pace: Pace, now: datetime
) -> Shown | None:
    """What a living message shows now."""
    async with database.read() as view:
        forum = await forums.get(view)
        zone = ZoneInfo(forum.timezone if forum else "UTC")
        return await LIVE[kind](view, subject, Words(language, zone, now.astimezone(zone).date()), pace)


async def redraw(bot: ExtBot[Any], live: LiveMessage, screen: Screen) -> bool:
    """Put a screen in its place; False where that message cannot be changed any more.

    Raises telegram.error.TelegramError where it can be tried again.
    """
    if live.message_id is None:
        return True
    try:
        keys = keyboard(screen.rows, fresh=True)
        await edit_text(bot, live.user_id, live.message_id, screen.text, keys, Lane.NOTICE, previews=False)
    except BadRequest as error:
        return "not modified" in str(error).lower()
    except Forbidden:
        return False
    return True
