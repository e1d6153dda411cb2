"""What is read for paper alone: who gets a badge, who sits at a table of the Meeting Point, who waits for a bus."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql
from storage.records import Delegate

GROUPS = ("", "it", "ru", "staff")
"""Everybody; the delegates of one delegation; those with another role."""

_COLUMNS = ", ".join(f"delegates.{name}" for name in Delegate.__match_args__)
_OF_GROUP = """
    FROM delegates LEFT JOIN search_names ON search_names.delegate_id = delegates.id
    WHERE removed_at IS NULL AND (:group = '' OR :group = 'staff' AND role <> 'delegate'
        OR role = 'delegate' AND delegation = :group)
"""


@dataclass(frozen=True, slots=True)
class Group:
    """How many people a group has."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class HallMeeting:
    """A meeting at a table of the Meeting Point, the one who asked first; no interpreter: None."""

    starts: datetime
    table_number: int
    one_name: str
    one_name_other: str
    one_delegation: str
    one_organisation: str
    other_name: str
    other_name_other: str
    other_delegation: str
    other_organisation: str
    interpreted: bool
    interpreter_name: str | None
    interpreter_name_other: str | None
    interpreter_delegation: str | None


@dataclass(frozen=True, slots=True)
class Queued:
    """Somebody in a waiting list."""

    name: str
    name_other: str
    delegation: str
    organisation: str
    organisation_other: str
    phone: str


async def groups(connection: Connection) -> list[Group]:
    """How many people take part, by group, the empty ones left out."""
    rows = await connection.rows(
        "SELECT iif(role = 'delegate', delegation, 'staff'), count(*) FROM delegates "
        "WHERE removed_at IS NULL GROUP BY 1"
    )
    numbers = {row[0]: row[1] for row in rows}
    found = [Group("", sum(numbers.values())), *(Group(name, numbers.get(name, 0)) for name in GROUPS[1:])]
    return [one for one in found if one.number]


async def people(
    connection: Connection, group: str, language: str, most: int = -1, offset: int = 0
) -> list[Delegate]:
    """Some of a group, by delegation, then by surname as a reader of this language looks them up."""
    sort = "sort_ru" if language == "ru" else "sort_it"
    return await connection.records(
        Delegate,
        f"SELECT {_COLUMNS} {_OF_GROUP} ORDER BY delegation, coalesce(search_names.{sort}, delegates.name), "
        "delegates.id LIMIT :most OFFSET :offset",
        {"group": group, "most": most, "offset": offset},
    )


async def in_hall(
    connection: Connection, since: datetime, until: datetime, table: int | None
) -> list[HallMeeting]:
    """The meetings that begin in [since, until), at one table or at all, by table and time."""
    return await connection.records(
        HallMeeting,
        """
        SELECT starts, table_number, one.name AS one_name, one.name_other AS one_name_other,
            one.delegation AS one_delegation, one.organisation AS one_organisation, other.name AS other_name,
            other.name_other AS other_name_other, other.delegation AS other_delegation,
            other.organisation AS other_organisation, interpreted,
            interpreter.name AS interpreter_name, interpreter.name_other AS interpreter_name_other,
            interpreter.delegation AS interpreter_delegation
        FROM meetings JOIN delegates AS one ON one.id = inviter_id JOIN delegates AS other ON other.id = invitee_id
        LEFT JOIN delegates AS interpreter ON interpreter.id = interpreter_id
        WHERE starts IS NOT NULL AND starts >= :since AND starts < :until
            AND (:table IS NULL OR table_number = :table)
        ORDER BY table_number, starts
        """,
        {"since": to_sql(since), "until": to_sql(until), "table": table},
    )


async def queued(connection: Connection, session_id: int) -> list[Queued]:
    """Who waits for a seat, in the order in which they are served."""
    return await connection.records(
        Queued,
        "SELECT name, name_other, delegation, organisation, organisation_other, phone "
        "FROM seats JOIN delegates ON delegates.id = delegate_id WHERE session_id = ? AND state = 'waiting' "
        "ORDER BY seats.id",
        (session_id,),
    )
