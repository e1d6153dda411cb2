"""How much a typed word is like a term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

WHOLE = 10_000
"""A term that is exactly what was typed."""

_FAR = 0.5
_INSIDE = 4


@dataclass(frozen=True, slots=True)
class Sought:
    """A word to look for; `places` are the words of the query that it stands for (two, where it joins them)."""

    plain: str
    keys: tuple[str, ...]
    places: tuple[int, ...]


def likeness(sought: Sought, term_keys: Sequence[str], spellings: Sequence[str]) -> int:
    """From 0 to `WHOLE`: half by sound, half by spelling in the script that was typed; 0 for another sound."""
    by_sound = max(_alike(one, other) for one in sought.keys for other in term_keys)
    if by_sound < _FAR:
        return 0
    ascii_only = sought.plain.isascii()
    same_script = [one for one in spellings if one.isascii() == ascii_only]
    by_spelling = max((_alike(sought.plain, one) for one in same_script), default=0.0)
    return round(WHOLE * (by_sound + by_spelling) / 2)


def _alike(typed: str, known: str) -> float:
    """1 for the same, less for each letter to change or swap; the beginning of a longer word counts as near."""
    if typed == known:
        return 1.0
    if known.startswith(typed):
        return 0.75 + 0.2 * len(typed) / len(known)
    similar = OSA.normalized_similarity(typed, known)
    return max(similar, 0.7) if len(typed) >= _INSIDE and typed in known else similar
