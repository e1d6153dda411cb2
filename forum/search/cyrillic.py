"""Romanised Russian back in Russian letters, for Russian delegates who wrote themselves in Latin ones.

Sources: the tables of `passport`, `bgn` and `scholarly`, read backwards. What they do not tell apart (е, ё and э, и
and й, a soft sign that is not written) comes back as the commoner letter of Russian names.
"""

from __future__ import annotations

import unicodedata

from forum.search.letters import is_cyrillic
from forum.search.rewriting import Rule, in_case_of, rewriter, single_letters, table

_TABLE = table(
    "abcdefghijklmnopqrstuvwxyzëžčšŝèûâ",
    "а б ц д е ф г х и й к л м н о п к р с т у в в кс ы з ё ж ч ш щ э ю я",
)
_DIGRAPHS: list[Rule] = [
    ("shch|šč", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("tch|ch", "ч"), ("sh", "ш"),
    ("(?<=[bdfglmnprstvz])ia$", "ия"), ("[yij]u", "ю"), ("[yij]a", "я"),
    ("(?<=[bdfghklmnprstvz])[yj](?=e)|(?<=[bdfghklmnprstvz])i(?=eva?$)", "ь"),
    ("[yj]o", "ё"), ("[yj]ë", "ё"), ("(?<![bcdfghklmnprstvz])[yj]e", "е"),
    ("(?<=s)ky$", "кий"), ("(?:ii|iy|ij|yi|yj|yy)$", "ий"), ("(?<=[aeou])[iy](?![aeou])", "й"),
    ("(?<=[bdfglmnprtvz])y$", "ий"), ("['’ʹ`](?=[aeiouyj])", "ь"), ("[’”ʹʺ'`]", "ь"),
]  # fmt: skip
_BY_HEART = {
    "elena": "елена", "ekaterina": "екатерина", "evgenii": "евгений", "egor": "егор", "elizaveta": "елизавета",
    "tatiana": "татьяна", "natalia": "наталья", "olga": "ольга", "igor": "игорь", "daria": "дарья", "artem": "артём",
    "petr": "пётр", "semen": "семён", "maksim": "максим", "sofia": "софья", "ksenia": "ксения",
    "anastasia": "анастасия",
    "maria": "мария", "iulia": "юлия", "ilia": "илья", "fedor": "фёдор", "viacheslav": "вячеслав", "alena": "алёна",
}  # fmt: skip

_rewrite = rewriter(_DIGRAPHS + single_letters(_TABLE))


def in_cyrillic(word: str) -> str:
    """A romanised Russian word in Russian letters, with its capitals: «Shcherbakov» is «Щербаков»."""
    if is_cyrillic(word):
        return word
    small = unicodedata.normalize("NFC", word.casefold())
    return in_case_of(word, _BY_HEART.get(small) or _rewrite(small))
