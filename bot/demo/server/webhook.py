"""Updates brought to the bot by HTTP POST, one after the other, until each is taken."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

import aiohttp

from bot.demo.server.updates import Updates, Waiting
from bot.demo.server.wire import Json

LOG = logging.getLogger(__name__)
# Telegram waits longer and longer, up to hours; a rehearsal must go on.
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0
PATIENCE = 60.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name

Reply = Callable[[Json], Awaitable[object]]


class Webhook:
    """The address updates go to, "" for none; `reply` carries out a method the bot puts in its answer."""

    def __init__(self, updates: Updates, reply: Reply) -> None:
        self.updates = updates
        self.url = ""
        self.secret = ""
        self.max_connections = 40
        self.last_error: tuple[int, str] | None = None
        self._reply = reply
        self._task: asyncio.Task[None] | None = None

    async def start(self, url: str, secret: str, max_connections: int) -> None:
        """Delivers to another address from now on."""
        await self.stop()
        self.url, self.secret, self.max_connections = url, secret, max_connections
        self.last_error = None
        self._task = asyncio.create_task(self._deliver())

    async def stop(self) -> None:
        """Delivers nothing more; what waits keeps waiting."""
        self.url = self.secret = ""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _deliver(self) -> None:
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                while not self.updates.queue and not self.updates.again:
                    await self.updates.arrivals.next()
                await self._bring(session)

    async def _bring(self, session: aiohttp.ClientSession) -> None:
        self.updates.expire()
        again = bool(self.updates.again)
        if not again and not self.updates.queue:
            return
        waiting = self.updates.again[0] if again else self.updates.queue[0]
        pause = FIRST_PAUSE
        while not await self._post(session, waiting):
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        if again:
            self.updates.again.popleft()
        elif self.updates.queue and self.updates.queue[0] is waiting:
            self.updates.take()

    async def _post(self, session: aiohttp.ClientSession, waiting: Waiting) -> bool:
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        try:
            async with session.post(self.url, json=waiting.body, headers=headers) as response:
                if not response.ok:
                    return self._failed(
                        f"Wrong response from the webhook: {response.status} {response.reason}"
                    )
                answer = await response.json() if response.content_type == "application/json" else None
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            return self._failed(f"Connection failed: {type(error).__name__}")
        if isinstance(answer, dict) and isinstance(answer.get("method"), str):
            await self._reply(answer)
        return True

    def _failed(self, text: str) -> bool:
        LOG.info("the webhook did not take an update: %s", text)
        now = int(time.time())
        self.last_error = (now, text)
        return False

    def info(self) -> Json:
        """The answer of getWebhookInfo."""
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates.queue),
        }
        if self.url:
            info["max_connections"] = self.max_connections
            info["ip_address"] = "127.0.0.1"
        if self.last_error:
            info["last_error_date"], info["last_error_message"] = self.last_error
        if self.updates.allowed:
            info["allowed_updates"] = self.updates.allowed
        return info
