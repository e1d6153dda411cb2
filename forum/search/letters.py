"""Letters: words of a text, scripts, and the plain form in which two spellings are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MOST_WORDS = 8
MOST_LETTERS = 40
_APOSTROPHES = str.maketrans("", "", "'’‘ʼʹ′`´ʺ″")
_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[a-zÀ-ɏ]", re.IGNORECASE)
_TO_CYRILLIC = str.maketrans("aeopcxykmthb", "аеорсхукмтнв")
_TO_LATIN = str.maketrans("аеорсхукмтнв", "aeopcxykmthb")


def is_cyrillic(text: str) -> bool:
    """Whether a text has Cyrillic letters."""
    return bool(_CYRILLIC.search(text))


def is_latin(text: str) -> bool:
    """Whether a text has Latin letters."""
    return bool(_LATIN.search(text))


def words(text: str) -> list[str]:
    """The words of a text in small letters, diacritics kept, apostrophes and signs gone."""
    composed = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    composed = "".join(c for c in unicodedata.normalize("NFC", composed) if not unicodedata.combining(c))
    return [one_script(word) for word in _WORD.findall(composed)]


def asked(query: str) -> list[str]:
    """The words of what somebody typed, as many and as long as a search looks at."""
    return [word[:MOST_LETTERS] for word in words(query[: MOST_WORDS * MOST_LETTERS])[:MOST_WORDS]]


def one_script(word: str) -> str:
    """A word with letters of the other alphabet that only look right put right («Cергей» with a Latin C)."""
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if not cyrillic or not latin:
        return word
    return word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """A word without diacritics and apostrophes, in small letters: ë is e, ё is е, й is и. Idempotent."""
    folded = unicodedata.normalize("NFKD", word.casefold().translate(_APOSTROPHES)).casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
