"""Whom an announcement is for: a condition on delegates put together from the traits that are wanted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from storage.announcement_records import Readers, Share
from storage.connection import Connection, Value

Wanted = Mapping[str, Sequence[str]]
"""For each trait the values wanted: one of them is enough, but of every trait named."""

_PEOPLE = "delegates.removed_at IS NULL"
_SEATED = """delegates.id IN (SELECT delegate_id FROM seats WHERE state = 'seated'
    AND session_id IN (SELECT value FROM json_each({})))"""
_TRAITS: Mapping[str, str] = {
    "delegation": "delegates.delegation IN (SELECT value FROM json_each({}))",
    "table": _SEATED,
    # Whoever leads the visit reads what its passengers read.
    "visit": f"({_SEATED} OR delegates.id IN (SELECT delegate_id FROM guided "
    "WHERE named AND session_id IN (SELECT value FROM json_each({}))))",
    "role": "delegates.role IN (SELECT value FROM json_each({}))",
    "kind": "delegates.kind IN (SELECT value FROM json_each({}))",
    "region": "delegates.region IN (SELECT value FROM json_each({}))",
    # The only value is 'no': those who have not come yet.
    "arrived": "({} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM check_ins "
    "WHERE check_ins.delegate_id = delegates.id AND check_ins.session_id IS NULL))",
}
TRAITS = tuple(_TRAITS)

_SESSIONS = ("table", "visit")


def condition(wanted: Wanted) -> tuple[str, dict[str, Value]]:
    """What holds of a row of `delegates`, and its parameters. KeyError for a trait there is not."""
    parts, parameters = [_PEOPLE], {}
    for trait, values in wanted.items():
        if values:
            parts.append(_TRAITS[trait].replace("{}", f":wanted_{trait}"))
            numbers = [int(one) for one in values] if trait in _SESSIONS else list(values)
            parameters[f"wanted_{trait}"] = json.dumps(numbers)
    return " AND ".join(parts), {**parameters}


async def readers(connection: Connection, wanted: Wanted) -> list[Readers]:
    """How many there are of each language, and how many of them the bot cannot reach."""
    where, parameters = condition(wanted)
    return await connection.records(
        Readers,
        f"""
        SELECT delegates.language, count(*) AS number, sum(coalesce(accounts.reachable, 0) = 0) AS without
        FROM delegates LEFT JOIN accounts ON accounts.delegate_id = delegates.id
        WHERE {where} GROUP BY 1 ORDER BY 1
        """,
        parameters,
    )


async def shares(connection: Connection, trait: str) -> list[Share]:
    """The values of a trait that there are, with the number of people who have each."""
    if trait in _SESSIONS:
        return await connection.records(
            Share,
            "SELECT CAST(id AS TEXT) AS value, seated AS number, title_it, title_ru "
            "FROM sessions JOIN seat_counts ON session_id = id "
            "WHERE kind = ? AND cancelled_at IS NULL ORDER BY starts, id",
            (trait,),
        )
    if trait == "arrived":
        where, parameters = condition({trait: ("no",)})
        return await connection.records(
            Share, f"SELECT 'no' AS value, count(*) AS number FROM delegates WHERE {where}", parameters
        )
    if trait not in _TRAITS:
        raise KeyError(trait)
    return await connection.records(
        Share,
        f"SELECT {trait} AS value, count(*) AS number FROM delegates WHERE {_PEOPLE} AND {trait} <> '' "
        "GROUP BY 1 ORDER BY 1",
    )
