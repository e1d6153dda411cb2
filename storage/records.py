"""The rows of the database as values: columns by their names, instants aware and in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Forum:
    """The forum itself; `consent_*` is what a newcomer agrees to, `quiet_*` local times or ''."""

    identity: str
    name_it: str
    name_ru: str
    starts: datetime
    ends: datetime
    timezone: str
    venue_it: str
    venue_ru: str
    address: str
    latitude: float | None
    longitude: float | None
    slot_minutes: int
    meeting_tables: int
    open_requests: int | None
    request_hours: int | None
    scheduling: str
    reminder_minutes: tuple[str, ...]
    quiet_from: str
    quiet_until: str
    registration: str
    consent_it: str
    consent_ru: str
    purge_after: str


@dataclass(frozen=True, slots=True)
class Session:
    """A session of the programme; `capacity` None means no limit, `cancelled_at` None that it takes place."""

    id: int
    code: str
    kind: str
    title_it: str
    title_ru: str
    description_it: str
    description_ru: str
    starts: datetime
    ends: datetime
    place_it: str
    place_ru: str
    latitude: float | None
    longitude: float | None
    capacity: int | None
    audience: str
    moderator: str
    cancelled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attended(Session):
    """A session as one delegate sees it: `seat` is None, seated or waiting, `position` that in the waiting list.

    `guided`: a visit that the delegate guides.
    """

    seated: int
    waiting: int
    seat: str | None
    position: int
    absent: bool
    guided: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of a visit's bus: `kind` is departure, stop or return."""

    session_id: int
    position: int
    kind: str
    place_it: str
    place_ru: str
    at: datetime
    latitude: float | None
    longitude: float | None
    note_it: str
    note_ru: str


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person of the forum, whatever their role; `language` is what the bot speaks to them."""

    id: int
    code: str
    name: str
    name_other: str
    organisation: str
    organisation_other: str
    position_it: str
    position_ru: str
    delegation: str
    region: str
    kind: str
    languages: tuple[str, ...]
    language: str
    offers: str
    seeks: str
    phone: str
    email: str
    invitation: str | None
    role: str
    visibility: str
    reminders: str | None
    origin: str
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Project:
    """A project presented at a thematic table, with its presenter's names where there is one."""

    id: int
    code: str
    session_id: int
    title_it: str
    title_ru: str
    summary_it: str
    summary_ru: str
    presenter_id: int | None
    presenter_name: str | None
    presenter_name_other: str | None
    presenter_delegation: str | None
    presenter_organisation: str | None
    presenter_organisation_other: str | None


@dataclass(frozen=True, slots=True)
class InfoPage:
    """A page of practical information."""

    id: int
    code: str
    position: int
    title_it: str
    title_ru: str
    body_it: str
    body_ru: str
    phone: str
    url: str
    latitude: float | None
    longitude: float | None
    audience: str


@dataclass(frozen=True, slots=True)
class Account:
    """A Telegram account whose owner has given consent; `delegate_id` None until recognised."""

    user_id: int
    delegate_id: int | None
    language: str
    reachable: bool
    consent_version: str
    consent_at: datetime
    screen_id: int | None
    expects: str


@dataclass(frozen=True, slots=True)
class Update:
    """A raw update of the inbox; `lane` is the chat whose order must hold."""

    update_id: int
    lane: int
    state: str
    body: str
    outcome: str | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A row of the outbox, with the recipient's Telegram account (None: never started) and language."""

    id: int
    key: str
    kind: str
    facts: str
    delegate_id: int | None
    user_id: int | None
    priority: int
    attempts: int
    language: str
    reachable: bool


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is in front of the bot. `known`: has given consent; `delegate_id` None: not (yet) a delegate.

    `consents` are those that stand, `purpose=version`; `consent_*` what the forum asks now.
    """

    known: bool
    delegate_id: int | None
    name: str | None
    name_other: str | None
    role: str | None
    delegation: str | None
    language: str | None
    screen_id: int | None
    reachable: bool
    expects: str
    application: str | None
    forum_it: str
    forum_ru: str
    timezone: str
    registration: str
    consent_it: str = ""
    consent_ru: str = ""
    consents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Application:
    """Somebody who asks to take part without an invitation: draft, waiting or declined."""

    id: int
    user_id: int
    name: str
    organisation: str
    delegation: str
    state: str
    language: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A place in a waiting list."""

    id: int
    delegate_id: int


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An entry of a delegate's calendar file as it was last handed out; `entry` is JSON."""

    uid: str
    sequence: int
    entry: str
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Organiser:
    """A delegate who is an organiser; `user_id` None: never started the bot."""

    delegate_id: int
    user_id: int | None
