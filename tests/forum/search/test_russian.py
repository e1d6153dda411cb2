"""Russian in Latin letters, scheme by scheme, and back."""

from __future__ import annotations

import pytest

from forum.search.bgn import TABLE as BGN
from forum.search.bgn import bgn, press
from forum.search.by_ear import by_ear
from forum.search.cyrillic import in_cyrillic
from forum.search.passport import TABLE as PASSPORT
from forum.search.passport import passport
from forum.search.scholarly import ISO9, SCHOLARLY, iso9, scholarly

ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"

NAMES = [
    # Russian, passport, BGN/PCGN, press, scholarly, ISO 9, by ear
    ("щербаков", "shcherbakov", "shcherbakov", "shcherbakov", "ščerbakov", "ŝerbakov", "scerbakov"),
    ("хрущёв", "khrushchev", "khrushchëv", "khrushchev", "chruščëv", "hruŝëv", "krusciov"),
    ("ельцин", "eltsin", "yel’tsin", "yeltsin", "elʹcin", "elʹcin", "elzin"),
    ("чайковский", "chaikovskii", "chaykovskiy", "chaykovsky", "čajkovskij", "čajkovskij", "ciaikovski"),
    ("жуков", "zhukov", "zhukov", "zhukov", "žukov", "žukov", "giukov"),
    ("горбачёв", "gorbachev", "gorbachëv", "gorbachev", "gorbačëv", "gorbačëv", "gorbaciov"),
    ("соловьёв", "solovev", "solov’yëv", "solovyov", "solovʹëv", "solovʹëv", "soloviov"),
    ("юлия", "iuliia", "yuliya", "yuliya", "julija", "ûliâ", "iulia"),
    ("подъячев", "podieiachev", "pod”yachev", "podyachev", "podʺjačev", "podʺâčev", "podiacev"),
    ("эрнст", "ernst", "ernst", "ernst", "èrnst", "èrnst", "ernst"),
    ("сергей", "sergei", "sergey", "sergey", "sergej", "sergej", "serghei"),
]


@pytest.mark.parametrize("row", NAMES, ids=[row[0] for row in NAMES])
def test_each_scheme_writes_a_name_its_way(row: tuple[str, ...]) -> None:
    schemes = (passport, bgn, press, scholarly, iso9, by_ear)
    assert tuple(write(row[0]) for write in schemes) == row[1:]


@pytest.mark.parametrize("table", [PASSPORT, BGN, SCHOLARLY, ISO9])
def test_a_table_has_every_letter(table: dict[str, str]) -> None:
    assert sorted(table) == sorted(ALPHABET)


def test_iso_9_has_one_letter_for_each() -> None:
    assert len(set(ISO9.values())) == len(ALPHABET)
    assert {len(letter) for letter in ISO9.values()} == {1}


def test_the_passport_table_is_the_published_one() -> None:
    published = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia".split()  # noqa: SIM905
    assert [PASSPORT[letter] or "-" for letter in ALPHABET] == published


@pytest.mark.parametrize(
    ("latin", "russian"),
    [
        ("Shcherbakov", "Щербаков"), ("Zhukov", "Жуков"), ("Khabibullin", "Хабибуллин"), ("Aleksei", "Алексей"),
        ("Alexey", "Алексей"), ("Tatiana", "Татьяна"), ("Iuliia", "Юлия"), ("Yulia", "Юлия"), ("Dmitrii", "Дмитрий"),
        ("Chaikovskii", "Чайковский"), ("Dostoevskij", "Достоевский"), ("Prokofiev", "Прокофьев"),
        ("Kuznetsov", "Кузнецов"), ("Yeltsin", "Елцин"), ("ORLOV", "ОРЛОВ"), ("Щербаков", "Щербаков"),
    ],
)  # fmt: skip
def test_a_romanised_name_comes_back(latin: str, russian: str) -> None:
    assert in_cyrillic(latin) == russian
