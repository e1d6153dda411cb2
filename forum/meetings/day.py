"""At the Meeting Point: being late, and what became of a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.meetings.acting import Actor
from forum.meetings.negotiation import Floor, take_floor
from forum.meetings.notices import tell_interpreter, tell_side
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
    """Tell the other side and the interpreter that one comes later; the same once.

    Outcome: late_said (minutes). Refusals: those of `take_floor`, closed, too_early, over.
    """
    floor = await take_floor(work, actor, acting, meeting_id)
    if isinstance(floor, Outcome):
        return floor
    meeting = floor.meeting
    if minutes not in LATE_MINUTES or meeting.state != "agreed" or meeting.starts is None:
        return refusal("closed", meeting=meeting_id)
    if work.now < meeting.starts - LATE_FROM:
        return refusal("too_early")
    if meeting.ends is not None and meeting.ends <= work.now:
        return refusal("over")
    await _tell_late(work, floor, minutes)
    return outcome("late_said", minutes=minutes)


async def _tell_late(work: Work, floor: Floor, minutes: int) -> None:
    meeting, kind = floor.meeting, f"meeting_late_{minutes}"
    facts = {"minutes": minutes, "late": floor.side_id}
    told = meeting.other(floor.side_id)
    await tell_side(work, meeting.id, told, kind, revision=meeting.revision, besides=floor.by, facts=facts)
    if meeting.interpreter_id is not None:
        await tell_interpreter(
            work, meeting.interpreter_id, meeting, kind, revision=meeting.revision, facts=facts
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
    if not has_begun(work, meeting):
        return refusal("not_yet")
    if answer not in ANSWERS.get(what, ()):
        return refusal("no_answer")
    before = await meetings.report(work.tx, meeting_id, floor.side_id)
    said = before or Report(meeting_id, floor.side_id, held=True, result="", rating=None, exchanged=None)
    await meetings.write_report(work.tx, _with(said, what, answer), work.now)
    await meetings.judge(work.tx, meeting_id, await meetings.held(work.tx, meeting_id))
    return outcome("noted", meeting=meeting_id)


def has_begun(work: Work, meeting: Meeting) -> bool:
    """Whether an agreed meeting's time has come, or it is known what became of it."""
    return (
        meeting.state in {"agreed", "held", "missed"}
        and meeting.starts is not None
        and meeting.starts <= work.now
    )


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
