"""Who has to know of an import."""

from __future__ import annotations

from collections.abc import Iterator

from forum.agenda import JOINED_KINDS
from forum.desk import Work
from forum.organisers import tell_organisers
from forum.seats import about
from forum.workbook.applying import Plan
from forum.workbook.changes import CHANGED, REMOVED, Crowded, RowChange, Telling
from forum.workbook.encoding import MOVED
from forum.workbook.local import lenient_instant
from forum.workbook.sheets import SESSIONS
from storage import sessions, workbook_seats
from storage.connection import Connection
from storage.records import Session

_TOLD_OF = {"title_it", "title_ru", "starts", "ends", "place_it", "place_ru"}


async def tellings(connection: Connection, plan: Plan) -> list[Telling]:
    """Who would be told that a session has another time, place or title, or does not take place."""
    found = []
    for code, why in _concerned(plan):
        session = await sessions.get(connection, plan.state.ids[SESSIONS.name, code])
        if session is not None:
            people = await _people(connection, session)
            found.append(Telling(code, session.title_it, why, tuple(people)))
    return [telling for telling in found if telling.people]


async def _people(connection: Connection, session: Session) -> list[workbook_seats.Person]:
    if session.kind in JOINED_KINDS:
        return await workbook_seats.holders(connection, session.id, "seated")
    return await workbook_seats.audience(connection, session.audience)


def _concerned(plan: Plan) -> Iterator[tuple[str, str]]:
    """The sessions that others know already and that change for them, in the order of the programme."""
    cancelled = {row.code for row in plan.rows(SESSIONS.name, REMOVED)}
    changed = {row.code: row for row in plan.rows(SESSIONS.name, CHANGED)}
    for code in plan.state.rows[SESSIONS.name]:
        if code in cancelled:
            yield code, "cancelled"
        elif (SESSIONS.name, code) not in plan.state.dormant and _moved(plan, code, changed.get(code)):
            yield code, "changed"


def _moved(plan: Plan, code: str, row: RowChange | None) -> bool:
    new = row.new if row else {}
    if _TOLD_OF & new.keys():
        return True
    now = plan.state.rows[SESSIONS.name][code]
    return plan.rezoned and any(
        lenient_instant(now[column], plan.state.zone) != lenient_instant(now[column], plan.workbook.zone)
        for column in MOVED[SESSIONS.name]
    )


async def crowded(work: Work, plan: Plan) -> list[Crowded]:
    """Sessions whose new capacity is below the seats taken; the organisers are told, and nobody loses a seat."""
    found = []
    for row in plan.rows(SESSIONS.name, CHANGED):
        session = await sessions.get(work.tx, plan.state.ids[row.sheet, row.code])
        if "capacity" not in row.new or session is None or session.capacity is None:
            continue
        seated = (await workbook_seats.taken(work.tx)).get(session.id, 0)
        if seated > session.capacity:
            found.append(Crowded(session.code, session.title_it, session.capacity, seated))
            facts = {"session_id": session.id, "seated": seated, "capacity": session.capacity}
            key = f"over_capacity:{session.id}:{session.capacity}:{work.now.isoformat()}"
            await tell_organisers(work, "over_capacity", key, {**about(session), **facts})
    return found
