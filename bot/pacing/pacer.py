"""The pacer behind python-telegram-bot's rate limiter seam."""

import asyncio
import math
import time
from collections.abc import Callable, Coroutine, Iterable
from datetime import timedelta
from typing import Any, Protocol

from telegram.error import NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.flood import seconds_of
from bot.pacing.chat import Waiter
from bot.pacing.counting import chat_of, messages_in
from bot.pacing.limits import Limits
from bot.pacing.refusals import Refusals
from bot.pacing.schedule import Schedule
from forum.desk import Lane

Answer = bool | dict[str, Any] | list[dict[str, Any]]
Call = Callable[[], Coroutine[Any, Any, Answer]]


class Alarm(Protocol):
    """What can be cancelled."""

    def cancel(self) -> None:
        """Do not ring."""


def _ring_in(seconds: float, ring: Callable[[], None]) -> Alarm:
    return asyncio.get_running_loop().call_later(seconds, ring)


class Pacer(BaseRateLimiter[Lane]):
    """Gives each call its turn within Telegram's limits.

    `rate_limit_args` of a call is its lane; left out, it is an answer. Messages and edits wait for their turn;
    everything else goes at once. After a 429 nothing it names is sent for as long as it says. An answer that has to
    wait at most `patience` seconds for that reason waits here; everything else gets telegram.error.RetryAfter with
    the seconds that remain, at once, and is for the caller to bring again.
    `now` is a monotonic clock in seconds; `alarm` calls a function after so many seconds of it.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        patience: float = 2.0,
        now: Callable[[], float] = time.monotonic,
        alarm: Callable[[float, Callable[[], None]], Alarm] = _ring_in,
    ) -> None:
        self._patience = patience
        self._now = now
        self._ring_in = alarm
        self._schedule = Schedule(limits or Limits.real())
        self._refusals = Refusals()
        self._methods_held_until: dict[str, float] = {}
        self._alarm: Alarm | None = None
        self._alarm_at = math.inf

    @property
    def chats(self) -> int:
        """How many chats something is remembered about."""
        return len(self._schedule)

    @property
    def waiting(self) -> int:
        """How many calls wait for their turn."""
        return sum(1 for _ in self._schedule.waiters())

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Send away whoever still waits, with a NetworkError: nothing of theirs was sent."""
        for waiter in list(self._schedule.waiters()):
            self._send_away(waiter, NetworkError("The bot is stopping; nothing was sent."), self._now())
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm, self._alarm_at = None, math.inf

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,  # noqa: ANN401
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Lane | None,
    ) -> Answer:
        """Make a call when it is its turn; RetryAfter where Telegram said to stay away for longer."""
        lane = Lane.ANSWER if rate_limit_args is None else rate_limit_args
        cost = messages_in(endpoint, data, lane)
        if cost == 0:
            return await self._at_once(endpoint, lane, lambda: callback(*args, **kwargs))
        waiter = self._schedule.waiter(chat_of(data), lane, cost)
        return await self._in_turn(waiter, lambda: callback(*args, **kwargs))

    async def _in_turn(self, waiter: Waiter, call: Call) -> Answer:
        give_up_at = math.inf
        while True:
            await self._turn(waiter)
            try:
                return await call()
            except RetryAfter as error:
                now = self._now()
                until = now + seconds_of(error)
                self._hold(waiter, now, until)
                give_up_at = min(give_up_at, now + self._patience)
                if waiter.lane is not Lane.ANSWER or until > give_up_at:
                    raise
            finally:
                self._schedule.landed(waiter, self._now())
                self._go_on()

    async def _turn(self, waiter: Waiter) -> None:
        """Wait for one's turn; when this returns, the call is under way."""
        now = self._now()
        self._check(waiter, now)
        self._schedule.join(waiter, now)
        self._go_on()
        if waiter.going:
            return
        waiter.turn = asyncio.get_running_loop().create_future()
        try:
            await waiter.turn
        except asyncio.CancelledError:
            self._schedule.give_up(waiter, self._now())
            self._go_on()
            raise
        finally:
            waiter.turn = None
        if waiter.sent_away is not None:
            raise waiter.sent_away

    def _go_on(self) -> None:
        """Give out every turn there is, and see to it that the next is given out in time."""
        now = self._now()
        while (waiter := self._schedule.take(now)) is not None:
            if waiter.turn is not None and not waiter.turn.done():
                waiter.turn.set_result(None)
        at = self._schedule.next_at(now)
        if at < self._alarm_at:
            if self._alarm is not None:
                self._alarm.cancel()
            self._alarm, self._alarm_at = self._ring_in(at - now, self._rung), at

    def _rung(self) -> None:
        self._alarm, self._alarm_at = None, math.inf
        self._go_on()

    def _hold(self, refused: Waiter, now: float, until: float) -> None:
        """Stop what a 429 names, and tell those who would wait too long for it."""
        chat, budget = refused.chat, self._schedule.budget
        chat.held_until = max(chat.held_until, until)
        everything_until = self._refusals.note(chat.key, now, until)
        affected: Iterable[Waiter] = chat.waiters()
        if everything_until > budget.held_until:
            budget.held_until = everything_until
            affected = self._schedule.waiters()
        for waiter in list(affected):
            try:
                self._check(waiter, now)
            except RetryAfter as error:
                self._send_away(waiter, error, now)

    def _send_away(self, waiter: Waiter, error: Exception, now: float) -> None:
        if waiter.turn is not None and not waiter.turn.done():
            self._schedule.give_up(waiter, now)
            waiter.sent_away = error
            waiter.turn.set_result(None)

    def _check(self, waiter: Waiter, now: float) -> None:
        """RetryAfter for a call that is held for longer than it would wait."""
        remaining = max(waiter.chat.held_until, self._schedule.budget.held_until) - now
        self._check_remaining(remaining, waiter.lane, self._patience)

    @staticmethod
    def _check_remaining(remaining: float, lane: Lane, patience: float) -> None:
        if remaining > 0 and (lane is not Lane.ANSWER or remaining > patience):
            raise RetryAfter(timedelta(seconds=remaining))

    async def _at_once(self, endpoint: str, lane: Lane, call: Call) -> Answer:
        """What does not count as a message waits only for a 429 of its own method."""
        give_up_at = math.inf
        while True:
            remaining = self._methods_held_until.get(endpoint, -math.inf) - self._now()
            if remaining > 0:
                give_up_at = min(give_up_at, self._now() + self._patience)
                self._check_remaining(remaining, lane, give_up_at - self._now())
                await self._sleep(remaining)
            try:
                return await call()
            except RetryAfter as error:
                self._methods_held_until[endpoint] = self._now() + seconds_of(error)

    async def _sleep(self, seconds: float) -> None:
        rung = asyncio.Event()
        alarm = self._ring_in(seconds, rung.set)
        try:
            await rung.wait()
        finally:
            alarm.cancel()
