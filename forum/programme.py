"""The programme: its days, and who may see what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forum.agenda import JOINED_KINDS
from forum.desk import Outcome, Work, outcome, refusal, use_case
from storage import delegates, sessions
from storage.connection import Connection


def days(instants: Iterable[datetime], zone: ZoneInfo) -> list[date]:
    """The days, in the forum's zone, on which something starts."""
    return sorted({instant.astimezone(zone).date() for instant in instants})


def bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When a local day begins and ends; it has 23 or 25 hours where the clocks change."""
    return (
        datetime.combine(day, time(), zone),
        datetime.combine(day + timedelta(days=1), time(), zone),
    )


def meant_for(audience: str, delegation: str | None) -> bool:
    """Whether something with this audience concerns a delegation; None (an organiser without one) sees all."""
    return audience == "all" or delegation is None or audience == delegation


async def concerns(connection: Connection, audience: str, delegate_id: int) -> bool:
    """Whether something with this audience concerns a delegate; nothing does who was removed."""
    delegation = await delegates.delegation(connection, delegate_id)
    return delegation is not None and meant_for(audience, delegation)


@use_case
async def attend(work: Work, delegate_id: int, session_id: int, *, absent: bool) -> Outcome:
    """Take a session that everybody attends off one's agenda, or put it back.

    Outcomes: off_agenda, on_agenda. Refusals: gone.
    """
    session = await sessions.get(work.tx, session_id)
    if session is None or session.kind in JOINED_KINDS:
        return refusal("gone")
    if not await concerns(work.tx, session.audience, delegate_id):
        return refusal("gone")
    await sessions.set_absent(work.tx, delegate_id, session_id, absent=absent)
    return outcome("off_agenda" if absent else "on_agenda")
