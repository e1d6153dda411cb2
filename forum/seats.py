"""Seats and waiting lists: first come, first served, and a seat that frees goes to whoever waits longest."""

from __future__ import annotations

from forum.agenda import JOINED_KINDS, Entry, clashing, on_agenda
from forum.desk import Facts, Outcome, Work, outcome, refusal, use_case
from forum.programme import concerns
from forum.visits import bus
from forum.visits.asking import ask_passenger
from storage import reminders, seats, sessions
from storage.connection import Connection
from storage.records import Attended, Session


def about(session: Session) -> Facts:
    """What a notice has to know of a session to be read later, in either language."""
    return {
        "session": session.id,
        "kind": session.kind,
        "title_it": session.title_it,
        "title_ru": session.title_ru,
        "place_it": session.place_it,
        "place_ru": session.place_ru,
        "starts": session.starts.isoformat(),
        "ends": session.ends.isoformat(),
    }


@use_case
async def join(work: Work, delegate_id: int, session_id: int, *, despite_clash: bool = False) -> Outcome:
    """Take a seat, or a place in the waiting list; asked again, say what holds.

    Outcomes: seated, waiting (position). Refusals: gone, cancelled, over, clash; of a visit also those of
    `forum.visits.bus.hindrance`.
    """
    session = await sessions.attended(work.tx, session_id, delegate_id)
    if session is None or session.kind not in JOINED_KINDS:
        return refusal("gone")
    if session.seat is not None:
        return outcome(session.seat, position=session.position, again=True)
    hindrance = await _hindrance(work, session, delegate_id)
    if hindrance is not None:
        return hindrance
    if not despite_clash and await clashes(work.tx, session, delegate_id):
        return refusal("clash")
    return await seat(work, session, delegate_id)


async def _hindrance(work: Work, session: Session, delegate_id: int) -> Outcome | None:
    if not await concerns(work.tx, session.audience, delegate_id):
        return refusal("gone")
    if session.cancelled_at is not None:
        return refusal("cancelled")
    if session.ends <= work.now:
        return refusal("over")
    return await bus.hindrance(work.tx, session, delegate_id, work.now) if session.kind == "visit" else None


async def clashes(connection: Connection, session: Attended, delegate_id: int) -> list[Entry]:
    """What on a delegate's agenda takes place at the same time as a session."""
    return clashing(session, await on_agenda(connection, delegate_id, (session.starts, session.ends)))


async def seat(work: Work, session: Attended, delegate_id: int) -> Outcome:
    """Give a seat where one is free, otherwise the next place in the waiting list (inside a use case)."""
    free = session.capacity is None or session.seated < session.capacity
    await seats.add(work.tx, session.id, delegate_id, "seated" if free else "waiting")
    return outcome("seated", position=0) if free else outcome("waiting", position=session.waiting + 1)


@use_case
async def leave(work: Work, delegate_id: int, session_id: int) -> Outcome:
    """Give a seat or a place in the waiting list back; a seat goes to whoever waits longest.

    Outcome: left (also where there was nothing to give back). Refusal: gone.
    """
    session = await sessions.get(work.tx, session_id)
    if session is None:
        return refusal("gone")
    await seats.remove(work.tx, session_id, delegate_id)
    await promote(work, session)
    return outcome("left")


async def promote(work: Work, session: Session) -> int:
    """Fill free seats from the waiting list and tell those who got one; how many they are (inside a use case)."""
    if session.cancelled_at is not None or session.ends <= work.now:
        return 0
    if session.kind == "visit" and await bus.closed(work.tx, session, work.now):
        return 0
    seated = await seats.seated(work.tx, session.id)
    free = -1 if session.capacity is None else max(0, session.capacity - seated)
    lucky = await seats.waiting(work.tx, session.id, free)
    begins = await reminders.begins(work.tx, "session", session.id) if lucky else None
    for place in lucky:
        await seats.promote(work.tx, place.id)
        key = f"seat_freed:{place.id}"
        await work.tell(place.delegate_id, "seat_freed", key, about(session), needed_by=begins)
        await ask_passenger(work, session.id, place.delegate_id)
    return len(lucky)
