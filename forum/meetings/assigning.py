"""What the organisers decide on a meeting without an interpreter: who interprets it, or that nobody will."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.meetings.acting import Actor
from forum.meetings.free import free_helpers
from forum.meetings.interpreting import give
from forum.meetings.notices import tell_sides
from storage import desk, meetings
from storage.connection import Connection
from storage.desk import Helper, Pair
from storage.meeting_records import Meeting


@dataclass(frozen=True, slots=True)
class Casting:
    """A meeting that lacks an interpreter, and those who are free then and speak a language of each side."""

    meeting: Pair
    helpers: Sequence[Helper]


async def casting(connection: Connection, meeting_id: int, now: datetime) -> Casting | None:
    """Who could interpret a meeting; None where it needs nobody any more."""
    meeting = await meetings.get(connection, meeting_id)
    seen = await desk.pair(connection, meeting_id)
    if meeting is None or seen is None or not lacks(meeting, now):
        return None
    free = await free_helpers(connection, meeting) or []
    return Casting(seen, await desk.helpers(connection, free))


def lacks(meeting: Meeting, now: datetime) -> bool:
    """Whether somebody is still to be found who interprets a meeting."""
    to_come = meeting.state == "agreed" and meeting.starts is not None and meeting.starts > now
    return to_come and meeting.interpreted and meeting.interpreter_id is None


@use_case
async def assign(work: Work, actor: Actor, meeting_id: int, revision: int, interpreter_id: int) -> Outcome:
    """An organiser gives a meeting its interpreter. Outcome: interpreter_given.

    Refusals: interpreter_changed (the meeting is not as it was shown), interpreter_taken.
    """
    meeting = await meetings.get(work.tx, meeting_id)
    if meeting is not None and meeting.interpreter_id == interpreter_id:
        return outcome("interpreter_given")
    if meeting is None or meeting.revision != revision or not lacks(meeting, work.now):
        return refusal("interpreter_changed")
    if interpreter_id not in (await free_helpers(work.tx, meeting) or []):
        return refusal("interpreter_taken")
    await give(work, meeting, interpreter_id, manner="organiser", actor_id=actor.delegate_id)
    return outcome("interpreter_given", person=interpreter_id)


@use_case
async def forgo(work: Work, actor: Actor, meeting_id: int, revision: int) -> Outcome:
    """The organisers say that nobody will interpret a meeting; both sides are told and may choose another time.

    Whoever becomes free may still be found. Outcome: interpreter_forgone. Refusal: interpreter_changed.
    """
    meeting = await meetings.get(work.tx, meeting_id)
    if meeting is not None and meeting.forgone:
        return outcome("interpreter_forgone")
    if meeting is None or meeting.revision != revision or not lacks(meeting, work.now):
        return refusal("interpreter_changed")
    changed = await meetings.change(work.tx, meeting_id, forgone=1)
    await meetings.note(
        work.tx,
        meeting_id,
        changed,
        "forgone",
        manner="organiser",
        now=work.now,
        actor_id=actor.delegate_id,
    )
    await tell_sides(work, meeting, "meeting_forgone", revision=changed)
    return outcome("interpreter_forgone")
