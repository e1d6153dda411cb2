"""Names in the other script, and which word is the surname."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.search.names import in_order, other_script, parts


@pytest.mark.parametrize(
    ("name", "delegation", "other"),
    [
        ("Antonio Franceschini", "it", "Антонио Франческини"),
        ("Massimo D'Alema", "it", "Массимо Д'Алема"),
        ("Maria Grazia De Santis", "it", "Мария Грация Де Сантис"),
        ("Anna-Maria Rossi", "it", "Анна-Мария Росси"),
        ("Алексей Щербаков", "ru", "Aleksei Shcherbakov"),
        ("Наталья Королёва", "ru", "Natalia Koroleva"),
        ("Анна Римская-Корсакова", "ru", "Anna Rimskaia-Korsakova"),
        ("Aleksei Shcherbakov", "ru", "Алексей Щербаков"),
        ("Джулия Росси", "it", "Giulia Rossi"),
        ("Иван Rossi", "it", ""),
        ("北京", "it", ""),
        ("", "ru", ""),
    ],
)
def test_the_other_script_is_derived(name: str, delegation: str, other: str) -> None:
    assert other_script(name, delegation) == other


@given(st.text(max_size=200), st.sampled_from(["it", "ru"]))
def test_deriving_never_fails(name: str, delegation: str) -> None:
    assert len(other_script(name, delegation)) <= 5 * len(name)


@pytest.mark.parametrize(
    ("name", "surname", "rest"),
    [
        ("Giulia Bardazzi", ("bardazzi",), ("giulia",)),
        ("Maria Grazia De Santis", ("de", "santis"), ("maria", "grazia")),
        ("Иван Иванович Петров", ("петров",), ("иван", "иванович")),
        ("Петров Иван Иванович", ("петров",), ("иван", "иванович")),
        ("Massimo D’Alema", ("dalema",), ("massimo",)),
        ("Pelé", ("pelé",), ()),
        ("", (), ()),
    ],
)
def test_a_name_falls_into_its_parts(name: str, surname: tuple[str, ...], rest: tuple[str, ...]) -> None:
    found = parts(name)
    assert (found.surname, found.given) == (surname, rest)


def test_names_are_sorted_by_the_surname() -> None:
    assert in_order("Luigi Di Maio") == "di maio luigi"
