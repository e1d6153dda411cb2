"""The Meeting Point: its slots' frame, its tables, its interpreters, and who is taken when."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql
from storage.meeting_records import Engagement, HallUse, Sitting, Speaker
from storage.records import Session
from storage.sessions import COLUMNS


async def meeting_points(connection: Connection) -> list[Session]:
    """The sessions in which meetings take place, in order."""
    return await connection.records(
        Session,
        f"SELECT {COLUMNS} FROM sessions WHERE kind = 'meeting_point' AND cancelled_at IS NULL ORDER BY starts, id",
    )


async def engagements(
    connection: Connection, delegate_ids: Iterable[int], since: datetime, until: datetime
) -> list[Engagement]:
    """When these people are taken between two instants, in no order."""
    listed = ",".join(str(int(number)) for number in delegate_ids)
    return await connection.records(
        Engagement,
        "SELECT delegate_id, starts, ends, what, subject_id FROM engagements "
        f"WHERE delegate_id IN ({listed}) AND starts < ? AND ends > ?",
        (to_sql(until), to_sql(since)),
    )


async def use(connection: Connection, since: datetime, *, besides: int = 0) -> list[HallUse]:
    """How many tables are taken, time by time, from an instant on, by meetings other than `besides`."""
    return await connection.records(
        HallUse,
        "SELECT starts, ends, count(*) AS tables FROM meetings WHERE starts IS NOT NULL AND ends > ? "
        "AND id <> ? GROUP BY starts, ends",
        (to_sql(since), besides),
    )


async def sittings(connection: Connection, since: datetime) -> list[Sitting]:
    """The meetings at tables that end after an instant."""
    return await connection.records(
        Sitting,
        "SELECT id, starts, ends, table_number FROM meetings WHERE starts IS NOT NULL AND ends > ?",
        (to_sql(since),),
    )


async def taken_tables(connection: Connection, starts: datetime, ends: datetime, *, besides: int) -> set[int]:
    """The tables that are taken at some instant of a time, by meetings other than `besides`."""
    rows = await connection.rows(
        "SELECT table_number FROM meetings WHERE starts IS NOT NULL AND starts < ? AND ends > ? AND id <> ?",
        (to_sql(ends), to_sql(starts), besides),
    )
    return {row[0] for row in rows}


async def tables_nearby(
    connection: Connection, sides: tuple[int, int], starts: datetime, ends: datetime
) -> list[int]:
    """The tables at which one of the two sits just before or just after a time."""
    rows = await connection.rows(
        "SELECT DISTINCT table_number FROM bookings JOIN meetings ON meetings.id = bookings.meeting_id "
        "WHERE bookings.delegate_id IN (?, ?) AND (bookings.ends = ? OR bookings.starts = ?) ORDER BY 1",
        (*sides, to_sql(starts), to_sql(ends)),
    )
    return [row[0] for row in rows]


async def speakers(connection: Connection, delegate_ids: Iterable[int]) -> list[Speaker]:
    """The languages of people who take part."""
    listed = ",".join(str(int(number)) for number in delegate_ids)
    return await connection.records(
        Speaker,
        f"SELECT id, languages, delegation FROM delegates WHERE id IN ({listed}) AND removed_at IS NULL",
    )


async def interpreters(connection: Connection) -> list[Speaker]:
    """All interpreters, those who speak fewest languages first."""
    return await connection.records(
        Speaker,
        "SELECT id, languages, delegation FROM delegates WHERE role = 'interpreter' AND removed_at IS NULL "
        "ORDER BY length(languages), id",
    )


async def assignments(connection: Connection, interpreter_ids: Iterable[int]) -> dict[int, int]:
    """How many meetings each interpreter has."""
    rows = await connection.rows(
        "SELECT interpreter_id, count(*) FROM meetings WHERE interpreter_id IN (SELECT value FROM json_each(?)) "
        "GROUP BY interpreter_id",
        (json.dumps(list(interpreter_ids)),),
    )
    return {row[0]: row[1] for row in rows}


async def without_interpreter(connection: Connection, starts: datetime, ends: datetime) -> list[int]:
    """The agreed meetings at some instant of a time that need an interpreter and have none."""
    rows = await connection.rows(
        "SELECT id FROM meetings WHERE interpreted = 1 AND interpreter_id IS NULL AND state = 'agreed' "
        "AND starts < ? AND ends > ? ORDER BY starts, id",
        (to_sql(ends), to_sql(starts)),
    )
    return [row[0] for row in rows]


async def unavailable(tx: Connection, delegate_id: int, starts: datetime, ends: datetime) -> None:
    """Somebody says that they are not there at this time."""
    await tx.run(
        "INSERT OR IGNORE INTO unavailable (delegate_id, starts, ends) VALUES (?, ?, ?)",
        (delegate_id, to_sql(starts), to_sql(ends)),
    )


async def absentees(connection: Connection) -> set[int]:
    """Those with a request or an agreed meeting who no longer take part, or no longer as delegates."""
    rows = await connection.rows(
        "SELECT delegates.id FROM delegates JOIN meetings ON delegates.id IN (inviter_id, invitee_id) "
        "WHERE state IN ('asked', 'agreed') AND (removed_at IS NOT NULL OR role <> 'delegate')"
    )
    return {row[0] for row in rows}
