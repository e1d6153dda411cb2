"""Russian in Latin letters as scholars and Italian encyclopaedias write it, and by ISO 9.

Sources: the scholarly system of ISO/R 9:1968, which Italian reference works follow (č, š, ž, šč, j, ch or h for х);
ISO 9:1995, the same as GOST 7.79-2000 system A, one Latin letter for each Cyrillic one.
"""

from __future__ import annotations

from forum.search.rewriting import rewriter, single_letters, table

SCHOLARLY = table(
    "абвгдеёжзийклмнопрстуфхцчшщыэюяьъ",
    "a b v g d e ë ž z i j k l m n o p r s t u f ch c č š šč y è ju ja ʹ ʺ",
)
ISO9 = table(
    "абвгдеёжзийклмнопрстуфхцчшщыэюяьъ",
    "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ y è û â ʹ ʺ",
)

scholarly = rewriter(single_letters(SCHOLARLY))
"""A word in small Cyrillic letters: «хрущёв» is chruščëv."""

iso9 = rewriter(single_letters(ISO9))
"""A word in small Cyrillic letters by ISO 9:1995: «хрущёв» is hruŝëv."""
