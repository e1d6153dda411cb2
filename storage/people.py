"""People as a card and the lists show them: what they take part in, and how many there are of each."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from storage.connection import Connection
from storage.records import Delegate
from storage.search import Wanted

_DELEGATE = ", ".join(f"delegates.{name}" for name in Delegate.__match_args__)
_MEANT = "sessions.cancelled_at IS NULL AND (sessions.audience = 'all' OR :audience IS NULL "
_MEANT += "OR sessions.audience = :audience)"


@dataclass(frozen=True, slots=True)
class Part:
    """What a delegate takes part in: a thematic table ('table'), or a project they present ('project')."""

    what: str
    id: int
    title_it: str
    title_ru: str


@dataclass(frozen=True, slots=True)
class Presented:
    """A project, and who presents it."""

    id: int
    title_it: str
    title_ru: str
    presenter_id: int
    name: str
    name_other: str
    organisation: str
    organisation_other: str
    delegation: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many delegates have something in common, a region or a kind, and the delegation of one of them."""

    value: str
    delegation: str
    number: int


async def some(connection: Connection, ids: Collection[int]) -> dict[int, Delegate]:
    """Of these delegates those who take part, by number."""
    found = await connection.records(
        Delegate,
        f"SELECT {_DELEGATE} FROM delegates WHERE id IN (SELECT value FROM json_each(?)) AND removed_at IS NULL",
        (json.dumps(sorted(ids)),),
    )
    return {one.id: one for one in found}


async def parts(connection: Connection, person_id: int, audience: str | None) -> list[Part]:
    """The thematic tables at which a delegate sits and the projects they present, as an audience may see them."""
    return await connection.records(
        Part,
        f"""
        SELECT what, id, title_it, title_ru FROM (
            SELECT 0 AS first, 'table' AS what, sessions.id, title_it, title_ru, starts
            FROM seats JOIN sessions ON sessions.id = session_id
            WHERE delegate_id = :person AND state = 'seated' AND kind = 'table' AND {_MEANT}
            UNION ALL
            SELECT 1, 'project', projects.id, projects.title_it, projects.title_ru, starts
            FROM projects JOIN sessions ON sessions.id = session_id
            WHERE presenter_id = :person AND {_MEANT})
        ORDER BY first, starts, id
        """,
        {"person": person_id, "audience": audience},
    )


async def presented(connection: Connection, wanted: Wanted, audience: str | None) -> list[Presented]:
    """The projects whose presenters somebody may find, in the order of their tables."""
    return await connection.records(
        Presented,
        f"""
        SELECT projects.id, projects.title_it, projects.title_ru, presenter_id, delegates.name, name_other,
            organisation, organisation_other, delegation
        FROM projects
        JOIN sessions ON sessions.id = session_id
        JOIN delegates ON delegates.id = presenter_id
        WHERE {wanted.where} AND {_MEANT} ORDER BY starts, session_id, projects.id
        """,
        wanted.parameters | {"audience": audience},
    )


async def number(connection: Connection, wanted: Wanted) -> int:
    """How many delegates somebody may find."""
    return await connection.number(f"SELECT count(*) FROM delegates WHERE {wanted.where}", wanted.parameters)


async def kinds(connection: Connection, wanted: Wanted) -> list[Share]:
    """How many delegates there are of each kind of organisation."""
    return await _shares(connection, wanted, "kind")


async def regions(connection: Connection, wanted: Wanted) -> list[Share]:
    """How many delegates come from each region."""
    return await _shares(connection, wanted, "region")


async def _shares(connection: Connection, wanted: Wanted, column: str) -> list[Share]:
    return await connection.records(
        Share,
        f"SELECT {column} AS value, min(delegation) AS delegation, count(*) AS number FROM delegates "
        f"WHERE {wanted.where} AND {column} <> '' GROUP BY 1 ORDER BY 1",
        wanted.parameters,
    )


async def partners(connection: Connection, side_id: int) -> set[int]:
    """Those with whom a delegate has a request or a meeting, also one that is over."""
    met = "state IN ('asked', 'agreed', 'held', 'missed')"
    rows = await connection.rows(
        f"SELECT invitee_id FROM meetings WHERE inviter_id = ?1 AND {met} "
        f"UNION SELECT inviter_id FROM meetings WHERE invitee_id = ?1 AND {met}",
        (side_id,),
    )
    return {row[0] for row in rows}
