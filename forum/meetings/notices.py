"""Telling the two sides, the interpreter and the organisers what has changed: each once, nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from forum.desk import NO_FACTS, Fact, Facts, Work
from forum.meetings.acting import Part
from forum.organisers import tell_organisers
from storage import delegates, heads, reminders
from storage.meeting_records import Meeting

_LATE = "meeting_late"


def when_was(meeting: Meeting) -> Facts:
    """The time and table that a meeting has, for a notice that tells of their end."""
    return {
        "starts": _text(meeting.starts),
        "ends": _text(meeting.ends),
        "table": meeting.table_number,
    }


def _text(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


async def tell_sides(
    work: Work,
    meeting: Meeting,
    kind: str,
    *,
    by: Part | None = None,
    revision: int,
    facts: Facts = NO_FACTS,
) -> None:
    """Tell both sides but whoever did it; where a head or an organiser did it, also the side they act for."""
    for side in meeting.sides:
        told = dict(facts)
        if by is not None and side == by.side_id and by.manner != "self":
            told |= await _in_place(work, by)
        elif by is not None and side == by.side_id:
            continue
        await tell_side(work, meeting, side, kind, revision=revision, besides=by, facts=told)


async def _in_place(work: Work, by: Part) -> Mapping[str, Fact]:
    """Who acted for the reader."""
    actor = await delegates.get(work.tx, by.actor.delegate_id) if by.actor.delegate_id else None
    if actor is None:
        return {"by": "", "by_other": "", "by_delegation": ""}
    return {"by": actor.name, "by_other": actor.name_other, "by_delegation": actor.delegation}


async def tell_side(
    work: Work,
    meeting: Meeting,
    side_id: int,
    kind: str,
    *,
    revision: int,
    besides: Part | None = None,
    facts: Facts = NO_FACTS,
    about: str = "",
) -> None:
    """Tell one side, see `hearers`.

    `besides` did it and needs no telling, in whichever part; `about` tells apart what may be told of one revision
    more than once.
    """
    known = {"meeting": meeting.id, "revision": revision, "side": side_id, **facts}
    needed = await _needed_by(work, meeting, kind)
    doer = besides.actor.delegate_id if besides else None
    key = f"{kind}:{meeting.id}:{revision}:{side_id}{about}"
    for one in await hearers(work, meeting, side_id):
        if one != doer:
            own = one == side_id
            told = known if own else known | {"acting": side_id}
            await work.tell(one, kind, key if own else f"{key}:{one}", told, needed_by=needed)


async def hearers(work: Work, meeting: Meeting, side_id: int) -> list[int]:
    """Who is told for one side: itself and, where it has no Telegram, those who may act for it, but the other side.

    Whoever no longer takes part is told nothing.
    """
    takes_part = await delegates.delegation(work.tx, side_id) is not None
    acting = [one for one in await heads.heads_of(work.tx, side_id) if one not in meeting.sides]
    return [*([side_id] if takes_part else []), *acting]


async def _needed_by(work: Work, meeting: Meeting, kind: str) -> datetime | None:
    """Until when it has to be known: when the meeting begins, as it was and as it is; that one is late, at once.

    A request has no time: it can wait.
    """
    if kind.startswith(_LATE):
        return work.now
    times = (meeting.starts, await reminders.begins(work.tx, "meeting", meeting.id))
    return min((one for one in times if one is not None and one >= work.now), default=None)


async def tell_interpreter(
    work: Work,
    interpreter_id: int,
    meeting: Meeting,
    kind: str,
    *,
    revision: int,
    facts: Facts = NO_FACTS,
    about: str = "",
) -> None:
    """Tell an interpreter of an assignment, or of its end; one who no longer takes part is told nothing."""
    if await delegates.delegation(work.tx, interpreter_id) is None:
        return
    known = {"meeting": meeting.id, "revision": revision, "side": interpreter_id, **facts}
    key = f"{kind}:{meeting.id}:{revision}:{interpreter_id}{about}"
    needed = await _needed_by(work, meeting, kind)
    await work.tell(interpreter_id, kind, key, known, needed_by=needed)


async def tell_of_no_interpreter(work: Work, meeting: Meeting, revision: int) -> None:
    """Tell the organisers that a meeting has no interpreter."""
    facts = {"meeting": meeting.id, "revision": revision, "side": meeting.inviter_id}
    needed = await _needed_by(work, meeting, "meeting_no_interpreter")
    key = f"no_interpreter:{meeting.id}:{revision}"
    await tell_organisers(work, "meeting_no_interpreter", key, facts, needed_by=needed)
