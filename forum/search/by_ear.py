"""Russian as Italians write what they hear: Krusciov, Ciaikovski, Giukov, Gorbaciov, Serghei.

Source: the orthography of Italian (L. Serianni, Grammatica italiana, chapter I: digrams and trigrams, the i that is
only a sign before a, o, u, the h that is one before e, i) applied to the sounds of Russian; the spellings are those
of Italian newspapers and the older encyclopaedias.
"""

from __future__ import annotations

from forum.search.rewriting import Rule, rewriter, single_letters, table

_TABLE = table(
    "абвгдеёжзийклмнопрстуфхцчшщыэюя",
    "a b v g d e io gi z i i k l m n o p r s t u f k z c sc sc i e iu ia",
) | {"ь": "", "ъ": ""}
_SIBILANTS: list[Rule] = [
    ("дж(?=[еиэ])", "g"), ("дж(?=[аоу])", "gi"),
    ("[шщ]ё", "scio"), ("чё", "cio"), ("жё", "gio"),
    ("[шщ](?=[еиэ])", "sc"), ("[шщ](?=[аоуюя])", "sci"), ("[шщ]", "sc"),
    ("ч(?=[аоуюя])", "ci"), ("ж(?=[еиэ])", "g"), ("ж(?=[аоуюя])", "gi"),
]  # fmt: skip
_OTHERS: list[Rule] = [
    ("г(?=[еиэ])", "gh"), ("[иы]й$", "i"), ("ь(?=[еёюяио])", ""), ("(?<=[аеёиоуыэюя])е", "ie"),
    ("ия", "ia"), ("ию", "iu"),
]  # fmt: skip

by_ear = rewriter(_SIBILANTS + _OTHERS + single_letters(_TABLE))
"""A word in small Cyrillic letters: «хрущёв» is krusciov, «щербаков» scerbakov."""
