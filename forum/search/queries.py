"""What the words of a query ask for, and how much each of them counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log10
from typing import TypeVar

from forum.search.letters import asked, is_cyrillic, plain
from forum.search.likeness import Sought
from forum.search.sounds import first_sounds, keys

LEAST = 6_200
"""What a term must reach to be found at all."""

_NEAR = 500
_CLOSE = 0.75
T = TypeVar("T")
_SHORT = 3
_BESIDES_LENGTH, _LONG = 4, 8
_SCALE = 100


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
        (*sought, *_joined(long)),
        tuple(_BESIDES_LENGTH + min(len(word), _LONG) for word in long),
        tuple(dict.fromkeys("".join(sorted(first_sounds(one))) for one in letters)),
    )


def _sought(word: str, places: tuple[int, ...]) -> Sought:
    return Sought(plain(word) or word, keys(word), places)


def _joined(found: Sequence[str]) -> Iterator[Sought]:
    for place, (word, following) in enumerate(pairwise(found)):
        if min(len(word), len(following)) <= _SHORT and is_cyrillic(word) == is_cyrillic(following):
            yield _sought(word + following, (place, place + 1))


def close(found: Sequence[tuple[T, int, int]]) -> list[tuple[T, int, int]]:
    """Of terms as (any, place in `query.words`, likeness) those that are near the likest of their place."""
    best: dict[int, int] = {}
    for _, place, alike in found:
        best[place] = max(alike, best.get(place, LEAST))
    return [one for one in found if one[2] >= max(LEAST, _CLOSE * best[one[1]])]


def weighed(query: Query, found: Iterable[tuple[int, int, int]]) -> Query:
    """The query with less weight on words that many bear, as most do their given names.

    `found` are terms as (place in `query.words`, number of bearers, likeness).
    """
    best: dict[int, int] = {}
    bearers: dict[int, int] = {}
    for place, number, alike in sorted(found, key=lambda one: -one[2]):
        if alike >= best.setdefault(place, alike) - _NEAR:
            bearers[place] = bearers.get(place, 0) + number
    weights = (
        round(_SCALE * weight / (1 + log10(1 + bearers.get(place, 0))))
        for place, weight in enumerate(query.weights)
    )
    return replace(query, weights=tuple(weights))


def shares(query: Query, sought: Sought, alike: int) -> Iterator[tuple[int, int]]:
    """What a term adds at each place of the query it stands for; nothing where it is too far from what was typed."""
    if alike >= LEAST:
        whole = sum(query.weights)
        yield from ((place, alike * query.weights[place] // whole) for place in sought.places)
