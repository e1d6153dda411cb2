"""Changes of the programme that wait to be told, and what is told to whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from storage.change_records import Change, Clash, Concerned, Count, Neighbour, Overlap, Told
from storage.connection import Connection
from storage.instants import to_sql

WAITING = "changes_waiting"
"""The kind of notice that tells organisers that changes wait; the migration's index names it, too."""

_ANNOUNCED = "kind = 'changes_waiting' AND state = 'pending'"

# Those with a place, those who guide a visit; of what everybody attends, the delegations named. `:after` and `:upto`:
# the delegates with a number above the one and up to the other.
CONCERNED = """
    WITH told (session_id, delegations, at) AS (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(:told)),
    concerned (session_id, delegate_id, at) AS (
        SELECT told.session_id, seats.delegate_id, told.at FROM told JOIN seats ON seats.session_id = told.session_id
            AND seats.delegate_id > :after AND seats.delegate_id <= :upto
        UNION
        SELECT told.session_id, guided.delegate_id, told.at
        FROM told JOIN guided ON guided.session_id = told.session_id
            AND guided.delegate_id > :after AND guided.delegate_id <= :upto
        UNION
        SELECT told.session_id, delegates.id, told.at
        FROM told JOIN sessions ON sessions.id = told.session_id
        JOIN delegates ON delegates.id > :after AND delegates.id <= :upto
        WHERE sessions.kind NOT IN ('table', 'visit')
            AND instr(told.delegations, delegation) > 0
            AND EXISTS (SELECT 1 FROM accounts WHERE accounts.delegate_id = delegates.id)
            AND NOT EXISTS (SELECT 1 FROM absences
                WHERE absences.session_id = sessions.id AND absences.delegate_id = delegates.id))
"""

_EVERYBODY = {"after": 0, "upto": (1 << 63) - 1}

# Who attends which of `:sessions`, those that are cancelled left out.
_ATTENDING = """
    WITH attending AS MATERIALIZED (SELECT DISTINCT delegate_id, subject_id FROM engagements
        WHERE what = 'session' AND subject_id IN (SELECT value FROM json_each(:sessions)))
"""


_PENDING = """
    SELECT session_changes.session_id, was, face, seated FROM session_changes
    JOIN session_faces ON session_faces.session_id = session_changes.session_id
    JOIN sessions ON sessions.id = session_changes.session_id
    JOIN seat_counts ON seat_counts.session_id = sessions.id
"""


async def pending(connection: Connection) -> list[Change]:
    """The sessions that may differ from what people were last told, in the order of the programme."""
    return await connection.records(Change, f"{_PENDING} ORDER BY sessions.starts, sessions.id")


async def of_session(connection: Connection, session_id: int) -> Change | None:
    """What is pending of one session."""
    return await connection.record(Change, f"{_PENDING} WHERE session_changes.session_id = ?", (session_id,))


async def face(connection: Connection, session_id: int) -> str | None:
    """A session as those concerned see it now (JSON)."""
    found = await connection.value("SELECT face FROM session_faces WHERE session_id = ?", (session_id,))
    return found if isinstance(found, str) else None


async def faces(connection: Connection) -> dict[int, str]:
    """All sessions as those concerned see them now (JSON), by number."""
    return {row[0]: row[1] for row in await connection.rows("SELECT session_id, face FROM session_faces")}


async def settle(tx: Connection, session_ids: Iterable[int]) -> None:
    """These are told, or nobody is to be told of them."""
    await tx.run_many(
        "DELETE FROM session_changes WHERE session_id = ?", [(number,) for number in session_ids]
    )


async def settle_all(tx: Connection) -> None:
    """Nobody knew anything else before."""
    await tx.run("DELETE FROM session_changes")


async def counts(connection: Connection, told: Sequence[Told]) -> list[Count]:
    """How many people each change concerns, by delegation, and all of them together."""
    return await connection.records_aside(
        Count,
        f"{CONCERNED}, known AS (SELECT session_id, delegate_id, delegation FROM concerned "
        "JOIN delegates ON delegates.id = delegate_id WHERE removed_at IS NULL) "
        "SELECT session_id, delegation, count(*) AS number FROM known GROUP BY session_id, delegation UNION ALL "
        "SELECT 0, delegation, count(DISTINCT delegate_id) FROM known GROUP BY delegation ORDER BY 1, 2",
        {"told": told_json(told), **_EVERYBODY},
    )


async def concerned(connection: Connection, told: Told, offset: int = 0, most: int = -1) -> list[Concerned]:
    """Whom a change concerns, some of them: by delegation and name."""
    return await connection.records(
        Concerned,
        f"{CONCERNED} SELECT delegates.id, code, name, name_other, organisation, organisation_other, delegation, "
        "seats.state AS seat FROM concerned JOIN delegates ON delegates.id = concerned.delegate_id "
        "LEFT JOIN seats ON seats.session_id = concerned.session_id AND seats.delegate_id = concerned.delegate_id "
        "WHERE removed_at IS NULL ORDER BY delegation, name, delegates.id LIMIT :most OFFSET :offset",
        {"told": told_json([told]), **_EVERYBODY, "most": most, "offset": offset},
    )


