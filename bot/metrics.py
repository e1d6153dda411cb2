"""Figures of the running process for Prometheus, on a port of this computer alone; none of them names anybody.

Updates (`Metrics.handling`), calls of the Bot API with their codes, 429 among them (`CountingRequest`), notices
(`Metrics.sending`) and ticks (`Metrics.ticked`) are counted as they happen; outbox, inbox and sizes are looked at
when Prometheus asks.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.clock import Clock
from bot.transport import AiohttpRequest
from forum.desk import Desk
from storage import reckoning
from storage.database import Database
from storage.records import Notice, Update

if TYPE_CHECKING:
    from telegram.request import RequestData

    from bot.inbox import Verdict

logger = logging.getLogger(__name__)

Sent = TypeVar("Sent")

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The figures of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._updates = self._counter("forum_updates", "Updates of Telegram that were handled", "result")
        self._seconds = Histogram(
            "forum_update_seconds",
            "How long an update took, its answer included",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._calls = self._counter(
            "forum_api_calls", "Calls of the Bot API that were answered", "method", "code"
        )
        self._notices = self._counter("forum_notices", "Notices that were sent, or why not", "result")
        self._ticks = self._counter("forum_ticks", "Rounds of what the bot does by itself")
        self._outbox = self._gauge("forum_outbox", "Notices by what became of them", "state")
        self._oldest = self._gauge("forum_outbox_oldest_seconds", "For how long the oldest notice is due")
        self._inbox = self._gauge("forum_inbox_open", "Updates that are not handled yet")
        self._bytes = self._gauge("forum_database_bytes", "Size of the database", "file")
        self._failing = self._gauge(
            "forum_jobs_failing", "Jobs that went wrong when they were last carried out"
        )
        ProcessCollector(registry=self.registry)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, labels, registry=self.registry)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(name, text, labels, registry=self.registry)

    def handling(
        self, handle: Callable[[Update], Awaitable[Verdict]]
    ) -> Callable[[Update], Awaitable[Verdict]]:
        """The same, counted: by what came of it (done, failed, later, unparsable), and how long it took."""

        async def counted(update: Update) -> Verdict:
            began = time.perf_counter()
            try:
                verdict = await handle(update)
            except BaseException:
                self._updates.labels("failed").inc()
                raise
            self._seconds.observe(time.perf_counter() - began)
            self._updates.labels(type(verdict).__name__.lower()).inc()
            return verdict

        return counted

    def sending(self, send: Callable[[Notice], Awaitable[Sent]]) -> Callable[[Notice], Awaitable[Sent]]:
        """The same, counted: sent, or the name of the error."""

        async def counted(notice: Notice) -> Sent:
            try:
                sent = await send(notice)
            except Exception as error:
                self._notices.labels(type(error).__name__).inc()
                raise
            self._notices.labels("sent").inc()
            return sent

        return counted

    def called(self, url: str, code: int) -> None:
        """A call of the Bot API was answered; of the address, which holds the token, only the method is kept."""
        self._calls.labels(url.rpartition("/")[2].partition("?")[0].rstrip("_"), str(code)).inc()

    async def ticked(self, desk: Desk) -> None:  # noqa: ARG002 -- a job like all others
        """A job that counts the ticks."""
        self._ticks.inc()

    async def look(self, database: Database, clock: Clock, failing: int = 0) -> bytes:
        """Everything, in Prometheus' text format."""
        async with database.read() as view:
            found = await reckoning.look(view, clock.now())
        for state, number in found.outbox.items():
            self._outbox.labels(state).set(number)
        self._oldest.set(found.oldest_seconds)
        self._inbox.set(found.inbox)
        for file, size in database.sizes().items():
            self._bytes.labels(file).set(size)
        self._failing.set(failing)
        return bytes(generate_latest(self.registry))


class CountingRequest(AiohttpRequest):
    """The transport, its answers counted."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__()
        self._metrics = metrics

    async def do_request(  # noqa: PLR0917 - the seam's own signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = AiohttpRequest.DEFAULT_NONE,
        write_timeout: object = AiohttpRequest.DEFAULT_NONE,
        connect_timeout: object = AiohttpRequest.DEFAULT_NONE,
        pool_timeout: object = AiohttpRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """As the transport does."""
        code, payload = await super().do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )
        self._metrics.called(url, code)
        return code, payload


class MetricsServer:
    """`GET /metrics` on 127.0.0.1; `look` gives the text. Without a port there is none."""

    def __init__(self, port: int | None, look: Callable[[], Awaitable[bytes]]) -> None:
        self._asked_port = port
        self._look = look
        app = web.Application()
        app.router.add_get("/metrics", self._answer)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=1.0)

    @property
    def port(self) -> int:
        """The port it listens on, also where 0 was asked for."""
        return int(self._runner.addresses[0][1])

    async def start(self) -> None:
        """Listen. A port that is taken is said in the log: the forum does not stand still for want of figures."""
        if self._asked_port is None:
            return
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", self._asked_port).start()
        except OSError as error:
            reason = os.strerror(error.errno or 0)
            logger.error("no metrics: port %d cannot be used (%s)", self._asked_port, reason)  # noqa: TRY400

    async def stop(self) -> None:
        """Close."""
        await self._runner.cleanup()

    async def _answer(self, _request: web.Request) -> web.Response:
        return web.Response(body=await self._look(), headers={"Content-Type": CONTENT_TYPE_LATEST})
