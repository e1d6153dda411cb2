"""Sound keys and plain spellings: what both scripts fold into."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.search.letters import asked, plain, words
from forum.search.likeness import WHOLE, likeness
from forum.search.queries import understood
from forum.search.sounds import keys, marks, skeleton, telling_marks

SAME = """
Ренци Renzi|Бьянки Bianchi|Шакка Sciacca|Хрущёв Krusciov Khrushchev Chruščëv Hruŝëv Chruscev Hruscev Хрущев
Ельцин El'cin Yeltsin Eltsin Elzin Ielzin|Щербаков Shcherbakov Scerbakov Ščerbakov Ŝerbakov Sčerbakov SHCHERBAKOV
Чайковский Ciaikovski Tchaikovsky Čajkovskij Chaikovskii Chaykovskiy|Жуков Giukov Zhukov Žukov Zukov
Соловьёв Soloviov Solovyov Solov'ëv Solovev|Юлия Yulia Iuliia Julija Yuliya Ûliâ|Фёдоров Fiodorov Fyodorov Fedorov
Сергей Sergei Sergey Serghei Sergej|Кузнецов Kuznetsov Kuznezov Kuznecov|Цой Tsoi Coj Zoi|Франческини Franceschini
Гульельмо Guglielmo|Аньелли Agnelli|Модильяни Modigliani|Гвидо Guido|Д’Аннунцио D'Annunzio|Татьяна Tatiana Tat'jana
"""


@pytest.mark.parametrize("group", SAME.strip().replace("\n", "|").split("|"))
def test_all_spellings_of_a_name_share_a_key(group: str) -> None:
    first, *others = (words(name)[0] for name in group.split())
    assert [name for name in others if not set(keys(first)) & set(keys(name))] == []


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("щербаков", ("serbakov",)),
        ("bianchi", ("bianki", "biansi")),
        ("krusciov", ("krusov", "krusev")),
        ("хрущёв", ("krusev",)),
        ("guido", ("gvido",)),
        ("ъ", ("ъ",)),
        ("42", ("42",)),
    ],
)
def test_keys_are_these(word: str, expected: tuple[str, ...]) -> None:
    assert keys(word) == expected


def test_marks_are_pieces_and_consonants() -> None:
    assert marks(("rosi",)) == ["_ro", "ros", "osi", "si_", "=rs"]
    assert marks(("aia",)) == ["_ai", "aia", "ia_", "=aai"]


def test_usual_endings_are_not_looked_for_where_enough_is_left() -> None:
    assert telling_marks(("serbakov",)) == ["_se", "ser", "erb", "rba", "bak", "ako", "=bkrsv"]
    assert telling_marks(("orlov",)) == ["_or", "orl", "rlo", "lov", "=lrv"]
    assert telling_marks(("ini",)) == marks(("ini",))


@pytest.mark.parametrize(
    ("typed", "plainly"),
    [
        ("Ščerbakov", "scerbakov"),
        ("Хрущёв", "хрущев"),
        ("Толстой", "толстои"),
        ("Il'in", "ilin"),
        ("È", "e"),
        ("", ""),
    ],
)
def test_plain_spellings_are_these(typed: str, plainly: str) -> None:
    assert plain(typed) == plainly


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert words(" ".join(words(text))) == words(text)


@given(st.text(max_size=40))
def test_every_word_has_keys_without_vowel_marks_or_spaces(text: str) -> None:
    for word in words(text):
        assert keys(word)
        assert all(key and " " not in key for key in keys(word))


@given(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), st.text("abcdefghijklmnopqrstuvwxyz", max_size=12))
def test_capitals_accents_and_double_letters_do_not_matter(first: str, rest: str) -> None:
    word = first + rest
    assert words(word.upper()) == words(word)
    assert skeleton(keys(word)[0]) == "".join(sorted(skeleton(keys(word)[0])))


@given(st.text(max_size=4096))
def test_a_query_of_any_text_is_bounded(text: str) -> None:
    query = understood(text)
    assert len(asked(text)) <= 8
    assert len(query.weights) <= 8
    assert len(query.words) <= 15
    assert all(len(word.plain) <= 200 for word in query.words)


@given(st.text(min_size=2, max_size=20, alphabet=st.characters(categories=["Ll", "Lu"])))
def test_what_was_typed_is_most_like_itself(text: str) -> None:
    for sought in understood(text).words:
        assert likeness(sought, sought.keys, [sought.plain]) == WHOLE


@pytest.mark.parametrize("text", ["", " ", "\0", "👍👍", "%s {} <b> ' \" --", "\u202e", "_", "*", "()"])
def test_signs_alone_ask_for_nothing(text: str) -> None:
    query = understood(text)
    assert [word.plain for word in query.words] == []
