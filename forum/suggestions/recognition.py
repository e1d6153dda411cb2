"""Recognising concepts in a text of either language, whatever the endings of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from forum.search.letters import plain, words
from forum.search.rewriting import listed
from forum.suggestions.vocabulary import Concept, vocabulary

MOST_LETTERS = 2000
"""So much of a text is read."""

_CLAUSES = re.compile(r"[.,;:()!?|•/\n–—]+")
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_BETWEEN = listed(
    "di del dello della dei degli delle d da dal dallo dalla dai dagli dalle a ad al allo alla ai agli alle all in "
    "nel nello nella nei negli nelle nell su sul sulla con per il lo la i gli le l un uno una "
    "italiano italiana italiani italiane russo russa russi russe "
    "в во на с со из по для под от до у к о об при за"
)
_NATIONAL = tuple(plain(stem) for stem in ("итальянск", "российск", "русск"))
_PURPOSE = {"per", "для"}
_SPECIFIC = 80
"""What weighs so much says what something is: leather for shoes is no shoes, services for export are about export."""

_BEGUN = "*"


@dataclass(frozen=True, slots=True)
class Recognised:
    """The concepts of a text in their order, each once, and the words that belong to none."""

    concepts: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """How a concept is written: stems one after another, each of a whole word or (`True`) of its beginning."""

    concept: str
    stems: tuple[tuple[str, bool], ...]

    def fits(self, found: Sequence[str], start: int) -> int:
        """Where the words end that it fits from `start` on; 0 for none. Small words in between do not matter."""
        place = start
        for number, (stem, begun) in enumerate(self.stems):
            if number and place < len(found) and not _is(found[place], stem, begun):
                place = _beyond(found, place)
            if place >= len(found) or not _is(found[place], stem, begun):
                return 0
            place += 1
        return place

    @property
    def telling(self) -> tuple[int, int, bool]:
        """What fits with more words, then with more letters, is meant."""
        return len(self.stems), sum(len(stem) for stem, _ in self.stems), not self.stems[0][1]


def _is(word: str, stem: str, begun: bool) -> bool:  # noqa: FBT001 -- a stem and its kind go together
    return word.startswith(stem) if begun else word == stem


def _beyond(found: Sequence[str], place: int) -> int:
    while place < len(found) and is_small(found[place]):
        place += 1
    return place


def is_small(word: str) -> bool:
    """Whether a word only joins others: an article, a preposition, or whose country something is."""
    return word in _BETWEEN or word.startswith(_NATIONAL)


def clauses(text: str) -> Iterator[list[str]]:
    """The words of each clause, plain: small letters, no accents, ё as е and й as и."""
    for clause in _CLAUSES.split(_APOSTROPHES.sub(" ", text[:MOST_LETTERS])):
        yield [plain(word) for word in words(clause)]


def recognised(text: str) -> Recognised:
    """The concepts of a text: from left to right, at each word the longest that fits.

    What something is for is not told, except what two do together: universities for an exchange of students.
    """
    concepts: dict[str, None] = {}
    others: list[str] = []
    for found in clauses(text):
        specific = purpose = False
        for what in _parts(found):
            if isinstance(what, Concept):
                specific |= what.weight >= _SPECIFIC
                if what.weight and (what.shared or not purpose):
                    concepts[what.id] = None
            elif what in _PURPOSE:
                purpose |= specific
            elif not purpose:
                others.append(what)
    return Recognised(tuple(concepts), tuple(others))


def _parts(found: Sequence[str]) -> Iterator[Concept | str]:
    """The concepts of a clause, and the words that belong to none."""
    place = 0
    while place < len(found):
        pattern, end = _longest(found, place)
        yield found[place] if pattern is None else vocabulary()[pattern.concept]
        place = end


def _longest(found: Sequence[str], place: int) -> tuple[_Pattern | None, int]:
    fitting = [(pattern, end) for pattern in _beginning(found[place]) if (end := pattern.fits(found, place))]
    return max(fitting, key=lambda one: one[0].telling) if fitting else (None, place + 1)


@lru_cache(maxsize=8192)
def _beginning(word: str) -> tuple[_Pattern, ...]:
    """The patterns that may begin with a word."""
    by_stem = _patterns()
    return tuple(
        pattern
        for length in range(len(word), 0, -1)
        for pattern in by_stem.get(word[:length], ())
        if _is(word, *pattern.stems[0])
    )


@cache
def _patterns() -> dict[str, list[_Pattern]]:
    """All patterns by their first stem."""
    found: dict[str, list[_Pattern]] = {}
    for concept in vocabulary().values():
        for written in concept.words:
            stems = tuple(
                (plain(stem.removesuffix(_BEGUN)), stem.endswith(_BEGUN)) for stem in written.split("_")
            )
            found.setdefault(stems[0][0], []).append(_Pattern(concept.id, stems))
    return found
