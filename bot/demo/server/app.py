"""The rehearsal server put together."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.demo.server import page
from bot.demo.server.bot_side import BotSide
from bot.demo.server.calls import Calls
from bot.demo.server.chats import PrivateChat
from bot.demo.server.clocks import Clock, RealClock
from bot.demo.server.context import Context
from bot.demo.server.errors import ApiError
from bot.demo.server.faults import Faults
from bot.demo.server.limits import Limits
from bot.demo.server.people import acts
from bot.demo.server.people.events import Streams
from bot.demo.server.people.phones_http import PhonesHttp
from bot.demo.server.people.stage_http import StageHttp
from bot.demo.server.reading import BODY_LIMIT
from bot.demo.server.webhook import Webhook
from bot.demo.server.wire import Json
from bot.demo.server.world import World

TOKEN = "7000000000:rehearsal-no-secret-at-all-000000000"  # noqa: S105 - opens nothing but the rehearsal
SHUTDOWN_SECONDS = 0.5


class RehearsalServer:
    """A Bot API server on this machine, with people to talk to the bot.

    `port` 0 takes a free one. `clock` is the forum's (the real time if left out), `limits` Telegram's rates (real if
    left out). Used as `async with RehearsalServer() as server`, with `server.url` for the bot.
    """

    def __init__(
        self,
        token: str = TOKEN,
        port: int = 0,
        *,
        clock: Clock | None = None,
        limits: Limits | None = None,
        bot: Json | None = None,
        first_update_id: int | None = None,
        first_message_id: int = 1,
    ) -> None:
        self.token = token
        self.port = port
        user = {"id": int(token.partition(":")[0]), "is_bot": True, **(bot or DEFAULT_BOT)}
        self.world = World(
            user, clock or RealClock(), first_update_id=first_update_id, first_message_id=first_message_id
        )
        self.calls = Calls()
        self.faults = Faults()
        self.webhook = Webhook(self.world.updates, self._reply)
        context = Context(self.world, limits or Limits.real(), self.webhook)
        self.context = context
        self.bot_side = BotSide(token, context, self.calls, self.faults)
        self.streams = Streams(self.world)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    async def _reply(self, body: Json) -> object:
        return await self.bot_side.reply(body)

    def application(self) -> web.Application:
        """The routes of both sides."""
        app = web.Application(client_max_size=BODY_LIMIT)
        app.router.add_route("*", "/bot{token}/{method}", self.bot_side.handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self.bot_side.file)
        app.router.add_get("/", page.index)
        app.router.add_get("/page/{name}", page.page_file)
        app.add_routes(PhonesHttp(self.world, self.streams).routes())
        app.add_routes(StageHttp(self.world, self.faults).routes())
        return app

    async def start(self) -> None:
        """Begins to answer; OSError where the port is taken."""
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
        await runner.setup()
        self._runner = runner
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        try:
            await site.start()
        except OSError:
            await runner.cleanup()
            raise
        self.port = runner.addresses[0][1]

    async def stop(self) -> None:
        """Ends polls and streams and answers no more."""
        self.bot_side.closing = True
        await self.webhook.stop()
        self.world.updates.stop_poll(ApiError(502, "Bad Gateway"))
        self.streams.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def meet(
        self, first_name: str, *, start: str | None = None, title: str = "", **user: object
    ) -> PrivateChat:
        """A new person with a phone; `user` holds last_name, username, language_code, id."""
        return acts.meet(self.world, {"first_name": first_name, **user}, start=start, title=title)

    async def until(self, holds: Callable[[], object], seconds: float = 10) -> None:
        """Waits until `holds()` is true, asking after every call and every change; TimeoutError after `seconds`."""
        await self.world.changes.until(holds, seconds)

    async def quiet(self, seconds: float = 0.1) -> None:
        """Waits until nothing has happened for `seconds`: only to show that nothing more comes."""
        while True:
            try:
                async with asyncio.timeout(seconds):
                    await self.world.changes.next()
            except TimeoutError:
                return


DEFAULT_BOT: Json = {"first_name": "Forum", "username": "forum_rehearsal_bot"}
