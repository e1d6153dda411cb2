"""How much a typed word is like a term, and what the words of a query ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from forum.search.letters import asked, is_cyrillic, plain
from forum.search.sounds import first_sounds, keys

WHOLE = 10_000
"""A term that is exactly what was typed."""

LEAST = 6_200
"""What a term must reach to be found at all."""

_SHORT = 3
_FAR = 0.5
_INSIDE = 4
_BESIDES_LENGTH, _LONG = 4, 8


@dataclass(frozen=True, slots=True)
class Sought:
    """A word to look for; `places` are the words of the query that it stands for (two, where it joins them)."""

    plain: str
    keys: tuple[str, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed: the words to look for, how much each place counts (in all `sum(weights)`), and initials."""

    words: tuple[Sought, ...]
    weights: tuple[int, ...]
    initials: tuple[str, ...]


def understood(text: str) -> Query:
    """A query taken apart: words in any order, two that may be one, single letters as initials. Never raises."""
    found = asked(text)
    long = [word for word in found if len(word) > 1]
    letters = [word for word in found if len(word) == 1]
    sought = [_sought(word, (place,)) for place, word in enumerate(long)]
    return Query(
        tuple((*sought, *_joined(long))),
        tuple(_BESIDES_LENGTH + min(len(word), _LONG) for word in long),
        tuple(dict.fromkeys("".join(sorted(first_sounds(one))) for one in letters)),
    )


def _sought(word: str, places: tuple[int, ...]) -> Sought:
    return Sought(plain(word) or word, keys(word), places)


def _joined(found: Sequence[str]) -> Iterator[Sought]:
    for place, (word, following) in enumerate(zip(found, found[1:], strict=False)):
        if min(len(word), len(following)) <= _SHORT and is_cyrillic(word) == is_cyrillic(following):
            yield _sought(word + following, (place, place + 1))


def likeness(sought: Sought, term_keys: Sequence[str], spellings: Sequence[str]) -> int:
    """From 0 to `WHOLE`: half by sound, half by spelling in the script that was typed. 0 for what sounds different."""
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
