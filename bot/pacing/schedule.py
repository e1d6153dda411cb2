"""Whose turn it is. No waiting and no clock in here: time is an argument."""

import itertools
import math
from collections.abc import Hashable, Iterator
from heapq import heappop, heappush

from bot.pacing.budget import Budget
from bot.pacing.chat import Chat, Waiter
from bot.pacing.limits import Limits
from forum.desk import Lane


class Schedule:
    """The waiting calls in lanes.

    An answer goes before a notice and a notice before a broadcast; in a lane, first come, first served among the
    chats that may be sent to now. A chat that has to wait holds back nobody else.
    """

    def __init__(self, limits: Limits) -> None:
        self.budget = Budget(limits)
        self._limits = limits
        self._chats: dict[Hashable, Chat] = {}
        self._numbers = itertools.count()
        self._entries = itertools.count()
        # Each lane's heap holds the first waiter of chats that were open when they were put in: looked at again on
        # the way out. The calendar holds when a chat opens, or is to be forgotten.
        self._open: dict[Lane, list[Waiter]] = {lane: [] for lane in Lane}
        self._calendar: list[tuple[float, int, Chat]] = []

    def __len__(self) -> int:
        return len(self._chats)

    def waiter(self, key: Hashable, lane: Lane, cost: int) -> Waiter:
        """A call to a chat, not yet waiting."""
        chat = self._chats.get(key) or Chat(key, self._limits)
        return Waiter(chat, lane, cost, next(self._numbers))

    def waiters(self) -> Iterator[Waiter]:
        """Everybody who waits, in no order."""
        for chat in self._chats.values():
            yield from chat.waiters()

    def join(self, waiter: Waiter, now: float) -> None:
        """Start waiting."""
        chat = waiter.chat
        self._chats.setdefault(chat.key, chat)
        chat.join(waiter)
        self._look_at(chat, now)

    def give_up(self, waiter: Waiter, now: float) -> None:
        """No longer wanted: it leaves the queue, or hands its turn back unused."""
        if waiter.going:
            self.budget.untake(waiter.flight)
            self._free(waiter, now)
        elif waiter.waiting:
            waiter.chat.leave(waiter)
            self._look_at(waiter.chat, now)

    def take(self, now: float) -> Waiter | None:
        """Who goes now, and is under way from now on; None when nobody can."""
        self._turn_pages(now)
        waiter = self._first(now)
        if waiter is None or self.budget.opens_at(waiter.lane, waiter.cost, now) > now:
            return None
        heappop(self._open[waiter.lane])
        waiter.listed = False
        waiter.chat.leave(waiter)
        waiter.chat.busy = waiter.going = True
        waiter.flight = self.budget.take(waiter.lane, waiter.cost, now)
        return waiter

    def landed(self, waiter: Waiter, now: float) -> None:
        """The call was answered, or failed."""
        self.budget.land(waiter.flight, now)
        waiter.chat.spend(waiter.cost, now)
        self._free(waiter, now)

    def next_at(self, now: float) -> float:
        """When to `take` again if nothing else happens; infinity for never."""
        at = self._calendar[0][0] if self._calendar else math.inf
        waiter = self._first(now)
        if waiter is not None:
            at = min(at, self.budget.opens_at(waiter.lane, waiter.cost, now))
        return at

    def _free(self, waiter: Waiter, now: float) -> None:
        waiter.chat.busy = waiter.going = False
        self._look_at(waiter.chat, now)

    def _first(self, now: float) -> Waiter | None:
        """The first of the best lane that has anybody whose chat is open."""
        for heap in self._open.values():
            while heap:
                waiter = heap[0]
                chat = waiter.chat
                if not chat.busy and chat.first() is waiter and chat.opens_at(waiter.cost, now) <= now:
                    return waiter
                heappop(heap)
                waiter.listed = False
        return None

    def _look_at(self, chat: Chat, now: float) -> None:
        """Put a chat where it belongs now: into a lane, into the calendar, or out of mind."""
        if chat.busy:
            return
        waiter = chat.first()
        if waiter is None:
            rests_at = chat.rests_at(now)
            if rests_at <= now:
                self._chats.pop(chat.key, None)
            else:
                self._note(chat, rests_at)
            return
        opens_at = chat.opens_at(waiter.cost, now)
        if opens_at > now:
            self._note(chat, opens_at)
        elif not waiter.listed:
            waiter.listed = True
            heappush(self._open[waiter.lane], waiter)

    def _note(self, chat: Chat, at: float) -> None:
        if at < chat.due:
            chat.due = at
            heappush(self._calendar, (at, next(self._entries), chat))

    def _turn_pages(self, now: float) -> None:
        while self._calendar and self._calendar[0][0] <= now:
            at, _, chat = heappop(self._calendar)
            if at == chat.due:
                chat.due = math.inf
                self._look_at(chat, now)
