"""What Telegram shows of the bot before anybody writes to it: name, descriptions, the menu of commands."""

from __future__ import annotations

import logging
from typing import Any
from zoneinfo import ZoneInfo

from telegram.error import TelegramError
from telegram.ext import ExtBot

from handlers.commands import commands
from locales import LANGUAGES, Words
from storage import forums
from storage.database import Database

log = logging.getLogger(__name__)

_LONGEST_NAME = 64


async def introduce(bot: ExtBot[Any], database: Database) -> None:
    """Set commands, descriptions and name for Italian, Russian and everybody else (the host's language)."""
    async with database.glance() as view:
        forum = await forums.get(view)
    for code, language in (("", "it"), *((one, one) for one in LANGUAGES)):
        words = Words(language, ZoneInfo("UTC"))
        try:
            await bot.set_my_commands(commands(words), language_code=code)
            await bot.set_my_description(words.plain("bot.description"), language_code=code)
            await bot.set_my_short_description(words.plain("bot.short_description"), language_code=code)
            if forum is not None:
                await bot.set_my_name(words.pick(forum, "name")[:_LONGEST_NAME], language_code=code)
        except TelegramError as error:
            # Telegram limits these calls harshly; what was set at an earlier start is still there.
            log.warning("the bot's texts could not be set: %s", type(error).__name__)
            return
