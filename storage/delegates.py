"""Delegates: everybody of the forum, organisers, interpreters and guides included."""

from __future__ import annotations

from storage.connection import Connection
from storage.records import Delegate, Organiser
from storage.visibility import KNOWN

_COLUMNS = (
    "id, code, name, name_other, organisation, organisation_other, position_it, position_ru, delegation, region, "
    "kind, languages, language, offers, seeks, phone, email, invitation, role, visibility, reminders, origin, "
    "removed_at"
)


async def get(connection: Connection, delegate_id: int) -> Delegate | None:
    """A delegate who takes part, by number."""
    return await connection.record(
        Delegate, f"SELECT {_COLUMNS} FROM delegates WHERE id = ? AND removed_at IS NULL", (delegate_id,)
    )


async def known(connection: Connection, delegate_id: int) -> Delegate | None:
    """A delegate by number, also one who was removed; none of those whose data was deleted, or soon is."""
    return await connection.record(
        Delegate, f"SELECT {_COLUMNS} FROM delegates WHERE id = ? AND {KNOWN}", (delegate_id,)
    )


async def removed(connection: Connection) -> list[Delegate]:
    """Those who were removed, the latest first."""
    return await connection.records(
        Delegate,
        f"SELECT {_COLUMNS} FROM delegates WHERE removed_at IS NOT NULL AND {KNOWN} ORDER BY removed_at DESC, id",
    )


async def delegation(connection: Connection, delegate_id: int) -> str | None:
    """The delegation of a delegate who takes part."""
    found = await connection.value(
        "SELECT delegation FROM delegates WHERE id = ? AND removed_at IS NULL", (delegate_id,)
    )
    return found if isinstance(found, str) else None


async def by_invitation(connection: Connection, digest: str) -> Delegate | None:
    """The delegate whose invitation has this digest."""
    return await connection.record(
        Delegate,
        f"SELECT {_COLUMNS} FROM delegates WHERE invitation_digest = ? AND removed_at IS NULL",
        (digest,),
    )


async def organisers(connection: Connection) -> list[Organiser]:
    """All delegates who are organisers, with the accounts by which they are reached."""
    return await connection.records(
        Organiser,
        "SELECT delegates.id AS delegate_id, accounts.user_id FROM delegates "
        "LEFT JOIN accounts ON accounts.delegate_id = delegates.id "
        "WHERE role = 'organiser' AND removed_at IS NULL ORDER BY delegates.id",
    )


async def set_visibility(tx: Connection, delegate_id: int, visibility: str) -> None:
    """Who may see a delegate: all, those at the same tables, nobody."""
    await tx.run("UPDATE delegates SET visibility = ? WHERE id = ?", (visibility, delegate_id))


async def set_reminders(tx: Connection, delegate_id: int, reminders: str | None) -> None:
    """A delegate's own lead times in minutes, '60,15'; '' for none, None for the forum's."""
    await tx.run("UPDATE delegates SET reminders = ? WHERE id = ?", (reminders, delegate_id))


async def add_from_chat(
    tx: Connection, user_id: int, *, name: str, organisation: str, delegation: str, language: str
) -> int:
    """A delegate who registered in the chat, perhaps once more after having been removed; the number.

    Whoever comes back is a delegate like any other, whatever their role was.
    """
    code = f"chat-{user_id}"
    await tx.run(
        "INSERT INTO delegates (code, name, organisation, delegation, language, origin) "
        "VALUES (?, ?, ?, ?, ?, 'chat') ON CONFLICT (code) DO UPDATE SET name = excluded.name, "
        "organisation = excluded.organisation, delegation = excluded.delegation, "
        "language = excluded.language, role = 'delegate', removed_at = NULL",
        (code, name, organisation, delegation, language),
    )
    return await tx.number("SELECT id FROM delegates WHERE code = ?", (code,))