def told_json(told: Sequence[Told]) -> str:
    """What is told, as `CONCERNED` reads it."""
    return json.dumps([(one.session_id, one.delegations, to_sql(one.at)) for one in told])


async def clashes(connection: Connection, session_ids: Iterable[int]) -> list[Clash]:
    """The agreed meetings at the time of these sessions, once for each side that attends it."""
    numbers = json.dumps(list(session_ids))
    return await connection.records_aside(
        Clash,
        f"""
        {_ATTENDING}
        SELECT sessions.id AS session_id, meetings.id AS meeting_id, side.id AS delegate_id, side.delegation,
            side.name, side.name_other, partner.name AS partner, partner.name_other AS partner_other,
            partner.delegation AS partner_delegation, meetings.starts, meetings.ends
        FROM sessions
        JOIN meetings ON meetings.starts < sessions.ends AND meetings.ends > sessions.starts
            AND meetings.starts IS NOT NULL AND meetings.state = 'agreed'
        JOIN delegates AS side ON side.id IN (meetings.inviter_id, meetings.invitee_id)
        JOIN delegates AS partner ON partner.id = meetings.inviter_id + meetings.invitee_id - side.id
        JOIN attending ON attending.subject_id = sessions.id AND attending.delegate_id = side.id
        ORDER BY meetings.starts, meetings.id, side.id
        """,
        {"sessions": numbers},
    )


async def still_clashes(connection: Connection, meeting_id: int, session_id: int, delegate_id: int) -> bool:
    """Whether a side of a meeting attends a session at its time."""
    found = await connection.value(
        """
        SELECT 1 FROM meetings JOIN sessions ON sessions.id = :session AND sessions.cancelled_at IS NULL
            AND meetings.starts < sessions.ends AND meetings.ends > sessions.starts
        JOIN delegates AS side ON side.id = :side AND side.id IN (meetings.inviter_id, meetings.invitee_id)
        WHERE meetings.id = :meeting AND meetings.state = 'agreed' AND EXISTS (SELECT 1 FROM engagements
            WHERE engagements.delegate_id = side.id AND what = 'session' AND subject_id = sessions.id)
        """,
        {"meeting": meeting_id, "session": session_id, "side": delegate_id},
    )
    return found is not None


async def overlaps(connection: Connection, session_ids: Iterable[int]) -> list[Overlap]:
    """The tables and visits at the time of these sessions, where somebody who attends both has a seat."""
    numbers = json.dumps(list(session_ids))
    return await connection.records_aside(
        Overlap,
        f"""
        {_ATTENDING}
        SELECT sessions.id AS session_id, other.id AS other_id, other.title_it, other.title_ru, other.starts,
            other.ends, count(*) AS people
        FROM sessions
        JOIN sessions AS other ON other.starts < sessions.ends AND other.ends > sessions.starts
            AND other.id <> sessions.id AND other.cancelled_at IS NULL
        JOIN seats ON seats.session_id = other.id AND seats.state = 'seated'
        JOIN attending ON attending.subject_id = sessions.id AND attending.delegate_id = seats.delegate_id
        GROUP BY sessions.id, other.id ORDER BY other.starts, other.id
        """,
        {"sessions": numbers},
    )


async def neighbours(connection: Connection, session_ids: Iterable[int]) -> list[Neighbour]:
    """What takes place where and while these sessions do; a bus stands in nobody's way."""
    return await connection.records(
        Neighbour,
        """
        SELECT sessions.id AS session_id, other.id AS other_id, other.title_it, other.title_ru, other.place_it,
            other.place_ru, other.starts, other.ends
        FROM sessions
        JOIN sessions AS other ON other.starts < sessions.ends AND other.ends > sessions.starts
            AND other.id <> sessions.id AND other.cancelled_at IS NULL
            AND (other.place_it = sessions.place_it OR other.place_ru = sessions.place_ru)
            AND other.kind NOT IN ('visit', 'transfer')
        WHERE sessions.id IN (SELECT value FROM json_each(?)) AND sessions.cancelled_at IS NULL
            AND sessions.kind NOT IN ('visit', 'transfer')
        ORDER BY sessions.starts, sessions.id, other.starts, other.id
        """,
        (json.dumps(list(session_ids)),),
    )


async def announced(connection: Connection) -> bool:
    """Whether organisers are about to be told that changes wait; who was tried already has had their turn."""
    found = await connection.value(f"SELECT 1 FROM outbox WHERE {_ANNOUNCED} AND attempts = 0 LIMIT 1")
    return found is not None


async def hasten_announcement(tx: Connection, at: datetime) -> None:
    """The organisers are told no later than this."""
    await tx.run(f"UPDATE outbox SET not_before = ?1 WHERE not_before > ?1 AND {_ANNOUNCED}", (to_sql(at),))
