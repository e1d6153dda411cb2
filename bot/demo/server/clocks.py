"""Two times: the forum's, which may be rehearsed, and Telegram's own, which never is."""

import time
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """What the rehearsal asks the forum's time of; `zone` is an IANA name."""

    @property
    def speed(self) -> float:
        """Forum seconds per real second."""

    @property
    def zone(self) -> str:
        """The forum's zone."""

    def now(self) -> datetime:
        """The present instant, aware."""

    def set_speed(self, speed: float) -> None:
        """Runs at another speed from now on."""

    def jump(self, to: datetime) -> None:
        """Goes forward to an instant."""


class ClockFixedError(Exception):
    """The clock is the real one: it cannot be set."""


class RealClock:
    """The real time at speed 1."""

    speed = 1.0

    def __init__(self, zone: str = "Europe/Rome") -> None:
        self.zone = zone

    def now(self) -> datetime:
        """The present instant in the zone."""
        return datetime.now(UTC).astimezone(ZoneInfo(self.zone))

    def set_speed(self, speed: float) -> None:
        """Refused: ClockFixedError."""
        raise ClockFixedError(f"the real time runs at speed 1, not {speed}")

    def jump(self, to: datetime) -> None:
        """Refused: ClockFixedError."""
        raise ClockFixedError(f"the real time cannot be moved to {to.isoformat()}")


class TelegramTime:
    """Seconds for rates, answers that come too late and messages too old to delete; a test may let time pass."""

    def __init__(self) -> None:
        self._passed = 0.0

    def now(self) -> float:
        """Seconds on a monotonic clock."""
        return time.monotonic() + self._passed

    def let_pass(self, seconds: float) -> None:
        """Makes `seconds` go by at once."""
        self._passed += seconds
