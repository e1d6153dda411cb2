"""What the gate of a factory asks of a visitor: the name and the number of the passport, as they stand in it.

Nothing else is asked: with these two a gatekeeper compares the list with the passport.
"""

from __future__ import annotations

import re
import unicodedata

FIELDS = ("name", "number")
"""What is asked, in this order."""

LONGEST_NAME = 80
_SHORTEST_NUMBER, _LONGEST_NUMBER, _FEWEST_DIGITS = 5, 15, 3
_BETWEEN = re.compile(r"[\s./-]+")
_APOSTROPHES = str.maketrans({"’": "'", "`": "'", "‘": "'"})


def name_in(text: str) -> str | None:
    """A name as a passport has it, 'ALEXEY SHCHERBAKOV': two Latin words or more; None for anything else."""
    name = " ".join(unicodedata.normalize("NFC", text).translate(_APOSTROPHES).upper().split())
    words = [word for word in name.split(" ") if any(map(_is_latin, word))]
    plain = all(_is_latin(sign) or sign in " '-." for sign in name)
    return name if plain and len(words) > 1 and len(name) <= LONGEST_NAME else None


def _is_latin(sign: str) -> bool:
    return sign.isalpha() and unicodedata.name(sign, "").startswith("LATIN ")


def number_in(text: str) -> str | None:
    """The number of a passport without what stands between its parts; None for anything that is none."""
    number = _BETWEEN.sub("", unicodedata.normalize("NFKC", text.replace("№", " "))).upper()
    plain = number.isascii() and number.isalnum()
    fits = _SHORTEST_NUMBER <= len(number) <= _LONGEST_NUMBER
    return number if plain and fits and sum(map(str.isdigit, number)) >= _FEWEST_DIGITS else None
