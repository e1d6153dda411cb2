"""The rows of reminders as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What reminders depend on: the forum's zone, quiet hours and lead times, and those that delegates chose.

    `until` is how far time has been followed, None where it never was.
    """

    timezone: str
    reminder_minutes: tuple[str, ...]
    quiet_from: str
    quiet_until: str
    chosen: tuple[str, ...]
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Beginning:
    """Something that begins: a session or a meeting (`what`), of a session's kind or 'meeting'."""

    what: str
    id: int
    kind: str
    begins: datetime


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who is expected at a session or a meeting, with their own lead times (None: the forum's)."""

    id: int
    delegate_id: int
    reminders: str | None


@dataclass(frozen=True, slots=True)
class Wishes:
    """The lead times that somebody has chosen (None: the forum's), and the forum's."""

    reminders: str | None
    reminder_minutes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diary(Wishes):
    """When something begins at which somebody is expected, with the lead times that hold for them."""

    begins: datetime
