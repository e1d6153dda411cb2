"""Telegram's rates.

Telegram publishes rough figures only: about 30 messages a second over all chats, about one a second in a chat
with short bursts, 20 a minute in a group. The buckets below hold a second's worth, five messages and twenty.
Edits count as messages do. Once refused, a caller is refused until the time it was told is over. Real time always.
"""

import math
from dataclasses import dataclass, field

from bot.demo.server.errors import too_many_requests

FORGET_ABOVE = 10_000
FULL_AGAIN = 120.0


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` messages at once, `per_second` in the long run."""

    burst: float
    per_second: float


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float
    closed_until: float = 0.0

    def refill(self, rate: Rate, now: float) -> None:
        self.level = min(rate.burst, self.level + (now - self.at) * rate.per_second)
        self.at = now

    def wait(self, rate: Rate, now: float, count: int) -> float:
        """Seconds until `count` messages may go; an album bigger than the burst needs a full bucket."""
        self.refill(rate, now)
        if self.closed_until > now:
            return self.closed_until - now
        missing = min(count, rate.burst) - self.level
        return missing / rate.per_second if missing > 0 else 0.0


@dataclass(slots=True)
class Limits:
    """The buckets; None stands for no limit."""

    everywhere: Rate | None = None
    private: Rate | None = None
    group: Rate | None = None
    _buckets: dict[int | None, _Bucket] = field(default_factory=dict)

    @classmethod
    def real(cls) -> "Limits":
        """About Telegram's own."""
        return cls(everywhere=Rate(30, 30), private=Rate(5, 1), group=Rate(20, 20 / 60))

    @classmethod
    def off(cls) -> "Limits":
        """None at all: for measuring other things."""
        return cls()

    def spend(self, chat_id: int, now: float, count: int = 1) -> None:
        """Takes `count` messages from the budget of a chat (negative ids are groups) and of all; ApiError 429."""
        scopes = self._scopes(chat_id, now)
        for rate, bucket in scopes:
            seconds = bucket.wait(rate, now, count)
            if seconds > 0:
                if bucket.closed_until <= now:
                    bucket.closed_until = now + math.ceil(seconds)
                raise too_many_requests(math.ceil(bucket.closed_until - now))
        for _, bucket in scopes:
            bucket.level -= count

    def _scopes(self, chat_id: int, now: float) -> list[tuple[Rate, _Bucket]]:
        if len(self._buckets) > FORGET_ABOVE:
            self._forget(now)
        rates = ((chat_id, self.private if chat_id > 0 else self.group), (None, self.everywhere))
        return [
            (rate, self._buckets.setdefault(key, _Bucket(rate.burst, now)))
            for key, rate in rates
            if rate is not None
        ]

    def _forget(self, now: float) -> None:
        """Chats silent for two minutes have full buckets again."""
        self._buckets = {
            key: bucket
            for key, bucket in self._buckets.items()
            if key is None or now - bucket.at < FULL_AGAIN
        }
