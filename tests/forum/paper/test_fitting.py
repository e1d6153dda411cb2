"""A text in a box: it shrinks, then breaks, then is cut, and never stands out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as some

from forum.paper.drawing.fitting import Fitted, cut, fit, rooms, wrap


def measure(text: str) -> float:
    """Letters of one millimetre at one point, an m of two."""
    return len(text) + text.count("m")


def test_what_has_room_stands_as_large_as_it_may() -> None:
    assert fit("Li Bo", measure, 100, 50, 20, 6) == Fitted(("Li Bo",), 20)


def test_a_text_is_largest_where_it_stands_on_several_lines() -> None:
    assert fit("Anna Maria", measure, 50, 100, 30, 2) == Fitted(("Anna", "Maria"), 10)


def test_a_long_word_makes_the_letters_smaller_before_it_is_broken() -> None:
    assert fit("Francoforte", measure, 44, 100, 30, 2) == Fitted(("Francoforte",), 4)


def test_a_double_name_may_break_after_its_hyphen() -> None:
    assert fit("Rossi-Bianchi", measure, 70, 100, 30, 2) == Fitted(("Rossi-", "Bianchi"), 10)


def test_at_the_smallest_size_words_are_broken_and_the_rest_is_cut() -> None:
    height = 2 * 2 * 1.2 * 25.4 / 72 + 0.01
    assert fit("abcdefghijklm", measure, 8, height, 30, 2) == Fitted(("abcd", "efg…"), 2)


def test_nothing_is_a_line_without_letters() -> None:
    assert fit("", measure, 10, 10, 12, 6) == Fitted(("",), 12)


def test_words_are_filled_into_lines() -> None:
    assert wrap("a bb cc-dd e", measure, 5) == ["a bb", "cc-dd", "e"]
    assert wrap("a bb cc-dd e", measure, 4) == ["a bb", "cc-", "dd e"]


def test_what_was_left_off_is_shown() -> None:
    assert cut(["ab", "cd"], 2, measure, 2) == ["ab", "cd"]
    assert cut(["ab", "cd", "ef"], 2, measure, 2) == ["ab", "c…"]


@given(
    text=some.text("abm -/", max_size=60),
    width=some.integers(4, 60),
    height=some.integers(1, 60),
    most=some.integers(6, 40),
)
@settings(max_examples=300, deadline=None)
def test_no_line_is_wider_than_its_box_and_none_below_it(
    text: str, width: int, height: int, most: int
) -> None:
    made = fit(text, measure, width, height, most, 2)
    assert all(measure(line) * made.size <= width + 1e-9 for line in made.lines)
    assert 2 <= made.size <= most
    assert len(made.lines) <= rooms(height, made.size)
    kept = "".join("".join(made.lines).split())
    whole = "".join(text.split())
    assert kept == whole or (kept.endswith("…") and whole.startswith(kept[:-1]))
