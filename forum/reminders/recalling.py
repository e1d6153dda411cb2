"""Reminders and digests when they are sent: made of what holds then, and not at all where nothing does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from forum.agenda import Entry, is_open, on_agenda
from forum.programme import bounds
from forum.reminders.leads import chosen, overtaken
from storage import forums, meetings, sessions, visits
from storage import reminders as rows
from storage.connection import Connection
from storage.meeting_records import Pending
from storage.records import Attended, Stop
from storage.visits import Guide

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reminder:
    """What begins for somebody, and when; of a visit also the stop where its bus leaves, and who guides it."""

    entry: Entry
    begins: datetime
    departure: Stop | None = None
    guides: Sequence[Guide] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """Somebody's day as far as it is ahead, and what of their meetings is not settled."""

    day: date
    entries: Sequence[Reminder]
    pending: Pending


async def recall(connection: Connection, delegate_id: int, facts: Facts, now: datetime) -> Reminder | None:
    """What a reminder is of; None where it holds no longer.

    That is: it has begun, begins at another time or not at all, the delegate is not expected there any more, wants
    no reminders, or is reminded again by now.
    """
    what, number = str(facts["what"]), int(facts["id"])
    begins = datetime.fromisoformat(str(facts["begins"]))
    diary = await rows.diary(connection, delegate_id, what, number)
    if diary is None or diary.begins != begins:
        return None
    leads = chosen(diary.reminders, diary.reminder_minutes)
    if overtaken(begins, int(facts["lead"]), leads, now):
        return None
    return await (_meeting if what == "meeting" else _session)(connection, delegate_id, number, begins)


async def _meeting(
    connection: Connection, delegate_id: int, number: int, begins: datetime
) -> Reminder | None:
    found = await meetings.on_agenda(connection, delegate_id, (begins, begins + timedelta(minutes=1)))
    return next((Reminder(one, begins) for one in found if one.id == number), None)


async def _session(
    connection: Connection, delegate_id: int, number: int, begins: datetime
) -> Reminder | None:
    session = await sessions.attended(connection, number, delegate_id)
    if session is None:
        return None
    if session.kind != "visit":
        return Reminder(session, begins)
    departure = next(iter(await rows.departures(connection, [number])), None)
    return Reminder(session, begins, departure, await visits.guides_of(connection, number))


async def digest(connection: Connection, delegate_id: int, facts: Facts, now: datetime) -> Digest | None:
    """Somebody's day; None where it is another one's turn, nothing is ahead, or no reminders are wanted."""
    day = date.fromisoformat(str(facts["day"]))
    forum, wishes = await forums.get(connection), await rows.wishes(connection, delegate_id)
    if forum is None or wishes is None or not chosen(wishes.reminders, wishes.reminder_minutes):
        return None
    today = now.astimezone(ZoneInfo(forum.timezone)).date()
    if day != (today + timedelta(days=1) if facts["evening"] else today):
        return None
    within = bounds(day, ZoneInfo(forum.timezone))
    ahead = await _ahead(connection, delegate_id, within, now)
    return Digest(day, ahead, await meetings.pending(connection, delegate_id)) if ahead else None


async def _ahead(
    connection: Connection, delegate_id: int, within: tuple[datetime, datetime], now: datetime
) -> list[Reminder]:
    """Where somebody is expected: not the Meeting Point, within which one comes and goes, nor a waiting list."""
    entries = [
        one
        for one in await on_agenda(connection, delegate_id, within)
        if not is_open(one) and not _waits(one) and one.starts >= within[0]
    ]
    buses = {stop.session_id: stop for stop in await rows.departures(connection, _visits(entries))}
    found = [_begins(one, buses) for one in entries]
    return sorted((one for one in found if one.begins > now), key=lambda one: one.begins)


def _waits(entry: Entry) -> bool:
    return isinstance(entry, Attended) and entry.seat == "waiting"


def _visits(entries: Sequence[Entry]) -> list[int]:
    return [one.id for one in entries if isinstance(one, Attended) and one.kind == "visit"]


def _begins(entry: Entry, buses: Mapping[int, Stop]) -> Reminder:
    bus = buses.get(entry.id) if isinstance(entry, Attended) else None
    return Reminder(entry, bus.at if bus else entry.starts, bus)
