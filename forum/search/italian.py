"""Italian in Russian letters: the practical transcription.

Source: Р. С. Гиляревский, Б. А. Старостин, «Иностранные имена и названия в русском тексте», 3rd edition, Москва,
«Высшая школа», 1985, chapter on Italian; Д. И. Ермолович, «Имена собственные на стыке языков и культур», 2001.
Where the rules ask for the stress (-cia, -gia, io, ia), which spelling does not show, the commoner case is taken:
ья and ьо in a word's first syllable, ия and ио elsewhere.
"""

from __future__ import annotations

from forum.search.letters import plain
from forum.search.rewriting import Rule, in_case_of, rewriter, single_letters, table

_TABLE = table(
    "abcdefghijklmnopqrstuvwxyz",
    "а б к д е ф г  и й к л м н о п к р с т у в в кс и ц",
)
_V = "[aeiou]"
_FIRST = "(?<=^[bdfmnprstv])|(?<=^[bdfpstvg][rl])"  # before it stands the beginning of a first syllable
_AFTER_VOWEL = "(?<![^\\Waeou])"  # at the beginning of a word, or after a vowel that is no i

_C_AND_G: list[Rule] = [
    ("schi(?=[aou])", "скь"), ("schie", "скье"), ("sch(?=[ei])", "ск"), ("sch", "ш"),
    ("sci(?=[aou])", "ш"), ("scie", "ше"), ("sc(?=[ei])", "ш"),
    ("cci(?=[aou])", "чч"), ("ccie", "чче"), ("cc(?=[ei])", "чч"), ("ci(?=[aou])", "ч"), ("cie", "че"),
    ("c(?=[ei])", "ч"),
    ("cchi(?=[aou])", "ккь"), ("cchie", "ккье"), ("cch", "кк"), ("chi(?=[aou])", "кь"), ("chie", "кье"), ("ch", "к"),
    ("ghi(?=[aou])", "гь"), ("ghie", "гье"), ("ggh|gh", "г"),
    ("gg?i(?=[aou])", "дж"), ("gg?ie", "дже"), ("gg?(?=[ei])", "дж"),
    ("(?<!^)(?<!n)gli(?=[aou])", "ль"), ("(?<!^)(?<!n)glie", "лье"), ("(?<!^)(?<!n)gli$", "льи"),
    ("gnia", "нья"), ("gna", "нья"), ("gnu", "нью"), ("gn", "нь"),
    ("(?<=g)u(?=[aeio])", "в"), ("c?qu", "кв"),
]  # fmt: skip
_SOFTENED: list[Rule] = [("(?<=gli)a", "я"), ("(?<=gli)u", "ю"), ("(?<=[cg]hi)a", "я"), ("(?<=[cg]hi)u", "ю")]
_S_AND_Z: list[Rule] = [
    (f"(?<={_V})s(?={_V})", "з"), ("^z", "дз"), (f"(?<={_V})z(?=[aeou])", "дз"), ("zz", "цц"),
]  # fmt: skip
_L: list[Rule] = [("l(?=[bcdfghkmnpqrstvwxz]|$)", "ль"), ("ph", "ф"), ("th", "т"), ("ck", "к")]
_I: list[Rule] = [
    (f"(?:{_FIRST})ia", "ья"), (f"(?:{_FIRST})io", "ьо"), (f"(?:{_FIRST})iu", "ью"),
    ("(?<=[aeou])[ij]a", "йя"), ("(?<=[aeou])[ij]o", "йо"), ("(?<=[aeou])[ij]e", "йе"),
    ("^[ij]a", "я"), ("^[ij]o", "йо"), ("^[ij]u", "ю"), ("^je", "е"), ("^jac", "як"),
    ("(?<=[bcdfghlmnprstvz])ia$", "ия"), ("(?<=[bcdfghlmnprstvz])iel(?=[aei])", "иэл"),
    ("(?<=[bcdfghlmnprstvz])ie(?=[a-z])", "ье"),
    ("(?<=[aeo])i(?=[a-z])", "й"), ("(?<=[ao])i$", "й"),
]  # fmt: skip
_E: list[Rule] = [(f"{_AFTER_VOWEL}e", "э")]

_rewrite = rewriter(_SOFTENED + _C_AND_G + _S_AND_Z + _L + _I + _E + single_letters(_TABLE))

_BY_STRESS = {
    "lucia": "лучия", "rosalia": "розалия", "andrea": "андреа", "pia": "пия", "pio": "пио", "mia": "мия",
    "lia": "лия",
    "zoe": "дзоэ", "diana": "диана", "viola": "виола",
}  # fmt: skip


def transcribed(word: str) -> str:
    """An Italian word in Russian letters, with its capitals; «Franceschini» is «Франческини»."""
    folded = plain(word)
    return in_case_of(word, _BY_STRESS.get(folded) or _rewrite(folded))
