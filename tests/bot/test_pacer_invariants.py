"""What holds for every sequence of calls, in simulated time; the judge is the rehearsal server's own rate limiter."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.demo.server.limits import Limits as Strict
from bot.pacing import Limits, Pacer
from forum.desk import Lane
from tests.bot.simulated import now, passes, simulate


@dataclass(frozen=True)
class Arrival:
    gap: float
    chat: int
    lane: Lane
    cost: int
    flight: float
    counted: float
    gives_up: float | None = None


def arrivals(
    *, chats: st.SearchStrategy[int], cost: int = 1, gives_up: bool = False
) -> st.SearchStrategy[list[Arrival]]:
    after = st.none() | st.sampled_from([0.0, 0.03, 0.7, 2.0]) if gives_up else st.none()
    one = st.builds(
        Arrival,
        gap=st.sampled_from([0.0, 0.0, 0.0, 0.01, 0.2, 1.0]),
        chat=chats,
        lane=st.sampled_from(Lane),
        cost=st.integers(1, cost),
        flight=st.sampled_from([0.0, 0.02, 0.3, 0.9]),
        counted=st.floats(0, 1),
        gives_up=after,
    )
    return st.lists(one, min_size=20, max_size=120)


CALMLY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CHATS = st.sampled_from([1, 2, 3, -7, *range(100, 160)])


@dataclass(frozen=True)
class Counted:
    number: int
    at: float
    arrival: Arrival


class Judge:
    """Telegram, strict, counting each call at some instant between its sending and its answer."""

    def __init__(self, limits: Limits) -> None:
        self.pacer = Pacer(limits, now=now)
        self.strict = Strict.real()
        self.counted: list[Counted] = []
        self.granted: list[tuple[int, set[int]]] = []
        self.waiting: set[int] = set()

    async def call(self, number: int, arrival: Arrival) -> None:
        async def callback() -> bool:
            self.granted.append((number, set(self.waiting)))
            self.waiting.discard(number)
            await passes(arrival.flight * arrival.counted)
            self.counted.append(Counted(number, now(), arrival))
            self.strict.spend(arrival.chat, now(), arrival.cost)
            await passes(arrival.flight * (1 - arrival.counted))
            return True

        self.waiting.add(number)
        data: dict[str, object] = {"chat_id": arrival.chat, "media": [0] * arrival.cost}
        try:
            async with asyncio.timeout(arrival.gives_up):
                await self.pacer.process_request(callback, (), {}, "sendMediaGroup", data, arrival.lane)
        except TimeoutError:
            self.waiting.discard(number)

    async def judge(self, sequence: list[Arrival]) -> None:
        async with asyncio.TaskGroup() as group:
            for number, arrival in enumerate(sequence):
                await passes(arrival.gap)
                group.create_task(self.call(number, arrival))
        await passes(100)
        assert (self.pacer.chats, self.pacer.waiting, self.waiting) == (0, 0, set())


def judged(sequence: list[Arrival], limits: Limits | None = None) -> Judge:
    async def run() -> Judge:
        judge = Judge(limits or Limits.real())
        await judge.judge(sequence)
        return judge

    return simulate(run)


@CALMLY
@given(arrivals(chats=CHATS, cost=12))
def test_a_strict_server_refuses_nothing_and_everybody_is_served(sequence: list[Arrival]) -> None:
    judge = judged(sequence)
    assert sorted(counted.number for counted in judge.counted) == list(range(len(sequence)))


@CALMLY
@given(arrivals(chats=CHATS))
def test_no_window_holds_more_than_the_budget(sequence: list[Arrival]) -> None:
    counted = judged(sequence).counted
    for first in counted:
        later = [other for other in counted if first.at <= other.at]
        chat = [other for other in later if other.arrival.chat == first.arrival.chat]
        assert sum(other.at <= first.at + 1 for other in later) <= 30
        assert sum(other.at <= first.at + 5 for other in chat) <= 4 + 5
        assert sum(other.at <= first.at + 60 for other in chat) <= (20 if first.arrival.chat < 0 else 64)


@CALMLY
@given(arrivals(chats=st.sampled_from([1, 2, -3])))
def test_the_order_within_a_chat_and_a_lane_is_kept(sequence: list[Arrival]) -> None:
    counted = judged(sequence).counted
    for chat, lane in {(arrival.chat, arrival.lane) for arrival in sequence}:
        numbers = [one.number for one in counted if (one.arrival.chat, one.arrival.lane) == (chat, lane)]
        assert numbers == sorted(numbers)


@CALMLY
@given(arrivals(chats=st.just(0)))
def test_the_best_lane_goes_first_and_in_it_who_came_first(sequence: list[Arrival]) -> None:
    apart = [Arrival(0.0, 1000 + n, one.lane, 1, one.flight, one.counted) for n, one in enumerate(sequence)]
    for number, waiting in judged(apart).granted:
        assert number == min(waiting, key=lambda other: (apart[other].lane, other))


@CALMLY
@given(arrivals(chats=CHATS, cost=3, gives_up=True))
def test_who_gives_up_harms_nobody(sequence: list[Arrival]) -> None:
    counted = Counter(one.number for one in judged(sequence).counted)
    assert max(counted.values()) == 1
    assert {n for n, arrival in enumerate(sequence) if arrival.gives_up is None} <= counted.keys()


@CALMLY
@given(arrivals(chats=CHATS, gives_up=True))
def test_tight_limits_serve_everybody_too(sequence: list[Arrival]) -> None:
    counted = {one.number for one in judged(sequence[:30], Limits(per_second=2, chat_per_second=0.5)).counted}
    assert {n for n, arrival in enumerate(sequence[:30]) if arrival.gives_up is None} <= counted
