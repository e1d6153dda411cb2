"""The bot in a process of its own, which can be killed: `python -m bot run` against a rehearsal server.

async with Rehearsal(limits=Limits.off()) as server, BotProcess(server, database) as bot:
    await bot.start()
    await bot.kill()
    await bot.start()
    assert await bot.stop() == 0
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Callable
from pathlib import Path
from typing import Self

from bot.demo.server.app import RehearsalServer

ROOT = Path(__file__).parents[2]
_WAIT_SECONDS = 60.0
_STOP_SECONDS = 30.0


class BotProcess:
    """One bot on one database, started and ended as often as one likes; what it logs goes to `log`.

    Leaving the block kills what still runs.
    """

    def __init__(self, server: RehearsalServer, database: Path, **environ: str) -> None:
        self._server = server
        self._environ = {
            **os.environ,
            "BOT_TOKEN": server.token,
            "DATABASE": str(database),
            "TELEGRAM_API_URL": server.url,
            "TELEGRAM_LIMITS": "off",
            **environ,
        }
        self.log = database.with_name("bot.log")
        self._process: Process | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        if self._process is not None:
            await self.kill()

    async def start(self, *, wait: bool = True) -> None:
        """Start it and, with `wait`, go on once it asks for updates; AssertionError where it ends before."""
        before = self._server.calls.counts["deleteWebhook"]
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                cwd=ROOT,
                env=self._environ,
                stdin=DEVNULL,
                stdout=log,
                stderr=log,
            )
        if wait:
            # Its last call before the first getUpdates; a poll alone could be the one of a process killed just now.
            await self.until(lambda: self._server.calls.counts["deleteWebhook"] > before)

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something is true at the server; AssertionError where the bot ends before."""
        assert self._process is not None
        ended = asyncio.create_task(self._process.wait())
        holding = asyncio.create_task(self._server.until(holds, _WAIT_SECONDS))
        await asyncio.wait([ended, holding], return_when=asyncio.FIRST_COMPLETED)
        if not holding.done():
            holding.cancel()
            raise AssertionError(f"the bot ended with {ended.result()}:\n{self.log.read_text()[-4000:]}")
        ended.cancel()
        await holding

    async def kill(self) -> None:
        """SIGKILL: no farewell."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """SIGTERM; the exit status."""
        return await self._end(signal.SIGTERM)

    async def _end(self, number: signal.Signals) -> int:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(number)
        async with asyncio.timeout(_STOP_SECONDS):
            return await self._process.wait()
