"""Those who ask to take part without an invitation."""

from __future__ import annotations

from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql
from storage.records import Application


async def get(connection: Connection, application_id: int) -> Application | None:
    """An application by number."""
    return await connection.record(
        Application,
        "SELECT applications.id, user_id, name, organisation, delegation, state, accounts.language "
        "FROM applications JOIN accounts USING (user_id) WHERE applications.id = ?",
        (application_id,),
    )


async def of_user(connection: Connection, user_id: int) -> Application | None:
    """The application of a Telegram user."""
    return await connection.record(
        Application,
        "SELECT applications.id, user_id, name, organisation, delegation, state, accounts.language "
        "FROM applications JOIN accounts USING (user_id) WHERE user_id = ?",
        (user_id,),
    )


async def next_waiting(connection: Connection) -> tuple[Application | None, int]:
    """Of the applications that wait for the organisers the first, and how many there are."""
    first = await connection.number("SELECT min(id) FROM applications WHERE state = 'waiting'")
    number = await connection.number("SELECT count(*) FROM applications WHERE state = 'waiting'")
    return await get(connection, first) if first else None, number


async def draft(tx: Connection, user_id: int, now: datetime) -> None:
    """Begin an application."""
    await tx.run(
        "INSERT INTO applications (user_id, state, at) VALUES (?, 'draft', ?)", (user_id, to_sql(now))
    )


async def begin_again(tx: Connection, user_id: int, now: datetime) -> None:
    """Empty an application: everything is asked anew."""
    await tx.run(
        "UPDATE applications SET state = 'draft', name = '', organisation = '', delegation = '', at = ? "
        "WHERE user_id = ?",
        (to_sql(now), user_id),
    )


async def fill(tx: Connection, user_id: int, field: str, text: str) -> None:
    """Write one answer: `field` is name, organisation or delegation."""
    if field not in {"name", "organisation", "delegation"}:
        raise ValueError(field)
    await tx.run(f"UPDATE applications SET {field} = ? WHERE user_id = ?", (text, user_id))


async def set_state(tx: Connection, application_id: int, state: str) -> None:
    """Waiting for the organisers, or declined."""
    await tx.run("UPDATE applications SET state = ? WHERE id = ?", (state, application_id))


async def drop_of(tx: Connection, user_id: int) -> None:
    """The applicant has become a delegate."""
    await tx.run("DELETE FROM applications WHERE user_id = ?", (user_id,))
