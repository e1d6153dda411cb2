"""What one sees of meetings: all there is to decide on one, the way to a new one, the sections of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.desk import Outcome, refusal
from forum.meetings.acting import Actor, part
from forum.meetings.asking import persons, under_way
from forum.meetings.day import has_begun, may_be_late
from forum.meetings.free import Hall, hall
from storage import forums, meeting_looks, meetings
from storage.connection import Connection
from storage.meeting_looks import Topic
from storage.meeting_records import Act, Report, Seen
from storage.records import Delegate

SECTIONS = ("to_answer", "awaiting", "agreed", "unplaced", "to_report", "closed")
"""The parts of a list of meetings, in the order in which they matter."""

STATES = ("asked", "agreed", "declined", "withdrawn", "lapsed", "cancelled", "held", "missed")

_ENDED = frozenset({"declined", "withdrawn", "lapsed", "cancelled"})
_TOPICS = 6
"""So many projects are offered as a subject."""


def sections(meeting: Seen, now: datetime) -> tuple[str, ...]:
    """In which parts of a side's list a meeting stands."""
    awaited = "to_answer" if meeting.awaits_id == meeting.side_id else "awaiting"
    if meeting.state == "asked":
        return (awaited,)
    if meeting.state in _ENDED:
        return ("closed",)
    if meeting.state != "agreed" or (meeting.ends is not None and meeting.ends <= now):
        return ("closed",) if meeting.reported else ("to_report",)
    stands = "unplaced" if meeting.starts is None else "agreed"
    return (stands,) if meeting.awaits_id is None else (awaited, stands)


@dataclass(frozen=True, slots=True)
class Sight:
    """A meeting as somebody sees it now.

    `interpreting`: they are its interpreter. `hall` is there where times are to be chosen, `competing` are the other
    requests for the same times, `last` is the act that ended it. `shares`: they let their contacts be seen.
    `planned`: it is a request, and the organisers alone find its time.
    """

    meeting: Seen
    interpreting: bool
    now: datetime
    hall: Hall | None = None
    competing: Sequence[Seen] = ()
    report: Report | None = None
    last: Act | None = None
    shares: bool = False
    planned: bool = False

    @property
    def answers(self) -> bool:
        """Whether their answer is awaited."""
        return not self.interpreting and self.meeting.awaits_id == self.meeting.side_id

    @property
    def waits(self) -> bool:
        """Whether they wait for the other's answer."""
        return not self.interpreting and self.meeting.awaits_id == self.meeting.partner_id

    @property
    def begun(self) -> bool:
        """Whether its time has come: from now on there is nothing to be moved, but something to be reported."""
        return has_begun(self.meeting, self.now)

    @property
    def may_be_late(self) -> bool:
        """Whether one may say that one comes later."""
        return may_be_late(self.meeting, self.now)

    @property
    def may_have_contact(self) -> bool:
        """Whether the contacts of the other side may be asked for."""
        return not self.interpreting and self.meeting.state in {"agreed", "held"}


async def sight(
    connection: Connection, actor: Actor, acting: int, meeting_id: int, now: datetime, *, times: bool = False
) -> Sight | None:
    """A meeting as somebody sees it; None where it is not theirs. `times`: also when it could take place."""
    by = await part(connection, actor, acting)
    meeting = await meetings.seen(connection, meeting_id, by.side_id) if by else None
    if by is None or meeting is None:
        return None
    if by.side_id not in meeting.sides:
        return Sight(meeting, interpreting=True, now=now)
    answers = meeting.awaits_id == by.side_id and not has_begun(meeting, now)
    found = None
    if times or answers:
        found = await hall(connection, (by.side_id, meeting.partner_id), now, ignoring=meeting_id)
    return Sight(
        meeting,
        interpreting=False,
        now=now,
        hall=found,
        competing=await meetings.competing(connection, meeting, by.side_id)
        if answers and meeting.times
        else (),
        report=await meetings.report(connection, meeting_id, by.side_id) if has_begun(meeting, now) else None,
        last=await meeting_looks.last_act(connection, meeting_id) if meeting.state in _ENDED else None,
        planned=meeting.state == "asked" and await _planned(connection, found),
        shares=await meeting_looks.shares_contacts(connection, by.side_id)
        if meeting.state == "agreed"
        else False,
    )


async def _planned(connection: Connection, found: Hall | None) -> bool:
    if found is not None:
        return found.scheduling == "planned"
    forum = await forums.get(connection)
    return forum is not None and forum.scheduling == "planned"


@dataclass(frozen=True, slots=True)
class Prospect:
    """Two who may meet: `side` asks, in whatever times the `hall` has for both."""

    side: Delegate
    partner: Delegate
    hall: Hall
    topics: Sequence[Topic] = ()


async def prospect(
    connection: Connection, actor: Actor, acting: int, partner_id: int, now: datetime, *, topics: bool = False
) -> Prospect | Outcome:
    """What there is to choose for a new request, or why there is none: as `ask` would refuse it.

    `topics`: subjects instead of times.
    """
    by = await part(connection, actor, acting)
    if by is None:
        return refusal("not_allowed")
    two = await persons(connection, by, partner_id)
    if isinstance(two, Outcome):
        return two
    hindered = await under_way(connection, by, partner_id)
    if hindered is not None:
        return hindered
    found = await hall(connection, (by.side_id, partner_id), now)
    offered = await meeting_looks.topics(connection, by.side_id, partner_id, _TOPICS) if topics else ()
    return Prospect(*two, found, offered)
