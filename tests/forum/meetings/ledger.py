"""What stands in the database, read with statements of its own: whoever checks shares no code with the forum."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

HISTORY = """
CREATE TABLE history AS SELECT * FROM meetings WHERE 0;
CREATE TRIGGER history_new AFTER INSERT ON meetings
BEGIN INSERT INTO history SELECT * FROM meetings WHERE id = new.id; END;
CREATE TRIGGER history_changed AFTER UPDATE ON meetings
BEGIN INSERT INTO history SELECT * FROM meetings WHERE id = new.id; END;
"""
"""Every state that a meeting was ever in, between two statements of one transaction, too."""


@dataclass(frozen=True, slots=True)
class Met:
    """A row of `meetings`."""

    id: int
    inviter: int
    invitee: int
    state: str
    awaits: int | None
    interpreted: bool
    starts: datetime | None
    ends: datetime | None
    table: int | None
    interpreter: int | None
    revision: int
    nudge: datetime | None
    lapses: datetime | None

    @property
    def sides(self) -> tuple[int, int]:
        return self.inviter, self.invitee

    @property
    def people(self) -> tuple[int, ...]:
        return (*self.sides, self.interpreter) if self.interpreter is not None else self.sides

    @property
    def open(self) -> bool:
        return self.state in {"asked", "agreed"}

    def other(self, side: int) -> int:
        return self.invitee if side == self.inviter else self.inviter

    @property
    def lacks(self) -> bool:
        """Whether it has its time and no interpreter, though it needs one."""
        return (
            self.state == "agreed"
            and self.interpreted
            and self.starts is not None
            and self.interpreter is None
        )

    @property
    def span(self) -> Span | None:
        return Span(self.starts, self.ends) if self.starts is not None and self.ends is not None else None


@dataclass(frozen=True, slots=True)
class Span:
    """A time; one that ends when the other starts does not meet it."""

    starts: datetime
    ends: datetime

    def meets(self, other: Span) -> bool:
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the forum; `account` is how Telegram reaches them."""

    id: int
    code: str
    name: str
    name_other: str
    role: str
    delegation: str
    speaks: frozenset[str]
    here: bool
    account: int | None


@dataclass(frozen=True, slots=True)
class Event:
    """A session that takes place."""

    id: int
    code: str
    kind: str
    span: Span
    audience: str


@dataclass(frozen=True, slots=True)
class Act:
    """Who did what with a meeting."""

    meeting: int
    revision: int
    act: str
    side: int | None
    actor: int | None
    manner: str


@dataclass(frozen=True, slots=True)
class Told:
    """A notice about a meeting."""

    kind: str
    delegate: int | None
    user: int | None
    facts: dict[str, Any]


_MET = (
    "id, inviter_id, invitee_id, state, awaits_id, interpreted, starts, ends, table_number, interpreter_id, "
    "revision, nudge_at, lapses_at"
)


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _met(row: tuple[Any, ...]) -> Met:
    head, (starts, ends), middle, instants = row[:6], row[6:8], row[8:11], row[11:]
    return Met(*(*head[:5], bool(head[5]), _at(starts), _at(ends), *middle, *map(_at, instants)))


