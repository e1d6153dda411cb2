"""Ending: a request withdrawn, an agreed meeting cancelled, somebody who no longer takes part."""

from __future__ import annotations

from collections.abc import Sequence

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.meetings.acting import Actor, Part
from forum.meetings.answering import drop_move
from forum.meetings.asking import note
from forum.meetings.interpreting import release, tell_assigned
from forum.meetings.negotiation import LONGEST, begun, take_floor
from forum.meetings.notices import tell_side, tell_sides, when_was
from forum.meetings.placing import settled
from forum.typed import own_words
from storage import meetings
from storage.meeting_records import Meeting

_NOWHERE = {"starts": None, "ends": None, "table_number": None, "interpreter_id": None}


@use_case
async def withdraw(work: Work, actor: Actor, acting: int, meeting_id: int, revision: int) -> Outcome:
    """Take back what waits for the other's answer: a request, or another time for an agreed meeting.

    Outcomes: withdrawn, move_withdrawn (meeting). Refusals: those of `take_floor`, not_yours_to_withdraw.
    """
    floor = await take_floor(work, actor, acting, meeting_id)
    if isinstance(floor, Outcome):
        return floor
    meeting = floor.meeting
    if meeting.state == "withdrawn":
        return outcome("withdrawn", meeting=meeting_id)
    if meeting.revision != revision:
        return refusal("changed", meeting=meeting_id)
    if meeting.awaits_id is None or floor.answers:
        return refusal("not_yours_to_withdraw", meeting=meeting_id)
    if floor.moving:
        revision = await drop_move(work, meeting)
        kind, came = "meeting_move_withdrawn", outcome("move_withdrawn", meeting=meeting_id)
    else:
        revision = await close(work, meeting, "withdrawn")
        kind, came = "meeting_withdrawn", outcome("withdrawn", meeting=meeting_id)
    await note(work, meeting_id, revision, came.word, floor.by)
    await tell_sides(work, meeting, kind, by=floor.by, revision=revision)
    return came


@use_case
async def cancel(
    work: Work, actor: Actor, acting: int, meeting_id: int, revision: int, *, reason: str = ""
) -> Outcome:
    """Cancel an agreed meeting: its time, table and interpreter are free again. Once more: say what holds.

    Outcome: cancelled (meeting). Refusals: those of `take_floor`, closed, over, reason_long (length).
    """
    floor = await take_floor(work, actor, acting, meeting_id)
    if isinstance(floor, Outcome):
        return floor
    meeting, why = floor.meeting, own_words(reason)
    if meeting.state == "cancelled":
        return outcome("cancelled", meeting=meeting_id)
    hindered = _cancellable(work, meeting, revision, why)
    if hindered is not None:
        return hindered
    await give_up(work, meeting, floor.by, why)
    return outcome("cancelled", meeting=meeting_id)


def _cancellable(work: Work, meeting: Meeting, revision: int, reason: str) -> Outcome | None:
    if meeting.revision != revision:
        return refusal("changed", meeting=meeting.id)
    if meeting.state != "agreed":
        return refusal("closed", meeting=meeting.id)
    if begun(work, meeting):
        return refusal("over")
    return refusal("reason_long", length=len(reason)) if len(reason) > LONGEST else None


async def give_up(work: Work, meeting: Meeting, by: Part, reason: str) -> None:
    """Cancel a meeting and give all it took back (inside a use case)."""
    revision = await close(work, meeting, "cancelled", reason=reason)
    await note(work, meeting.id, revision, "cancelled", by)
    await tell_sides(work, meeting, "meeting_cancelled", by=by, revision=revision, facts=when_was(meeting))
    await tell_assigned(work, meeting, None, revision)
    await release(work, meeting)


async def close(work: Work, meeting: Meeting, state: str, *, reason: str = "") -> int:
    """Bring a meeting to an end; its last revision (inside a use case)."""
    await meetings.propose(work.tx, meeting.id, ())
    return await meetings.change(work.tx, meeting.id, state=state, reason=reason, **_NOWHERE, **settled(None))


async def withdraw_from_all(work: Work, delegate_id: int) -> Sequence[Meeting]:
    """End all requests and meetings of somebody who no longer takes part, and tell the others; which they were.

    What they took may go to others only after all who left have been withdrawn: see `release` (inside a use case).
    """
    ended = await meetings.of_side(work.tx, delegate_id, ("asked", "agreed"))
    ended = [one for one in ended if not begun(work, one)]
    for meeting in ended:
        agreed = meeting.state == "agreed"
        revision = await close(work, meeting, "cancelled" if agreed else "withdrawn")
        await meetings.note(
            work.tx, meeting.id, revision, "left", manner="import", now=work.now, side_id=delegate_id
        )
        kind = "meeting_cancelled" if agreed else "meeting_withdrawn"
        facts = {"left": True, **(when_was(meeting) if agreed else {})}
        await tell_side(work, meeting, meeting.other(delegate_id), kind, revision=revision, facts=facts)
        await tell_assigned(work, meeting, None, revision)
    return ended
