"""Seats after an import: given up, passed on to those who wait, and given to those whom the file names.

A guide's `tables` may name visits: they guide these, and have no seat there.
"""

from __future__ import annotations

from collections.abc import Iterable

from forum.desk import Work
from forum.seats import promote
from forum.workbook.applying import Plan
from forum.workbook.cells import split
from forum.workbook.changes import CHANGED, REMOVED, Telling
from forum.workbook.sheets import DELEGATES, SESSIONS
from storage import sessions, visits, workbook_seats
from storage import workbook_writes as writes

Moves = list[tuple[int, int]]
"""Places as (session, delegate)."""


async def settle_seats(work: Work, plan: Plan) -> list[Telling]:
    """Carry out what the file says of seats; those who got one from the waiting list, and were told."""
    joining, leaving = await _guide(work, *await _moves(work, plan))
    leaving += await visits.seats_of_guides(work.tx)
    await workbook_seats.take(work.tx, leaving)
    freed = {session for session, _ in leaving} | await _waited_for(work, plan)
    tellings = [await _pass_on(work, session) for session in sorted(freed)]
    await _give(work, joining)
    return [telling for telling in tellings if telling.people]


async def _moves(work: Work, plan: Plan) -> tuple[Moves, Moves]:
    """Whom the file seats and whom it takes away, in the file's order."""
    session_ids = await writes.numbers(work.tx, SESSIONS.name)
    delegate_ids = await writes.numbers(work.tx, DELEGATES.name)
    cancelled = {row.code for row in plan.rows(SESSIONS.name, REMOVED)}
    joining: Moves = []
    leaving: Moves = []
    for row in plan.found.rows:
        for cell in row.cells:
            if row.sheet == DELEGATES.name and cell.column == "tables":
                old, new = split(cell.old), split(cell.new)
                # A seat in what is cancelled stays: it is there again when the session comes back.
                gone = [code for code in old if code not in new and code not in cancelled]
                leaving += [(session_ids[code], delegate_ids[row.code]) for code in gone]
                joining += [(session_ids[code], delegate_ids[row.code]) for code in new if code not in old]
    return joining, leaving


async def _guide(work: Work, joining: Moves, leaving: Moves) -> tuple[Moves, Moves]:
    """Name the guides of visits; the moves that are left are of seats."""
    trips = await workbook_seats.visits(work.tx)
    await visits.unset_guides(work.tx, [move for move in leaving if move[0] in trips])
    await visits.set_guides(work.tx, [move for move in joining if move[0] in trips])
    await visits.forget_former_guides(work.tx)
    return (
        [move for move in joining if move[0] not in trips],
        [move for move in leaving if move[0] not in trips],
    )


async def _waited_for(work: Work, plan: Plan) -> set[int]:
    """Sessions in which somebody may get a seat: with another capacity, back again, or left by a removed delegate."""
    wider = [row for row in plan.rows(SESSIONS.name, CHANGED) if "capacity" in row.new or plan.revives(row)]
    found = set(plan.numbers(wider))
    if any(True for _ in plan.rows(DELEGATES.name, REMOVED)):
        found |= await workbook_seats.waited_for(work.tx)
    return found


async def _pass_on(work: Work, session_id: int) -> Telling:
    session = await sessions.get(work.tx, session_id)
    before = await workbook_seats.holders(work.tx, session_id, "waiting")
    if session is None or not before:
        return Telling("", "", "seat_freed", ())
    await promote(work, session)
    still = await workbook_seats.holders(work.tx, session_id, "waiting")
    lucky = tuple(person for person in before if person not in still)
    return Telling(session.code, session.title_it, "seat_freed", lucky)


async def _give(work: Work, joining: Iterable[tuple[int, int]]) -> None:
    """As `forum.seats.seat` for each in turn, but for thousands at once."""
    held = await workbook_seats.held(work.tx)
    taken = await workbook_seats.taken(work.tx)
    capacities = await workbook_seats.capacities(work.tx)
    places = []
    for session, delegate in joining:
        if (session, delegate) in held:
            continue
        capacity = capacities[session]
        free = capacity is None or taken.get(session, 0) < capacity
        taken[session] = taken.get(session, 0) + int(free)
        places.append((session, delegate, "seated" if free else "waiting"))
    await workbook_seats.give(work.tx, places)
