"""What a notice about a meeting tells when it can be sent: the meeting as it is then, if what it says still holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage import forums, meetings
from storage.connection import Connection
from storage.meeting_records import Meeting, Seen

Facts = Mapping[str, Any]

_DECIDED = frozenset({"meeting_asked", "meeting_nudge", "meeting_proposed", "meeting_move_asked"})
"""What asks for an answer: what competes with it is told, too."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a notice tells of: the facts of when it was decided, and the meeting as its reader sees it now.

    `rivals` is how many other requests for the same times wait; `whenever`: accepting without a time is possible;
    `planned`: the organisers alone find the times.
    """

    facts: Facts
    meeting: Seen
    rivals: int = 0
    whenever: bool = False
    planned: bool = False

    @property
    def acting(self) -> int:
        """As in the buttons: the side, where somebody else is told in its place; otherwise 0."""
        return int(self.facts.get("acting", 0))

    @property
    def answers(self) -> bool:
        """Whether the reader's answer is awaited."""
        return self.meeting.awaits_id == self.meeting.side_id

    @property
    def before(self) -> tuple[datetime, datetime] | None:
        """The time it had before."""
        starts, ends = self.facts.get("starts"), self.facts.get("ends")
        return (datetime.fromisoformat(starts), datetime.fromisoformat(ends)) if starts and ends else None


async def recall(connection: Connection, kind: str, facts: Facts, now: datetime) -> Told | None:
    """What a notice tells; None where it has been overtaken."""
    meeting = await meetings.get(connection, int(facts["meeting"]))
    if meeting is None or not await _still_true(connection, meeting, kind, facts, now):
        return None
    # Whoever no longer interprets it is told of it as the one who asked sees it.
    viewer = meeting.inviter_id if kind == "interpreter_released" else int(facts["side"])
    seen = await meetings.seen(connection, meeting.id, viewer)
    if seen is None:
        return None
    if kind not in _DECIDED or seen.awaits_id != seen.side_id:
        return Told(facts, seen)
    if meeting.times:
        return Told(facts, seen, rivals=len(await meetings.competing(connection, meeting, viewer)))
    forum = await forums.get(connection)
    scheduling = forum.scheduling if forum else "both"
    return Told(facts, seen, whenever=scheduling != "instant", planned=scheduling == "planned")


async def _still_true(
    connection: Connection, meeting: Meeting, kind: str, facts: Facts, now: datetime
) -> bool:
    """A later change has a notice of its own; what is over needs none but the question what became of it."""
    side = int(facts["side"])
    if kind == "meeting_report":
        return _was_agreed(meeting) and await meetings.report(connection, meeting.id, side) is None
    if meeting.ends is not None and meeting.ends <= now:
        return False
    return _HOLDS.get(kind, _unchanged)(meeting, side, int(facts["revision"]))


def _unchanged(meeting: Meeting, _side: int, revision: int) -> bool:
    return meeting.revision == revision


def _takes_place(meeting: Meeting, _side: int, _revision: int) -> bool:
    return meeting.starts is not None


def _interprets(meeting: Meeting, side: int, _revision: int) -> bool:
    return meeting.interpreter_id == side


def _no_longer_interprets(meeting: Meeting, side: int, _revision: int) -> bool:
    return meeting.interpreter_id != side


def _lacks_interpreter(meeting: Meeting, _side: int, _revision: int) -> bool:
    return meeting.starts is not None and meeting.interpreted and meeting.interpreter_id is None


_HOLDS: Mapping[str, Callable[[Meeting, int, int], bool]] = {
    "meeting_late_5": _takes_place,
    "meeting_late_10": _takes_place,
    "interpreter_assigned": _interprets,
    "interpreter_moved": _interprets,
    "interpreter_released": _no_longer_interprets,
    "meeting_no_interpreter": _lacks_interpreter,
}


def _was_agreed(meeting: Meeting) -> bool:
    return meeting.state in {"agreed", "held", "missed"} and meeting.starts is not None
