"""Stories about the pacer, in simulated time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Hashable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import NetworkError, RetryAfter

from bot.pacing import Limits, Pacer
from forum.desk import Lane
from tests.bot.simulated import now, passes, simulate

ANSWER, NOTICE, BROADCAST = Lane


@dataclass
class Telegram:
    """What was sent, at which second since the beginning, and whom it refuses."""

    pacer: Pacer
    takes: float = 0.0
    refuse: Callable[[Hashable, str], float | None] = lambda _chat, _endpoint: None
    began: float = field(default_factory=now)
    sent: list[tuple[float, str]] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)

    @property
    def clock(self) -> float:
        return round(now() - self.began, 2)

    async def call(
        self,
        chat: Hashable,
        name: str = "",
        lane: Lane | None = None,
        endpoint: str = "sendMessage",
        **data: object,
    ) -> bool:
        async def callback(said: str) -> bool:
            if self.takes:
                await passes(self.takes)
            if (seconds := self.refuse(chat, endpoint)) is not None:
                self.refused.append(self.clock)
                raise RetryAfter(timedelta(seconds=seconds))
            self.sent.append((self.clock, said))
            return True

        data |= {} if chat is None else {"chat_id": chat}
        args = (name or f"{chat}",)
        return bool(await self.pacer.process_request(callback, args, {}, endpoint, data, lane))

    async def all(self, *calls: Coroutine[Any, Any, bool]) -> list[tuple[float, str]]:
        await asyncio.gather(*calls)
        return self.sent

    @property
    def names(self) -> list[str]:
        return [name for _, name in self.sent]


Story = Callable[[Telegram], Awaitable[None]]


def told(story: Story, limits: Limits | None = None, takes: float = 0.0) -> None:
    async def run() -> None:
        pacer = Pacer(limits, now=now)
        await story(Telegram(pacer, takes))
        await passes(200)
        assert (pacer.waiting, pacer.chats) == (0, 0)

    simulate(run)


def test_one_chat_gets_a_short_burst_then_a_message_a_second() -> None:
    async def story(telegram: Telegram) -> None:
        sent = await telegram.all(*(telegram.call(1, f"{n}") for n in range(7)))
        assert sent == [(0, "0"), (0, "1"), (0, "2"), (0, "3"), (1.01, "4"), (2.02, "5"), (3.03, "6")]

    told(story)


def test_a_chat_that_waits_holds_back_nobody_else() -> None:
    async def story(telegram: Telegram) -> None:
        busy = (telegram.call(1, "busy") for _ in range(6))
        sent = await telegram.all(*busy, telegram.call(2, "free", BROADCAST))
        assert sent == [(0, "busy")] * 4 + [(0, "free"), (1.01, "busy"), (2.02, "busy")]

    told(story)


def test_all_chats_together_get_thirty_a_second() -> None:
    async def story(telegram: Telegram) -> None:
        sent = await telegram.all(*(telegram.call(chat) for chat in range(1, 91)))
        assert [at for at, _ in sent] == [0.0] * 30 + [1.0] * 30 + [2.0] * 30
        assert telegram.names == [f"{chat}" for chat in range(1, 91)]

    told(story)


def test_a_call_without_an_answer_keeps_its_place_in_the_budget() -> None:
    async def story(telegram: Telegram) -> None:
        sent = await telegram.all(*(telegram.call(chat) for chat in range(1, 46)))
        assert [at for at, _ in sent] == [0.4] * 30 + [1.8] * 15

    told(story, takes=0.4)


def test_a_call_that_hangs_gives_its_place_back_nonetheless() -> None:
    async def story(telegram: Telegram) -> None:
        sent = await telegram.all(*(telegram.call(chat) for chat in range(1, 32)))
        assert [at for at, _ in sent] == [60.0] * 30 + [62.0]

    told(story, takes=60)


@pytest.mark.parametrize("group", [-100123, "-100123", "@organisers"])
def test_a_group_gets_twenty_a_minute(group: int | str) -> None:
    async def story(telegram: Telegram) -> None:
        sent = await telegram.all(*(telegram.call(group) for _ in range(22)))
        assert [at for at, _ in sent][-3:] == [16.16, 60.6, 60.6]

    told(story)


def test_an_album_costs_what_it_holds() -> None:
    async def story(telegram: Telegram) -> None:
        album = telegram.call(1, "album", endpoint="sendMediaGroup", media=[object()] * 10)
        sent = await telegram.all(album, telegram.call(1, "after"))
        assert sent == [(0, "album"), (7.07, "after")]

    told(story)


def test_what_is_no_message_never_waits() -> None:
    async def story(telegram: Telegram) -> None:
        waiting = [asyncio.create_task(telegram.call(1, "late")) for _ in range(10)]
        await passes(0)
        for endpoint in (
            "answerCallbackQuery",
            "answerInlineQuery",
            "getFile",
            "setMyCommands",
            "sendChatAction",
        ):
            await telegram.call(1, endpoint, BROADCAST, endpoint)
        await telegram.call(1, "deleted", endpoint="deleteMessage")
        assert telegram.sent[4:] == [
            (0, name)
            for name in (
                "answerCallbackQuery",
                "answerInlineQuery",
                "getFile",
                "setMyCommands",
                "sendChatAction",
                "deleted",
            )
        ]
        await asyncio.gather(*waiting)

    told(story)


@pytest.mark.parametrize(
    "endpoint",
    ["editMessageText", "editMessageReplyMarkup", "sendPhoto", "copyMessage", "forwardMessage", "stopPoll"],
)
def test_messages_and_edits_count_alike(endpoint: str) -> None:
    async def story(telegram: Telegram) -> None:
        sent = await telegram.all(*(telegram.call(1, f"{n}", endpoint=endpoint) for n in range(5)))
        assert [at for at, _ in sent] == [0, 0, 0, 0, 1.01]

    told(story)


def test_a_message_of_inline_mode_counts_over_all_chats_only() -> None:
    async def story(telegram: Telegram) -> None:
        calls = (
            telegram.call(None, "x", endpoint="editMessageText", inline_message_id="a", data=[])
            for _ in range(31)
        )
        sent = await telegram.all(*calls)
        assert [at for at, _ in sent] == [0.0] * 30 + [1.0]

    told(story)


def test_an_answer_goes_before_a_notice_and_a_notice_before_a_broadcast() -> None:
    async def story(telegram: Telegram) -> None:
        await telegram.all(*(telegram.call(chat, "spent") for chat in range(1, 31)))
        del telegram.sent[:]
        lanes = [BROADCAST, NOTICE, ANSWER] * 2
        await telegram.all(
            *(telegram.call(chat, f"{lane.name} {chat}", lane) for chat, lane in enumerate(lanes, 100))
        )
        assert telegram.names == [
            "ANSWER 102",
            "ANSWER 105",
            "NOTICE 101",
            "NOTICE 104",
            "BROADCAST 100",
            "BROADCAST 103",
        ]

    told(story)


def test_the_lanes_hold_within_a_chat_too() -> None:
    async def story(telegram: Telegram) -> None:
        calls = [telegram.call(1, f"{lane.name} {n}", lane) for n in (0, 1) for lane in reversed(Lane)]
        await telegram.all(*(telegram.call(1, "spent") for _ in range(4)), *calls)
        assert telegram.names[4:] == [
            "ANSWER 0",
            "ANSWER 1",
            "NOTICE 0",
            "NOTICE 1",
            "BROADCAST 0",
            "BROADCAST 1",
        ]

    told(story)


def test_an_answer_in_the_middle_of_a_broadcast_waits_for_nothing() -> None:
    async def story(telegram: Telegram) -> None:
        broadcast = [asyncio.create_task(telegram.call(chat, "all", BROADCAST)) for chat in range(1, 601)]
        waits = []
        for person in range(1000, 1040):
            await passes(0.517)
            asked = now()
            await telegram.call(person, "answer")
            waits.append(now() - asked)
        assert max(waits) == pytest.approx(0.05)
        await asyncio.gather(*broadcast)
        assert (telegram.clock, len(telegram.sent)) == (23.18, 640)

    told(story, takes=0.05)


def test_calls_in_one_chat_are_made_one_after_the_other() -> None:
    async def story(telegram: Telegram) -> None:
        sent = await telegram.all(telegram.call(1, "a"), telegram.call(1, "b"), telegram.call(2, "c"))
        assert sent == [(0.3, "a"), (0.3, "c"), (0.6, "b")]

    told(story, takes=0.3)


def test_without_limits_nothing_waits_but_for_its_own_chat() -> None:
    async def story(telegram: Telegram) -> None:
        sent = await telegram.all(*(telegram.call(chat % 50, "x", Lane(chat % 3)) for chat in range(5000)))
        assert sent == [(0, "x")] * 5000

    told(story, Limits.off())


def test_of_five_thousand_chats_nothing_is_left() -> None:
    async def story(telegram: Telegram) -> None:
        await telegram.all(*(telegram.call(chat, "x", BROADCAST) for chat in range(1, 5001)))
        assert len(telegram.sent) == 5000

    told(story, Limits(per_second=1000))


def test_who_is_cancelled_leaves_no_trace() -> None:
    async def story(telegram: Telegram) -> None:
        for _ in range(4):
            await telegram.call(1)
        tasks = [asyncio.create_task(telegram.call(1, f"{n}", NOTICE)) for n in range(5)]
        await passes(0)
        for task in (tasks[0], tasks[3]):
            task.cancel()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [
            asyncio.CancelledError,
            bool,
            bool,
            asyncio.CancelledError,
            bool,
        ]
        assert telegram.sent[4:] == [(1.01, "1"), (2.02, "2"), (3.03, "4")]

    told(story)


def test_who_is_cancelled_at_the_very_turn_hands_it_on() -> None:
    async def story(telegram: Telegram) -> None:
        for _ in range(4):
            await telegram.call(1)
        first, second = (asyncio.create_task(telegram.call(1, name)) for name in "ab")
        await passes(0)
        asyncio.get_running_loop().call_at(telegram.began + 1.01, first.cancel)
        await asyncio.wait([first, second])
        assert first.cancelled()
        assert telegram.sent[4:] == [(1.01, "b")]

    told(story)


def test_who_is_cancelled_under_way_has_spent_the_budget() -> None:
    async def story(telegram: Telegram) -> None:
        tasks = [asyncio.create_task(telegram.call(1)) for _ in range(5)]
        for task in tasks[:4]:
            await passes(0)
            task.cancel()
            await asyncio.wait([task])
        await tasks[4]
        assert telegram.sent == [(11.01, "1")]

    told(story, takes=10)


def test_an_error_of_the_call_is_the_callers_and_frees_the_chat() -> None:
    async def story(telegram: Telegram) -> None:
        async def callback() -> bool:
            raise NetworkError("cut")

        with pytest.raises(NetworkError, match="cut"):
            await telegram.pacer.process_request(callback, (), {}, "sendMessage", {"chat_id": 1}, None)
        assert await telegram.all(telegram.call(1)) == [(0, "1")]

    told(story)


def test_stopping_sends_away_who_waits() -> None:
    async def story(telegram: Telegram) -> None:
        tasks = [asyncio.create_task(telegram.call(1)) for _ in range(6)]
        await passes(0.5)
        await telegram.pacer.shutdown()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [bool] * 4 + [NetworkError] * 2
        await telegram.pacer.initialize()
        await telegram.call(1, "again")
        assert telegram.sent[4:] == [(1.01, "again")]

    told(story)
