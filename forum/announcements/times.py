"""The time at which an announcement is to go out, as people type it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from forum.desk import Outcome, refusal
from forum.workbook.local import instant
from forum.workbook.problems import Fault

FURTHEST = timedelta(days=90)
"""Nothing is planned further ahead: what is typed so is a wrong year."""

_CLOCK = r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)"
_DAY = r"(?:(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d{4}))?|(?P<iso>\d{4}-\d\d-\d\d)|(?P<word>\w+)),?"
_TYPED = re.compile(rf"(?:{_DAY}\s+)?{_CLOCK}", re.IGNORECASE)
_WORDS = {"oggi": 0, "сегодня": 0, "domani": 1, "завтра": 1, "dopodomani": 2, "послезавтра": 2}


def typed_time(text: str, zone: ZoneInfo, now: datetime) -> datetime | Outcome:
    """'15:30', 'domani 9:00', '30.11 9:00', '2018-11-30 09:00' as an instant in UTC; without a day it is today.

    Refusals: time_unread, time_passed and time_far (at), and for the nights when clocks are changed time_skipped and
    time_twice.
    """
    found = _TYPED.fullmatch(" ".join(text.split()))
    day = _day(found, now.astimezone(zone).date()) if found else None
    if found is None or day is None:
        return refusal("time_unread")
    local = f"{day.isoformat()} {int(found['hour']):02}:{found['minute']}"
    try:
        at = instant(local, zone.key)
    except Fault as fault:
        if fault.word == "time_skipped":
            return refusal("time_skipped")
        return refusal("time_twice" if fault.word == "time_twice" else "time_unread")
    if now < at <= now + FURTHEST:
        return at
    return refusal("time_passed" if at <= now else "time_far", at=at.isoformat())


def _day(found: re.Match[str], today: date) -> date | None:
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        if found["day"]:
            return _nearest(found, today)
    except ValueError:
        return None
    if found["word"] is None:
        return today
    away = _WORDS.get(found["word"].lower())
    return None if away is None else today + timedelta(days=away)


def _nearest(found: re.Match[str], today: date) -> date:
    day, month = int(found["day"]), int(found["month"])
    if found["year"]:
        return date(int(found["year"]), month, day)
    this_year = date(today.year, month, day)
    # In December somebody who writes January means the next one.
    return this_year if today - this_year < timedelta(days=180) else date(today.year + 1, month, day)
