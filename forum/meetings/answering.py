"""Answering: accept, decline, propose another time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.meetings.acting import Actor
from forum.meetings.asking import check_free, check_times, note
from forum.meetings.deadlines import deadlines
from forum.meetings.free import Hall, hall
from forum.meetings.interpreting import release, tell_assigned
from forum.meetings.negotiation import LONGEST, Floor, begun, take_floor
from forum.meetings.notices import tell_sides, when_was
from forum.meetings.placing import find_place, settle, settled
from forum.typed import own_words
from storage import forums, meetings
from storage.meeting_records import Meeting
from storage.records import Forum


@use_case
async def accept(
    work: Work, actor: Actor, acting: int, meeting_id: int, revision: int, time: datetime | None
) -> Outcome:
    """Accept a request or a move, at a time; None: whenever it suits. Accepted again, say what holds.

    Outcomes: agreed (meeting, again), accepted (meeting, again: the time is still to be found). Refusals: those of
    `take_floor` and `find_place`, not_awaited, time_not_proposed, needs_time, over.
    """
    floor = await take_floor(work, actor, acting, meeting_id)
    if isinstance(floor, Outcome):
        return floor
    meeting = floor.meeting
    if meeting.state == "agreed" and meeting.awaits_id is None and meeting.starts == time:
        return outcome("agreed" if time else "accepted", meeting=meeting_id, again=True)
    hindered = await _acceptable(work, floor, revision, time)
    if hindered is not None:
        return hindered
    return await (_accept_at(work, floor, time) if time else _accept(work, floor))


async def _acceptable(work: Work, floor: Floor, revision: int, time: datetime | None) -> Outcome | None:
    meeting = floor.meeting
    if meeting.revision != revision:
        return refusal("changed", meeting=meeting.id)
    if not floor.answers:
        return refusal("not_awaited", meeting=meeting.id)
    if begun(work, meeting):
        return refusal("over")
    forum = await forums.get(work.tx)
    whenever = meeting.state == "asked" and not meeting.times
    if time is None:
        return None if whenever else refusal("needs_time")
    if whenever and forum is not None and forum.scheduling == "planned":
        return refusal("planned_only")
    return None if whenever or time in meeting.times else refusal("time_not_proposed")


async def _accept(work: Work, floor: Floor) -> Outcome:
    meeting = floor.meeting
    revision = await meetings.change(work.tx, meeting.id, state="agreed", **settled(None))
    await note(work, meeting.id, revision, "accepted", floor.by)
    await tell_sides(work, meeting, "meeting_accepted", by=floor.by, revision=revision)
    return outcome("accepted", meeting=meeting.id, again=False)


async def _accept_at(work: Work, floor: Floor, time: datetime) -> Outcome:
    before = floor.meeting
    place = await find_place(work, before, floor.side_id, time)
    if isinstance(place, Outcome):
        return place
    revision = await settle(work, before, place)
    await note(work, before.id, revision, "agreed" if before.starts is None else "moved", floor.by)
    if before.starts is None:
        await tell_sides(work, before, "meeting_agreed", by=floor.by, revision=revision)
    else:
        await tell_sides(
            work, before, "meeting_moved", by=floor.by, revision=revision, facts=when_was(before)
        )
    await tell_assigned(work, before, place.interpreter_id, revision)
    await release(work, before)
    return outcome("agreed", meeting=before.id, again=False)


@use_case
async def decline(
    work: Work, actor: Actor, acting: int, meeting_id: int, revision: int, *, reason: str = ""
) -> Outcome:
    """Decline a request, or a move: then the time agreed stands. Declined again, say what holds.

    Outcomes: declined, kept (meeting). Refusals: those of `take_floor`, not_awaited, reason_long (length).
    """
    floor = await take_floor(work, actor, acting, meeting_id)
    if isinstance(floor, Outcome):
        return floor
    meeting = floor.meeting
    if meeting.state == "declined":
        return outcome("declined", meeting=meeting_id)
    hindered = _declinable(floor, revision, own_words(reason))
    if hindered is not None:
        return hindered
    return await (_keep(work, floor) if floor.moving else _decline(work, floor, own_words(reason)))


def _declinable(floor: Floor, revision: int, reason: str) -> Outcome | None:
    if floor.meeting.revision != revision:
        return refusal("changed", meeting=floor.meeting.id)
    if not floor.answers:
        return refusal("not_awaited", meeting=floor.meeting.id)
    return refusal("reason_long", length=len(reason)) if len(reason) > LONGEST else None


async def _decline(work: Work, floor: Floor, reason: str) -> Outcome:
    meeting = floor.meeting
    revision = await meetings.change(work.tx, meeting.id, state="declined", reason=reason, **settled(None))
    await meetings.propose(work.tx, meeting.id, ())
    await note(work, meeting.id, revision, "declined", floor.by)
    await tell_sides(work, meeting, "meeting_declined", by=floor.by, revision=revision)
    return outcome("declined", meeting=meeting.id)


async def _keep(work: Work, floor: Floor) -> Outcome:
    meeting = floor.meeting
    revision = await drop_move(work, meeting)
    await note(work, meeting.id, revision, "kept", floor.by)
    await tell_sides(work, meeting, "meeting_kept", by=floor.by, revision=revision)
    return outcome("kept", meeting=meeting.id)


async def drop_move(work: Work, meeting: Meeting) -> int:
    """Take the other times proposed for an agreed meeting off; its new revision (inside a use case)."""
    await meetings.propose(work.tx, meeting.id, ())
    return await meetings.change(work.tx, meeting.id, **settled(meeting.ends))


@use_case
async def propose(
    work: Work, actor: Actor, acting: int, meeting_id: int, revision: int, times: Sequence[datetime]
) -> Outcome:
    """Propose other times: for a request, or for an agreed meeting, whose time stands until they are accepted.

    Outcome: proposed (meeting). Refusals: those of `take_floor`, `check_times` and `check_free`, closed, over,
    no_times, same_time.
    """
    floor = await take_floor(work, actor, acting, meeting_id, revision)
    if isinstance(floor, Outcome):
        return floor
    forum = await forums.get(work.tx)
    hindered = _movable(work, floor.meeting, times)
    if hindered is not None or forum is None:
        return hindered or refusal("gone")
    partner_id = floor.meeting.other(floor.side_id)
    sides = floor.side_id, partner_id
    found = await hall(work.tx, sides, work.now, ignoring=meeting_id, among=times)
    if _hindrance(forum, floor, found, times) is not None:
        # The refusal names the other times that are free.
        found = await hall(work.tx, sides, work.now, ignoring=meeting_id)
        return _hindrance(forum, floor, found, times) or refusal("changed")
    return await _propose(work, forum, floor, times)


def _hindrance(forum: Forum, floor: Floor, found: Hall, times: Sequence[datetime]) -> Outcome | None:
    # What is agreed may be moved by the two in any forum; the organisers plan requests.
    if floor.meeting.state == "agreed":
        return check_free(found, times)
    return check_times(forum, found, times)


def _movable(work: Work, meeting: Meeting, times: Sequence[datetime]) -> Outcome | None:
    if meeting.state not in {"asked", "agreed"}:
        return refusal("closed", meeting=meeting.id)
    if begun(work, meeting):
        return refusal("over")
    if not times:
        return refusal("no_times")
    return refusal("same_time") if meeting.starts in times else None


async def _propose(work: Work, forum: Forum, floor: Floor, times: Sequence[datetime]) -> Outcome:
    meeting = floor.meeting
    awaited = deadlines(forum, work.now, times, agreed=meeting.starts)
    partner_id = meeting.other(floor.side_id)
    revision = await meetings.change(work.tx, meeting.id, awaits_id=partner_id, **awaited)
    await meetings.propose(work.tx, meeting.id, set(times))
    await note(work, meeting.id, revision, "proposed", floor.by)
    kind = "meeting_proposed" if meeting.state == "asked" else "meeting_move_asked"
    await tell_sides(work, meeting, kind, by=floor.by, revision=revision)
    return outcome("proposed", meeting=meeting.id)
