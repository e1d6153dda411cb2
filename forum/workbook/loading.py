"""Loading a workbook: one transaction that changes everything, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator

from forum.changes.releasing import announce, forget_unheard
from forum.desk import Desk, Work
from forum.meetings.reconciling import reconcile
from forum.privacy.erasing import deleted_codes
from forum.search import refresh
from forum.suggestions import refresh as refresh_suggestions
from forum.workbook.applying import Plan, apply_rows
from forum.workbook.changes import ADDED, REMOVED, Changes, difference
from forum.workbook.checking import Cells, Workbook
from forum.workbook.problems import Problem
from forum.workbook.seating import settle_seats
from forum.workbook.sheets import DELEGATES
from forum.workbook.state import State, state_of
from forum.workbook.telling import crowded, tellings
from storage import workbook as storage
from storage.changes import faces, settle_all

AT_ONCE = 500
"""So many delegates the search knows at once; with the others it catches up without holding the bot up."""


class _Undo(Exception):
    """Carries what a dry run found out of the transaction that it rolls back."""

    def __init__(self, changes: Changes) -> None:
        super().__init__()
        self.changes = changes


Sanction = Callable[[Work, Changes], Awaitable[bool]]
"""Whether what a workbook changes is to be kept, asked in the transaction that changes it."""


async def load(
    desk: Desk, workbook: Workbook, *, dry_run: bool = False, sanction: Sanction | None = None
) -> Changes:
    """Load or update the forum; what changed and who would be told.

    With `problems`, dry, or where `sanction` does not agree, nothing is written.
    """
    try:
        async with desk.database.write() as tx:
            work = Work(tx, desk.clock(), desk.organisers)
            changes = await _load(work, workbook)
            unwanted = dry_run or bool(changes.problems)
            if not unwanted and sanction is not None:
                unwanted = not await sanction(work, changes)
            _keep(changes, unless=unwanted)
    except _Undo as undone:
        return undone.changes
    if work.told:
        desk.wake()
    return changes


def _keep(changes: Changes, *, unless: bool) -> None:
    if unless:
        raise _Undo(changes)


async def _load(work: Work, workbook: Workbook) -> Changes:
    state = state_of(await storage.snapshot(work.tx))
    found = difference(workbook, await storage.imported(work.tx), state)
    plan = Plan(workbook, state, found)
    problems = (*await _deleted(work, plan), *_taken_invitations(plan))
    if problems:
        return Changes(problems=problems)
    await storage.remember(work.tx, found.remembered)
    await storage.forget(work.tx, found.forgotten)
    if not found.rows:
        return Changes()
    before = await faces(work.tx)
    await apply_rows(work, plan)
    freed = await settle_seats(work, plan)
    await reconcile(work)
    if not state.zone:
        # Before the first import there was no programme that anybody knew.
        await settle_all(work.tx)
    await forget_unheard(work)
    told = await tellings(work.tx, before)
    if told:
        await announce(work)
    await refresh(work.tx, AT_ONCE)
    await refresh_suggestions(work.tx, AT_ONCE)
    return Changes(tuple(found.rows), (*told, *freed), tuple(await crowded(work, plan)))


async def _deleted(work: Work, plan: Plan) -> list[Problem]:
    """Rows of people who have had themselves deleted: a file that still lists them does not bring them back."""
    added = [row.code for row in plan.rows(DELEGATES.name, ADDED)]
    return [
        Problem(
            DELEGATES.name,
            plan.workbook.numbers.get((DELEGATES.name, code), 0),
            "code",
            "deleted",
            {"value": code},
        )
        for code in await deleted_codes(work.tx, added)
    ]


def _taken_invitations(plan: Plan) -> Iterator[Problem]:
    """Invitations of the file that somebody has who is not in it."""
    final = _invitations(plan.state)
    for row in plan.found.rows:
        if row.sheet == DELEGATES.name:
            final.pop(row.code, None) if row.what == REMOVED else final.update(
                _new_invitation(row.code, row.new)
            )
    count = Counter(final.values())
    owners = {invitation: code for code, invitation in final.items() if not plan.names(code)}
    for code, invitation in final.items():
        if count[invitation] > 1 and plan.names(code):
            number = plan.workbook.numbers.get((DELEGATES.name, code), 0)
            facts = {"value": invitation, "owner": owners.get(invitation, "")}
            yield Problem(DELEGATES.name, number, "invitation", "invitation_taken", facts)


def _invitations(state: State) -> dict[str, str]:
    rows = state.rows[DELEGATES.name].items()
    return {code: cells["invitation"] for code, cells in rows if cells["invitation"]}


def _new_invitation(code: str, new: Cells) -> dict[str, str]:
    return {code: new["invitation"]} if new.get("invitation") else {}
