"""How a notice of the outbox comes to the phone."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

from telegram.ext import ExtBot

from forum.desk import Lane
from forum.notices import still_true
from handlers.calls import send_text
from handlers.keyboards import keyboard
from handlers.screens import notices
from locales import Words
from storage import forums
from storage.database import Database
from storage.records import Notice


async def tell(bot: ExtBot[Any], database: Database, notice: Notice) -> int | None:
    """Render a notice in the recipient's language of this moment and send it; Telegram's message id.

    None, and nothing sent, where what it says no longer holds.

    Raises what Telegram answers (telegram.error), and KeyError for a kind or a fact there is not.
    """
    if notice.user_id is None:
        raise LookupError("a notice for somebody without a chat")
    facts = json.loads(notice.facts)
    async with database.read() as view:
        forum = await forums.get(view)
        if not await still_true(view, notice, facts):
            return None
    words = Words(notice.language, ZoneInfo(forum.timezone if forum else "UTC"))
    screen = notices.render(notice.kind, facts, words)
    keys = keyboard(screen.rows, fresh=True)
    return await send_text(bot, notice.user_id, screen.text, keys, Lane(notice.priority))
