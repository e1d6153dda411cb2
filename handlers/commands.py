"""The menu of commands that Telegram shows beside the text field."""

from __future__ import annotations

from typing import Any

from telegram import BotCommand, BotCommandScopeChat
from telegram.ext import ExtBot

from handlers.buttons import Need
from handlers.routes import COMMANDS
from locales import Words


def commands(words: Words, *, organiser: bool = False) -> list[BotCommand]:
    """The commands of delegates with their descriptions in one language; an organiser's are some more."""
    names = [name for name, button in COMMANDS.items() if organiser or button.needs is not Need.ORGANISER]
    return [BotCommand(name, words.plain(f"command.{name}")) for name in ("start", *names)]


async def set_commands(bot: ExtBot[Any], chat_id: int, words: Words, *, organiser: bool) -> None:
    """Set the menu of one chat, in its reader's language. Raises telegram.error.TelegramError."""
    await bot.set_my_commands(commands(words, organiser=organiser), scope=BotCommandScopeChat(chat_id))
