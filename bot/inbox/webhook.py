"""The webhook: Telegram delivers, and hears "200" only after the write."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Callable

from aiohttp import web

from bot.inbox.inbox import Closed, Inbox

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header's name
_LARGEST = 4 * 2**20
_PATIENCE = 20.0


class Webhook:
    """An HTTP server for one path and `/healthz`; `alive` says whether the process is well."""

    def __init__(
        self,
        inbox: Inbox,
        *,
        path: str,
        secret: str,
        port: int,
        host: str = "0.0.0.0",  # noqa: S104 -- a reverse proxy stands before it
        alive: Callable[[], bool] = lambda: True,
    ) -> None:
        self._inbox = inbox
        self._secret = secret.encode()
        self._host = host
        self._asked_port = port
        self._alive = alive
        app = web.Application(client_max_size=_LARGEST)
        app.router.add_post(path or "/", self._deliver)
        app.router.add_get("/healthz", self._health)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=2.0)

    @property
    def port(self) -> int:
        """The port it listens on, also where 0 was asked for."""
        return int(self._runner.addresses[0][1])

    async def start(self) -> None:
        """Listen; raises OSError where the port is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._asked_port).start()

    async def stop(self) -> None:
        """Close; deliveries under way get two seconds."""
        await self._runner.cleanup()

    async def _health(self, _request: web.Request) -> web.Response:
        alive = self._alive()
        return web.Response(status=200 if alive else 503, text="ok\n" if alive else "not well\n")

    async def _deliver(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=401)
        try:
            update = json.loads(await request.read())
        except (ValueError, RecursionError, web.HTTPRequestEntityTooLarge) as error:
            # Anything but "200" would bring the same again for ever.
            logger.error("a delivery that cannot be read is dropped: %s", type(error).__name__)  # noqa: TRY400
            return web.Response()
        return web.Response(status=await self._keep(update))

    async def _keep(self, update: object) -> int:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._inbox.room()
                await self._inbox.keep([update])
        except (Closed, TimeoutError):
            return 503
        except Exception:
            logger.exception("a delivery cannot be written; Telegram will bring it again")
            return 503
        return 200
