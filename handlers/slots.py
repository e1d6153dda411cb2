"""Times of meetings in buttons: up to three fit, each as the minutes since 1970 in base 36."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST = 6


def pack_times(times: Iterable[datetime]) -> str:
    """'ff0b0.ff0bk', in order; '' for none."""
    return ".".join(_pack(time) for time in sorted(set(times)))


def unpack_times(text: str) -> tuple[datetime, ...]:
    """The times of a button; those of a forged one that are no times are left out."""
    return tuple(time for part in text.split(".") if (time := _unpack(part)) is not None)


def _pack(time: datetime) -> str:
    minutes, digits = int((time - _ZERO).total_seconds()) // 60, ""
    while minutes:
        minutes, digit = divmod(minutes, 36)
        digits = _DIGITS[digit] + digits
    return digits


def _unpack(part: str) -> datetime | None:
    if not part or len(part) > _LONGEST or not set(part) <= set(_DIGITS):
        return None
    return _ZERO + timedelta(minutes=int(part, 36))
