"""Budgets in time. All times are seconds of one monotonic clock."""

import math
from collections import deque

HAIR = 1.01
"""How much longer than Telegram's our seconds are, so that rounding on either side refuses nothing."""
LINGER = 1.0
"""Seconds after which a call without an answer is taken to have been counted by Telegram."""


class Window:
    """At most `count` messages in any `seconds`, wherever the window begins.

    Nobody knows when Telegram counts a call that is under way. So its place is taken from before it is sent, and
    given back `seconds` after its answer: however late it was counted, no window holds more than `count`.
    """

    __slots__ = ("_cooling", "_count", "_flights", "_free", "_next", "_seconds")

    def __init__(self, count: float, seconds: float, *, hair: float = HAIR) -> None:
        self._count = count
        self._seconds = seconds * hair
        self._free = count
        self._flights: dict[int, tuple[float, float]] = {}
        self._cooling: deque[tuple[float, float]] = deque()
        self._next = 0

    def free(self, now: float) -> float:
        """How many messages may go now."""
        self._settle(now)
        return self._free

    def take(self, cost: float, now: float) -> int:
        """Take places; `land` gives them back. More than the whole budget takes the whole."""
        self._next += 1
        taken = min(cost, self._count)
        self._flights[self._next] = (now, taken)
        self._free -= taken
        return self._next

    def land(self, flight: int, now: float) -> None:
        """The answer is there: the places cool down, then they are free."""
        taken = self._flights.pop(flight, None)
        if taken is not None:
            self._cooling.append((now + self._seconds, taken[1]))

    def untake(self, flight: int) -> None:
        """Nothing was sent: the places are free at once."""
        taken = self._flights.pop(flight, None)
        if taken is not None:
            self._free += taken[1]

    def opens_at(self, cost: float, now: float) -> float:
        """The earliest time at which `cost` messages may be free, as far as is known now."""
        missing = min(cost, self._count) - self.free(now)
        if missing <= 0:
            return now
        for until, taken in self._cooling:
            missing -= taken
            if missing <= 0:
                return until
        return next((sent + LINGER for sent, _ in self._flights.values()), math.inf)

    def rests_at(self, now: float) -> float:
        """The time from which everything is free again, if nothing more is sent."""
        return self._cooling[-1][0] if self._cooling else now

    def _settle(self, now: float) -> None:
        while self._flights:
            flight, (sent, _) = next(iter(self._flights.items()))
            if sent + LINGER > now:
                break
            self.land(flight, now)
        while self._cooling and self._cooling[0][0] <= now:
            self._free += self._cooling.popleft()[1]


class Bucket:
    """A rate in the long run with a burst: a full bucket holds `burst` messages, and fills evenly."""

    __slots__ = ("_burst", "_empty_until", "_interval")

    def __init__(self, per_second: float, burst: float) -> None:
        self._interval = HAIR / per_second
        self._burst = burst
        self._empty_until = -math.inf

    def spend(self, cost: float, now: float) -> None:
        """Take messages out, into debt where an album is bigger than the bucket."""
        self._empty_until = max(self._empty_until, now) + cost * self._interval

    def opens_at(self, cost: float) -> float:
        """The time at which `cost` messages are in it, or it is full."""
        return self._empty_until - max(self._burst - cost, 0) * self._interval

    def rests_at(self) -> float:
        """The time at which it is full, if nothing more is taken out."""
        return self._empty_until
