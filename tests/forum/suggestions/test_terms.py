"""What is made of a delegate's texts: terms on four sides, near and far."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.search.letters import plain
from forum.suggestions.terms import Term, alike, in_other_language, is_word, terms
from storage.suggestions import Texts


def of(
    offers: str = "", seeks: str = "", organisation: str = "", other: str = "", kind: str = ""
) -> list[Term]:
    return terms(Texts(1, kind, organisation, other, offers, seeks))


def test_broader_concepts_are_further_away() -> None:
    assert of("pellet, биомасса") == [
        Term("offers", "pellets", 0),
        Term("offers", "biomass", 0),
        Term("offers", "renewables", 1),
        Term("offers", "energy", 2),
    ]


def test_what_one_is_counts_where_it_is_not_offered_as_clearly() -> None:
    assert of("шаровые краны", organisation="Valvole Tirreno") == [
        Term("offers", "ball_valves", 0),
        Term("offers", "valves", 1),
        Term("profile", "valves", 0),
    ]
    assert of("valvole", organisation="Valvole Tirreno") == [Term("offers", "valves", 0)]


def test_kinds_that_say_nothing_are_no_profile() -> None:
    assert of(kind="company") == of(kind="") == []
    assert of(kind="bank") == [Term("profile", "bank", 0), Term("profile", "financing", 1)]


def test_words_of_no_concept_keep_how_they_were_written() -> None:
    assert of("катализаторами", "termostati, anni") == [
        Term("offers", "ru~katalisator", 0, "катализаторами"),
        Term("seeks", "it~termostat", 0, "termostati"),
    ]


def test_a_name_in_latin_letters_makes_no_russian_text_italian() -> None:
    assert [term.concept for term in of("насосы Grundfos, термостаты")] == [
        "pumps",
        "ru~grundfos",
        "ru~termostat",
    ]


@pytest.mark.parametrize(
    ("russian", "italian"),
    [
        ("катализаторы", "catalizzatore"), ("термостатов", "termostati"), ("полиуретан", "poliuretano"),
        ("инвертора", "invertore"), ("амортизаторов", "ammortizzatori"), ("терминалами", "terminali"),
        ("сенсорика", "sensorica"), ("Grundfos", "Grundfos"),
    ],
)  # fmt: skip
def test_words_taken_from_a_third_language_are_alike(russian: str, italian: str) -> None:
    assert alike(plain(russian)) == alike(plain(italian))


@pytest.mark.parametrize(
    ("russian", "italian"),
    [
        ("магазин", "magazzino"), ("кабинет", "gabinetto"), ("конкурс", "concorso"), ("диван", "divano"),
        ("область", "ostacolo"), ("готовые", "gotico"), ("три сезона", "trisezione"), ("фирменный", "firma"),
    ],
)  # fmt: skip
def test_words_that_mean_something_else_do_not_meet(russian: str, italian: str) -> None:
    met = {in_other_language(term.concept) for term in of(russian) if is_word(term.concept)}
    assert met.isdisjoint(term.concept for term in of(italian))


@given(
    st.text(max_size=80), st.text(max_size=80), st.text(max_size=40), st.sampled_from(["", "bank", "company"])
)
def test_of_a_side_and_a_concept_there_is_one(offers: str, seeks: str, organisation: str, kind: str) -> None:
    found = [(term.side, term.concept) for term in of(offers, seeks, organisation, "", kind)]
    assert len(set(found)) == len(found)


@given(st.text(max_size=80), st.text(max_size=80))
def test_another_language_is_the_one_of_two(offers: str, seeks: str) -> None:
    for concept in (term.concept for term in of(offers, seeks) if is_word(term.concept)):
        assert in_other_language(concept) != concept == in_other_language(in_other_language(concept))
