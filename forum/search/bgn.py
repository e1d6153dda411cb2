"""Russian in Latin letters as in English maps and newspapers.

Source: BGN/PCGN romanization system for Russian, agreement of 1947: ye for е at the beginning of a word, after vowels
and after й, ъ, ь (yë for ё likewise), and apostrophes for the signs. Without its optional centred dots.
"""

from __future__ import annotations

from forum.search.rewriting import Rule, rewriter, single_letters, table

TABLE = table(
    "абвгдеёжзийклмнопрстуфхцчшщыэюяьъ",
    "a b v g d e ë zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya ’ ”",
)
_ALONE = "(?<![^\\Wаеёиоуыэюяйъь])"
_IN_WORDS: list[Rule] = [(_ALONE + "е", "ye"), (_ALONE + "ё", "yë")]

bgn = rewriter(_IN_WORDS + single_letters(TABLE))
"""A word in small Cyrillic letters by BGN/PCGN: «ельцин» is yel’tsin."""

_PRESS: list[Rule] = [
    ("[иы]й$", "y"), ("ь(?=о)", "y"), ("[ьъ]", ""), ("кс", "x"), (_ALONE + "ё", "yo"), ("(?<=[жчшщ])ё", "e"),
    ("ё", "yo"), (_ALONE + "е", "ye"),
]  # fmt: skip

press = rewriter(_PRESS + single_letters(TABLE))
"""The same without signs and with -y for -ий, as newspapers simplify it: «достоевский» is dostoyevsky."""
