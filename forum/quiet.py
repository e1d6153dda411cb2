"""Quiet hours: what can wait does not wake anybody, what cannot goes at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.records import Forum

AFTER = timedelta(hours=2)
"""What begins no later than this after the end of the quiet hours cannot wait for their end."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """From when until when, each day, by the clock of a zone; past midnight where `until` comes before `since`."""

    since: time
    until: time
    zone: ZoneInfo

    def around(self, instant: datetime) -> tuple[datetime, datetime] | None:
        """When the quiet hours begin and end that are on at an instant; None where none are."""
        day = instant.astimezone(self.zone).date()
        # Those of the day before may last until today.
        hours = (self.of_day(one) for one in (day - timedelta(days=1), day))
        return next((found for found in hours if found[0] <= instant < found[1]), None)

    def of_day(self, day: date) -> tuple[datetime, datetime]:
        """The quiet hours that begin on a day."""
        last = day if self.since < self.until else day + timedelta(days=1)
        return local(day, self.since, self.zone), local(last, self.until, self.zone)


def local(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A time of a zone's clock as an instant in UTC: two of one zone must not be compared by their clock.

    An hour that the clock skips is counted on from before; of one that comes twice it is the first.
    """
    return datetime.combine(day, at, zone).astimezone(UTC)


def quiet_hours(forum: Forum | None) -> Quiet | None:
    """The quiet hours of a forum, None where it has none."""
    return None if forum is None else quiet_of(forum.quiet_from, forum.quiet_until, ZoneInfo(forum.timezone))


def quiet_of(since: str, until: str, zone: ZoneInfo) -> Quiet | None:
    """Quiet hours as the workbook writes them, 'HH:MM'; None for '', and where they end as they begin."""
    if not since or not until or since == until:
        return None
    return Quiet(time.fromisoformat(since), time.fromisoformat(until), zone)


def not_before(quiet: Quiet | None, now: datetime, needed_by: datetime | None = None) -> datetime:
    """When to tell what is decided at `now`: at once, or when the quiet hours are over.

    `needed_by` is when what it tells of begins: with less than two hours left after the quiet hours it goes at once.
    What has begun already is no reason to wake anybody.
    """
    hours = quiet.around(now) if quiet else None
    if hours is None or (needed_by is not None and now <= needed_by <= hours[1] + AFTER):
        return now
    return hours[1]
