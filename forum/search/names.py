"""Names of persons: the same in the other script, and which word is the surname."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from forum.search.by_ear import by_ear
from forum.search.cyrillic import in_cyrillic
from forum.search.italian import transcribed
from forum.search.letters import is_cyrillic, is_latin, words
from forum.search.passport import passport
from forum.search.rewriting import in_case_of, listed

_GIVEN_AND_SURNAME = 2
_WORD = re.compile(r"[^\W\d_]+(?:[’'ʹ][^\W\d_]+)*[’'ʹ]?")
_PATRONYMIC = re.compile(r".{2,}(?:вич|вна|ична|инична|v[iy](?:ch|č|c)|vna|ichna)$")
_PARTICLES = listed(
    "de di da del della dello dei degli dal dalla dalle lo la li le van von den der du ди де да"
)


def other_script(name: str, delegation: str) -> str:
    """A name in the other script: Russian by the passport rules, Italian by the practical transcription.

    `delegation` (`it` or `ru`) says how to read a name in Latin letters. What has letters of neither script, or of
    both, has no other form: ''.
    """
    if is_cyrillic(name) == is_latin(name):
        return ""
    if is_cyrillic(name):
        written = passport if delegation == "ru" else by_ear
        return _word_by_word(name, lambda word: in_case_of(word, written(word.casefold())))
    return _word_by_word(name, in_cyrillic if delegation == "ru" else _elided)


def _word_by_word(name: str, write: Callable[[str], str]) -> str:
    return _WORD.sub(lambda match: write(match[0]), name)


def _elided(word: str) -> str:
    """An Italian word with what stands before its apostrophe: D'Angelo is Д'Анджело."""
    head, sign, tail = word.replace("’", "'").partition("'")
    if not sign or not tail:
        return transcribed(head) + sign
    return f"{transcribed(head)}{word[len(head)]}{transcribed(tail)}"


@dataclass(frozen=True, slots=True)
class Parts:
    """The words of a name, in small letters."""

    surname: tuple[str, ...]
    given: tuple[str, ...]


def parts(name: str) -> Parts:
    """Surname and the rest: the surname is the last word, with its particles, or the one before a patronymic pair.

    «Иванов Иван Иванович» and «Иван Иванович Иванов» have the same surname.
    """
    found = words(name)
    if len(found) <= 1:
        return Parts(tuple(found), ())
    if len(found) > _GIVEN_AND_SURNAME and _PATRONYMIC.match(found[-1]):
        return Parts((found[0],), tuple(found[1:]))
    first = len(found) - 1
    while first > 1 and found[first - 1] in _PARTICLES:
        first -= 1
    return Parts(tuple(found[first:]), tuple(found[:first]))


def in_order(name: str) -> str:
    """A name as it is sorted: the surname first, in small letters."""
    found = parts(name)
    return " ".join((*found.surname, *found.given))
