"""What people write about their meetings in their own words."""

from __future__ import annotations

import unicodedata

LONGEST = 300
"""Characters of a subject or a reason."""

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def own_words(text: str) -> str:
    """What somebody typed, as typed: without what cannot be seen but turns or breaks the text around it."""
    kept = (sign for sign in text if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"})
    return "".join(sign for sign in kept if sign not in _TURNING).strip()
