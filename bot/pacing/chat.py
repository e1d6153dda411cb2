"""One chat: who waits to send into it, and when it may be sent to."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Hashable, Iterator

from bot.pacing.counting import is_group
from bot.pacing.limits import Limits
from bot.pacing.window import Bucket, Window
from forum.desk import Lane


class Waiter:
    """A call that wants its turn. `number` is its place among all; `flight` its place in the budget once it goes."""

    __slots__ = (
        "chat",
        "cost",
        "flight",
        "going",
        "lane",
        "listed",
        "number",
        "sent_away",
        "turn",
        "waiting",
    )

    def __init__(self, chat: Chat, lane: Lane, cost: int, number: int) -> None:
        self.chat = chat
        self.lane = lane
        self.cost = cost
        self.number = number
        self.flight = 0
        self.waiting = self.going = self.listed = False
        self.sent_away: Exception | None = None
        self.turn: asyncio.Future[None] | None = None

    def __lt__(self, other: Waiter) -> bool:
        return self.number < other.number


class Chat:
    """One chat's state: one call under way at a time, which keeps the order and lets a refusal stop the next."""

    __slots__ = ("_bucket", "_minute", "_queues", "busy", "due", "held_until", "key")

    def __init__(self, key: Hashable, limits: Limits) -> None:
        self.key = key
        self.busy = False
        self.held_until = -math.inf
        self.due = math.inf
        self._bucket = None if math.isinf(limits.chat_per_second) else _bucket(limits)
        grouped = is_group(key) and not math.isinf(limits.group_per_minute)
        self._minute = Window(math.floor(limits.group_per_minute), 60.0) if grouped else None
        self._queues: dict[Lane, deque[Waiter]] = {}

    def first(self) -> Waiter | None:
        """Who goes next in this chat."""
        return min(self._queues.items())[1][0] if self._queues else None

    def waiters(self) -> Iterator[Waiter]:
        """Everybody who waits."""
        for queue in self._queues.values():
            yield from queue

    def join(self, waiter: Waiter) -> None:
        """Wait; whoever came first stays first, also when coming back after a refusal."""
        waiter.waiting = True
        queue = self._queues.setdefault(waiter.lane, deque())
        if queue and waiter < queue[0]:
            queue.appendleft(waiter)
        else:
            queue.append(waiter)

    def leave(self, waiter: Waiter) -> None:
        """Wait no longer."""
        waiter.waiting = False
        queue = self._queues[waiter.lane]
        if queue[0] is waiter:
            queue.popleft()
        else:
            queue.remove(waiter)
        if not queue:
            del self._queues[waiter.lane]

    def opens_at(self, cost: int, now: float) -> float:
        """The time from which the next message may go; not after `now` means now."""
        at = self.held_until
        if self._bucket is not None:
            at = max(at, self._bucket.opens_at(cost))
        if self._minute is not None:
            at = max(at, self._minute.opens_at(cost, now))
        return at

    def spend(self, cost: int, now: float) -> None:
        """Messages were counted, at the latest now."""
        if self._bucket is not None:
            self._bucket.spend(cost, now)
        if self._minute is not None:
            self._minute.land(self._minute.take(cost, now), now)

    def rests_at(self, now: float) -> float:
        """The time from which it is like a chat never heard of."""
        at = self.held_until
        if self._bucket is not None:
            at = max(at, self._bucket.rests_at())
        if self._minute is not None:
            at = max(at, self._minute.rests_at(now))
        return at


def _bucket(limits: Limits) -> Bucket:
    return Bucket(limits.chat_per_second, limits.chat_burst)
