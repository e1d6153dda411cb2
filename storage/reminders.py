"""Reminders: how far time has been followed, what begins when, and who is expected there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from storage.connection import Connection
from storage.instants import from_sql, to_sql
from storage.records import Stop
from storage.reminder_records import Beginning, Diary, Expected, Standing, Wishes

_SWEEP = "reminders"

# All lead times that delegates have chosen, each once, however many delegates there are.
_CHOICES = """
    WITH RECURSIVE choices (choice) AS (
        SELECT min(reminders) FROM delegates WHERE reminders > ''
        UNION ALL
        SELECT (SELECT min(reminders) FROM delegates WHERE reminders > choices.choice)
        FROM choices WHERE choices.choice IS NOT NULL)
    SELECT group_concat(choice) FROM choices
"""


async def standing(connection: Connection) -> Standing | None:
    """What reminders depend on, None before the first import."""
    return await connection.record(
        Standing,
        f"""SELECT timezone, reminder_minutes, quiet_from, quiet_until, coalesce(({_CHOICES}), '') AS chosen,
            (SELECT until FROM sweeps WHERE what = ?) AS until FROM forum""",
        (_SWEEP,),
    )


async def follow(tx: Connection, until: datetime) -> None:
    """Write down that whatever came due up to an instant has been seen to."""
    await tx.run(
        "INSERT INTO sweeps (what, until) VALUES (?, ?) ON CONFLICT (what) DO UPDATE SET until = excluded.until",
        (_SWEEP, to_sql(until)),
    )


async def beginning(connection: Connection, spans: Iterable[tuple[datetime, datetime]]) -> list[Beginning]:
    """What begins within one of these times, each after its first instant and up to its last, in order."""
    bounds = [to_sql(instant) for span in spans for instant in span]
    within = " OR ".join(["(begins > ? AND begins <= ?)"] * (len(bounds) // 2))
    if not within:
        return []
    return await connection.records(
        Beginning,
        f"SELECT what, id, kind, begins FROM beginnings WHERE {within} ORDER BY begins, what, id",
        bounds,
    )


async def begins(connection: Connection, what: str, number: int) -> datetime | None:
    """When one has to be at a session or a meeting; None where it does not take place."""
    found = await connection.value("SELECT begins FROM beginnings WHERE what = ? AND id = ?", (what, number))
    return from_sql(found) if isinstance(found, str) else None


async def last_number(connection: Connection) -> int:
    """The highest number that a delegate has."""
    return await connection.number("SELECT max(id) FROM delegates")


async def expected(
    connection: Connection, what: str, numbers: Iterable[int], people: tuple[int, int]
) -> list[Expected]:
    """Who of the delegates numbered after one number and up to another is expected at sessions or meetings.

    Only those who have opened the bot.
    """
    listed = ",".join(str(int(number)) for number in numbers)
    return await connection.records(
        Expected,
        "SELECT DISTINCT found.subject_id AS id, found.delegate_id, delegates.reminders FROM engagements AS found "
        "JOIN accounts ON accounts.delegate_id = found.delegate_id "
        "JOIN delegates ON delegates.id = found.delegate_id AND delegates.removed_at IS NULL "
        f"WHERE found.what = ? AND found.subject_id IN ({listed}) "
        "AND found.delegate_id > ? AND found.delegate_id <= ? ORDER BY found.delegate_id, found.subject_id",
        (what, *people),
    )


async def busy(
    connection: Connection, since: datetime, until: datetime, reminders: str, people: tuple[int, int]
) -> list[int]:
    """Who of these delegates is expected at something that begins in [since, until), and wants to be reminded.

    Only those who have opened the bot; `reminders` are the lead times of those who have not chosen.
    """
    rows = await connection.rows(
        "SELECT accounts.delegate_id FROM accounts JOIN delegates ON delegates.id = accounts.delegate_id "
        "WHERE removed_at IS NULL AND coalesce(reminders, ?) <> '' AND accounts.delegate_id IN "
        "(SELECT delegate_id FROM engagements WHERE what <> 'unavailable' AND starts >= ? AND starts < ? "
        "AND delegate_id > ? AND delegate_id <= ?) ORDER BY accounts.delegate_id",
        (reminders, to_sql(since), to_sql(until), *people),
    )
    return [row[0] for row in rows]


async def diary(connection: Connection, delegate_id: int, what: str, number: int) -> Diary | None:
    """When something begins, for a delegate who is expected there; None for anybody else."""
    return await connection.record(
        Diary,
        """SELECT begins, delegates.reminders, forum.reminder_minutes
        FROM beginnings JOIN delegates ON delegates.id = ?1 AND delegates.removed_at IS NULL JOIN forum
        WHERE beginnings.what = ?2 AND beginnings.id = ?3 AND EXISTS (SELECT 1 FROM engagements
            WHERE engagements.delegate_id = ?1 AND engagements.what = ?2 AND engagements.subject_id = ?3)""",
        (delegate_id, what, number),
    )


async def wishes(connection: Connection, delegate_id: int) -> Wishes | None:
    """The lead times that hold for a delegate who takes part."""
    return await connection.record(
        Wishes,
        "SELECT delegates.reminders, forum.reminder_minutes FROM delegates JOIN forum "
        "WHERE delegates.id = ? AND removed_at IS NULL",
        (delegate_id,),
    )


async def departures(connection: Connection, visits: Iterable[int]) -> list[Stop]:
    """Where and when the buses of visits leave first, in order."""
    listed = ",".join(str(int(number)) for number in visits)
    if not listed:
        return []
    return await connection.records(
        Stop,
        # Of the columns beside a min() SQLite takes those of the row that has it.
        "SELECT session_id, position, kind, place_it, place_ru, min(at) AS at, latitude, longitude, note_it, note_ru "
        f"FROM stops WHERE kind = 'departure' AND session_id IN ({listed}) GROUP BY session_id ORDER BY 6",
    )
