"""Raw updates as Telegram sends them, and how they stand in the inbox."""

from __future__ import annotations

import json
from typing import Any

from storage.connection import Connection


def message(update_id: int, chat: int, text: str = "hello") -> dict[str, Any]:
    """A typed message in a private chat."""
    person = {"id": chat, "is_bot": False, "first_name": "Anna"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1543500000,
            "chat": {"id": chat, "type": "private", "first_name": "Anna"},
            "from": person,
            "text": text,
        },
    }


def text_of(body: str) -> str:
    """What was typed, from the body kept in the inbox."""
    text: str = json.loads(body)["message"]["text"]
    return text


async def states(connection: Connection) -> dict[int, str]:
    """Each update's state."""
    return {row[0]: row[1] for row in await connection.rows("SELECT update_id, state FROM updates")}
