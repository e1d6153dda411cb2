"""The budget over all chats, and who may use how much of it."""

import math

from bot.pacing.limits import Limits
from bot.pacing.window import Window
from forum.desk import Lane

RESERVE = 30
"""One part in so many of the budget is for answers only: of Telegram's thirty a second one is always free."""

SHORT_HAIR = 1.002
"""As `HAIR`, for what is counted by the second over all chats: a broadcast feels every hundredth."""

CATCH_UP = 0.1
"""So many seconds a push may be late without the next ones being later for it: a busy process wakes up late."""


class Budget:
    """What may be sent over all chats.

    Answers may use all of it. Notices and broadcasts ("pushes") leave a reserve, and go at even steps rather than in
    bursts: so an answer never finds the second's budget just spent, and waits for one step at the most.
    """

    __slots__ = ("_next_push", "_reserve", "_step", "_window", "held_until")

    def __init__(self, limits: Limits) -> None:
        count = limits.per_second
        self._window = None if math.isinf(count) else Window(math.floor(count), 1.0, hair=SHORT_HAIR)
        self._reserve = 0 if math.isinf(count) else math.floor(count) // RESERVE
        self._step = SHORT_HAIR / (count - self._reserve)
        self._next_push = -math.inf
        self.held_until = -math.inf

    def opens_at(self, lane: Lane, cost: float, now: float) -> float:
        """The time from which a message of this lane may go; not after `now` means now."""
        if self._window is None:
            return self.held_until
        if lane is Lane.ANSWER:
            return max(self.held_until, self._window.opens_at(cost, now))
        return max(self.held_until, self._next_push, self._window.opens_at(cost + self._reserve, now))

    def take(self, lane: Lane, cost: float, now: float) -> int:
        """Take messages out of the budget."""
        if self._window is None:
            return 0
        if lane is not Lane.ANSWER:
            late = now - self._next_push < CATCH_UP
            self._next_push = (self._next_push if late else now) + cost * self._step
        return self._window.take(cost, now)

    def land(self, flight: int, now: float) -> None:
        """What was taken has been answered."""
        if self._window is not None:
            self._window.land(flight, now)

    def untake(self, flight: int) -> None:
        """What was taken was never sent."""
        if self._window is not None:
            self._window.untake(flight)
