"""The bot put together: one way to build it, for the real thing, the rehearsal and the tests."""

from __future__ import annotations

import json
import logging
from typing import Any

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter
from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot

from bot.clock import Clock
from bot.flood import seconds_of
from bot.inbox import Done, Failed, Later, Unparsable, Verdict, turnstile
from bot.pacing import Pacer
from bot.settings import Settings
from bot.transport import AiohttpRequest
from forum.desk import Desk, Outcome
from handlers.context import Errand, ForumContext, errands
from handlers.conversation import register
from storage import records
from storage.database import Database

log = logging.getLogger(__name__)

_OFFLINE_PAUSE = 2.0
"""Seconds until an update is tried again whose answer the network did not take."""

_READ = ("message_id", "date", "chat")
"""What a handler may want to know of the message under a press."""

Telegram = Application[ExtBot[Any], ForumContext, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any]


def build_application(settings: Settings, request: AiohttpRequest | None = None) -> Telegram:
    """PTB's Application without an updater: the inbox is ours, the transport and the pacer stand behind its seams.

    `request` is the transport for all calls but the long poll.
    """
    api = settings.telegram_api_url
    application: Telegram = (
        ApplicationBuilder()
        .token(settings.needed_token())
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .request(request or AiohttpRequest())
        .get_updates_request(AiohttpRequest())
        .rate_limiter(Pacer(settings.limits))
        .context_types(ContextTypes(context=ForumContext))
        .updater(None)
        .build()
    )
    register(application)
    return application


class Front:
    """Hands one raw update of the inbox to PTB's handlers and says what became of it."""

    def __init__(
        self, application: Telegram, database: Database, clock: Clock, organisers: frozenset[int]
    ) -> None:
        self._application = application
        self._database = database
        self._clock = clock
        self._organisers = organisers
        self.wake = _nobody
        """Called when something was put into the outbox."""

    async def handle(self, arrived: records.Update) -> Verdict:
        """Parse it on its own (one that cannot be parsed stops nobody), process it, translate the result."""
        try:
            update = Update.de_json(_lean(json.loads(arrived.body)), self._application.bot)
        except Exception as error:  # noqa: BLE001 -- whatever the library makes of what Telegram adds one day
            return Unparsable(f"{type(error).__name__} while it was read")
        desk = Desk(
            self._database,
            self._clock.now,
            self._organisers,
            self.wake,
            arrived.update_id,
            Outcome.from_json(arrived.outcome) if arrived.outcome else None,
            turnstile.current.get(),
        )
        return await self._process(update, Errand(desk))

    async def _process(self, update: Update, errand: Errand) -> Verdict:
        under_way = errands(self._application)
        under_way[update.update_id] = errand
        try:
            await self._application.process_update(update)
        finally:
            del under_way[update.update_id]
        return Done(errand.desk.afterwards) if errand.error is None else _verdict(update, errand)


def _lean(update: dict[str, Any]) -> dict[str, Any]:
    """Without the text and the keys of the message under a press: nobody reads them, and parsing them takes long."""
    query = update.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else None
    if isinstance(query, dict) and isinstance(message, dict):
        query["message"] = {name: message[name] for name in _READ if name in message}
    return update


def _verdict(update: Update, errand: Errand) -> Verdict:
    error = errand.error
    if isinstance(error, RetryAfter):
        return Later(seconds_of(error))
    if isinstance(error, Forbidden):
        # The chat is closed to us: what was decided holds, and nobody waits for an answer there.
        return Done(errand.desk.afterwards)
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        return Later(_OFFLINE_PAUSE)
    log.error("update %d failed", update.update_id, exc_info=error)
    return Failed(type(error).__name__)


def _nobody() -> None:
    pass
