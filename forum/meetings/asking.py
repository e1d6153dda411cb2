"""Asking somebody for a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.meetings.acting import Actor, Part, part
from forum.meetings.deadlines import deadlines
from forum.meetings.free import Hall, hall
from forum.meetings.negotiation import LONGEST
from forum.meetings.notices import tell_sides
from forum.meetings.placing import judge
from forum.meetings.seeing import may_see
from forum.typed import own_words
from storage import delegates, forums, meetings, sessions
from storage.connection import Connection
from storage.records import Delegate, Forum

MOST_TIMES = 3
"""So many times may be proposed at once."""


@use_case
async def ask(
    work: Work,
    actor: Actor,
    acting: int,
    partner_id: int,
    times: Sequence[datetime],
    *,
    project: int = 0,
    subject: str = "",
) -> Outcome:
    """Ask for a meeting at one of up to three times, or (none) whenever it suits; asked again, say what holds.

    Outcome: asked (meeting, again). Refusals: not_allowed, gone, oneself, not_a_participant, hidden, they_asked
    (meeting), already_agreed (meeting), too_many (limit), subject_long (length), project_gone, those of
    `check_times`.
    """
    by = await part(work.tx, actor, acting)
    forum = await forums.get(work.tx)
    if by is None or forum is None:
        return refusal("not_allowed")
    two = await persons(work.tx, by, partner_id)
    hindered = (
        (two if isinstance(two, Outcome) else None)
        or await under_way(work.tx, by, partner_id)
        or await _measure(work, forum, by, project=project, subject=own_words(subject))
    )
    if hindered is not None:
        return hindered
    sides = by.side_id, partner_id
    found = await hall(work.tx, sides, work.now, among=times)
    if check_times(forum, found, times) is not None:
        # The refusal names the other times that are free.
        found = await hall(work.tx, sides, work.now)
        return check_times(forum, found, times) or refusal("changed")
    return await _write(work, forum, by, found, times, project=project, subject=own_words(subject))


async def persons(connection: Connection, by: Part, partner_id: int) -> tuple[Delegate, Delegate] | Outcome:
    """The two who would meet, who asks first. Refusals: oneself, gone, not_a_participant, hidden."""
    if partner_id == by.side_id:
        return refusal("oneself")
    side, partner = await delegates.get(connection, by.side_id), await delegates.get(connection, partner_id)
    if side is None or partner is None or partner.role != "delegate":
        return refusal("gone")
    if side.role != "delegate":
        return refusal("not_a_participant")
    seen = await may_see(connection, by.side_id, partner_id, organiser=by.manner == "organiser")
    return (side, partner) if seen else refusal("hidden")


async def under_way(connection: Connection, by: Part, partner_id: int) -> Outcome | None:
    """What there is between the two already. Outcome: asked; refusals: they_asked, already_agreed (meeting)."""
    meeting = await meetings.between(connection, by.side_id, partner_id)
    if meeting is None:
        return None
    if meeting.state == "agreed":
        return refusal("already_agreed", meeting=meeting.id)
    if meeting.inviter_id == by.side_id:
        return outcome("asked", meeting=meeting.id, again=True)
    return refusal("they_asked", meeting=meeting.id)


async def _measure(work: Work, forum: Forum, by: Part, *, project: int, subject: str) -> Outcome | None:
    if len(subject) > LONGEST:
        return refusal("subject_long", length=len(subject))
    if project and await sessions.project(work.tx, project) is None:
        return refusal("project_gone")
    limit = forum.open_requests
    if limit is not None and await meetings.open_requests(work.tx, by.side_id) >= limit:
        return refusal("too_many", limit=limit)
    return None


def check_times(forum: Forum, found: Hall, times: Sequence[datetime]) -> Outcome | None:
    """Why these times cannot be asked for, None where they can.

    Refusals: planned_only, needs_time, those of `check_free`.
    """
    if times and forum.scheduling == "planned":
        return refusal("planned_only")
    if not times and forum.scheduling == "instant":
        return refusal("needs_time")
    return check_free(found, times)


def check_free(found: Hall, times: Sequence[datetime]) -> Outcome | None:
    """Why these times cannot be had. Refusals: too_many_times, those of `placing.judge`."""
    if len(set(times)) > MOST_TIMES:
        return refusal("too_many_times")
    return next((hindered for time in times if (hindered := judge(found, time)) is not None), None)


async def _write(
    work: Work,
    forum: Forum,
    by: Part,
    found: Hall,
    times: Sequence[datetime],
    *,
    project: int,
    subject: str,
) -> Outcome:
    _, partner_id = found.sides
    number = await meetings.add(
        work.tx,
        inviter_id=by.side_id,
        invitee_id=partner_id,
        project_id=project or None,
        subject=subject,
        interpreted=found.interpreted,
        now=work.now,
    )
    await meetings.propose(work.tx, number, set(times))
    revision = await meetings.change(work.tx, number, **deadlines(forum, work.now, times))
    await note(work, number, revision, "asked", by)
    meeting = await meetings.get(work.tx, number)
    if meeting is not None:
        await tell_sides(work, meeting, "meeting_asked", by=by, revision=revision)
    return outcome("asked", meeting=number, again=False)


async def note(work: Work, meeting_id: int, revision: int, act: str, by: Part) -> None:
    """Write down who did what, and for whom."""
    await meetings.note(
        work.tx,
        meeting_id,
        revision,
        act,
        manner=by.manner,
        now=work.now,
        side_id=by.side_id,
        actor_id=by.actor.delegate_id,
    )
