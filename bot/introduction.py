"""What Telegram shows of the bot before anybody writes to it: name, descriptions, the menu of commands."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any
from zoneinfo import ZoneInfo

from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from handlers.commands import commands, set_commands
from locales import LANGUAGES, Words
from storage import accounts, forums
from storage.database import Database
from storage.records import Account, Forum

log = logging.getLogger(__name__)

_LONGEST_NAME = 64


async def introduce(bot: ExtBot[Any], database: Database, organisers: frozenset[int] = frozenset()) -> None:
    """Set commands, descriptions and name for Italian, Russian and everybody else (the host's language).

    The commands of those who run the forum are set in their chats.
    """
    async with database.read() as view:
        forum = await forums.get(view)
        chats = await accounts.of_organisers(view, organisers)
    try:
        await _introduce(bot, forum)
        for chat in chats:
            await _commands_of(bot, chat)
    except TelegramError as error:
        # Telegram limits these calls harshly; what was set at an earlier start is still there.
        log.warning("the bot's texts could not be set: %s", type(error).__name__)


async def _introduce(bot: ExtBot[Any], forum: Forum | None) -> None:
    for code, language in (("", "it"), *((one, one) for one in LANGUAGES)):
        words = Words(language, ZoneInfo("UTC"))
        await bot.set_my_commands(commands(words), language_code=code)
        await bot.set_my_description(words.plain("bot.description"), language_code=code)
        await bot.set_my_short_description(words.plain("bot.short_description"), language_code=code)
        if forum is not None:
            await bot.set_my_name(words.pick(forum, "name")[:_LONGEST_NAME], language_code=code)


async def _commands_of(bot: ExtBot[Any], chat: Account) -> None:
    """The commands in the chat of an organiser, unless they have blocked the bot."""
    with suppress(BadRequest, Forbidden):
        await set_commands(bot, chat.user_id, Words(chat.language, ZoneInfo("UTC")), organiser=True)
