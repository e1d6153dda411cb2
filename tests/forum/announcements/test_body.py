"""A text as it was typed: its formatting is sent on as far as Telegram takes it from a bot."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.announcements import Body, units


def entity(kind: str, offset: object, length: object, **more: object) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


def test_formatting_is_kept_with_what_belongs_to_it() -> None:
    given = (
        entity("bold", 0, 2),
        entity("text_link", 3, 2, url="https://example.org"),
        entity("pre", 6, 3, language="python"),
        entity("pre", 10, 1),
    )
    body = Body.typed("ab cd efg h", given)
    assert body.entities == given
    assert Body.from_json(body.to_json()) == body


@pytest.mark.parametrize(
    "broken",
    [
        entity("bold", 0, 6),
        entity("bold", -1, 2),
        entity("bold", 0, 0),
        entity("bold", 0, -1),
        entity("bold", "0", 1),
        entity("bold", 0, 1.0),
        entity("bold", 1, 1),
        entity("bold", 0, 1),
        entity("text_link", 0, 2),
        entity("shadow", 0, 2),
        entity("custom_emoji", 0, 2, custom_emoji_id="5"),
        entity("url", 0, 2),
        {"offset": 0, "length": 2},
        {},
    ],
)
def test_what_telegram_would_refuse_is_left_out(broken: dict[str, Any]) -> None:
    """The first sign of the text takes two units: 1 lies within it."""
    assert Body.typed("😀ab", [broken]).entities == ()


def test_of_two_that_cross_the_second_is_left_out() -> None:
    around, inside, crossing, after = (
        entity("bold", 0, 6),
        entity("italic", 2, 4),
        entity("underline", 4, 4),
        entity("code", 6, 2),
    )
    assert Body.typed("abcdefgh", [crossing, inside, after, around]).entities == (around, inside, after)


def test_half_a_sign_is_left_out_and_the_formatting_with_it() -> None:
    assert Body.typed("a\ud83db", [entity("bold", 0, 3)]) == Body("ab")


@given(st.text(st.characters(codec="utf-16")))
def test_the_length_is_counted_as_telegram_counts(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le")) // 2


_NUMBERS = st.integers(-2, 12)


@given(
    st.text("aя😀", max_size=8),
    st.lists(st.builds(entity, st.sampled_from(["bold", "code", "url"]), _NUMBERS, _NUMBERS), max_size=6),
)
def test_whatever_is_given_lies_on_whole_signs_and_never_crosses(
    text: str, given: list[dict[str, Any]]
) -> None:
    body = Body.typed(text, given)
    spans = [(one["offset"], one["offset"] + one["length"]) for one in body.entities]
    encoded = text.encode("utf-16-le")
    for begin, end in spans:
        assert 0 <= begin < end <= units(text)
        encoded[2 * begin : 2 * end].decode("utf-16-le")
    assert all(
        end <= begin2
        or end2 <= begin
        or (begin <= begin2 and end2 <= end)
        or (begin2 <= begin and end <= end2)
        for begin, end in spans
        for begin2, end2 in spans
    )
