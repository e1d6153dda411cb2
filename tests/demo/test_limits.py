"""Telegram's rates, with a time of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.server.errors import ApiError
from bot.demo.server.limits import Limits, Rate


def refusal(limits: Limits, chat_id: int, now: float, count: int = 1) -> int | None:
    """The seconds a call is told to wait, None where it is taken."""
    try:
        limits.spend(chat_id, now, count)
    except ApiError as error:
        return int(error.description.removeprefix("Too Many Requests: retry after "))
    return None


def test_the_refusal_names_the_seconds_twice() -> None:
    limits = Limits(private=Rate(1, 0.1))
    limits.spend(1, 0.0)
    with pytest.raises(ApiError) as caught:
        limits.spend(1, 0.0)
    assert caught.value.as_json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 10",
        "parameters": {"retry_after": 10},
    }


def test_five_at_once_and_one_a_second_in_a_private_chat() -> None:
    limits = Limits.real()
    assert [refusal(limits, 1, 0.0) for _ in range(6)] == [None] * 5 + [1]
    assert refusal(limits, 1, 1.0) is None
    assert refusal(limits, 1, 1.5) == 1


def test_who_does_not_wait_is_refused_again() -> None:
    limits = Limits(private=Rate(1, 0.1))
    assert refusal(limits, 1, 0.0) is None
    assert refusal(limits, 1, 1.0) == 9
    assert refusal(limits, 1, 5.0) == 5
    assert refusal(limits, 1, 9.9) == 1
    assert refusal(limits, 1, 10.0) is None


def test_chats_do_not_disturb_each_other_but_all_share_thirty_a_second() -> None:
    limits = Limits.real()
    assert [refusal(limits, chat, 0.0) for chat in range(1, 32)] == [None] * 30 + [1]
    assert refusal(limits, 99, 0.5) == 1
    assert refusal(limits, 99, 1.0) is None


def test_twenty_a_minute_in_a_group() -> None:
    limits = Limits.real()
    assert [refusal(limits, -1, 0.0) for _ in range(21)] == [None] * 20 + [3]
    assert refusal(limits, -1, 3.0) is None


def test_an_album_counts_each_of_its_messages() -> None:
    limits = Limits.real()
    assert refusal(limits, 1, 0.0, 10) is None
    assert refusal(limits, 1, 1.0) == 5
    assert refusal(limits, 1, 6.0) is None


def test_off_means_off() -> None:
    limits = Limits.off()
    assert {refusal(limits, 1, 0.0) for _ in range(1000)} == {None}


@given(st.lists(st.floats(0.0, 3.0), max_size=80))
def test_never_more_than_the_burst_and_the_rate(gaps: list[float]) -> None:
    limits, now, taken = Limits.real(), 0.0, []
    for gap in gaps:
        now += gap
        if refusal(limits, 1, now) is None:
            taken.append(now)
    for place, first in enumerate(taken):
        within = [one for one in taken[place:] if one <= first + 10]
        assert len(within) <= 5 + 10 + 1


@pytest.mark.parametrize("wait", [True, False])
@given(st.lists(st.integers(1, 8), min_size=1, max_size=20))
def test_who_waits_as_told_is_taken(wait: bool, counts: list[int]) -> None:  # noqa: FBT001
    limits, now = Limits.real(), 0.0
    for count in counts:
        seconds = refusal(limits, 7, now, count)
        if seconds is not None and wait:
            now += seconds
            assert refusal(limits, 7, now, count) is None
        elif seconds is not None:
            assert refusal(limits, 7, now, count) is not None
