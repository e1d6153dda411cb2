"""A delegate of whom every table holds something, and a word that stands nowhere else in each of its texts."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support.sentinels import USER, Filled, fill, give_rows

PERSON = "d01"
OURS = ("deeds", "meeting_acts.act", "delegates.region", "planning_runs", "projects")
"""The program's own words, what the figures need, and the programme as it was published."""
SAID_BY_THE_FORUM = ("announcements",)
"""What somebody wrote in the forum's name stays until the purge."""
ACCOUNT = (
    "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
    "VALUES (?, ?, 'it', 'v', ?)"
)


def whole_person(sample: Path, folder: Path) -> tuple[Path, Filled]:
    """A copy of the sample in which a delegate has an account, rows in every table and the sentinel in every text."""
    path = folder / "forum.sqlite3"
    shutil.copy(sample, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        person, other = (
            raw.execute("SELECT id FROM delegates WHERE code = ?", (code,)).fetchone()[0]
            for code in (PERSON, "d38")
        )
        story(raw, person, other)
        give_rows(raw, person, other, USER)
        found = fill(raw, person, USER, OURS + SAID_BY_THE_FORUM)
        raw.execute(
            "UPDATE outbox SET facts = json_object('name', (SELECT name FROM delegates WHERE id = ?)) "
            "WHERE key = 'c'",
            (person,),
        )
    return path, found


def story(raw: sqlite3.Connection, person: int, other: int) -> None:
    """What a schema alone does not tell how to make."""
    at = "2018-11-29T07:00:00.000+00:00"
    (visit,) = raw.execute("SELECT id FROM sessions WHERE kind = 'visit' ORDER BY id").fetchone()
    (project,) = raw.execute("SELECT min(id) FROM projects").fetchone()
    raw.execute("PRAGMA foreign_keys = ON")
    for sql, values in (
        (ACCOUNT, (USER, person, at)),
        ("INSERT INTO applications (user_id, state, at) VALUES (?, 'draft', ?)", (USER, at)),
        ("INSERT INTO guesses (user_id, wrong, until) VALUES (?, 1, ?)", (USER, at)),
        (
            "INSERT OR IGNORE INTO seats (session_id, delegate_id, state) VALUES (?, ?, 'seated')",
            (visit, person),
        ),
        ("INSERT INTO rolls (session_id, leg) VALUES (?, 'out')", (visit,)),
        ("INSERT INTO aboard (session_id, leg, delegate_id) VALUES (?, 'out', ?)", (visit, person)),
        ("INSERT INTO gates (session_id, asked_at) VALUES (?, ?)", (visit, at)),
        ("INSERT INTO papers (session_id, delegate_id) VALUES (?, ?)", (visit, person)),
        ("UPDATE projects SET presenter_id = ? WHERE id = ?", (person, project)),
        (
            "INSERT INTO updates (update_id, lane, state, received_at) VALUES (1, ?, 'handled', ?)",
            (USER, at),
        ),
        (
            "INSERT INTO released (session_id, was, now, delegations, at) VALUES (?, '{}', '{}', '', ?)",
            (visit, at),
        ),
        *meetings(person, other, at),
        *notices(person, other, at),
    ):
        raw.execute(sql, values)


def meetings(person: int, other: int, at: str) -> list[tuple[str, tuple[object, ...]]]:
    """A request of this person's, and an agreed meeting with a third."""
    new = (
        "INSERT INTO meetings (inviter_id, invitee_id, state, awaits_id, subject, interpreted, starts, ends, "
        "table_number, asked_at) SELECT ?, id, ?, ?, 'x', 0, ?, ?, ?, ? FROM delegates WHERE code = ?"
    )
    starts, ends = "2018-11-29T14:20:00.000+00:00", "2018-11-29T14:40:00.000+00:00"
    return [
        (new, (person, "asked", other, None, None, None, at, "d38")),
        (new, (person, "agreed", None, starts, ends, 3, at, "d39")),
        ("INSERT INTO proposals (meeting_id, starts) SELECT min(id), ? FROM meetings", (starts,)),
    ]


def notices(person: int, other: int, at: str) -> list[tuple[str, tuple[object, ...]]]:
    """To this person, to their account, and to somebody else with their name, who was not reached."""
    # The third gets the name as its fact once that is the sentinel.
    put = "INSERT INTO outbox (key, kind, facts, delegate_id, user_id, priority, not_before, state) VALUES "
    return [
        (put + "('a', 'seat_freed', '{}', ?, NULL, 1, ?, 'unreachable')", (person, at)),
        (put + "('b', 'registration', '{}', NULL, ?, 1, ?, 'failed')", (USER, at)),
        (put + "('c', 'invitation_used', '{}', ?, NULL, 1, ?, 'unreachable')", (other, at)),
    ]
