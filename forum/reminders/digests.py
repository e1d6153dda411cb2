"""Digests: one's day in a few lines, the evening before and in the morning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forum.quiet import Quiet, local

EVENING, MORNING = time(20), time(7)
_DAY = timedelta(days=1)
_BEFORE_QUIET = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Edition:
    """A digest of a day: `evening` before or in the morning; when it is due, and until when it still helps."""

    day: date
    evening: bool
    due: datetime
    until: datetime


def evening(day: date, zone: ZoneInfo, quiet: Quiet | None) -> Edition:
    """The digest of the evening before a day, or half an hour before the quiet hours where they have begun by then.

    It is not told in them: when they are over, the morning's comes.
    """
    eve = day - _DAY
    when, midnight = local(eve, EVENING, zone), local(day, time(), zone)
    if quiet is None:
        return Edition(day, evening=True, due=when, until=midnight)
    asleep = quiet.around(when)
    if asleep is not None:
        return Edition(day, evening=True, due=asleep[0] - _BEFORE_QUIET, until=asleep[0])
    until = min(midnight, *(begin for begin, _ in map(quiet.of_day, (eve, day)) if begin > when))
    return Edition(day, evening=True, due=when, until=until)


def morning(day: date, zone: ZoneInfo, quiet: Quiet | None) -> Edition:
    """The digest of a day's morning, when the quiet hours are over; what of the day is ahead helps all day long."""
    when = local(day, MORNING, zone)
    asleep = quiet.around(when) if quiet else None
    return Edition(
        day, evening=False, due=asleep[1] if asleep else when, until=local(day + _DAY, time(), zone)
    )


def came_due(since: datetime, now: datetime, zone: ZoneInfo, quiet: Quiet | None) -> Iterator[Edition]:
    """The digests of today and tomorrow that came due after one instant and up to `now`."""
    today = now.astimezone(zone).date()
    for edition in (
        morning(today, zone, quiet),
        evening(today, zone, quiet),
        evening(today + _DAY, zone, quiet),
    ):
        if since < edition.due <= now:
            yield edition
