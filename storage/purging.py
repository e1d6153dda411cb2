"""What the day of `purge_after` leaves: the programme, and figures without persons."""

from __future__ import annotations

from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql
from storage.privacy import DERIVED, STAYS, tables

PROGRAMME = frozenset(
    {
        "fillings",
        "forum",
        "gates",
        "projects",
        "proposals",
        "rolls",
        "seat_counts",
        "sessions",
        "stops",
        "sweeps",
        "delegates",
        "erased_codes",
        "wipes",
        "updates",
        "outbox_counts",
        "search_rules",
        "suggestion_rules",
    }
)
"""What a purge leaves besides: the programme, the delegates' rows without their data, and bookkeeping."""


async def left_over(connection: Connection, before: datetime) -> list[str]:
    """The tables of which a purge leaves nothing and that still hold something; accounts since `before` may stay."""
    found = []
    for table in await tables(connection):
        if table in PROGRAMME or table in STAYS or table.startswith(DERIVED):
            continue
        if await connection.value(_remains(table), {"before": to_sql(before)}) is not None:
            found.append(table)
    return found


_RECENT = "SELECT user_id FROM accounts WHERE consent_at >= :before"


def _remains(table: str) -> str:
    return f'SELECT 1 FROM "{table}" WHERE {_old(table)} LIMIT 1'


def _old(table: str) -> str:
    """Which rows of a table go; those who came after the purge keep theirs."""
    owner = {"accounts": "user_id", "consents": "user_id", "applications": "user_id", "outbox": "user_id"}
    if table not in owner:
        return ":before IS NOT NULL"
    return f"coalesce({owner[table]}, 0) NOT IN ({_RECENT})"


async def purge(tx: Connection, table: str, before: datetime) -> None:
    """Empty a table that a purge leaves nothing of."""
    await tx.run("PRAGMA defer_foreign_keys = ON")
    await tx.run(f'DELETE FROM "{table}" WHERE {_old(table)}', {"before": to_sql(before)})


async def purge_programme(tx: Connection, most: int) -> bool:
    """Take out of the programme, and out of a number of updates, who they were; whether anything was there."""
    changed = await tx.run("UPDATE sessions SET moderator = '' WHERE moderator <> ''")
    changed += await tx.run(
        "UPDATE updates SET lane = 0 WHERE update_id IN (SELECT update_id FROM updates "
        "WHERE lane <> 0 AND state IN ('handled', 'set_aside') LIMIT ?)",
        (most,),
    )
    changed += await tx.run("DELETE FROM erased_codes")
    return changed > 0


async def purged(tx: Connection, now: datetime) -> None:
    """Nothing was left any more."""
    await tx.run(
        "INSERT INTO sweeps (what, until) VALUES ('purge', ?) "
        "ON CONFLICT (what) DO UPDATE SET until = excluded.until",
        (to_sql(now),),
    )
