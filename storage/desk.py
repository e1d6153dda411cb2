"""What the organisers' desk shows of what is open: counted in few statements, listed where somebody looks closer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql
from storage.records import Session
from storage.sessions import COLUMNS


@dataclass(frozen=True, slots=True)
class Open:
    """How much is open.

    Registrations to decide on, tables and visits with more people than seats, meetings agreed without a time,
    meetings to come that need an interpreter and have none, and announcements that wait for their time. Then how many
    delegates have arrived, of how many.
    """

    registrations: int
    crowded: int
    without_time: int
    without_interpreter: int
    announcements: int
    arrived: int
    delegates: int


@dataclass(frozen=True, slots=True)
class Departure:
    """A visit whose bus leaves, or comes back: how many are aboard on that way, of those who are expected."""

    session_id: int
    title_it: str
    title_ru: str
    leg: str
    leaves: datetime
    aboard: int
    expected: int


@dataclass(frozen=True, slots=True)
class Crowded(Session):
    """A table or a visit with more people than seats."""

    seated: int


@dataclass(frozen=True, slots=True)
class Pair:
    """An agreed meeting by the names of its two sides; `starts` None: it has no time yet."""

    id: int
    revision: int
    starts: datetime | None
    table_number: int | None
    one_id: int
    one_name: str
    one_name_other: str
    one_delegation: str
    other_id: int
    other_name: str
    other_name_other: str
    other_delegation: str


@dataclass(frozen=True, slots=True)
class Helper:
    """An interpreter, with the languages and how many meetings they have."""

    id: int
    name: str
    name_other: str
    delegation: str
    languages: tuple[str, ...]
    meetings: int


_CROWDED = """
    FROM sessions JOIN seat_counts AS counts ON counts.session_id = sessions.id
    WHERE kind IN ('table', 'visit') AND cancelled_at IS NULL AND ends > :now AND seated > capacity
"""
_WITHOUT_TIME = "FROM meetings WHERE meetings.state = 'agreed' AND meetings.starts IS NULL"
_WITHOUT_INTERPRETER = """
    FROM meetings WHERE interpreted = 1 AND interpreter_id IS NULL AND meetings.state = 'agreed'
        AND meetings.starts > :now AND forgone = 0
"""
_PAIR = """
    SELECT meetings.id, meetings.revision, meetings.starts, meetings.table_number,
        one.id AS one_id, one.name AS one_name, one.name_other AS one_name_other, one.delegation AS one_delegation,
        other.id AS other_id, other.name AS other_name, other.name_other AS other_name_other,
        other.delegation AS other_delegation
    FROM meetings JOIN delegates AS one ON one.id = inviter_id JOIN delegates AS other ON other.id = invitee_id
"""


async def counts(connection: Connection, now: datetime) -> Open:
    """How much is open."""
    found = await connection.record(
        Open,
        f"""
        SELECT (SELECT count(*) FROM applications WHERE state = 'waiting') AS registrations,
            (SELECT count(*) {_CROWDED}) AS crowded,
            (SELECT count(*) {_WITHOUT_TIME}) AS without_time,
            (SELECT count(*) {_WITHOUT_INTERPRETER}) AS without_interpreter,
            (SELECT count(*) FROM announcements WHERE state = 'scheduled') AS announcements,
            (SELECT count(*) FROM check_ins JOIN delegates ON delegates.id = check_ins.delegate_id
                WHERE session_id IS NULL AND role = 'delegate' AND removed_at IS NULL) AS arrived,
            (SELECT count(*) FROM delegates WHERE role = 'delegate' AND removed_at IS NULL) AS delegates
        """,
        {"now": to_sql(now)},
    )
    return found or Open(0, 0, 0, 0, 0, 0, 0)


async def departures(
    connection: Connection, *, since: datetime, until: datetime, now: datetime, most: int
) -> list[Departure]:
    """The visits whose bus leaves between two instants, and those on the way back, in the order of leaving.

    A visit without a bus leaves when it begins.
    """
    return await connection.records(
        Departure,
        """
        WITH buses AS (
            SELECT id AS session_id, title_it, title_ru, ends,
                iif(EXISTS (SELECT 1 FROM rolls WHERE session_id = sessions.id AND leg = 'back'), 'back', 'out')
                    AS leg,
                coalesce((SELECT min(at) FROM stops WHERE session_id = sessions.id AND stops.kind = 'departure'),
                    starts) AS leaves
            FROM sessions WHERE kind = 'visit' AND cancelled_at IS NULL)
        SELECT session_id, title_it, title_ru, leg, leaves,
            (SELECT count(*) FROM aboard WHERE aboard.session_id = buses.session_id AND aboard.leg = buses.leg)
                AS aboard,
            CASE WHEN leg = 'back' AND EXISTS (SELECT 1 FROM aboard
                    WHERE aboard.session_id = buses.session_id AND aboard.leg = 'out')
                THEN (SELECT count(DISTINCT delegate_id) FROM aboard WHERE aboard.session_id = buses.session_id)
                ELSE (SELECT seated FROM seat_counts WHERE seat_counts.session_id = buses.session_id)
            END AS expected
        FROM buses
        WHERE (leg = 'out' AND leaves BETWEEN :since AND :until) OR (leg = 'back' AND ends > :now)
        ORDER BY leaves, session_id LIMIT :most
        """,
        {"since": to_sql(since), "until": to_sql(until), "now": to_sql(now), "most": most},
    )


async def crowded(connection: Connection, now: datetime) -> list[Crowded]:
    """The tables and visits to come with more people than seats, in the order of the programme."""
    return await connection.records(
        Crowded, f"SELECT {COLUMNS}, seated {_CROWDED} ORDER BY starts, id", {"now": to_sql(now)}
    )


async def without_time(connection: Connection, most: int, offset: int) -> list[Pair]:
    """Some of the meetings agreed without a time, those who have waited longest first."""
    return await connection.records(
        Pair,
        f"{_PAIR} WHERE meetings.id IN (SELECT id {_WITHOUT_TIME} ORDER BY id LIMIT ? OFFSET ?) ORDER BY meetings.id",
        (most, offset),
    )


async def without_interpreter(connection: Connection, now: datetime, most: int, offset: int) -> list[Pair]:
    """Some of the meetings to come that need an interpreter and have none, in their order."""
    return await connection.records(
        Pair,
        f"{_PAIR} WHERE meetings.id IN (SELECT id {_WITHOUT_INTERPRETER} ORDER BY starts, id "
        "LIMIT :most OFFSET :offset) ORDER BY meetings.starts, meetings.id",
        {"now": to_sql(now), "most": most, "offset": offset},
    )


async def pair(connection: Connection, meeting_id: int) -> Pair | None:
    """A meeting by the names of its two sides."""
    return await connection.record(Pair, f"{_PAIR} WHERE meetings.id = ?", (meeting_id,))


async def helpers(connection: Connection, interpreter_ids: Iterable[int]) -> list[Helper]:
    """These interpreters, those with fewest meetings first."""
    return await connection.records(
        Helper,
        """
        SELECT id, name, name_other, delegation, languages,
            (SELECT count(*) FROM meetings WHERE meetings.interpreter_id = delegates.id) AS meetings
        FROM delegates WHERE id IN (SELECT value FROM json_each(?)) ORDER BY meetings, id
        """,
        (json.dumps(list(interpreter_ids)),),
    )
