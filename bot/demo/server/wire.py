"""The shapes that travel: JSON objects as the Bot API has them, and the lengths Telegram counts in."""

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


def utf16_length(text: str) -> int:
    """How long Telegram says a text is, in UTF-16 code units."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def byte_offset(text: str, position: int) -> int:
    """Where a character stands in the UTF-8 form, in bytes: Telegram's errors count so."""
    return len(text[:position].encode("utf-8", "surrogatepass"))
