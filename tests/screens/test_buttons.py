"""Buttons: what is packed comes back, and what was never packed is refused."""

from __future__ import annotations

from dataclasses import Field, fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.buttons import BUTTONS, LONGEST, Agree, Button, Join, NotAButton, ShowSession, unpack
from handlers.routes import BUTTONS as ROUTES
from handlers.routes import COMMANDS

_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "int": st.integers(0, 2**40),
    "bool": st.booleans(),
    "str": st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", max_size=8),
}


@st.composite
def buttons(draw: st.DrawFn) -> Button:
    kind = draw(st.sampled_from(sorted(BUTTONS.values(), key=lambda one: one.prefix)))
    return kind(*(draw(_value(field)) for field in fields(kind)))


def _value(field: Field[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from(sorted(BUTTONS)) if field.name == "via" else _VALUES[str(field.type)]


@given(buttons(), st.booleans())
def test_a_button_comes_back_as_it_was(button: Button, fresh: bool) -> None:  # noqa: FBT001 -- drawn
    data = button.pack(fresh=fresh)
    assert len(data.encode()) <= LONGEST
    assert unpack(data) == (button, fresh)


@given(st.text(max_size=64))
def test_whatever_is_forged_is_a_button_or_refused(data: str) -> None:
    try:
        button, fresh = unpack(data)
    except NotAButton:
        return
    assert button.pack(fresh=fresh) == data


@pytest.mark.parametrize(
    "data",
    [
        "",
        "!",
        "nope",
        "s",
        "s:1",
        "s:x:p",
        "s:01:p",
        "s:+1:p",
        "s: 1:p",
        "s:١:p",
        "j:1:t:2",
        "s:99999999999999999999:p",
        "s:1:nowhere",
        "a:день:0",
    ],
)
def test_forged(data: str) -> None:
    with pytest.raises(NotAButton):
        unpack(data)


def test_prefixes_are_told_apart_and_every_button_leads_somewhere() -> None:
    kinds = list(BUTTONS.values())
    assert len({kind.prefix for kind in kinds}) == len(kinds)
    assert set(ROUTES) == set(kinds)
    assert {type(button) for button in COMMANDS.values()} <= set(kinds)


def test_the_longest_consent_fits() -> None:
    assert len(Agree("it", "0123abcd", "x" * 22).pack(fresh=True)) <= LONGEST


def test_what_does_not_fit_is_never_sent() -> None:
    with pytest.raises(ValueError, match="bytes"):
        ShowSession(1, "x" * 64).pack()


def test_old_data_of_a_join_still_means_the_same() -> None:
    assert unpack("j:12:t:0") == (Join(12, "t"), False)
    assert unpack("!j:12:t:1") == (Join(12, "t", despite_clash=True), True)
