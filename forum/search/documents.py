"""What of a delegate is searched: terms, each a word with its sound keys and its likely spellings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from forum.search.bgn import bgn, press
from forum.search.by_ear import by_ear
from forum.search.italian import transcribed
from forum.search.letters import is_cyrillic, plain, words
from forum.search.names import in_order, other_script, parts
from forum.search.passport import passport
from forum.search.rewriting import listed
from forum.search.scholarly import iso9, scholarly
from forum.search.sounds import first_sounds, keys
from storage.search import Found

SURNAME, GIVEN, PIECE, ORGANISATION = 100, 96, 93, 88
"""What a match counts for, in percent; a piece is a part of a surname such as Angelo in D'Angelo."""

MOST_TERMS = 40
_SCHEMES = (passport, bgn, press, scholarly, iso9, by_ear)
_SHORT = 3
_FORMS_OF_FIRMS = listed(
    "ооо оао зао пао ао ип фгуп srl spa snc sas scarl e di il la lo i gli le и в по the of and"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word as written, whose language it is (`it`, `ru` or '' for unknown), keys, and plain spellings."""

    word: str
    origin: str
    keys: tuple[str, ...]
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A delegate as searched: the weight of each term, names as they are sorted, the first sounds of the names."""

    delegate_id: int
    terms: dict[Term, int]
    sort_it: str
    sort_ru: str
    initials: str


@lru_cache(maxsize=4096)
def term(word: str, origin: str) -> Term:
    """A word with everything it is recognised by."""
    written = [word]
    if origin == "ru":
        written += [scheme(word) for scheme in _SCHEMES]
    if origin == "it":
        written.append(transcribed(word))
    return Term(word, origin, keys(word), tuple(dict.fromkeys(plain(spelling) for spelling in written)))


def document(row: Found) -> Document:
    """Everything about a delegate that a search looks at."""
    found: dict[Term, int] = {}
    for word, weight in _weighted(row):
        one = term(word, _origin(word, row.delegation))
        if len(found) < MOST_TERMS or one in found:
            found[one] = max(weight, found.get(one, 0))
    other = row.name_other or other_script(row.name, row.delegation)
    latin, cyrillic = (other, row.name) if is_cyrillic(row.name) else (row.name, other)
    return Document(
        row.id, found, plain(in_order(latin or cyrillic)), plain(in_order(cyrillic or latin)), _initials(row)
    )


def _origin(word: str, delegation: str) -> str:
    """Whose orthography a word follows: a Cyrillic word of an Italian is a transcription already."""
    return delegation if is_cyrillic(word) == (delegation == "ru") else ""


def _weighted(row: Found) -> Iterator[tuple[str, int]]:
    for name in filter(None, (row.name, row.name_other)):
        found = parts(name)
        yield from ((word, SURNAME) for word in found.surname)
        yield from ((word, GIVEN) for word in found.given)
        yield from ((word, SURNAME) for word in _joined([*found.given, *found.surname]))
        yield from ((word, PIECE) for word in _after_apostrophe(name))
    for name in filter(None, (row.organisation, row.organisation_other)):
        yield from ((word, ORGANISATION) for word in _of_organisation(name))


def _joined(found: list[str]) -> Iterator[str]:
    """De Santis is sought as Desantis too."""
    for word, following in pairwise(found):
        if 1 < len(word) <= _SHORT:
            yield word + following


def _after_apostrophe(name: str) -> Iterator[str]:
    for word in name.replace("’", "'"):
        tail = word.partition("'")[2]
        if len(tail) > _SHORT:
            yield from words(tail)


def _of_organisation(name: str) -> list[str]:
    found = words(name.replace("’", " ").replace("'", " "))
    return [word for word in found if word not in _FORMS_OF_FIRMS] or found


def _initials(row: Found) -> str:
    """The first sounds and letters of the names."""
    other = row.name_other or other_script(row.name, row.delegation)
    names: Iterable[str] = words(f"{row.name} {other}")
    return "".join(sorted({start for word in names for start in first_sounds(word)}))
