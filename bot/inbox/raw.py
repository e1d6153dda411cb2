"""Reading just enough of a raw update to keep it: its number, and the lane whose order must hold."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from storage.inbox import Raw

NOBODY = 0
"""The lane of updates that belong to no chat and no person (the result of a poll)."""

_PATHS: Sequence[Sequence[str]] = (
    ("chat",),
    ("message", "chat"),
    ("from",),
    ("user",),
    ("voter_chat",),
    ("actor_chat",),
)
_MOST = 2**63
_MESSAGES = {"message", "edited_message", "channel_post", "edited_channel_post"}
_GROUPS = {"group", "supergroup", "channel"}
_NEWS = ("migrate_to_chat_id", "migrate_from_chat_id")


class NotAnUpdate(ValueError):
    """It has no usable update_id, so it cannot be kept."""


def read(update: object) -> Raw:
    """The number, the lane and the JSON text of an update.

    Raises NotAnUpdate for anything else than an object with an integer `update_id`.
    """
    number = number_of(update)
    if number is None or not isinstance(update, dict):
        raise NotAnUpdate("it has no update_id")
    # Escaped to ASCII: half a surrogate pair is legal in JSON and in no SQLite text.
    return number, lane_of(update), json.dumps(discreet(update))


def discreet(update: dict[str, Any]) -> dict[str, Any]:
    """The update without what people write to each other in a group: it is never stored.

    What is left of it says where it was. Commands, replies to a bot and the news of a group's new number stay.
    """
    return {
        name: _said_where(value) if name in _MESSAGES and _among_themselves(value) else value
        for name, value in update.items()
    }


def _among_themselves(message: object) -> bool:
    if not isinstance(message, dict) or _text(message.get("chat"), "type") not in _GROUPS:
        return False
    if any(name in message for name in _NEWS) or _text(message, "text").startswith("/"):
        return False
    replied = message.get("reply_to_message")
    if isinstance(replied, dict) and "forum_topic_created" in replied:
        # Whatever is written in a topic comes as a reply to its beginning, which the bot has made.
        return True
    author = replied.get("from") if isinstance(replied, dict) else None
    return not (isinstance(author, dict) and author.get("is_bot") is True)


def _said_where(message: dict[str, Any]) -> dict[str, Any]:
    return {name: message[name] for name in ("message_id", "date", "chat") if name in message}


def _text(value: object, name: str) -> str:
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def number_of(update: object) -> int | None:
    """The update_id; None where there is none that is an integer from 0 on."""
    number = _integer(update.get("update_id")) if isinstance(update, dict) else None
    return None if number is None or number < 0 else number


def lane_of(update: Mapping[str, Any]) -> int:
    """The chat an update belongs to; where there is none, the person; else NOBODY."""
    for payload in update.values():
        for path in _PATHS:
            found = _dig(payload, (*path, "id"))
            if found is not None:
                return found
    return NOBODY


def _dig(value: object, path: Sequence[str]) -> int | None:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return _integer(value)


def _integer(value: object) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and -_MOST < value < _MOST
    return value if fits and isinstance(value, int) else None
