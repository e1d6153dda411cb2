"""What somebody sends that is more than a typed text: its formatting, a picture, a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Message


@dataclass(frozen=True, slots=True)
class SentFile:
    """A picture ('photo') or a file ('document'); `id` is Telegram's, `size` in bytes."""

    kind: str
    id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as somebody sent it; `at` is Telegram's time of it in seconds.

    `entities` are the formatting (Bot API, "MessageEntity"), `plain_links`: without a preview of what is linked.
    `album`: one of several pictures or files sent together. Neither text nor file: a sticker, a voice, a place...
    """

    text: str
    entities: tuple[Mapping[str, Any], ...]
    plain_links: bool
    at: int
    file: SentFile | None
    album: bool

    @classmethod
    def of(cls, message: Message) -> Sent:
        """Read a message."""
        written = message.entities if message.text else message.caption_entities
        options = message.link_preview_options
        return cls(
            message.text or message.caption or "",
            tuple(entity.to_dict() for entity in written),
            plain_links=bool(options and options.is_disabled),
            at=int(message.date.timestamp()),
            file=_file(message),
            album=message.media_group_id is not None,
        )


def _file(message: Message) -> SentFile | None:
    if message.photo:
        largest = message.photo[-1]
        return SentFile("photo", largest.file_id, "", largest.file_size or 0)
    document = message.document
    # A short film without sound comes as a file, too, but cannot be sent on as one.
    if document is None or message.animation is not None:
        return None
    return SentFile("document", document.file_id, document.file_name or "", document.file_size or 0)
