"""What time does to meetings: a nudge, a request that lapses, the question what became of it."""

from __future__ import annotations

from datetime import timedelta

from forum.desk import Desk, Outcome, Work, outcome, use_case
from forum.meetings.answering import drop_move
from forum.meetings.ending import close
from forum.meetings.notices import tell_side, tell_sides
from storage import meeting_hall, meetings
from storage.meeting_records import Meeting

_BREAK = timedelta(minutes=30)
"""Whoever has the next meeting sooner than this is asked about both after that one."""


async def pass_time(desk: Desk) -> None:
    """Do whatever has come due with meetings: each in a transaction of its own."""
    async with desk.glance() as view:
        due = await meetings.due(view, desk.clock())
    for number in due:
        await _pass(desk, number)


@use_case
async def _pass(work: Work, meeting_id: int) -> Outcome:
    meeting = await meetings.get(work.tx, meeting_id)
    if meeting is None:
        return outcome("nothing")
    if meeting.lapses_at is not None and meeting.lapses_at <= work.now:
        await lapse(work, meeting)
    elif meeting.nudge_at is not None and meeting.nudge_at <= work.now:
        await meetings.nudged(work.tx, meeting_id)
        await (_nudge(work, meeting) if meeting.awaits_id else _ask_for_reports(work, meeting))
    return outcome("passed")


async def lapse(work: Work, meeting: Meeting) -> None:
    """End the wait for an answer: of a request nothing is left, of a move the time agreed (inside a use case)."""
    if meeting.state == "asked":
        revision, kind = await close(work, meeting, "lapsed"), "meeting_lapsed"
    else:
        revision, kind = await drop_move(work, meeting), "meeting_move_lapsed"
    await meetings.note(work.tx, meeting.id, revision, "lapsed", manner="time", now=work.now)
    await tell_sides(work, meeting, kind, revision=revision)


async def _nudge(work: Work, meeting: Meeting) -> None:
    if meeting.awaits_id is not None:
        await tell_side(work, meeting, meeting.awaits_id, "meeting_nudge", revision=meeting.revision)


async def _ask_for_reports(work: Work, meeting: Meeting) -> None:
    """Ask each side what became of this meeting and those before, unless the next one follows at once."""
    if meeting.ends is None:
        return
    for side in meeting.sides:
        said = await meetings.report(work.tx, meeting.id, side)
        soon = await meeting_hall.engagements(work.tx, [side], meeting.ends, meeting.ends + _BREAK)
        if said is None and not any(one.what == "meeting" for one in soon):
            await tell_side(work, meeting, side, "meeting_report", revision=meeting.revision)
