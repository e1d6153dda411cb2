"""Messages sent and edited as somebody typed them: with Telegram's own formatting, with a picture or a file."""

from __future__ import annotations

from typing import Any

from telegram.ext import ExtBot

from forum.desk import Lane
from handlers.keyboards import Markup
from handlers.screens.screen import Typed

# By these names the library does not turn every key and every answer into objects: see handlers.calls.
_SEND = {"": "send_message_", "photo": "send_photo_", "document": "send_document_"}
_EDIT_TEXT, _EDIT_CAPTION = "edit_message_text_", "edit_message_caption_"


async def send_typed(
    bot: ExtBot[Any], chat_id: int, typed: Typed, keys: Markup | None, lane: Lane = Lane.ANSWER
) -> int:
    """Send it; the message's number. Raises telegram.error.TelegramError."""
    message = {"chat_id": chat_id, **_content(typed, keys)}
    if typed.file_id:
        message[typed.file_kind] = typed.file_id
    sent = await bot.do_api_request(_SEND[typed.file_kind], message, rate_limit_args=lane)
    return int(sent["message_id"])


async def edit_typed(
    bot: ExtBot[Any],
    chat_id: int,
    message_id: int,
    typed: Typed,
    keys: Markup | None,
    lane: Lane = Lane.ANSWER,
) -> None:
    """Put another text into a message; its picture or file stays. Raises telegram.error.TelegramError."""
    message = {"chat_id": chat_id, "message_id": message_id, **_content(typed, keys)}
    call = _EDIT_CAPTION if typed.file_id else _EDIT_TEXT
    await bot.do_api_request(call, message, rate_limit_args=lane)


def _content(typed: Typed, keys: Markup | None) -> dict[str, Any]:
    content: dict[str, Any] = {} if keys is None else {"reply_markup": keys}
    entities = [dict(entity) for entity in typed.entities]
    if typed.file_id:
        return {**content, "caption": typed.text, "caption_entities": entities}
    if typed.plain_links:
        content["link_preview_options"] = {"is_disabled": True}
    return {**content, "text": typed.text, "entities": entities}
