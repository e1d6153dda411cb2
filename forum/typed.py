"""What people type: as typed, but for what cannot be seen and turns or breaks the text around it."""

from __future__ import annotations

import unicodedata

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def one_line(text: str) -> str:
    """A name or the like, in one line."""
    return " ".join(_visible(" ".join(text.split())).split())


def own_words(text: str) -> str:
    """A longer text, with its lines."""
    return _visible(text, "\n").strip()


def _visible(text: str, besides: str = "") -> str:
    """The signs that are seen, and those of `besides`."""
    return "".join(
        sign
        for sign in text
        if sign not in _TURNING and (sign in besides or unicodedata.category(sign) not in {"Cc", "Cs"})
    )