class Ledger:
    """All tables that say anything of meetings, as they were at one instant."""

    def __init__(self, connection: sqlite3.Connection, *, since: Ledger | None = None) -> None:
        """Of acts, notices and history only what came after `since`."""
        connection.execute("BEGIN")
        try:
            self._read(connection, since)
        finally:
            connection.execute("ROLLBACK")

    def _read(self, connection: sqlite3.Connection, since: Ledger | None) -> None:
        def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
            return connection.execute(sql, values).fetchall()

        self.meetings = {row[0]: _met(row) for row in rows(f"SELECT {_MET} FROM meetings")}  # noqa: S608
        self.reasons = dict(rows("SELECT id, reason FROM meetings"))
        self.times: dict[int, set[datetime]] = {}
        for number, starts in rows("SELECT meeting_id, starts FROM proposals"):
            self.times.setdefault(number, set()).add(datetime.fromisoformat(starts))
        self.people = {
            row[0]: Person(*(*row[:6], frozenset((row[6] or row[5]).split(",")), row[7] is None, row[8]))
            for row in rows(
                "SELECT id, code, name, name_other, role, delegation, languages, removed_at, user_id "
                "FROM delegates LEFT JOIN accounts ON delegate_id = id"
            )
        }
        self.codes = {person.code: person for person in self.people.values()}
        self.heads = set(rows("SELECT head_id, delegate_id FROM heads"))
        self.sessions = [
            Event(*(*row[:3], _span(*row[3:5]), row[5]))
            for row in rows(
                "SELECT id, code, kind, starts, ends, audience FROM sessions WHERE cancelled_at IS NULL "
                "ORDER BY starts, id"
            )
        ]
        self.seats = {
            (row[0], row[1]): row[2] for row in rows("SELECT delegate_id, session_id, state FROM seats")
        }
        self.absences = set(rows("SELECT delegate_id, session_id FROM absences"))
        self.unavailable: dict[int, set[Span]] = {}
        for person, starts, ends in rows("SELECT delegate_id, starts, ends FROM unavailable"):
            self.unavailable.setdefault(person, set()).add(_span(starts, ends))
        self.bookings = {
            (row[0], _span(*row[1:3]), row[3])
            for row in rows("SELECT delegate_id, starts, ends, meeting_id FROM bookings")
        }
        self.reports = {
            (row[0], row[1]): row[2:]
            for row in rows(
                "SELECT meeting_id, delegate_id, held, result, rating, exchanged FROM meeting_reports"
            )
        }
        self.minutes, self.tables = rows("SELECT slot_minutes, meeting_tables FROM forum")[0]
        self.last = rows(
            "SELECT (SELECT coalesce(max(id), 0) FROM meeting_acts), (SELECT coalesce(max(id), 0) FROM outbox), "
            "(SELECT coalesce(max(rowid), 0) FROM history)"
        )[0]
        act, notice, number = since.last if since else (0, 0, 0)
        self.acts = [
            Act(*row)
            for row in rows(
                "SELECT meeting_id, revision, act, side_id, actor_id, manner FROM meeting_acts "
                "WHERE id > ? ORDER BY id",
                act,
            )
        ]
        self.told = [
            Told(*(*row[:3], json.loads(row[3])))
            for row in rows(
                "SELECT kind, delegate_id, user_id, facts FROM outbox WHERE id > ? "
                "AND (kind LIKE 'meeting%' OR kind LIKE 'interpreter%') ORDER BY id",
                notice,
            )
        ]
        self.history = [
            _met(row)
            for row in rows(f"SELECT {_MET} FROM history WHERE rowid > ? ORDER BY rowid", number)  # noqa: S608
        ]

    @property
    def state(self) -> tuple[Any, ...]:
        """All that a step that changes nothing must leave as it is."""
        return (
            self.last[:2],
            self.meetings,
            self.reasons,
            self.times,
            self.unavailable,
            self.bookings,
            self.reports,
            self.seats,
            self.absences,
        )

    @cached_property
    def slots(self) -> list[Span]:
        """The Meeting Point cut into pieces, the past ones too."""
        length = timedelta(minutes=self.minutes)
        found: list[Span] = []
        for point in self.sessions:
            if point.kind == "meeting_point":
                cursor = max([point.span.starts, *(slot.ends for slot in found)])
                while cursor + length <= point.span.ends:
                    found.append(Span(cursor, cursor + length))
                    cursor += length
        return found

    @cached_property
    def organisers(self) -> list[Person]:
        return [person for person in self.people.values() if person.role == "organiser" and person.here]

    def people_of(self, meeting: int) -> tuple[int, ...]:
        found = self.meetings.get(meeting)
        return found.people if found else ()

    def understand(self, meeting: Met) -> bool:
        one, other = (self.people[side] for side in meeting.sides)
        return bool(one.speaks & other.speaks)

    def could_interpret(self, person: int, sides: tuple[int, int]) -> bool:
        helper = self.people[person]
        return (
            helper.role == "interpreter"
            and helper.here
            and person not in sides
            and all(helper.speaks & self.people[side].speaks for side in sides)
        )

    def attended(self, person: int) -> Iterator[Event]:
        """The sessions that stand on somebody's agenda, waiting lists included."""
        who = self.people[person]
        for event in self.sessions:
            joined = (person, event.id) in self.seats
            common = event.kind not in {"table", "visit"} and event.audience in {"all", who.delegation}
            if joined or (common and (person, event.id) not in self.absences):
                yield event

    def engaged(self, person: int, span: Span, *, besides: int = 0) -> bool:
        """Whether somebody has something else to do then."""
        sessions = (
            event.span
            for event in self.attended(person)
            if event.kind != "meeting_point" and self.seats.get((person, event.id)) != "waiting"
        )
        meetings = (
            one.span
            for one in self.meetings.values()
            if one.id != besides and one.span and person in one.people
        )
        return any(span.meets(one) for one in (*sessions, *self.unavailable.get(person, ()), *meetings))

    def hindrance(self, sides: tuple[int, int], span: Span, *, besides: int = 0) -> str:
        """What keeps two people from meeting in a slot, as a word of refusal."""
        if self.engaged(sides[0], span, besides=besides):
            return "not_free_you"
        if self.engaged(sides[1], span, besides=besides):
            return "not_free_partner"
        taken = {
            one.table
            for one in self.meetings.values()
            if one.id != besides and one.span is not None and one.span.meets(span)
        }
        if taken >= set(range(1, self.tables + 1)):
            return "tables_full"
        if self.people[sides[0]].speaks & self.people[sides[1]].speaks:
            return ""
        helped = any(
            self.could_interpret(one, sides) and not self.engaged(one, span, besides=besides)
            for one in self.people
        )
        return "" if helped else "no_interpreter"


def _span(starts: str, ends: str) -> Span:
    return Span(datetime.fromisoformat(starts), datetime.fromisoformat(ends))


def open_ledger(path: Path) -> sqlite3.Connection:
    """A connection to read with, beside the forum's own."""
    return sqlite3.connect(path, isolation_level=None)
