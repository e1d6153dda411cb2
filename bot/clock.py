"""The forum's one clock: real time, or a rehearsal's that runs faster and can be put forward."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

_LONGEST_NAP = 30.0


def _system() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Tells the forum's time, which never goes backwards while the process lives.

    Without `start`, at speed 1 and never put forward, it is the real time: it follows the system's clock where that
    is put forward or wakes from a suspension; where the system's clock is set back it goes on steadily, ahead of it,
    until the next start of the process. In every other case it depends on the monotonic clock alone.

    `zone` is the forum's IANA zone, for those who show times. Everything else here is in UTC.
    """

    def __init__(
        self,
        start: datetime | None = None,
        speed: float = 1.0,
        *,
        zone: str = "Europe/Rome",
        monotonic: Callable[[], float] = time.monotonic,
        system: Callable[[], datetime] = _system,
    ) -> None:
        self.zone = zone
        self._monotonic = monotonic
        self._system = system
        self._real = start is None and speed == 1
        self._base = _aware(start) if start is not None else system()
        self._since = monotonic()
        self._speed = _running(speed)
        self._changed = asyncio.Event()

    @property
    def speed(self) -> float:
        """How many seconds of the forum pass in a real one."""
        return self._speed

    def now(self) -> datetime:
        """The forum's time, aware, in UTC."""
        reckoned = self._base + timedelta(seconds=(self._monotonic() - self._since) * self._speed)
        if self._real:
            system = self._system()
            if system > reckoned:
                self._base, self._since = system, self._monotonic()
                return system
        return reckoned

    def set_speed(self, speed: float) -> None:
        """Run at another speed from now on; raises ValueError unless it is positive and finite."""
        speed = _running(speed)
        self._rebase(self.now())
        self._speed = speed

    def jump(self, to: datetime) -> None:
        """Put the clock forward; raises ValueError for an instant that has passed or has no offset."""
        to = _aware(to)
        if to < self.now():
            raise ValueError("the clock never goes backwards")
        self._rebase(to)

    async def sleep_until(self, instant: datetime) -> None:
        """Sleep until the forum's time is `instant`, however it gets there."""
        instant = _aware(instant)
        while (now := self.now()) < instant:
            changed = self._changed
            # Rounding down to nothing would make this a busy loop.
            seconds = max(0.001, (instant - now).total_seconds() / self._speed)
            # Not wait_for: before Python 3.12 that can swallow a cancellation.
            with suppress(TimeoutError):
                async with asyncio.timeout(min(seconds, _LONGEST_NAP)):
                    await changed.wait()

    def later(self, seconds: float) -> datetime:
        """The forum's time after so many real seconds, at the present speed."""
        return self.now() + timedelta(seconds=seconds * self._speed)

    def _rebase(self, now: datetime) -> None:
        self._real = False
        self._base, self._since = now, self._monotonic()
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant needs its offset")
    return instant.astimezone(UTC)


def _running(speed: float) -> float:
    if not 0 < speed <= 100_000:  # noqa: PLR2004 -- faster, and a date no longer holds it
        raise ValueError("the clock's speed lies above 0 and up to 100000")
    return float(speed)
