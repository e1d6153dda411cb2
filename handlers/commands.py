"""The menu of commands that Telegram shows beside the text field."""

from __future__ import annotations

from telegram import BotCommand

from handlers.routes import COMMANDS
from locales import Words


def commands(words: Words) -> list[BotCommand]:
    """Every command with its description in one language."""
    return [BotCommand(name, words.plain(f"command.{name}")) for name in ("start", *COMMANDS)]
