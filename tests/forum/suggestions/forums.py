"""Small forums for suggestions: delegates with texts, tables, projects; and what is suggested, in few words."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from forum.suggestions import Reason, Suggestion, suggest
from storage.connection import Connection
from storage.database import Database
from tests.support.forums import add_delegates, add_forum, add_session

Said = dict[str, list[str]]
"""The reasons of a suggestion: what each is, and the Italian names of its things."""


async def settle(tx: Connection, delegates: int) -> None:
    """A forum with two thematic tables, 1 and 2; odd delegates are Italian, even ones Russian."""
    await add_forum(tx)
    await add_delegates(tx, delegates)
    await add_session(tx, 1)
    await add_session(tx, 2)


async def change(tx: Connection, delegate: int, **columns: Any) -> None:
    await tx.run(
        f"UPDATE delegates SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?",
        (*columns.values(), delegate),
    )


async def seat(tx: Connection, session: int, *delegates: int, state: str = "seated") -> None:
    await tx.run_many(
        "INSERT INTO seats (session_id, delegate_id, state) VALUES (?, ?, ?)",
        [(session, delegate, state) for delegate in delegates],
    )


async def present(tx: Connection, project: int, session: int, presenter: int | None) -> None:
    await tx.run(
        "INSERT INTO projects (id, code, session_id, title_it, title_ru, presenter_id) VALUES (?, ?, ?, ?, ?, ?)",
        (project, f"p{project}", session, f"Progetto {project}", f"Проект {project}", presenter),
    )


async def suggested(database: Database, delegate: int, **options: Any) -> list[Suggestion]:
    async with database.read() as view:
        return await suggest(view, delegate, **options)


async def whom(database: Database, delegate: int, **options: Any) -> list[int]:
    return [one.delegate_id for one in await suggested(database, delegate, **options)]


async def why(database: Database, delegate: int, other: int) -> Said:
    """Why somebody is suggested to a delegate; nothing where they are not."""
    found = [one.reasons for one in await suggested(database, delegate) if one.delegate_id == other]
    return said(found[0]) if found else {}


def said(reasons: Sequence[Reason]) -> Said:
    return {reason.what: [thing.it for thing in reason.things] for reason in reasons}
