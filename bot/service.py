"""The bot at work: inbox, conversation, delivery and ticks, started in order and stopped within a bound."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from bot.application import Front, Telegram, build_application
from bot.clock import Clock
from bot.delivery import Delivery, Stale
from bot.duties import DUTIES
from bot.health import Heartbeat
from bot.inbox import Inbox, Poller, Webhook, announce_webhook, raw_updates, withdraw_webhook
from bot.introduction import introduce
from bot.live import LiveMessages
from bot.metrics import CountingRequest, Metrics, MetricsServer
from bot.planner import Planner
from bot.settings import Settings, WebhookSettings
from bot.ticks import Ticks
from forum.desk import Desk
from handlers.telling import tell
from storage import forums
from storage.database import Database
from storage.records import Notice

log = logging.getLogger(__name__)

_STOP_SECONDS = 7.0


@dataclass(frozen=True, slots=True)
class Service:
    """What runs: for the demo and the tests, which look inside."""

    application: Telegram
    database: Database
    inbox: Inbox
    delivery: Delivery
    ticks: Ticks
    live: LiveMessages
    arriving: asyncio.Task[None]
    """Ends only with an error: the token was refused, or the webhook's server has failed."""


@asynccontextmanager
async def serving(settings: Settings, clock: Clock) -> AsyncIterator[Service]:
    """Run the bot until the block ends.

    Raises SettingsError without a token, StorageError, telegram.error.InvalidToken.
    """
    metrics = Metrics()
    application = build_application(settings, CountingRequest(metrics))
    async with Database.open(settings.database) as database, _initialised(application):
        await _set_zone(clock, database)
        front = Front(application, database, clock, settings.organisers)
        delivery = Delivery(
            database, metrics.sending(partial(_send, application, database, clock)), clock=clock
        )
        live = LiveMessages(application.bot, database, clock)

        def wake() -> None:
            delivery.wake()
            live.wake()
            planner.wake()

        front.wake = wake
        planner = Planner(Desk(database, clock.now, settings.organisers, wake))
        ticks = Ticks(
            Desk(database, clock.now, settings.organisers, wake), (*DUTIES, metrics.ticked), clock=clock
        )
        inbox = Inbox(database, metrics.handling(front.handle))
        heartbeat = Heartbeat(database)
        await inbox.start()
        await delivery.start()
        await live.start()
        await planner.start()
        await ticks.start()
        await heartbeat.start()
        figures = MetricsServer(
            settings.metrics_port, lambda: metrics.look(database, clock, len(ticks.failing))
        )
        await figures.start()
        introducing = asyncio.create_task(
            introduce(application.bot, database, settings.organisers), name="introduction"
        )
        arriving = asyncio.create_task(
            _arrive(settings, application, inbox, heartbeat), name="arrival of updates"
        )
        try:
            yield Service(application, database, inbox, delivery, ticks, live, arriving)
        finally:
            introducing.cancel()
            arriving.cancel()
            await asyncio.gather(asyncio.wait([introducing, arriving], timeout=1), ticks.stop(1))
            await asyncio.gather(
                inbox.stop(_STOP_SECONDS), delivery.stop(_STOP_SECONDS), live.stop(), planner.stop()
            )
            await heartbeat.stop()
            await figures.stop()


@asynccontextmanager
async def _initialised(application: Telegram) -> AsyncIterator[None]:
    await application.initialize()
    try:
        yield
    finally:
        await application.shutdown()


async def _set_zone(clock: Clock, database: Database) -> None:
    async with database.glance() as view:
        forum = await forums.get(view)
    if forum is None:
        log.warning("there is no forum yet: python -m bot import PATH loads one")
    else:
        clock.zone = forum.timezone


async def _send(application: Telegram, database: Database, clock: Clock, notice: Notice) -> int:
    sent = await tell(application.bot, database, notice, clock.now())
    if sent is None:
        raise Stale
    return sent


async def _arrive(settings: Settings, application: Telegram, inbox: Inbox, heartbeat: Heartbeat) -> None:
    if settings.webhook is None:
        await withdraw_webhook(application.bot)
        await Poller(raw_updates(application.bot), inbox).run()
    else:
        await _listen(settings.webhook, application, inbox, heartbeat)


async def _listen(
    webhook: WebhookSettings, application: Telegram, inbox: Inbox, heartbeat: Heartbeat
) -> None:
    server = Webhook(
        inbox, path=webhook.path, secret=webhook.secret, port=webhook.port, alive=heartbeat.is_alive
    )
    await server.start()
    try:
        await announce_webhook(application.bot, webhook.url, webhook.secret)
        await asyncio.Event().wait()
    finally:
        await server.stop()
