"""What the database holds of a person: shown to them, erased for one, purged of all.

The tables are not listed but read from the schema: whatever refers to `delegates` or `accounts` is somebody's, and
its ON DELETE says what becomes of it. Only what stays for the others and for the figures is named here, so that a
table somebody adds one day is shown, erased and purged with the rest.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from storage.connection import Connection, Value
from storage.instants import to_sql

STAYS = frozenset(
    {
        "aboard",
        "announcement_reads",
        "bookings",
        "check_ins",
        "leavers",
        "meeting_acts",
        "meeting_reports",
        "meetings",
        "seats",
    }
)
"""Of these a person's rows stay when they are erased: numbers and states, with the number of a row without a name."""

DERIVED = ("search_", "suggestion_")
"""Tables that begin so are made of the others."""

_KEPT = frozenset({"delegation", "region", "kind", "language", "role", "origin", "removed_at", "erased_at"})
"""Columns of `delegates` that figures need, and that say nothing of a person."""
_LEAST = 3
"""Shorter names would be found in everything."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that names a delegate or an account; `action` is the ON DELETE."""

    table: str
    column: str
    action: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `text`: it can hold what somebody wrote."""

    name: str
    text: bool
    needed: bool


@dataclass(frozen=True, slots=True)
class Named:
    """What stands in the place of a person's name, in the two scripts."""

    name: str
    name_other: str
    organisation: str


@dataclass(frozen=True, slots=True)
class KnownAs:
    """A delegate's code, delegation and origin ('workbook' or 'chat')."""

    code: str
    delegation: str
    origin: str


@dataclass(frozen=True, slots=True)
class Leaver:
    """Who has asked to be deleted, and when."""

    delegate_id: int
    user_id: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Pending:
    """What is to be done: `purge_after` as in the forum ('' for never), whether anybody leaves, anything is to wipe.

    `purged_at` is when the last purge found nothing more; None before. `rewritten`: of what is to wipe the file is
    written anew, and only the write-ahead log is still to be cut.
    """

    purge_after: str
    timezone: str
    purged_at: datetime | None
    leaving: bool
    wiping: bool
    rewritten: bool


async def tables(connection: Connection) -> list[str]:
    """Every table, SQLite's own left out."""
    rows = await connection.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return [row[0] for row in rows]


async def columns(connection: Connection, table: str) -> list[Column]:
    """The columns of a table, generated ones left out."""
    rows = await connection.rows('SELECT name, type, "notnull" FROM pragma_table_info(?)', (table,))
    return [Column(row[0], row[1] in {"TEXT", "BLOB", "ANY"}, bool(row[2])) for row in rows]


async def references(connection: Connection, to: str) -> list[Reference]:
    """Every column that names a row of `delegates` or of `accounts`."""
    return await connection.records(
        Reference,
        'SELECT tables.name AS "table", keys."from" AS "column", keys.on_delete AS action '
        "FROM sqlite_master AS tables JOIN pragma_foreign_key_list(tables.name) AS keys "
        "WHERE tables.type = 'table' AND keys.\"table\" = ? ORDER BY 1, 2",
        (to,),
    )


async def bearing(connection: Connection, column: str) -> list[str]:
    """The tables with a column of this name, whatever it refers to."""
    rows = await connection.rows(
        "SELECT tables.name FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns "
        "WHERE tables.type = 'table' AND columns.name = ? ORDER BY 1",
        (column,),
    )
    return [row[0] for row in rows]


async def pending(connection: Connection) -> Pending:
    """What there is to do, in one statement: asked at every tick."""
    found = await connection.record(
        Pending,
        "SELECT coalesce((SELECT purge_after FROM forum), '') AS purge_after, "
        "coalesce((SELECT timezone FROM forum), 'UTC') AS timezone, "
        "(SELECT until FROM sweeps WHERE what = 'purge') AS purged_at, "
        "EXISTS (SELECT 1 FROM leavers) AS leaving, EXISTS (SELECT 1 FROM wipes) AS wiping, "
        "EXISTS (SELECT 1 FROM wipes WHERE rewritten) AS rewritten",
    )
    return found or Pending("", "UTC", None, leaving=False, wiping=False, rewritten=False)


async def leave(tx: Connection, delegate_id: int, user_id: int, now: datetime) -> None:
    """Somebody is to be erased."""
    await tx.run(
        "INSERT INTO leavers (delegate_id, user_id, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (delegate_id, user_id, to_sql(now)),
    )


async def leavers(connection: Connection) -> list[Leaver]:
    """Those who are to be erased, the first to ask first."""
    return await connection.records(Leaver, "SELECT delegate_id, user_id, since FROM leavers ORDER BY since")


async def still_told(connection: Connection, delegate_id: int) -> bool:
    """Whether a notice about somebody's meetings is still on its way: it is made of their name when it is sent."""
    found = await connection.value(
        "SELECT 1 FROM outbox JOIN meetings ON meetings.id = json_extract(facts, '$.meeting') "
        "WHERE outbox.state IN ('pending', 'sending') AND ? IN (inviter_id, invitee_id, interpreter_id) LIMIT 1",
        (delegate_id,),
    )
    return found is not None


