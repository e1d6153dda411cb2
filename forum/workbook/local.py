"""Times as the workbook writes them: local to the forum's zone, `YYYY-MM-DD HH:MM`."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from forum.workbook.problems import Fault

FORMAT = "%Y-%m-%d %H:%M"


@lru_cache(maxsize=4096)
def instant(text: str, zone: str) -> datetime:
    """The instant, in UTC, of a local time in canonical form.

    Raises Fault for a time that the clock change skips or repeats: nobody could say which instant is meant.
    """
    local = datetime.strptime(text, FORMAT).replace(tzinfo=ZoneInfo(zone))
    try:
        found = local.astimezone(UTC)
        skipped = found.astimezone(local.tzinfo).replace(fold=0) != local
    except OverflowError:
        raise Fault("not_time", value=text) from None
    # Both answers differ in the gap as well as in the repeated hour, so the gap is told apart first.
    if skipped:
        raise Fault("time_skipped", value=text, zone=zone)
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise Fault("time_twice", value=text, zone=zone)
    return found


def lenient_instant(text: str, zone: str) -> datetime:
    """The instant of a local time that nobody typed into this file: of two the earlier, of none the shifted one."""
    return datetime.strptime(text, FORMAT).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def local_text(moment: datetime, zone: str) -> str:
    """An instant as the workbook writes it."""
    # strftime leaves out the leading zeros of a year below 1000 on some systems; isoformat never does.
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None).isoformat(" ", "minutes")
