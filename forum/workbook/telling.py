"""Who has to know of an import."""

from __future__ import annotations

from collections.abc import Mapping

from forum.changes.difference import Difference
from forum.changes.looking import pending, people
from forum.desk import Work
from forum.organisers import tell_organisers
from forum.seats import about
from forum.workbook.applying import Plan
from forum.workbook.changes import CHANGED, Crowded, Telling
from forum.workbook.sheets import SESSIONS
from storage import sessions, workbook_seats
from storage.connection import Connection
from storage.workbook_seats import Person


async def tellings(connection: Connection, before: Mapping[int, str]) -> list[Telling]:
    """Who would be told of the sessions that an import has changed, once that is released.

    `before` are their faces before the import; what people do not know of an earlier change is told with this one.
    """
    found = []
    for change, different in await pending(connection):
        session = await sessions.get(connection, different.session_id)
        if session is not None and before.get(session.id) != change.face:
            known = [Person(one.id, one.code, one.name) for one in await people(connection, different, 0, -1)]
            found.append(Telling(session.code, session.title_it, _why(different), tuple(known)))
    return [telling for telling in found if telling.people]


def _why(different: Difference) -> str:
    return next((one for one in ("new", "cancelled", "restored") if one in different.what), "changed")


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
            known = {**about(session), **facts}
            await tell_organisers(work, "over_capacity", key, known, needed_by=session.starts)
    return found
