"""The rows of meetings as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of two delegates, as the rules see it.

    `awaits_id` is whose answer is awaited, `times` are the times proposed now (none while it is asked: whenever it
    suits). An agreed meeting without `starts` is accepted, its time still to be found. `forgone`: the organisers have
    said that nobody will interpret it.
    """

    id: int
    inviter_id: int
    invitee_id: int
    state: str
    awaits_id: int | None
    project_id: int | None
    subject: str
    reason: str
    interpreted: bool
    forgone: bool
    starts: datetime | None
    ends: datetime | None
    table_number: int | None
    interpreter_id: int | None
    revision: int
    asked_at: datetime
    nudge_at: datetime | None
    lapses_at: datetime | None
    times: tuple[datetime, ...]

    @property
    def sides(self) -> tuple[int, int]:
        """The two who meet, the one who asked first."""
        return self.inviter_id, self.invitee_id

    def other(self, side_id: int) -> int:
        """The other side."""
        return self.invitee_id if side_id == self.inviter_id else self.inviter_id


@dataclass(frozen=True, slots=True)
class Seen(Meeting):
    """A meeting as one side sees it (an interpreter: as the one who asked does), with names and the hall's place."""

    side_id: int
    side_name: str
    side_name_other: str
    side_delegation: str
    side_organisation: str
    side_organisation_other: str
    side_languages: tuple[str, ...]
    partner_id: int
    partner_name: str
    partner_name_other: str
    partner_delegation: str
    partner_organisation: str
    partner_organisation_other: str
    partner_languages: tuple[str, ...]
    interpreter_name: str | None
    interpreter_name_other: str | None
    interpreter_delegation: str | None
    project_it: str | None
    project_ru: str | None
    place_id: int | None
    place_it: str | None
    place_ru: str | None
    reported: bool

    @property
    def lives(self) -> bool:
        """Whether both still take part in something: asked, or agreed."""
        return self.state in {"asked", "agreed"}


@dataclass(frozen=True, slots=True)
class Appointment(Seen):
    """A meeting that has its time and table, on somebody's agenda; `interpreting`: they are its interpreter."""

    starts: datetime
    ends: datetime
    table_number: int
    interpreting: bool
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Pending:
    """What of somebody's meetings is not settled: agreed without a time, and waiting for their answer."""

    unplaced: int
    to_answer: int


@dataclass(frozen=True, slots=True)
class Engagement:
    """When somebody is taken: by a session, by a meeting, or because they say so ('unavailable')."""

    delegate_id: int
    starts: datetime
    ends: datetime
    what: str
    subject_id: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person and the languages they speak."""

    id: int
    languages: tuple[str, ...]
    delegation: str

    @property
    def speaks(self) -> frozenset[str]:
        """Their languages; where none is named, their delegation's."""
        return frozenset(self.languages or (self.delegation,))


@dataclass(frozen=True, slots=True)
class HallUse:
    """How many tables of the Meeting Point are taken at a time."""

    starts: datetime
    ends: datetime
    tables: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting that has its table, and when."""

    id: int
    starts: datetime
    ends: datetime
    table_number: int


@dataclass(frozen=True, slots=True)
class Act:
    """What was done with a meeting: for which side (None: for neither), by whom and in which manner."""

    act: str
    side_id: int | None
    actor_id: int | None
    manner: str


@dataclass(frozen=True, slots=True)
class Report:
    """What one side says became of a meeting; None and '' for what they have not said."""

    meeting_id: int
    delegate_id: int
    held: bool
    result: str
    rating: int | None
    exchanged: bool | None


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody whose meetings of before `until` wait for a word on what became of them."""

    delegate_id: int
    number: int
    last: datetime
