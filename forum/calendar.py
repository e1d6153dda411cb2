"""One's agenda as an iCalendar file (RFC 5545): stable UIDs, a higher SEQUENCE for what moved, cancellations."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from forum.agenda import Entry, on_agenda
from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.naming import interpreter, languages, subject, title
from locales import Words
from storage import calendar, delegates, forums
from storage.meeting_records import Appointment
from storage.records import Attended, CalendarEntry, Forum

PRODUCT = "-//forum-bot//agenda//IT"
METHOD = "PUBLISH"

_NAMESPACE = UUID("6d1f0d0c-2f6c-4a53-9d0b-6a9c4f0d2a18")


def entry_of(words: Words, entry: Entry) -> dict[str, Any]:
    """What the file shows of a session or a meeting: the part whose change makes a new SEQUENCE."""
    return {
        "summary": title(words, entry),
        **(_session(words, entry) if isinstance(entry, Attended) else _meeting(words, entry)),
        "starts": entry.starts.isoformat(),
        "ends": entry.ends.isoformat(),
        "geo": [entry.latitude, entry.longitude] if entry.latitude is not None else None,
    }


def _session(words: Words, session: Attended) -> dict[str, str]:
    return {
        "description": words.pick(session, "description"),
        "location": words.pick(session, "place"),
        "status": "TENTATIVE" if session.seat == "waiting" else "CONFIRMED",
    }


def _meeting(words: Words, meeting: Appointment) -> dict[str, str]:
    about, helper = subject(words, meeting), interpreter(words, meeting)
    lines = [
        words.plain("calendar.languages", languages=languages(words, meeting))
        if meeting.interpreting
        else "",
        words.plain("calendar.subject", subject=about) if about else "",
        words.plain("calendar.interpreter", name=helper) if helper and not meeting.interpreting else "",
    ]
    place, number = words.pick(meeting, "place"), meeting.table_number
    known = meeting.place_id is not None
    return {
        "description": "\n".join(line for line in lines if line),
        "location": words.plain("calendar.table_and_place", number=number, place=place)
        if known
        else words.plain("calendar.table", number=number),
        "status": "CONFIRMED",
    }


def revise(before: Sequence[CalendarEntry], now: Mapping[str, Mapping[str, Any]]) -> list[CalendarEntry]:
    """The entries of the next file from those of the last one: new, unchanged, moved (sequence + 1), cancelled.

    An entry that comes back after a cancellation gets a higher sequence, too (RFC 5545, 3.8.7.4).
    """
    known = {entry.uid: entry for entry in before}
    revised = []
    for uid, shown in now.items():
        text = json.dumps(shown, ensure_ascii=False, sort_keys=True)
        old = known.pop(uid, None)
        changed = old is not None and (old.entry != text or old.cancelled)
        revised.append(CalendarEntry(uid, old.sequence + changed if old else 0, text, cancelled=False))
    for old in known.values():
        sequence = old.sequence if old.cancelled else old.sequence + 1
        revised.append(CalendarEntry(old.uid, sequence, old.entry, cancelled=True))
    return sorted(revised, key=lambda entry: entry.uid)


def write(name: str, entries: Sequence[CalendarEntry], stamp: datetime) -> str:
    """The file's text; `stamp` is when it is handed out."""
    from icalendar import Calendar

    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("method", METHOD)
    file.add("x-wr-calname", name)
    for entry in entries:
        file.add_component(_event(entry, stamp))
    return str(file.to_ical().decode())


def _event(entry: CalendarEntry, stamp: datetime) -> Any:  # noqa: ANN401 -- the library is imported late
    from icalendar import Event

    shown = json.loads(entry.entry)
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", datetime.fromisoformat(shown["starts"]))
    event.add("dtend", datetime.fromisoformat(shown["ends"]))
    event.add("summary", shown["summary"])
    event.add("location", shown["location"])
    if shown["description"]:
        event.add("description", shown["description"])
    if shown["geo"]:
        event.add("geo", tuple(shown["geo"]))
    event.add("status", "CANCELLED" if entry.cancelled else shown["status"])
    return event


def uid(forum: Forum, entry: Entry) -> str:
    """Stable for as long as its subject exists (RFC 7986, 5.3: unique in the world, says nothing of the host)."""
    kind = "session" if isinstance(entry, Attended) else "meeting"
    return str(uuid5(_NAMESPACE, f"{forum.identity}/{kind}/{entry.id}"))


@use_case
async def hand_out(work: Work, delegate_id: int, language: str) -> Outcome:
    """Write a delegate's agenda as a calendar file. Outcome: calendar (file). Refusal: gone."""
    forum = await forums.get(work.tx)
    delegate = await delegates.get(work.tx, delegate_id)
    if forum is None or delegate is None:
        return refusal("gone")
    words = Words(language, ZoneInfo(forum.timezone))
    shown = {uid(forum, entry): entry_of(words, entry) for entry in await on_agenda(work.tx, delegate_id)}
    revised = revise(await calendar.entries(work.tx, delegate_id), shown)
    await calendar.write(work.tx, delegate_id, revised)
    return outcome("calendar", file=write(words.pick(forum, "name"), revised, work.now))
