"""At the Meeting Point: being late, and what became of a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.meetings.acting import Actor, Part, part
from forum.meetings.negotiation import take_floor
from forum.meetings.notices import tell_interpreter, tell_side
from forum.meetings.passing import lapse
from storage import meetings
from storage.meeting_records import Meeting, Report

LATE_MINUTES = (5, 10)
"""So much later one may say that one comes."""

LATE_FROM = timedelta(minutes=60)
"""So long before a meeting one may say that one comes later."""

ANSWERS = {
    "held": ("1", "0"),
    "result": ("protocol", "follow_up", "nothing"),
    "rating": ("1", "2", "3", "4", "5"),
    "exchanged": ("1", "0"),
}
"""What each side is asked of a meeting that is over, in this order, and what they may answer."""


@use_case
async def late(work: Work, actor: Actor, acting: int, meeting_id: int, minutes: int) -> Outcome:
    """Tell the others of a meeting that one comes later, as a side or as its interpreter; the same once.

    Outcome: late_said (minutes). Refusals: not_allowed, gone, closed (meeting), too_early, over.
    """
    by = await part(work.tx, actor, acting)
    meeting = await meetings.get(work.tx, meeting_id)
    if by is None:
        return refusal("not_allowed")
    if meeting is None or by.side_id not in {*meeting.sides, meeting.interpreter_id}:
        return refusal("gone")
    if minutes not in LATE_MINUTES or meeting.state != "agreed" or meeting.starts is None:
        return refusal("closed", meeting=meeting_id)
    if not may_be_late(meeting, work.now):
        return refusal("over" if meeting.starts <= work.now else "too_early")
    await _tell_late(work, meeting, by, minutes)
    return outcome("late_said", minutes=minutes)


def may_be_late(meeting: Meeting, now: datetime) -> bool:
    """Whether one may say now that one comes later: from an hour before a meeting until its end."""
    if meeting.state != "agreed" or meeting.starts is None or meeting.ends is None:
        return False
    return meeting.starts - LATE_FROM <= now < meeting.ends


async def _tell_late(work: Work, meeting: Meeting, by: Part, minutes: int) -> None:
    kind, revision = f"meeting_late_{minutes}", meeting.revision
    facts = {"minutes": minutes, "late": by.side_id}
    # Several may be late for one meeting: each of them is told of.
    about = f":{by.side_id}"
    for side in meeting.sides:
        if side != by.side_id:
            await tell_side(
                work, meeting, side, kind, revision=revision, besides=by, facts=facts, about=about
            )
    if meeting.interpreter_id not in {None, by.side_id}:
        await tell_interpreter(
            work, meeting.interpreter_id or 0, meeting, kind, revision=revision, facts=facts, about=about
        )


@use_case
async def report(work: Work, actor: Actor, acting: int, meeting_id: int, what: str, answer: str) -> Outcome:
    """Write down what one side says of a meeting that has begun: whether it was held, what came of it, a rating.

    Outcome: noted (meeting). Refusals: those of `take_floor`, not_yet, no_answer.
    """
    floor = await take_floor(work, actor, acting, meeting_id)
    if isinstance(floor, Outcome):
        return floor
    meeting = floor.meeting
    if not has_begun(meeting, work.now):
        return refusal("not_yet")
    if answer not in ANSWERS.get(what, ()):
        return refusal("no_answer")
    if floor.moving:
        # Its time has come, and no tick yet: nobody can answer any more.
        await lapse(work, meeting)
    before = await meetings.report(work.tx, meeting_id, floor.side_id)
    said = before or Report(meeting_id, floor.side_id, held=True, result="", rating=None, exchanged=None)
    await meetings.write_report(work.tx, _with(said, what, answer), work.now)
    await meetings.judge(work.tx, meeting_id, await meetings.held(work.tx, meeting_id))
    return outcome("noted", meeting=meeting_id)


def has_begun(meeting: Meeting, now: datetime) -> bool:
    """Whether an agreed meeting's time has come, or it is known what became of it."""
    if meeting.state in {"held", "missed"}:
        return True
    return meeting.state == "agreed" and meeting.starts is not None and meeting.starts <= now


def _with(said: Report, what: str, answer: str) -> Report:
    if what == "held":
        if answer == "0":
            return Report(
                said.meeting_id, said.delegate_id, held=False, result="", rating=None, exchanged=None
            )
        return replace(said, held=True)
    if what == "result":
        return replace(said, held=True, result=answer)
    if what == "rating":
        return replace(said, held=True, rating=int(answer))
    return replace(said, held=True, exchanged=answer == "1")
