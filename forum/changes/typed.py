"""What organisers type while they change the programme: read, and kept until it is applied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forum.changes.edits import MOST_SEATS, Place, Title
from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.quiet import local
from storage import session_edits, sessions
from storage.connection import Connection

LONGEST_TEXT = 200
"""Of a title or a place, as in the workbook: what is written here must be read back by an import."""

MOST_DELAY = 600
"""Minutes: what is to begin later than that is another programme."""

_LATEST = 100_000_000  # minutes since 1970: the year 2160
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.,h ]?([0-5]\d)")
_OVERNIGHT = timedelta(hours=6)

TEXTS: Mapping[str, type[Title | Place]] = {"title": Title, "place": Place}
"""What is typed in one language after the other."""


@use_case
async def draft_text(
    work: Work, user_id: int, session_id: int, what: str, language: str, text: str, *, first: bool
) -> Outcome:
    """Keep what an organiser has typed of a session's new title or place in one language; the `first` begins it anew.

    Outcome: text_drafted. Refusals: gone, empty, too_long (given, most).
    """
    line = read_line(text)
    if isinstance(line, Outcome):
        return line
    if await sessions.get(work.tx, session_id) is None:
        return refusal("gone")
    before = {} if first else await session_edits.draft(work.tx, user_id, session_id) or {}
    kept = {name: value for name, value in before.items() if name.startswith(what)}
    await session_edits.write_draft(work.tx, user_id, session_id, kept | {f"{what}_{language}": line})
    return outcome("text_drafted")


async def drafted_text(
    connection: Connection, user_id: int, session_id: int, what: str
) -> Title | Place | None:
    """The new title or place as an organiser has typed it; None where they have not, or for another session."""
    found = await session_edits.draft(connection, user_id, session_id) or {}
    it, ru = found.get(f"{what}_it"), found.get(f"{what}_ru")
    return None if it is None and ru is None else TEXTS[what](it, ru)


def read_line(text: str) -> str | Outcome:
    """A title or a place as typed, in one line. Refusals: empty, too_long (given, most)."""
    line = one_line(text)
    length = len(line.encode("utf-16-le")) // 2
    if not line:
        return refusal("empty")
    return refusal("too_long", given=length, most=LONGEST_TEXT) if length > LONGEST_TEXT else line


def one_line(text: str) -> str:
    """A text in one line, without what cannot be seen but breaks the text around it, or the workbook."""
    hidden = {"Cc", "Cs", "Cf", "Cn", "Co"}
    return " ".join("".join(" " if unicodedata.category(sign) in hidden else sign for sign in text).split())


def number_of(text: str, most: int) -> int | None:
    """A number from 0 as typed; None for what is none, or too high."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > len(str(most)):
        return None
    return int(digits) if int(digits) <= most else None


def seats_of(text: str) -> int | None:
    """A number of seats as typed; None for what is none."""
    return number_of(text, MOST_SEATS)


def delay_of(text: str) -> int | None:
    """A delay in minutes as typed, at least one; None for what is none."""
    return number_of(text, MOST_DELAY) or None


def clock_of(text: str) -> time | None:
    """A time of the day as typed: '9:30', '09.30', '930'; None for what is none."""
    found = _CLOCK.fullmatch(text.strip())
    return time(int(found[1]), int(found[2])) if found else None


def at_clock(instant: datetime, clock: time, zone: ZoneInfo) -> datetime:
    """That time on the day of an instant."""
    return local(instant.astimezone(zone).date(), clock, zone)


def ends_at(starts: datetime, clock: time, zone: ZoneInfo) -> datetime:
    """The end of what begins at an instant and ends at that time: after midnight where that is not long after.

    Before the start, where it makes no sense.
    """
    day = starts.astimezone(zone).date()
    ends = local(day, clock, zone)
    next_day = local(day + timedelta(days=1), clock, zone)
    return next_day if ends <= starts and next_day - starts <= _OVERNIGHT else ends


def instant_of(minutes: int) -> datetime | None:
    """The instant of so many minutes since 1970, as a button holds it; None for what no button of ours holds."""
    return datetime.fromtimestamp(minutes * 60, UTC) if 0 < minutes < _LATEST else None


def minutes_of(instant: datetime) -> int:
    """An instant as a button holds it."""
    return int(instant.timestamp()) // 60
