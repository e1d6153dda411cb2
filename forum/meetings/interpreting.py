"""Interpreters: assigned, released, replaced where one cannot come."""

from __future__ import annotations

from datetime import datetime

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.meetings.free import free_helpers
from forum.meetings.notices import tell_interpreter, tell_of_no_interpreter, tell_sides, when_was
from forum.meetings.placing import best_helper
from storage import meeting_hall, meetings
from storage.meeting_records import Meeting


async def tell_assigned(work: Work, before: Meeting, interpreter_id: int | None, revision: int) -> None:
    """Tell interpreters that a meeting is theirs, is theirs at another time, or is no longer theirs."""
    was = when_was(before)
    if before.interpreter_id is not None and before.interpreter_id != interpreter_id:
        await tell_interpreter(
            work, before.interpreter_id, before, "interpreter_released", revision=revision, facts=was
        )
    if interpreter_id is None:
        return
    kind = "interpreter_moved" if before.interpreter_id == interpreter_id else "interpreter_assigned"
    await tell_interpreter(work, interpreter_id, before, kind, revision=revision, facts=was)


async def release(work: Work, before: Meeting) -> None:
    """What a meeting no longer takes goes to those that lack it: its interpreter, at its time before."""
    if before.interpreter_id is not None and before.starts is not None and before.ends is not None:
        await help_those_without(work, before.starts, before.ends)


async def help_those_without(work: Work, starts: datetime, ends: datetime, *, manner: str = "time") -> None:
    """Find interpreters for the meetings to come at this time that need one and have none (inside a use case)."""
    for number in await meeting_hall.without_interpreter(work.tx, starts, ends):
        meeting = await meetings.get(work.tx, number)
        if meeting is not None and meeting.starts is not None and meeting.starts > work.now:
            await replace(work, meeting, manner=manner)


async def replace(work: Work, meeting: Meeting, *, manner: str = "time", new: bool = False) -> int | None:
    """Find another interpreter for a meeting, or none and tell the organisers; who it is (inside a use case).

    Both sides are told if that changes anything for them; `new`: that they need one at all.
    """
    helpers = await free_helpers(work.tx, meeting)
    found = await best_helper(work, meeting, helpers) if helpers else None
    if found == meeting.interpreter_id and not new:
        return found
    by = meeting.interpreter_id if manner == "interpreter" else None
    revision = await give(work, meeting, found, manner=manner, actor_id=by)
    if found is None and helpers is not None:
        await tell_of_no_interpreter(work, meeting, revision)
    return found


async def give(
    work: Work, meeting: Meeting, interpreter_id: int | None, *, manner: str, actor_id: int | None
) -> int:
    """Give a meeting this interpreter, or none, and tell both sides and the interpreters; its new revision."""
    revision = await meetings.change(work.tx, meeting.id, interpreter_id=interpreter_id)
    await meetings.note(
        work.tx, meeting.id, revision, "interpreter", manner=manner, now=work.now, actor_id=actor_id
    )
    await tell_sides(work, meeting, "meeting_interpreter", revision=revision)
    await tell_assigned(work, meeting, interpreter_id, revision)
    return revision


@use_case
async def cannot(work: Work, interpreter_id: int, meeting_id: int, revision: int) -> Outcome:
    """An interpreter cannot come: the time counts as taken, and the meeting finds another, or the organisers know.

    Outcomes: replaced, organisers_told. Refusals: gone, changed (meeting), over.
    """
    meeting = await meetings.get(work.tx, meeting_id)
    if meeting is None or meeting.interpreter_id != interpreter_id:
        return refusal("gone")
    if meeting.revision != revision:
        return refusal("changed", meeting=meeting_id)
    if meeting.starts is None or meeting.ends is None or meeting.starts <= work.now:
        return refusal("over")
    await meeting_hall.unavailable(work.tx, interpreter_id, meeting.starts, meeting.ends)
    found = await replace(work, meeting, manner="interpreter")
    return outcome("organisers_told" if found is None else "replaced")
