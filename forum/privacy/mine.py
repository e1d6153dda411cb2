"""One's own data as rows for a file: every row that is somebody's, its columns by their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storage import person_data
from storage.connection import Connection, Value

_NAMED = {
    "session_id": "sessions",
    "project_id": "projects",
    **dict.fromkeys(
        (
            "inviter_id",
            "invitee_id",
            "awaits_id",
            "interpreter_id",
            "head_id",
            "side_id",
            "actor_id",
            "presenter_id",
            "by_id",
            "person_id",
            "delegate_id",
        ),
        "delegates",
    ),
}
"""The columns that name a row of another table; shown is how it is called."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A value that is kept: in which table, the how manieth row of it there, in which column; never empty."""

    table: str
    number: int
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Mine:
    """All that is kept of somebody."""

    entries: tuple[Entry, ...]


async def mine(connection: Connection, delegate_id: int | None, user_id: int, language: str) -> Mine:
    """Everything that the database holds of a person; names and titles for a reader of this language."""
    names = {what: await person_data.names(connection, what) for what in sorted(set(_NAMED.values()))}
    place = 1 if language == "ru" else 0
    called = {what: {number: pair[place] for number, pair in found.items()} for what, found in names.items()}
    found = await person_data.of_person(connection, delegate_id, user_id)
    return Mine(
        tuple(
            Entry(table, number, column, _shown(column, value, called))
            for table, rows in found.items()
            for number, row in enumerate(rows, 1)
            for column, value in row.items()
            if value not in (None, "")
        )
    )


def _shown(column: str, value: Value, called: Mapping[str, Mapping[int, str]]) -> str:
    what = _NAMED.get(column)
    if what is not None and isinstance(value, int):
        return called[what].get(value, str(value))
    return str(value)
