"""The telephone and e-mail of whom one meets: only where both let them be seen."""

from __future__ import annotations

from dataclasses import dataclass

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.meetings.acting import Actor, part
from forum.privacy.consenting import note_contacts
from storage import delegates, meeting_looks, meetings
from storage.connection import Connection
from storage.records import Delegate


@dataclass(frozen=True, slots=True)
class Contacts:
    """What one side sees of the other: the `partner`, None while not both let their contacts be seen."""

    partner: Delegate | None
    shares: bool
    partner_shares: bool


async def contacts(connection: Connection, actor: Actor, acting: int, meeting_id: int) -> Contacts | Outcome:
    """The contacts of the other side of a meeting that is agreed or was held.

    Refusals: not_allowed, gone, not_agreed.
    """
    by = await part(connection, actor, acting)
    if by is None:
        return refusal("not_allowed")
    meeting = await meetings.get(connection, meeting_id)
    if meeting is None or by.side_id not in meeting.sides:
        return refusal("gone")
    if meeting.state not in {"agreed", "held"}:
        return refusal("not_agreed")
    other = meeting.other(by.side_id)
    mine = await meeting_looks.shares_contacts(connection, by.side_id)
    theirs = await meeting_looks.shares_contacts(connection, other)
    return Contacts(await delegates.get(connection, other) if mine and theirs else None, mine, theirs)


@use_case
async def share_contacts(work: Work, delegate_id: int, *, shared: bool) -> Outcome:
    """Let those with an agreed meeting see one's telephone and e-mail, or no longer. Outcomes: shared, not_shared."""
    await meeting_looks.share_contacts(work.tx, delegate_id, shared=shared)
    await note_contacts(work, delegate_id, given=shared)
    return outcome("shared" if shared else "not_shared")
