"""`python -m bot demo`: the real bot on a local Bot API server, with the sample forum in it."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from bot.clock import Clock
from bot.demo.server.app import TOKEN, RehearsalServer
from bot.forum_files import load_forum
from bot.service import Service, serving
from bot.settings import Settings
from bot.signals import StopSignal

log = logging.getLogger(__name__)

SAMPLE = Path(__file__).with_name("forum")
OPENING = datetime.fromisoformat("2018-11-29T08:40:00+01:00")
"""When the rehearsal's clock starts unless another instant is given: the first morning of the sample forum."""

_BOT = {"first_name": "Task Force 2018", "username": "forum_demo_bot"}


@dataclass(frozen=True, slots=True)
class Cast:
    """Somebody of the sample forum with a phone on the page."""

    title: str
    first_name: str
    last_name: str
    language: str
    invitation: str


CAST = (
    Cast("Делегат, Ульяновск", "Алексей", "Щербаков", "ru", "RU-SHCHERBAKOV-8M3V"),
    Cast("Delegata, Prato", "Giulia", "Bardazzi", "it", "IT-BARDAZZI-4T9C"),
    Cast("Organizzatrice", "Beatrice", "Lombardi", "it", "IT-LOMBARDI-9Q5D"),
    Cast("Interprete", "Sofia", "Galli", "it", "IT-GALLI-5V8B"),
)


async def rehearse(port: int, start: datetime | None, speed: float, out: TextIO) -> None:
    """Run the rehearsal until the process is told to stop; the page's address is written to `out`.

    Raises OSError where the port is taken, ValueError for a speed that is no speed.
    """
    stop = StopSignal()
    async with rehearsal(port, Clock(start or OPENING, speed)) as (server, _):
        out.write(f"The rehearsal is at {server.url} - open it in a browser; Ctrl+C ends it.\n")
        out.flush()
        await stop.wait()


@asynccontextmanager
async def rehearsal(port: int, clock: Clock) -> AsyncIterator[tuple[RehearsalServer, Service]]:
    """The local server with its people, and the bot on it with the sample forum in a database of its own."""
    async with RehearsalServer(TOKEN, port, clock=clock, bot=dict(_BOT)) as server:
        for person in CAST:
            server.meet(
                person.first_name,
                start=person.invitation,
                title=person.title,
                last_name=person.last_name,
                language_code=person.language,
            )
        with tempfile.TemporaryDirectory(prefix="forum-rehearsal-") as folder:
            settings = Settings(
                bot_token=TOKEN, database=Path(folder) / "forum.sqlite3", telegram_api_url=server.url
            )
            await load_forum(settings.database, SAMPLE, clock)
            async with serving(settings, clock) as service:
                yield server, service
