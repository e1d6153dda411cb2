"""Files that people send, fetched from Telegram."""

from __future__ import annotations

from typing import Any

from telegram.error import BadRequest
from telegram.ext import ExtBot

MOST_BYTES = 20 * 1024 * 1024
"""Telegram gives out no larger files to bots (Bot API, "getFile")."""

_PATIENCE = 30.0


async def fetched(bot: ExtBot[Any], file_id: str) -> bytes | None:
    """The content of a file that was sent to the bot; None where Telegram does not give it out.

    Raises telegram.error.TelegramError where it cannot be reached.
    """
    try:
        file = await bot.get_file(file_id, read_timeout=_PATIENCE)
        return bytes(await file.download_as_bytearray(read_timeout=_PATIENCE))
    except BadRequest:
        return None
