"""Telling the two sides, the interpreter and the organisers what has changed: each once, nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from forum.desk import NO_FACTS, Fact, Facts, Work
from forum.meetings.acting import Part
from forum.organisers import tell_organisers
from storage import delegates, heads
from storage.meeting_records import Meeting


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
        await tell_side(work, meeting.id, side, kind, revision=revision, besides=by, facts=told)


async def _in_place(work: Work, by: Part) -> Mapping[str, Fact]:
    """Who acted for the reader."""
    actor = await delegates.get(work.tx, by.actor.delegate_id) if by.actor.delegate_id else None
    if actor is None:
        return {"by": "", "by_other": "", "by_delegation": ""}
    return {"by": actor.name, "by_other": actor.name_other, "by_delegation": actor.delegation}


async def tell_side(
    work: Work,
    meeting_id: int,
    side_id: int,
    kind: str,
    *,
    revision: int,
    besides: Part | None = None,
    facts: Facts = NO_FACTS,
) -> None:
    """Tell one side and, where they have no Telegram, those who may act for them.

    `besides` did it and needs no telling.
    """
    known = {"meeting": meeting_id, "revision": revision, "side": side_id, **facts}
    await work.tell(side_id, kind, f"{kind}:{meeting_id}:{revision}:{side_id}", known)
    for head in await heads.heads_of(work.tx, side_id):
        if besides is None or head != besides.actor.delegate_id:
            key = f"{kind}:{meeting_id}:{revision}:{side_id}:{head}"
            await work.tell(head, kind, key, known | {"acting": side_id})


async def tell_interpreter(
    work: Work, interpreter_id: int, meeting: Meeting, kind: str, *, revision: int, facts: Facts = NO_FACTS
) -> None:
    """Tell an interpreter of an assignment, or of its end."""
    known = {"meeting": meeting.id, "revision": revision, "side": interpreter_id, **facts}
    await work.tell(interpreter_id, kind, f"{kind}:{meeting.id}:{revision}:{interpreter_id}", known)


async def tell_of_no_interpreter(work: Work, meeting: Meeting, revision: int) -> None:
    """Tell the organisers that a meeting has no interpreter."""
    facts = {"meeting": meeting.id, "revision": revision, "side": meeting.inviter_id}
    await tell_organisers(work, "meeting_no_interpreter", f"no_interpreter:{meeting.id}:{revision}", facts)
