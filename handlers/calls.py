"""Messages sent and edited as they are, the answer unread but for the message's number.

The library's own methods turn every key and every answer into objects that nobody looks at, and that takes longer
than the call itself.
"""

from __future__ import annotations

from typing import Any

from telegram.constants import ParseMode
from telegram.ext import ExtBot

from forum.desk import Lane
from handlers.keyboards import Markup

# The library warns of calls by a name for which it has a method. It takes the line away before it calls.
_SEND = "send_message_"
_EDIT = "edit_message_text_"


async def send_text(
    bot: ExtBot[Any],
    chat_id: int,
    text: str,
    keys: Markup | None,
    lane: Lane = Lane.ANSWER,
    *,
    previews: bool = True,
    thread: int | None = None,
) -> int:
    """Send a message in Telegram's HTML; its number. `previews`: what a link in it leads to is shown below.

    `thread`: the topic of a group. Raises telegram.error.TelegramError.
    """
    message = _message(chat_id, text, keys, previews=previews)
    if thread is not None:
        message["message_thread_id"] = thread
    sent = await bot.do_api_request(_SEND, message, rate_limit_args=lane)
    return int(sent["message_id"])


async def edit_text(
    bot: ExtBot[Any],
    chat_id: int,
    message_id: int,
    text: str,
    keys: Markup | None,
    lane: Lane = Lane.ANSWER,
    *,
    previews: bool = True,
) -> None:
    """Put another text and other keys into a message, as `send_text` does. Raises telegram.error.TelegramError."""
    message = {"message_id": message_id, **_message(chat_id, text, keys, previews=previews)}
    await bot.do_api_request(_EDIT, message, rate_limit_args=lane)


def _message(chat_id: int, text: str, keys: Markup | None, *, previews: bool) -> dict[str, Any]:
    message: dict[str, Any] = {"chat_id": chat_id, "text": text, "parse_mode": ParseMode.HTML}
    if not previews:
        message["link_preview_options"] = {"is_disabled": True}
    if keys is not None:
        message["reply_markup"] = keys
    return message
