"""How long an answer is awaited, and when it is asked for once more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from storage.records import Forum

_NUDGE_AFTER = 0.75
"""The share of the time to answer after which one is reminded."""


def deadlines(
    forum: Forum, now: datetime, times: Iterable[datetime], *, agreed: datetime | None = None
) -> dict[str, datetime | None]:
    """The columns `lapses_at` and `nudge_at` of what is asked now.

    It lapses after the workbook's `request_hours`, and at the latest with the last of the proposed `times` and with
    the time `agreed` that would be moved.
    """
    hours = forum.request_hours
    ends = [max(times, default=None), agreed, None if hours is None else now + timedelta(hours=hours)]
    latest = min((one for one in ends if one is not None), default=None)
    return {
        "lapses_at": latest,
        "nudge_at": None if latest is None else now + (latest - now) * _NUDGE_AFTER,
    }
