"""The rows of changes of the programme as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A session that changed: its face (JSON) when people were last told ('': it is new), and now."""

    session_id: int
    was: str
    face: str
    seated: int


@dataclass(frozen=True, slots=True)
class News:
    """A session as a delegate knows it (JSON) and as it was last released; `seat` is None, seated or waiting.

    `restored` is what it was set back to when what the delegate knows was taken back; '' where nothing was.
    """

    session_id: int
    was: str
    face: str
    restored: str
    delegation: str
    seat: str | None
    guided: bool
    absent: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A session those concerned are to be told of, from when on they may be told, and whom it concerns.

    `delegations` ('it', 'ru', 'it,ru') matter where everybody attends: a seat concerns whoever has it.
    """

    session_id: int
    delegations: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Released(Told):
    """A session that was released and comes to people in pieces: its face (JSON) as they knew it and as released.

    `reached`: the delegates with a number up to this one have it in their message; None: all have.
    """

    id: int
    was: str
    now: str
    reached: int | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many people of a delegation a change concerns; `session_id` 0: all changes, each person once."""

    session_id: int
    delegation: str
    number: int


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody to be told of a change; `seat` is None, seated or waiting."""

    id: int
    code: str
    name: str
    name_other: str
    organisation: str
    organisation_other: str
    delegation: str
    seat: str | None


@dataclass(frozen=True, slots=True)
class Clash:
    """An agreed meeting at the time of a session that a side of it attends: `delegate_id`, with both sides' names."""

    session_id: int
    meeting_id: int
    delegate_id: int
    delegation: str
    name: str
    name_other: str
    partner: str
    partner_other: str
    partner_delegation: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Overlap:
    """A table or visit at the time of a session, and how many with a seat there attend the session, too."""

    session_id: int
    other_id: int
    title_it: str
    title_ru: str
    starts: datetime
    ends: datetime
    people: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another session at the place of a session, at the same time."""

    session_id: int
    other_id: int
    title_it: str
    title_ru: str
    place_it: str
    place_ru: str
    starts: datetime
    ends: datetime
