"""What each person has consented to: by purpose and version, with the time, as long as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent that stands."""

    purpose: str
    version: str
    given_at: datetime


async def standing(connection: Connection, user_id: int) -> dict[str, tuple[str, datetime]]:
    """The consents of an account that stand: by purpose the version and when it was given."""
    rows = await connection.records(
        Consent,
        "SELECT purpose, version, given_at FROM consents WHERE user_id = ? AND withdrawn_at IS NULL",
        (user_id,),
    )
    return {one.purpose: (one.version, one.given_at) for one in rows}


async def give(tx: Connection, user_id: int, purpose: str, version: str, now: datetime) -> None:
    """Somebody consents to a purpose in a version; what stands stays as it is."""
    known = await tx.value(
        "SELECT 1 FROM consents WHERE user_id = ? AND purpose = ? AND version = ? AND withdrawn_at IS NULL",
        (user_id, purpose, version),
    )
    if known is None:
        await withdraw(tx, user_id, purpose, now)
        await tx.run(
            "INSERT INTO consents (user_id, purpose, version, given_at) VALUES (?, ?, ?, ?)",
            (user_id, purpose, version, to_sql(now)),
        )


async def withdraw(tx: Connection, user_id: int, purpose: str, now: datetime) -> None:
    """Somebody withdraws their consent to a purpose."""
    await tx.run(
        "UPDATE consents SET withdrawn_at = ? WHERE user_id = ? AND purpose = ? AND withdrawn_at IS NULL",
        (to_sql(now), user_id, purpose),
    )