async def close_account(tx: Connection, user_id: int, now: datetime) -> None:
    """An account goes, and with it all that hangs on it: consents, registration, drafts, what was to be told.

    Wrong invitations whose time is not served yet stay until it is: deletion is no way around it.
    """
    await tx.run("DELETE FROM outbox WHERE user_id = ?", (user_id,))
    await tx.run("DELETE FROM guesses WHERE user_id = ? AND until <= ?", (user_id, to_sql(now)))
    await tx.run("DELETE FROM accounts WHERE user_id = ?", (user_id,))


async def forget_lane(tx: Connection, user_id: int) -> None:
    """Of the updates somebody sent only the numbers stay, by which one that comes twice is known."""
    await tx.run(
        "UPDATE updates SET lane = 0 WHERE lane = ? AND state IN ('handled', 'set_aside')", (user_id,)
    )


async def known_as(connection: Connection, delegate_id: int) -> KnownAs | None:
    """What erasing somebody has to know of them, removed or not."""
    return await connection.record(
        KnownAs, "SELECT code, delegation, origin FROM delegates WHERE id = ?", (delegate_id,)
    )


async def erase(tx: Connection, delegate_id: int, named: Named, now: datetime) -> None:
    """Nothing personal is left of a delegate but in backups; the row stays, so that nobody else's record breaks."""
    await tx.run(
        "DELETE FROM imported WHERE sheet = 'delegates' AND code = (SELECT code FROM delegates WHERE id = ?)",
        (delegate_id,),
    )
    await tx.run(
        "UPDATE meetings SET reason = '', subject = iif(inviter_id = ?1, '', subject) "
        "WHERE ?1 IN (inviter_id, invitee_id) AND (reason <> '' OR subject <> '')",
        (delegate_id,),
    )
    await _blank(tx, delegate_id, named, now)
    for one in await references(tx, "delegates"):
        if one.action == "CASCADE" and one.table not in STAYS:
            await tx.run(f'DELETE FROM "{one.table}" WHERE "{one.column}" = ?', (delegate_id,))
        elif one.action == "SET NULL" and one.table not in STAYS:
            await tx.run(
                f'UPDATE "{one.table}" SET "{one.column}" = NULL WHERE "{one.column}" = ?', (delegate_id,)
            )
    await tx.run("DELETE FROM leavers WHERE delegate_id = ?", (delegate_id,))
    await to_wipe(tx, now)


async def _blank(tx: Connection, delegate_id: int, named: Named, now: datetime) -> None:
    """Overwrite every text of a delegate's row, columns to come included."""
    texts = [one for one in await columns(tx, "delegates") if one.text and one.name not in _KEPT]
    values: dict[str, Value] = {one.name: "" if one.needed else None for one in texts}
    values |= {
        "code": f"gone-{delegate_id}",
        "name": named.name,
        "name_other": named.name_other,
        "organisation": named.organisation,
        "visibility": "nobody",
        "shares_contacts": 0,
        "erased_at": to_sql(now),
    }
    assigned = ", ".join(f'"{name}" = ?' for name in values)
    await tx.run(
        f"UPDATE delegates SET {assigned}, removed_at = coalesce(removed_at, ?) WHERE id = ?",
        (*values.values(), to_sql(now), delegate_id),
    )


async def silence(tx: Connection, delegate_id: int) -> None:
    """What others were to be told with somebody's name in it, and could not be, loses its facts and is put aside."""
    row = await tx.row("SELECT name, name_other, code FROM delegates WHERE id = ?", (delegate_id,))
    words = [json.dumps(word, ensure_ascii=False)[1:-1] for word in row or () if len(word) >= _LEAST]
    if not words:
        return
    named = " OR ".join(["instr(facts, ?)"] * len(words))
    await tx.run(
        "UPDATE outbox SET facts = '{}', aside = iif(state IN ('sent', 'sending'), aside, 1), "
        "reason = iif(state IN ('pending', 'unreachable'), 'stale', reason), "
        "state = iif(state IN ('pending', 'unreachable'), 'failed', state) "
        f"WHERE facts <> '{{}}' AND ({named})",
        words,
    )


async def remember_code(tx: Connection, digest: str, now: datetime) -> None:
    """Keep the digest of a deleted person's code."""
    await tx.run(
        "INSERT INTO erased_codes (digest, at) VALUES (?, ?) ON CONFLICT DO NOTHING", (digest, to_sql(now))
    )


async def erased_codes(connection: Connection) -> set[str]:
    """The digests of the codes of those who were deleted at their own request."""
    return {row[0] for row in await connection.rows("SELECT digest FROM erased_codes")}


async def not_erased(connection: Connection, most: int) -> list[int]:
    """The first of those of whom there is something left."""
    rows = await connection.rows(
        "SELECT id FROM delegates WHERE erased_at IS NULL ORDER BY id LIMIT ?", (most,)
    )
    return [row[0] for row in rows]


async def to_wipe(tx: Connection, now: datetime) -> None:
    """What was deleted or overwritten has to go from the file, too."""
    await tx.run(
        "INSERT INTO wipes (one, since) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET rewritten = 0",
        (to_sql(now),),
    )


async def rewritten(tx: Connection) -> None:
    """The file is written anew."""
    await tx.run("UPDATE wipes SET rewritten = 1")


async def wiped(tx: Connection) -> None:
    """It is gone from the file."""
    await tx.run("DELETE FROM wipes")


FRAGMENTS = (
    "DELETE FROM search_marks WHERE NOT EXISTS (SELECT 1 FROM json_each(search_marks.terms) "
    "JOIN search_terms ON search_terms.id = json_each.value)"
)
"""Run before a file is rewritten: pieces of names that no term has any more."""
