"""What the pacer does about a 429, in simulated time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable

import pytest
from telegram.error import RetryAfter

from bot.transport import seconds_of
from forum.desk import Lane
from tests.bot.simulated import passes
from tests.bot.test_pacer import ANSWER, BROADCAST, NOTICE, Telegram, told


def times(seconds: float, *, of: int = 1, only: Hashable = None) -> Callable[[Hashable, str], float | None]:
    left = of

    def refuse(chat: Hashable, _endpoint: str) -> float | None:
        nonlocal left
        if left == 0 or (only is not None and chat != only):
            return None
        left -= 1
        return seconds

    return refuse


async def seconds_told(
    telegram: Telegram, chat: Hashable, lane: Lane, endpoint: str = "sendMessage"
) -> float:
    with pytest.raises(RetryAfter) as caught:
        await telegram.call(chat, "refused", lane, endpoint)
    return round(seconds_of(caught.value), 2)


def test_an_answer_waits_for_a_short_refusal_and_is_sent_again() -> None:
    async def story(telegram: Telegram) -> None:
        telegram.refuse = times(2)
        await telegram.call(1, "again")
        assert (telegram.refused, telegram.sent) == ([0], [(2, "again")])

    told(story)


def test_an_answer_refused_again_and_again_waits_no_longer_than_its_patience() -> None:
    async def story(telegram: Telegram) -> None:
        telegram.refuse = times(1, of=9)
        assert await seconds_told(telegram, 1, ANSWER) == 1
        assert telegram.refused == [0, 1, 2]

    told(story)


@pytest.mark.parametrize(("lane", "seconds"), [(ANSWER, 3), (NOTICE, 1), (BROADCAST, 1)])
def test_whoever_would_wait_too_long_is_told_at_once(lane: Lane, seconds: float) -> None:
    async def story(telegram: Telegram) -> None:
        telegram.refuse = times(seconds)
        assert await seconds_told(telegram, 1, lane) == seconds
        assert telegram.clock == 0

    told(story)


def test_a_held_chat_is_sent_nothing_and_its_callers_are_told_what_remains() -> None:
    async def story(telegram: Telegram) -> None:
        telegram.refuse = times(10)
        await seconds_told(telegram, 1, NOTICE)
        await passes(3)
        assert await seconds_told(telegram, 1, BROADCAST) == 7
        assert await seconds_told(telegram, 1, ANSWER) == 7
        assert telegram.refused == [0]
        await passes(5.5)
        await telegram.call(1, "answer")
        assert telegram.sent == [(10, "answer")]

    told(story)


def test_a_refused_chat_stops_nobody_else_and_no_callback_answer() -> None:
    async def story(telegram: Telegram) -> None:
        telegram.refuse = times(30, only=1)
        await seconds_told(telegram, 1, NOTICE)
        await telegram.call(2, "other", BROADCAST)
        await telegram.call(1, "pressed", endpoint="answerCallbackQuery")
        assert telegram.sent == [(0.03, "other"), (0.03, "pressed")]

    told(story)


def test_who_waits_when_the_refusal_comes_is_told_too_and_a_patient_answer_stays() -> None:
    async def story(telegram: Telegram) -> None:
        await telegram.all(*(telegram.call(1, "spent") for _ in range(4)))
        telegram.refuse = times(1.5)
        first = asyncio.create_task(telegram.call(1, "first"))
        await passes(0)
        rest = [asyncio.create_task(telegram.call(1, lane.name, lane)) for lane in Lane]
        outcomes = await asyncio.gather(first, *rest, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [bool, bool, RetryAfter, RetryAfter]
        assert telegram.sent[4:] == [(2.51, "first"), (3.03, "ANSWER")]

    told(story)


def test_refusals_in_several_chats_stop_every_message_but_nothing_else() -> None:
    async def story(telegram: Telegram) -> None:
        telegram.refuse = lambda _, endpoint: (
            20 if endpoint == "sendMessage" and telegram.clock < 10 else None
        )
        for chat in (1, 2, 3):
            await seconds_told(telegram, chat, NOTICE)
            await passes(1)
        assert await seconds_told(telegram, 4, BROADCAST) == 17
        assert telegram.refused == [0, 1, 2]
        await telegram.call(4, "pressed", endpoint="answerCallbackQuery")
        await passes(17)
        await telegram.call(4, "free again", BROADCAST)
        assert telegram.sent == [(3, "pressed"), (20, "free again")]

    told(story)


def test_refusals_that_have_nothing_to_do_with_each_other_stop_only_their_chats() -> None:
    async def story(telegram: Telegram) -> None:
        telegram.refuse = times(100, of=3)
        for chat in (1, 2, 3):
            await seconds_told(telegram, chat, NOTICE)
            await passes(2.6)
        await telegram.call(4, "other", BROADCAST)
        assert telegram.names == ["other"]

    told(story)


def test_a_stop_of_everything_sends_away_who_waits_for_the_budget() -> None:
    async def story(telegram: Telegram) -> None:
        await telegram.all(*(telegram.call(chat, "spent") for chat in range(1, 28)))
        telegram.refuse = times(9, of=3)
        calls = [asyncio.create_task(telegram.call(chat, "x")) for chat in range(101, 111)]
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [RetryAfter] * 10
        assert (telegram.clock, len(telegram.refused)) == (0, 3)

    told(story)


def test_another_method_is_stopped_alone() -> None:
    async def story(telegram: Telegram) -> None:
        telegram.refuse = lambda _, endpoint: (
            5 if endpoint == "setMyCommands" and telegram.clock < 5 else None
        )
        assert await seconds_told(telegram, None, NOTICE, "setMyCommands") == 5
        await passes(1)
        assert await seconds_told(telegram, None, ANSWER, "setMyCommands") == 4
        await telegram.call(None, "name", endpoint="setMyName")
        await telegram.call(1, "message")
        await passes(2.5)
        await telegram.call(None, "commands", endpoint="setMyCommands")
        assert telegram.refused == [0]
        assert telegram.sent == [(1, "name"), (1, "message"), (5, "commands")]

    told(story)


def test_a_pressed_button_is_answered_after_a_short_refusal() -> None:
    async def story(telegram: Telegram) -> None:
        telegram.refuse = times(1)
        await telegram.call(1, "pressed", endpoint="answerCallbackQuery")
        assert (telegram.refused, telegram.sent) == ([0], [(1, "pressed")])

    told(story)
