"""After the forum has changed under its meetings (an import): what each still has, and what it lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from forum.desk import Work
from forum.meetings.answering import drop_move
from forum.meetings.ending import close, withdraw_from_all
from forum.meetings.interpreting import help_those_without, release, replace, tell_assigned
from forum.meetings.languages import able, understand
from forum.meetings.notices import tell_sides, when_was
from forum.meetings.placing import settled, table_for
from forum.meetings.slots import Slot, coming
from storage import forums, meeting_hall, meetings
from storage.meeting_records import Engagement, Meeting, Speaker

Slots = Mapping[datetime, Slot]


async def reconcile(work: Work) -> None:
    """Bring all meetings to come into line with the forum as it is now, and tell those concerned (inside a use case).

    Whoever no longer takes part is in no meeting. A meeting whose slot is gone is without a time, one whose table is
    gone gets another, one whose interpreter is gone gets another or the organisers know. Times proposed that are no
    slots any more are withdrawn; a request none of whose times is left has lapsed.
    """
    await withdraw_absent(work)
    found = await meetings.alive(work.tx, work.now)
    if not found:
        return
    slots: Slots = {slot.starts: slot for slot in await coming(work.tx, work.now)}
    for meeting in found:
        await _proposals(work, meeting, slots)
        await _place(work, meeting, slots)
    await _interpreters(work, [meeting.id for meeting in found])


async def withdraw_absent(work: Work) -> None:
    """The first of it alone: whoever no longer takes part is in no meeting (inside a use case)."""
    absent = sorted(await meeting_hall.absentees(work.tx))
    ended = [meeting for number in absent for meeting in await withdraw_from_all(work, number)]
    for meeting in ended:
        await release(work, meeting)


async def understand_anew(work: Work, delegate_id: int) -> None:
    """Give the meetings of a delegate whose languages are others the interpreters they need (inside a use case)."""
    found = await meetings.of_side(work.tx, delegate_id, ("asked", "agreed"))
    coming = [one.id for one in found if one.starts is None or one.starts > work.now]
    if coming:
        await _interpreters(work, coming)


async def _proposals(work: Work, meeting: Meeting, slots: Slots) -> None:
    left = [time for time in meeting.times if time in slots or time <= work.now]
    if len(left) == len(meeting.times):
        return
    if left:
        await meetings.propose(work.tx, meeting.id, left)
        return
    if meeting.state == "asked":
        revision, kind = await close(work, meeting, "lapsed"), "meeting_lapsed"
    else:
        revision, kind = await drop_move(work, meeting), "meeting_move_lapsed"
    await meetings.note(work.tx, meeting.id, revision, "lapsed", manner="import", now=work.now)
    await tell_sides(work, meeting, kind, revision=revision)


async def _place(work: Work, before: Meeting, slots: Slots) -> None:
    meeting = await meetings.get(work.tx, before.id)
    if meeting is None or meeting.starts is None:
        return
    slot = slots.get(meeting.starts)
    if slot is None or slot.ends != meeting.ends:
        await unplace(work, meeting)
        return
    forum = await forums.get(work.tx)
    if forum is None or meeting.table_number is None or meeting.table_number <= forum.meeting_tables:
        return
    table = await table_for(work, meeting, slot)
    if table is None:
        await unplace(work, meeting)
        return
    revision = await meetings.change(work.tx, meeting.id, table_number=table)
    await meetings.note(work.tx, meeting.id, revision, "table", manner="import", now=work.now)
    await tell_sides(work, meeting, "meeting_table", revision=revision, facts=when_was(meeting))
    await tell_assigned(work, meeting, meeting.interpreter_id, revision)


async def unplace(work: Work, meeting: Meeting) -> None:
    """Take a meeting's time away: it stays agreed, and both are asked to find another (inside a use case)."""
    await meetings.propose(work.tx, meeting.id, ())
    revision = await meetings.change(
        work.tx,
        meeting.id,
        starts=None,
        ends=None,
        table_number=None,
        interpreter_id=None,
        **settled(None),
    )
    await meetings.note(work.tx, meeting.id, revision, "unplaced", manner="import", now=work.now)
    await tell_sides(work, meeting, "meeting_unplaced", revision=revision, facts=when_was(meeting))
    await tell_assigned(work, meeting, None, revision)


async def _interpreters(work: Work, numbers: Sequence[int]) -> None:
    every = [meeting for number in numbers if (meeting := await meetings.get(work.tx, number)) is not None]
    found = [meeting for meeting in every if meeting.state in {"asked", "agreed"}]
    people = {side for meeting in found for side in meeting.sides}
    speakers = {one.id: one for one in await meeting_hall.speakers(work.tx, people)}
    pairs = [(speakers[meeting.inviter_id], speakers[meeting.invitee_id]) for meeting in found]
    fit = await _fit(work, found)
    # First those that give an interpreter back, last those that have none: whoever became free may help them.
    for meeting, pair in sorted(zip(found, pairs, strict=True), key=lambda each: not understand(*each[1])):
        await _interpreter(work, meeting, *pair, fit)
    until = max((meeting.ends for meeting in found if meeting.ends is not None), default=work.now)
    await help_those_without(work, work.now, until, manner="import")


async def _fit(work: Work, found: Sequence[Meeting]) -> dict[int, tuple[Speaker, list[Engagement]]]:
    """The interpreters, and when each is taken while these meetings take place."""
    helpers = await meeting_hall.interpreters(work.tx)
    times = [(one.starts, one.ends) for one in found if one.starts is not None and one.ends is not None]
    if not times:
        return {}
    since, until = min(starts for starts, _ in times), max(ends for _, ends in times)
    taken = await meeting_hall.engagements(work.tx, [one.id for one in helpers], since, until)
    return {one.id: (one, [each for each in taken if each.delegate_id == one.id]) for one in helpers}


async def _interpreter(
    work: Work,
    meeting: Meeting,
    one: Speaker,
    other: Speaker,
    fit: Mapping[int, tuple[Speaker, list[Engagement]]],
) -> None:
    needed = not understand(one, other)
    if needed != meeting.interpreted:
        await meetings.interpret(work.tx, meeting.id, needed=needed)
    if meeting.starts is None or meeting.ends is None:
        return
    helper, taken = fit.get(meeting.interpreter_id or 0, (None, []))
    elsewhere = any(
        each.starts < meeting.ends and each.ends > meeting.starts
        for each in taken
        if (each.what, each.subject_id) != ("meeting", meeting.id)
    )
    helps = helper is not None and bool(able([helper], one, other)) and not elsewhere
    new = needed and not meeting.interpreted
    if new or (meeting.interpreter_id is not None and not (needed and helps)):
        await replace(work, meeting, manner="import", new=new)
