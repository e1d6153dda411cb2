"""What counts as a name and a number of a passport."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.visits.papers import LONGEST_NAME, name_in, number_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mario Rossi", "MARIO ROSSI"),
        ("  shcherbakov\n alexey ", "SHCHERBAKOV ALEXEY"),
        ("D’Angelo Anna-Maria", "D'ANGELO ANNA-MARIA"),
        ("Nicolò De’ Medici jr.", "NICOLÒ DE' MEDICI JR."),
        ("Алексей Щербаков", None),
        ("Аlexey Shcherbakov", None),  # the first letter is Cyrillic
        ("Rossi", None),
        ("Rossi -", None),
        ("Mario Rossi YA1234567", None),
        ("=cmd Rossi", None),
        ("<b>Mario Rossi", None),
        ("", None),
        ("x" * 40 + " " + "y" * 40, None),
    ],
)
def test_names(text: str, name: str | None) -> None:
    assert name_in(text) == name


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("72 1234567", "721234567"),
        ("ya1234567", "YA1234567"),
        ("CA 12345-AB", "CA12345AB"),
        ("７２１２３４５６７", "721234567"),
        ("№ 72 1234567", "721234567"),
        ("72#1234567", None),
        ("УА1234567", None),  # the first two letters are Cyrillic
        ("PASSPORT", None),
        ("1234", None),
        ("1" * 16, None),
        ("Mario Rossi", None),
        ("", None),
    ],
)
def test_numbers(text: str, number: str | None) -> None:
    assert number_in(text) == number


@given(st.text(max_size=120))
def test_whatever_is_typed_what_is_kept_fits_and_is_kept_again(text: str) -> None:
    name, number = name_in(text), number_in(text)
    if name is not None:
        assert len(name) <= LONGEST_NAME
        assert name_in(name) == name
        assert name == name.strip()
        assert name[0] not in "=+@"
    if number is not None:
        assert number.isascii()
        assert number.isalnum()
        assert number_in(number) == number


@given(
    st.from_regex(r"[A-Z]{2,12} [A-Z]{2,12}", fullmatch=True),
    st.from_regex(r"[A-Z]{0,2}[0-9]{6,8}", fullmatch=True),
)
def test_what_stands_in_a_passport_is_kept_as_it_stands(name: str, number: str) -> None:
    assert name_in(name.lower()) == name
    assert number_in(f" {number[:2]} {number[2:]}") == number
