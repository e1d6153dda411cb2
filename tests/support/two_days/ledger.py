"""What had to be told: reckoned from the tables, snapshot by snapshot, by nothing of the bot's own."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FLORENCE = ZoneInfo("Europe/Rome")
MINUTE = timedelta(minutes=1)

Thing = tuple[str, int]
"""A session ('s') or a meeting ('m') by its number."""


@dataclass(frozen=True)
class Due:
    """Somebody has to be reminded of something that begins then."""

    person: int
    thing: Thing
    begins: datetime
    at: datetime


@dataclass(frozen=True)
class Day:
    """Somebody has to be told of a day in a few lines: so many entries."""

    person: int
    day: date
    evening: bool
    entries: int


@dataclass
class Snapshot:
    """What held from `since` on, until the next one was `taken`: between the two somebody was changing it."""

    taken: datetime
    since: datetime
    begins: dict[Thing, datetime]
    goes: dict[Thing, set[int]]
    leads: dict[int, frozenset[int]]

    def holds(self, person: int, thing: Thing, begins: datetime) -> bool:
        """Whether somebody goes to something that begins then, and wants to be reminded."""
        return (
            self.begins.get(thing) == begins and person in self.goes[thing] and bool(self.leads.get(person))
        )


def snapshot(path: Path, taken: datetime, since: datetime) -> Snapshot:
    """Read the tables: no view, no rule."""
    with closing(sqlite3.connect(path)) as raw:
        begins, goes = _sessions(raw)
        for number, one, other, interpreter, starts in raw.execute(
            "SELECT id, inviter_id, invitee_id, interpreter_id, starts FROM meetings "
            "WHERE state = 'agreed' AND starts IS NOT NULL"
        ):
            begins["m", number] = datetime.fromisoformat(starts)
            goes["m", number] = {one, other, interpreter} - {None}
        return Snapshot(taken, since, begins, goes, _leads(raw))


def _sessions(raw: sqlite3.Connection) -> tuple[dict[Thing, datetime], dict[Thing, set[int]]]:
    people = raw.execute("SELECT id, delegation, role FROM delegates WHERE removed_at IS NULL").fetchall()
    seated = _pairs(raw, "SELECT session_id, delegate_id FROM seats WHERE state = 'seated'")
    absent = _pairs(raw, "SELECT session_id, delegate_id FROM absences")
    buses = _pairs(raw, "SELECT session_id, at FROM stops WHERE kind = 'departure'")
    named = _pairs(raw, "SELECT delegate_id, session_id FROM guides")
    begins, goes = {}, {}
    for number, kind, audience, starts in raw.execute(
        "SELECT id, kind, audience, starts FROM sessions WHERE cancelled_at IS NULL AND kind <> 'meeting_point'"
    ):
        begins["s", number] = datetime.fromisoformat(min(buses[number], default=starts))
        if kind in {"table", "visit"}:
            guides = {
                one for one, _, role in people if role == "guide" and (not named[one] or number in named[one])
            }
            goes["s", number] = seated[number] | (guides if kind == "visit" else set())
        else:
            invited = {one for one, delegation, _ in people if audience in {"all", delegation}}
            goes["s", number] = invited - absent[number]
    return begins, goes


def _pairs(raw: sqlite3.Connection, sql: str) -> defaultdict[int, set[Any]]:
    found = defaultdict(set)
    for number, value in raw.execute(sql):
        found[number].add(value)
    return found


def _leads(raw: sqlite3.Connection) -> dict[int, frozenset[int]]:
    """The lead times of all who have opened the bot."""
    forum = raw.execute("SELECT reminder_minutes FROM forum").fetchone()[0]
    rows = raw.execute(
        "SELECT accounts.delegate_id, coalesce(reminders, ?) FROM accounts "
        "JOIN delegates ON delegates.id = accounts.delegate_id",
        (forum,),
    )
    return {number: frozenset(int(one) for one in text.split(",") if one) for number, text in rows}


def reminders_due(history: Sequence[Snapshot], end: datetime) -> Iterator[Due]:
    """Every reminder that came due while its snapshot held; none while somebody was changing things."""
    for held, until in _spans(history, end):
        for thing, begins in held.begins.items():
            for person in held.goes[thing]:
                for lead in held.leads.get(person, ()):
                    at = begins - lead * MINUTE
                    if held.since < at <= until:
                        yield Due(person, thing, begins, at)


def days_due(history: Sequence[Snapshot], end: datetime) -> Iterator[Day]:
    """The digests: at eight in the evening of tomorrow, at seven in the morning of today."""
    for held, until in _spans(history, end):
        first = held.since.astimezone(FLORENCE).date()
        for shift in range(3):
            for evening, clock in ((True, time(20)), (False, time(7))):
                at = datetime.combine(first + timedelta(days=shift), clock, FLORENCE)
                if held.since < at <= until:
                    yield from _days(held, at, evening=evening)


def _days(held: Snapshot, at: datetime, *, evening: bool) -> Iterator[Day]:
    day = at.date() + timedelta(days=evening)
    for person, leads in held.leads.items():
        entries = ahead(held, person, day, at)
        if entries and leads:
            yield Day(person, day, evening, entries)


def ahead(held: Snapshot, person: int, day: date, now: datetime) -> int:
    """How much of somebody's day is ahead."""
    return sum(
        begins > now and begins.astimezone(FLORENCE).date() == day and person in held.goes[thing]
        for thing, begins in held.begins.items()
    )


def _spans(history: Sequence[Snapshot], end: datetime) -> Iterator[tuple[Snapshot, datetime]]:
    for held, following in pairwise(history):
        yield held, following.taken
    yield history[-1], end


def held_at(history: Sequence[Snapshot], instant: datetime) -> Snapshot:
    """What held then."""
    return [one for one in history if one.since <= instant or one is history[0]][-1]
