"""How announcements come to the phone, are changed there, and go away."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from telegram.error import BadRequest
from telegram.ext import ExtBot

from forum import announcements
from forum.desk import Lane
from handlers.copies import edit_typed, send_typed
from handlers.keyboards import keyboard
from handlers.screens.announcement_copy import copy, withdrawn
from locales import Words
from storage import forums
from storage.announcements import CORRECTED, TAKEN_BACK, TOLD
from storage.database import Database
from storage.records import Notice

Facts = Mapping[str, Any]

KINDS = frozenset({TOLD, CORRECTED, TAKEN_BACK})

_THERE_IS_NONE = "message to delete not found"


async def carry(
    bot: ExtBot[Any], database: Database, notice: Notice, facts: Facts, now: datetime
) -> int | None:
    """Send, change or delete an announcement in a chat.

    The message's number, 0 where there was none to be deleted; None where it is over.

    What could not be deleted says that it was withdrawn, and counts as over. Raises telegram.error.TelegramError.
    """
    if notice.user_id is None:
        return None
    if notice.kind == TAKEN_BACK:
        return await _take_back(bot, database, notice, facts)
    async with database.read() as view:
        told = await announcements.recall(view, notice, facts, now)
        forum = await forums.get(view)
    if told is None:
        return None
    words = Words(notice.language, ZoneInfo(forum.timezone if forum else "UTC"))
    typed = copy(words, told.announcement, told.body, reading=told.reading)
    keys, lane = keyboard(typed.rows, fresh=True), Lane(notice.priority)
    if told.message_id is None:
        return await send_typed(bot, notice.user_id, typed, keys, lane)
    try:
        await edit_typed(bot, notice.user_id, told.message_id, typed, keys, lane)
    except BadRequest as error:
        # It stands there already, or its reader has deleted it.
        if "not modified" not in str(error).lower():
            return None
    return told.message_id


async def _take_back(bot: ExtBot[Any], database: Database, notice: Notice, facts: Facts) -> int | None:
    async with database.read() as view:
        found, message_id = await announcements.recall_removal(view, facts)
    if found is None or not message_id or notice.user_id is None:
        return 0
    try:
        await bot.delete_message(notice.user_id, message_id, rate_limit_args=Lane(notice.priority))
    except BadRequest as error:
        if _THERE_IS_NONE in str(error).lower():
            return 0
        words = Words(notice.language, ZoneInfo("UTC"))
        with suppress(BadRequest):
            await edit_typed(
                bot, notice.user_id, message_id, withdrawn(words, found), None, Lane(notice.priority)
            )
        return None
    return message_id
