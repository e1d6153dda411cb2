"""Sound keys: what both scripts and all schemes fold into.

A key has the vowels a e i o u and few consonants: every hissing or affricate sound (с з ц ш щ ж ч дж дз; s z c(e)
g(e) sc(e) sh zh ch č) is s, х is k, ё is e, the signs and double letters are gone. So spellings of one name that
differ only by scheme nearly always share a key; names that share one although they differ are told apart by their
spelling. Latin letters do not say which language's they are: a word in them has the keys of each way to read it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from forum.search.letters import is_cyrillic, plain
from forum.search.rewriting import Rule, listed, rewriter, single_letters, table

_MAYBE_YO = "q"  # an o that may stand for ё; no key has a q of its own

_LETTERS = table(
    "абвгдеёийклмнопрстуфхыэюяіїєґўқғңөүұһәј",
    "a b v g d e e i i k l m n o p r s t u f k i e iu ia i ii e g u k g n o u u k e i",
)
_CYRILLIC = rewriter(
    [
        ("[ьъ](?=[аеёиоуыэюя])", "i"), ("[ьъ]", ""), ("(?<=[гк])у(?=[аеиоэ])", "v"),
        ("(?<=[ое])фф?$", "v"), ("[жзсцчшщѕ]", "s"), *single_letters(_LETTERS),
    ]
)  # fmt: skip

_ITALIAN = rewriter(
    [
        ("sch(?=[ei])", "sk"), ("s?c+i(?=[au])", "s"), ("s?c+io", "s" + _MAYBE_YO), ("s?c+(?=[ei])", "s"),
        ("sch", "sk"), ("c+q?h?", "k"), ("g+i(?=[au])", "s"), ("g+io", "s" + _MAYBE_YO), ("g+(?=[ei])", "s"),
        ("(?<!^)gli(?=[aeou]|$)", "li"), ("gn", "ni"), ("qu", "kv"), ("(?<=g)u(?=[aeio])", "v"),
        ("ph", "f"), ("h", ""), ("[iyj]o", "i" + _MAYBE_YO),
        ("(?<=[oe])ff?$", "v"), ("[zšžčŝ]", "s"), ("x", "ks"), ("w", "v"), ("[yj]", "i"), ("q", "k"), ("ë", "e"),
    ]
)  # fmt: skip
_SIBILANTS: list[Rule] = [
    ("s(?:hch|čh|ch|c(?=[ei]))|šč", "S"), ("[dt]?(?:zh|ž)|dj", "S"), ("sh|š|ŝ", "S"), ("(?:t?ch|t?č)", "S"),
]  # fmt: skip
_OTHERS: list[Rule] = [
    ("[kc]h", "k"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("gh", "g"), ("h", "k"), ("[cz]", "s"), ("x", "ks"),
    ("ow$", "ov"), ("(?<=[oe])ff?$", "v"), ("w", "v"), ("[yj]", "i"), ("qu", "kv"), ("q", "k"),
    ("â", "ia"), ("û", "iu"), ("ë", "e"), ("(?<=[gk])u(?=[aeio])", "v"),
]  # fmt: skip
_ROMANISED = rewriter(_SIBILANTS + _OTHERS)
_SCHOLARLY = rewriter([("ch", "k"), *_SIBILANTS, *_OTHERS])

_SOFT_O = re.compile("(?<=S)[iyj]?o|(?<=i)o")
_BEFORE_S = re.compile("[dt]+(?=s)")
_PIECE = 3
_NO_VOWELS = str.maketrans("", "", "aeiou")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=16384)
def keys(word: str) -> tuple[str, ...]:
    """The sound keys of a word in small letters, the likeliest first; at least one for any word."""
    if is_cyrillic(word):
        readings = [_CYRILLIC(word)]
    else:
        readings = [_ITALIAN(word), *(_SOFT_O.sub(_soft_o, read(word)) for read in (_ROMANISED, _SCHOLARLY))]
    found = [_settled(form) for reading in readings for form in _with_and_without_yo(reading.lower())]
    return tuple(dict.fromkeys(form for form in found if form)) or (word,)


def _soft_o(match: re.Match[str]) -> str:
    return _MAYBE_YO if match[0] == "o" else "i" + _MAYBE_YO


def _with_and_without_yo(reading: str) -> list[str]:
    if _MAYBE_YO not in reading:
        return [reading]
    return [reading.replace(_MAYBE_YO, "o"), reading.replace(_MAYBE_YO, "e")]


def _settled(reading: str) -> str:
    key = _TWICE.sub(r"\1", plain(reading))
    key = _TWICE.sub(r"\1", _BEFORE_S.sub("", key))
    key = key.replace("ie", "e")
    key = re.sub("si(?=[aou])", "s", key)
    return _TWICE.sub(r"\1", key)


def skeleton(key: str) -> str:
    """The consonants of a key in the order of the alphabet; all letters of one that has vowels only."""
    return "".join(sorted(key.translate(_NO_VOWELS) or key))


def first_sounds(word: str) -> set[str]:
    """The letters by which an initial may stand for a word."""
    return {key[0] for key in keys(word)} | {plain(word)[:1] or word[0]}


_USUAL = listed(
    "ov_ ova va_ ev_ eva ske ski ki_ ke_ vsk ovs evs nsk in_ ina na_ ni_ ini ti_ no_ ano ian ani se_ "
    "li_ eli la_ ri_ ari ra_ si_ so_ asi usi esi isi isk nov kov kin sev nik iko enk nko"
)
"""Pieces of very many names of both countries, mostly endings, which tell nobody apart."""
_ENOUGH = 5


def telling_marks(found: Sequence[str]) -> list[str]:
    """The marks to look for: without the usual endings where enough others are left."""
    every = marks(found)
    telling = [mark for mark in every if mark not in _USUAL]
    return telling if len(telling) >= _ENOUGH else every


def marks(found: Sequence[str]) -> list[str]:
    """By what words that sound alike are found: the three-letter pieces of their keys, and `=` with the consonants.

    The ends of a key are marked, so that beginnings weigh more. A mistyped vowel leaves the consonants as
    they are, and so do two letters that changed places.
    """
    marked = [f"_{key}_" for key in found]
    pieces = [key[start : start + _PIECE] for key in marked for start in range(len(key) - _PIECE + 1)]
    return list(dict.fromkeys([*pieces, *(f"={skeleton(key)}" for key in found)]))
