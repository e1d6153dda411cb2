"""What a day of meetings has left in the database, looked at with SQL of its own: what must not be, what is not."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from forum.meetings import choices
from storage.connection import Connection
from storage.database import Database
from tests.benchmarks.support_day import Wish

_HELD = """
    CREATE TEMP VIEW held AS
    SELECT id, starts, ends, inviter_id AS person FROM meetings WHERE starts IS NOT NULL
    UNION ALL SELECT id, starts, ends, invitee_id FROM meetings WHERE starts IS NOT NULL
    UNION ALL SELECT id, starts, ends, interpreter_id FROM meetings WHERE interpreter_id IS NOT NULL
"""
"""Who is at which meeting."""
_FAULTS = {
    "somebody is in two meetings at once": """
        SELECT one.id FROM held AS one JOIN held AS other
        ON one.person = other.person AND one.id < other.id AND one.starts < other.ends AND one.ends > other.starts""",
    "a table has two meetings at once": """
        SELECT one.id FROM meetings AS one JOIN meetings AS other ON one.table_number = other.table_number
            AND one.id < other.id AND one.starts < other.ends AND one.ends > other.starts""",
    "there is no such table": """
        SELECT meetings.id FROM meetings, forum WHERE table_number NOT BETWEEN 1 AND meeting_tables""",
    "an agreed meeting has no time": "SELECT id FROM meetings WHERE state = 'agreed' AND starts IS NULL",
    "a meeting is outside the Meeting Point": """
        SELECT id FROM meetings WHERE starts IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sessions
            WHERE kind = 'meeting_point' AND sessions.starts <= meetings.starts
                AND sessions.ends >= meetings.ends)""",
    "somebody has a session at the time of a meeting": """
        SELECT held.id FROM held JOIN seats ON seats.delegate_id = held.person AND seats.state = 'seated'
        JOIN sessions ON sessions.id = seats.session_id
            AND sessions.starts < held.ends AND sessions.ends > held.starts""",
    "the bookings are not those of the meetings": """
        WITH wanted AS (SELECT person, starts, id FROM held),
            kept AS (SELECT delegate_id, starts, meeting_id FROM bookings)
        SELECT id FROM (SELECT * FROM wanted EXCEPT SELECT * FROM kept)
        UNION ALL SELECT meeting_id FROM (SELECT * FROM kept EXCEPT SELECT * FROM wanted)""",
    "a request waits for an answer": "SELECT id FROM meetings WHERE state = 'asked'",
    "a notice was not sent": "SELECT id FROM outbox WHERE state <> 'sent'",
}  # fmt: skip
_LANGUAGES = """
    SELECT meetings.id, inviter.languages, invitee.languages, interpreter.languages FROM meetings
    JOIN delegates AS inviter ON inviter.id = inviter_id JOIN delegates AS invitee ON invitee.id = invitee_id
    LEFT JOIN delegates AS interpreter ON interpreter.id = interpreter_id WHERE meetings.starts IS NOT NULL
"""


def faults(path: Path) -> list[str]:
    """What must not be; with the numbers of the meetings."""
    with closing(sqlite3.connect(path)) as database:
        database.execute(_HELD)
        found = {name: [row[0] for row in database.execute(sql)] for name, sql in _FAULTS.items()}
        found["a meeting needs an interpreter and has none who can help"] = [
            row[0] for row in database.execute(_LANGUAGES) if not _understood(*row[1:])
        ]
    return [f"{name}: {sorted(set(numbers))}" for name, numbers in found.items() if numbers]


def _understood(one: str, other: str, interpreter: str | None) -> bool:
    """Whether two have a language in common and no interpreter, or none and one who speaks one of each."""
    ours, theirs = set(one.split(",")), set(other.split(","))
    if ours & theirs:
        return interpreter is None
    spoken = set((interpreter or "").split(","))
    return bool(ours & spoken and theirs & spoken)


def agreed(path: Path) -> int:
    """So many meetings have a time."""
    with closing(sqlite3.connect(path)) as database:
        number: int = database.execute("SELECT count(*) FROM meetings WHERE starts IS NOT NULL").fetchone()[0]
    return number


def interpreted(path: Path) -> int:
    """So many of them have an interpreter."""
    with closing(sqlite3.connect(path)) as database:
        number: int = database.execute("SELECT count(*) FROM meetings WHERE interpreter_id > 0").fetchone()[0]
    return number


async def unplaced(path: Path, wishes: Sequence[Wish], now: datetime) -> Counter[str]:
    """Why these wishes have no place now, as far as one can see afterwards."""
    reasons: Counter[str] = Counter()
    async with Database.open(path, readers=1) as database, database.read() as view:
        numbers = {row["code"]: row["id"] for row in await view.rows("SELECT code, id FROM delegates")}
        met = {
            frozenset(row)
            for row in await view.rows("SELECT inviter_id, invitee_id FROM meetings WHERE starts IS NOT NULL")
        }
        for wish in wishes:
            pair = numbers[wish.seeker.code], numbers[wish.sought.code]
            if frozenset(pair) not in met:
                reasons[await _reason(view, pair, now)] += 1
    return reasons


async def _reason(view: Connection, pair: tuple[int, int], now: datetime) -> str:
    there = [one.hindrance for one in await choices(view, *pair, now)]
    for number in pair:
        if await view.number("SELECT count(*) FROM bookings WHERE delegate_id = ?", (number,)) == len(there):
            return "one of them has a meeting at every time"
    if not {"", "no_interpreter", "tables_full"} & set(there):
        return "no time is free for both"
    if "" in there:
        return "declined before a time was free again"
    return (
        "no table at the times free for both"
        if "tables_full" in there
        else "no interpreter at the times free for both"
    )
