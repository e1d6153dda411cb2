"""The rows of announcements as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Announcement:
    """An announcement; `body_*` is JSON (see `forum.announcements.Body`) or None, `audience` JSON.

    `state` is draft, scheduled, released, stopped or taken_back. `corrects`: a draft of other texts for that one,
    which had the revision `base` then. `reading`: with a key to say that one has read it.
    `previews`: the messages in the author's chat that show how it will look.
    """

    id: int
    author_id: int | None
    state: str
    corrects: int | None
    base: int | None
    body_it: str | None
    body_ru: str | None
    file_kind: str | None
    file_id: str | None
    file_name: str
    reading: bool
    audience: str
    revision: int
    previews: tuple[str, ...]
    cut_at: int | None
    cut_language: str | None
    send_at: datetime | None
    released_at: datetime | None
    people: int


@dataclass(frozen=True, slots=True)
class Readers:
    """Of those an announcement is for, how many the bot speaks a language to; `without`: whom it cannot reach."""

    language: str
    number: int
    without: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many have a trait: its value, and for a session its titles."""

    value: str
    number: int
    title_it: str = ""
    title_ru: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """A delegate whom an announcement has not reached, or who has not said that they have read it."""

    id: int
    name: str
    name_other: str
    organisation: str
    organisation_other: str
    delegation: str
    phone: str
    started: bool


@dataclass(frozen=True, slots=True)
class Chore:
    """What is to be done in pieces, and how far that has come."""

    announcement_id: int
    chore: str
    after: int
