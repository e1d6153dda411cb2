"""All that the database holds of one person, for that person to see."""

from __future__ import annotations

import json
from collections.abc import Mapping

from storage.connection import Connection, Value
from storage.privacy import DERIVED, bearing, references

OF_OTHERS = frozenset({"taken_name"})
"""Columns that name somebody else."""


async def of_person(
    connection: Connection, delegate_id: int | None, user_id: int
) -> dict[str, list[Mapping[str, Value]]]:
    """Every row that is somebody's, by table: as a delegate, by their account, and as the last import held them.

    Accounts of others that stand in these rows (who has answered a question) are left out: they are theirs.
    """
    found: dict[str, list[Mapping[str, Value]]] = {}
    owned: list[tuple[str, str, int | None]] = [("delegates", "id", delegate_id)]
    for to, column, number in (("delegates", "delegate_id", delegate_id), ("accounts", "user_id", user_id)):
        owned += [(table, column, number) for table in await bearing(connection, column)]
        owned += [(one.table, one.column, number) for one in await references(connection, to)]
    of_accounts = {(one.table, one.column) for one in await references(connection, "accounts")}
    for table, column, number in owned:
        if number is None or table.startswith(DERIVED):
            continue
        kept = found.setdefault(table, [])
        for row in await connection.rows(f'SELECT * FROM "{table}" WHERE "{column}" = ?', (number,)):
            own = {
                name: value
                for name, value in zip(row.keys(), row, strict=True)
                if name not in OF_OTHERS and ((table, name) not in of_accounts or value == user_id)
            }
            kept += [] if own in kept else [own]
    imported = await connection.rows(
        "SELECT cells FROM imported JOIN delegates USING (code) WHERE sheet = 'delegates' AND delegates.id = ?",
        (delegate_id,),
    )
    found["imported"] = [json.loads(row[0]) for row in imported]
    return {table: rows for table, rows in found.items() if rows}


async def names(connection: Connection, what: str) -> dict[int, tuple[str, str]]:
    """By number how 'delegates' are called in the two scripts, or 'sessions' and 'projects' in the two languages."""
    pairs = {
        "delegates": f"{_spelt('it')}, {_spelt('ru')}",
        "sessions": "title_it, title_ru",
        "projects": "title_it, title_ru",
    }
    rows = await connection.rows(f"SELECT id, {pairs[what]} FROM {what}")
    return {row[0]: (row[1], row[2]) for row in rows}


def _spelt(language: str) -> str:
    """A name as a reader of this language reads it, where that is known."""
    return f"iif(delegation = '{language}' OR name_other = '', name, name_other)"
