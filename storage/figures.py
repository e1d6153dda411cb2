"""What the forum has come to, counted: people, meetings, outcomes, regions, the filling of tables. No names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql


@dataclass(frozen=True, slots=True)
class People:
    """Those of a role, a delegation and a language: invited, with the bot, still reachable by it, checked in."""

    role: str
    delegation: str
    language: str
    invited: int
    arrived: int
    reachable: int
    present: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How many meetings stand alike.

    `timed`: they have a time; `over`: it is past; `interpreted`: they need an interpreter; `helped`: they have one.
    """

    state: str
    timed: bool
    over: bool
    interpreted: bool
    helped: bool
    number: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many held meetings had this result, '' where neither side has said one.

    Where the sides differ, what binds more counts: a protocol, then a continuation.
    """

    result: str
    number: int


@dataclass(frozen=True, slots=True)
class Rating:
    """What the sides gave on average (None: none did), how many did, and the meetings where contacts were swapped."""

    average: float | None
    number: int
    exchanged: int


@dataclass(frozen=True, slots=True)
class Subject:
    """The meetings on a thematic table's projects; `session_id` None: on something else."""

    session_id: int | None
    agreed: int
    held: int
    protocols: int


@dataclass(frozen=True, slots=True)
class Pair:
    """The meetings of an Italian and a Russian region, '' where it is not known."""

    it: str
    ru: str
    agreed: int
    held: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A table of the Meeting Point that is taken at a time."""

    starts: datetime
    table_number: int


@dataclass(frozen=True, slots=True)
class Filling:
    """How many sat and waited in a session from an instant on."""

    session_id: int
    at: datetime
    seated: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Aboard:
    """How many were seen aboard on the ways of a visit."""

    session_id: int
    out: int
    back: int


async def people(connection: Connection) -> list[People]:
    """All who take part."""
    return await connection.records(
        People,
        """
        SELECT role, delegation, delegates.language, count(*) AS invited, count(accounts.user_id) AS arrived,
            coalesce(sum(accounts.reachable), 0) AS reachable, count(check_ins.id) AS present
        FROM delegates LEFT JOIN accounts ON accounts.delegate_id = delegates.id
        LEFT JOIN check_ins ON check_ins.delegate_id = delegates.id AND check_ins.session_id IS NULL
        WHERE removed_at IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        """,
    )


async def standings(connection: Connection, now: datetime) -> list[Standing]:
    """All meetings that were ever asked for."""
    return await connection.records(
        Standing,
        "SELECT state, starts IS NOT NULL AS timed, coalesce(ends <= ?, 0) AS over, interpreted, "
        "interpreter_id IS NOT NULL AS helped, count(*) AS number FROM meetings GROUP BY 1, 2, 3, 4, 5",
        (to_sql(now),),
    )


async def outcomes(connection: Connection) -> list[Outcome]:
    """What came of the meetings that were held."""
    return await connection.records(
        Outcome,
        """
        SELECT coalesce((SELECT result FROM meeting_reports WHERE meeting_id = meetings.id AND result <> ''
            ORDER BY result = 'protocol' DESC, result = 'follow_up' DESC LIMIT 1), '') AS result, count(*) AS number
        FROM meetings WHERE state = 'held' GROUP BY 1 ORDER BY 1
        """,
    )


async def rating(connection: Connection) -> Rating:
    """What the sides think of the meetings that were held."""
    found = await connection.record(
        Rating,
        "SELECT avg(rating) AS average, count(rating) AS number, "
        "count(DISTINCT iif(exchanged = 1, meeting_id, NULL)) AS exchanged "
        "FROM meeting_reports JOIN meetings ON meetings.id = meeting_id WHERE state = 'held'",
    )
    return found or Rating(None, 0, 0)


async def subjects(connection: Connection) -> list[Subject]:
    """By the thematic table of the project they are about."""
    return await connection.records(
        Subject,
        """
        SELECT projects.session_id, count(*) AS agreed, sum(state = 'held') AS held,
            sum(state = 'held' AND EXISTS (SELECT 1 FROM meeting_reports
                WHERE meeting_id = meetings.id AND result = 'protocol')) AS protocols
        FROM meetings LEFT JOIN projects ON projects.id = project_id
        WHERE state IN ('agreed', 'held', 'missed') GROUP BY 1
        """,
    )


async def pairs(connection: Connection) -> list[Pair]:
    """By the regions of the two who meet, where one is of the Italian and the other of the Russian delegation."""
    return await connection.records(
        Pair,
        """
        SELECT iif(one.delegation = 'it', one.region, other.region) AS it,
            iif(one.delegation = 'it', other.region, one.region) AS ru,
            count(*) AS agreed, sum(state = 'held') AS held
        FROM meetings JOIN delegates AS one ON one.id = inviter_id JOIN delegates AS other ON other.id = invitee_id
        WHERE state IN ('agreed', 'held') AND one.delegation <> other.delegation GROUP BY 1, 2
        """,
    )


async def taken(connection: Connection) -> list[Taken]:
    """Every meeting that has its time, those apart that were not held."""
    return await connection.records(
        Taken,
        "SELECT starts, table_number FROM meetings WHERE starts IS NOT NULL AND state <> 'missed' ORDER BY starts",
    )


async def aboard(connection: Connection) -> list[Aboard]:
    """By visit, where a roll was taken."""
    return await connection.records(
        Aboard,
        "SELECT session_id, sum(leg = 'out') AS out, sum(leg = 'back') AS back FROM aboard GROUP BY session_id",
    )


async def fillings(connection: Connection, kind: str) -> list[Filling]:
    """How the sessions of a kind that take place have filled, in order of time."""
    return await connection.records(
        Filling,
        "SELECT session_id, at, seated, waiting FROM fillings JOIN sessions ON sessions.id = session_id "
        "WHERE kind = ? AND cancelled_at IS NULL ORDER BY session_id, at",
        (kind,),
    )


# A session whose counts are others than when they were last written down; none was yet: others, too.
_CHANGED = """
    FROM seat_counts JOIN sessions ON sessions.id = seat_counts.session_id
    WHERE sessions.kind IN ('table', 'visit') AND (seat_counts.seated, seat_counts.waiting) IS NOT (
        SELECT fillings.seated, fillings.waiting FROM fillings
        WHERE fillings.session_id = seat_counts.session_id ORDER BY fillings.at DESC LIMIT 1)
"""


async def fills(connection: Connection) -> bool:
    """Whether a table or a visit has other counts than were last written down."""
    return await connection.value(f"SELECT 1 {_CHANGED} LIMIT 1") is not None


async def write_fillings(tx: Connection, now: datetime) -> None:
    """Write the counts down that have changed, in place of those of the same minute."""
    await tx.run(
        "INSERT OR REPLACE INTO fillings (session_id, at, seated, waiting) "
        f"SELECT seat_counts.session_id, ?, seat_counts.seated, seat_counts.waiting {_CHANGED}",
        (to_sql(now.replace(second=0, microsecond=0)),),
    )
