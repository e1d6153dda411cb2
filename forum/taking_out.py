"""Somebody takes part no more: what they held goes to others, and those who were to meet them are told."""

from __future__ import annotations

from forum.desk import Work
from forum.meetings.reconciling import reconcile, withdraw_absent
from forum.seats import promote
from storage import delegates, seats, sessions
from storage import workbook_writes as writes


async def take_out(work: Work, delegate_id: int) -> None:
    """Take a delegate out of the forum, as an import does with one whose row is gone (inside a use case).

    Requests and meetings end and the others are told, seats go to those who wait, meetings that the delegate would
    have interpreted find somebody else.
    """
    person = await delegates.get(work.tx, delegate_id)
    places = await seats.of_delegate(work.tx, delegate_id)
    await writes.remove_delegates(work.tx, [delegate_id], work.now)
    for number in places:
        session = await sessions.get(work.tx, number)
        if session is not None:
            await promote(work, session)
    # All meetings are looked at only where somebody leaves who may be in any of them.
    interpreted = person is None or person.role == "interpreter"
    await (reconcile(work) if interpreted else withdraw_absent(work))
