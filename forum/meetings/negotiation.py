"""The open meeting under a press: whose it is, whether it still is as it was shown."""

from __future__ import annotations

from dataclasses import dataclass

from forum.desk import Outcome, Work, refusal
from forum.meetings.acting import Actor, Part, part
from storage import meetings
from storage.meeting_records import Meeting

LONGEST = 300
"""Characters of a subject or a reason, in own words."""


@dataclass(frozen=True, slots=True)
class Floor:
    """A meeting and the part in which somebody speaks about it."""

    meeting: Meeting
    by: Part

    @property
    def side_id(self) -> int:
        """The side that speaks."""
        return self.by.side_id

    @property
    def answers(self) -> bool:
        """Whether this side's answer is awaited."""
        return self.meeting.awaits_id == self.side_id

    @property
    def moving(self) -> bool:
        """Whether another time is proposed for an agreed meeting."""
        return self.meeting.state == "agreed" and self.meeting.awaits_id is not None


async def take_floor(
    work: Work, actor: Actor, acting: int, meeting_id: int, revision: int | None = None
) -> Floor | Outcome:
    """The meeting and one's part in it. Refusals: not_allowed, gone, changed (the meeting is no longer as shown)."""
    by = await part(work.tx, actor, acting)
    meeting = await meetings.get(work.tx, meeting_id)
    if by is None:
        return refusal("not_allowed")
    if meeting is None or by.side_id not in meeting.sides:
        return refusal("gone")
    if revision is not None and meeting.revision != revision:
        return refusal("changed", meeting=meeting_id)
    return Floor(meeting, by)


def begun(work: Work, meeting: Meeting) -> bool:
    """Whether the agreed time has come: then nothing is moved or cancelled any more."""
    return meeting.starts is not None and meeting.starts <= work.now
