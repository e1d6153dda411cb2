"""A plan of the Meeting Point as it is proposed: which meeting gets which place, and what that changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from storage.meeting_records import Meeting


@dataclass(frozen=True, slots=True)
class Placement:
    """A meeting's place.

    When the plan was made the meeting had `revision`, `was` its time and `was_interpreter` its interpreter, if any.
    """

    meeting_id: int
    revision: int
    starts: datetime
    ends: datetime
    table_number: int
    interpreter_id: int | None
    was: datetime | None = None
    was_interpreter: int | None = None

    @property
    def moves(self) -> bool:
        """Whether the meeting had another time."""
        return self.was not in {None, self.starts}

    def changes(self, meeting: Meeting) -> bool:
        """Whether that is another place than the meeting has."""
        return (self.starts, self.table_number, self.interpreter_id) != (
            meeting.starts,
            meeting.table_number,
            meeting.interpreter_id,
        )

    def stands(self, meeting: Meeting | None) -> bool:
        """Whether the meeting is as it was when the plan was made."""
        return meeting is not None and meeting.state == "agreed" and meeting.revision == self.revision


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A meeting for which there is no place, and why: 'no_common_slot', 'no_interpreter', 'tables_full', 'order'."""

    meeting_id: int
    sides: tuple[int, int]
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run proposes.

    `placements` are those that change something; `placed` counts all meetings with a place then, of `total`. Breaks:
    runs of free slots between two meetings of a person; `bound` is how few they could be at best; `before` are the
    breaks there are now. `people`: how many would be told. `status`: 'optimal' or 'feasible'.
    """

    status: str
    placements: Sequence[Placement]
    unplaced: Sequence[Unplaced]
    placed: int
    total: int
    moved: int
    breaks: int
    bound: int
    before: int
    most_breaks: int
    idle: int
    people: int
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        kept = asdict(self)
        kept["placements"] = [_written(one) for one in self.placements]
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Plan:
        """Read what `to_json` wrote."""
        placements = [_read(one) for one in kept["placements"]]
        unplaced = [
            Unplaced(one["meeting_id"], (one["sides"][0], one["sides"][1]), one["reason"])
            for one in kept["unplaced"]
        ]
        return cls(**{**kept, "placements": placements, "unplaced": unplaced})


def _written(one: Placement) -> list[Any]:
    was = one.was.isoformat() if one.was else None
    return [
        one.meeting_id,
        one.revision,
        one.starts.isoformat(),
        one.ends.isoformat(),
        one.table_number,
        one.interpreter_id,
        was,
        one.was_interpreter,
    ]


def _read(kept: Sequence[Any]) -> Placement:
    number, revision, starts, ends, table, interpreter, was, was_interpreter = kept
    return Placement(
        number,
        revision,
        datetime.fromisoformat(starts),
        datetime.fromisoformat(ends),
        table,
        interpreter,
        datetime.fromisoformat(was) if was else None,
        was_interpreter,
    )


def concerned(
    found: Iterable[tuple[Placement, Meeting]], unplaced: Iterable[Unplaced]
) -> dict[int, datetime | None]:
    """Who is told of a plan: whose meetings change, whose have no place, and interpreters.

    `found` are the placements with their meetings as they were; each person comes with the first instant that is
    another for them, None where none is.
    """
    soonest: dict[int, datetime | None] = {side: None for one in unplaced for side in one.sides}
    for one, meeting in found:
        first = min(one.starts, one.was or one.starts)
        for person in {*meeting.sides, meeting.interpreter_id or 0, one.interpreter_id or 0} - {0}:
            earlier = soonest.get(person)
            soonest[person] = first if earlier is None else min(first, earlier)
    return soonest


@lru_cache(maxsize=2)
def plan_of(kept: str) -> Plan:
    """A plan as a run keeps it. Hundreds are told of the same one: it is read once."""
    return Plan.from_json(json.loads(kept))
