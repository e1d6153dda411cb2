"""A delegate takes part no more, or does after all."""

from __future__ import annotations

from forum.delegates_desk.inviting import give
from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.meetings.reconciling import reconcile
from forum.taking_out import take_out
from storage import delegates
from storage import workbook_writes as writes


@use_case
async def remove(work: Work, person_id: int, own_id: int | None) -> Outcome:
    """Take a delegate out of the forum, as an import does with one whose row is gone.

    Their requests and meetings end and the others are told, their seats go to those who wait, meetings they would
    have interpreted find somebody else. `own_id`: who does it. Outcome: delegate_removed (also where they were
    before). Refusals: gone, not_oneself.
    """
    person = await delegates.known(work.tx, person_id)
    if person is None:
        return refusal("gone")
    if person_id == own_id:
        return refusal("not_oneself")
    if person.removed_at is not None:
        return outcome("delegate_removed")
    await take_out(work, person_id)
    return outcome("delegate_removed")


@use_case
async def restore(work: Work, person_id: int) -> Outcome:
    """Let a removed delegate take part again, with a new invitation; what they had is not given back.

    Outcome: delegate_restored (also where they take part). Refusal: gone.
    """
    person = await delegates.known(work.tx, person_id)
    if person is None:
        return refusal("gone")
    if person.removed_at is not None:
        await writes.restore_delegates(work.tx, [person_id])
        await give(work.tx, person)
        if person.role == "interpreter":
            await reconcile(work)
    return outcome("delegate_restored")
