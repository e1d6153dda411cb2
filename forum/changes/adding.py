"""Adding a session or a visit in the chat: one question after the other, kept until it is added."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from forum.agenda import JOINED_KINDS
from forum.changes.editing import Done, Trial, follow, tried, written_down
from forum.changes.edits import MOST_SEATS, time_hindrance
from forum.changes.looking import digest
from forum.changes.typed import clock_of, ends_at, one_line, read_line, seats_of
from forum.desk import Desk, Outcome, Work, outcome, refusal, use_case
from forum.quiet import local
from storage import forums, session_edits, steps
from storage.connection import Connection, Value
from storage.records import Forum
from storage.session_edits import Given, Line

KINDS = ("table", "plenary", "meeting_point", "visit", "transfer", "social", "other")
AUDIENCES = ("all", "it", "ru")
QUESTIONS = (
    *("title_it", "title_ru", "day", "times", "place_it", "place_ru"),
    *("capacity", "audience", "stops"),
)
"""Everything that may be asked about a new session, once its kind is known."""

NEW = 0
"""In place of a session's number: one that is being added."""

NO_LIMIT = "-"
"""In place of a number of seats."""

MOST_STOPS = 20

_HOURS = re.compile(r"(?P<since>[\d:.,h]+)\s*(?:[-–—]|\s)\s*(?P<until>[\d:.,h]+)")
_STOP = re.compile(r"(?P<at>[\d:.,h]+)\s+(?P<one>.+?)\s*[/|]\s*(?P<other>.+)")


def questions(kind: str, language: str) -> tuple[str, ...]:
    """What is asked of a session of a kind, in this order; each text first in the asker's own language."""
    other = "ru" if language == "it" else "it"
    texts = (f"title_{language}", f"title_{other}", "day", "times", f"place_{language}", f"place_{other}")
    seats = ("capacity",) if kind in JOINED_KINDS else ()
    return (*texts, *seats, "audience", *(("stops",) if kind == "visit" else ()))


def open_question(given: Given, language: str) -> str:
    """The first question that has no answer yet; '' where all have."""
    if given.get("kind") not in KINDS:
        return "kind"
    return next((one for one in questions(given["kind"], language) if one not in given), "")


async def draft(connection: Connection, user_id: int) -> Given:
    """What an organiser has answered so far."""
    return await session_edits.draft(connection, user_id, NEW) or {}


def shown(given: Given) -> str:
    """What stands for these answers."""
    return digest(json.dumps(dict(given), sort_keys=True))


@use_case
async def begin(work: Work, user_id: int, kind: str) -> Outcome:
    """Begin a new session of a kind. Outcome: new_begun. Refusal: gone."""
    if kind not in KINDS:
        return refusal("gone")
    await session_edits.write_draft(work.tx, user_id, NEW, {"kind": kind})
    return outcome("new_begun")


@use_case
async def answer(work: Work, user_id: int, what: str, text: str, language: str) -> Outcome:
    """Answer a question about the new session, by a key or by typing; `language` is the one who types.

    Outcome: new_answered. Refusals: gone (no such question), empty, too_long (given, most), not_a_number (most),
    not_times, moved_into_past, outside_forum, ends_first; of the stops not_a_stop (line), stop_out_of_order,
    stop_outside_visit, too_many_stops (most).
    """
    given = await draft(work.tx, user_id)
    forum = await forums.get(work.tx)
    if forum is None or what not in questions(given.get("kind", ""), language) or "kind" not in given:
        return refusal("gone")
    read = _read(what, text, given, forum, work.now, language)
    if isinstance(read, Outcome):
        return read
    # Other times are another day's, and its stops lie within them.
    kept = {name: value for name, value in given.items() if name not in _DROPS.get(what, ())}
    await session_edits.write_draft(work.tx, user_id, NEW, {**kept, **read})
    return outcome("new_answered")


_DROPS = {"day": ("times", "starts", "ends", "stops"), "times": ("stops",)}


def _read(
    what: str, text: str, given: Given, forum: Forum, now: datetime, language: str
) -> Mapping[str, str] | Outcome:
    if what in {"day", "audience"}:
        choices = AUDIENCES if what == "audience" else [day.isoformat() for day in days(forum)]
        return {what: text} if text in choices else refusal("gone")
    if what == "times":
        return _times(text, given, forum, now)
    if what == "stops":
        return _stops(text, given, forum, language)
    line: int | str | Outcome | None = seats_of(text) if what == "capacity" else read_line(text)
    if what == "capacity" and text == NO_LIMIT:
        line = NO_LIMIT
    if isinstance(line, Outcome):
        return line
    return refusal("not_a_number", most=MOST_SEATS) if line is None else {what: str(line)}


def days(forum: Forum) -> list[date]:
    """The days of a forum, in its zone."""
    zone = ZoneInfo(forum.timezone)
    first, last = forum.starts.astimezone(zone).date(), forum.ends.astimezone(zone).date()
    return [date.fromordinal(one) for one in range(first.toordinal(), last.toordinal() + 1)]


def _times(text: str, given: Given, forum: Forum, now: datetime) -> Mapping[str, str] | Outcome:
    """'9:30-10:45' on the day that was chosen."""
    found = _HOURS.fullmatch(text.strip())
    since, until = (clock_of(found["since"]), clock_of(found["until"])) if found else (None, None)
    if since is None or until is None or "day" not in given:
        return refusal("not_times")
    zone = ZoneInfo(forum.timezone)
    starts = local(date.fromisoformat(given["day"]), since, zone)
    ends = ends_at(starts, until, zone)
    hindered = time_hindrance(starts, ends, starts, now, forum)
    return hindered or {"times": text.strip(), "starts": starts.isoformat(), "ends": ends.isoformat()}


def _stops(text: str, given: Given, forum: Forum, language: str) -> Mapping[str, str] | Outcome:
    """One stop in each line, '8:30 Albergo / Гостиница': one's own language first; '-' for none."""
    if text == NO_LIMIT:
        return {"stops": "[]"}
    if "starts" not in given:
        return refusal("gone")
    zone, starts = ZoneInfo(forum.timezone), datetime.fromisoformat(given["starts"])
    rows: list[tuple[str, str, str]] = []
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), start=1):
        stop = _stop(line, starts, zone, language)
        if stop is None:
            return refusal("not_a_stop", line=number)
        rows.append(stop)
    if not rows:
        return refusal("empty")
    return _in_order(rows, given)


def _stop(line: str, starts: datetime, zone: ZoneInfo, language: str) -> tuple[str, str, str] | None:
    found = _STOP.fullmatch(one_line(line))
    clock = clock_of(found["at"]) if found else None
    places = [read_line(found[name]) for name in ("one", "other")] if found else []
    if clock is None or any(isinstance(one, Outcome) for one in places):
        return None
    day = starts.astimezone(zone).date()
    at = local(day, clock, zone)
    if at < starts:
        # A visit may go on after midnight.
        at = local(date.fromordinal(day.toordinal() + 1), clock, zone)
    it, ru = (str(one) for one in (places if language == "it" else reversed(places)))
    return at.isoformat(), it, ru


def _in_order(rows: Sequence[tuple[str, str, str]], given: Given) -> Mapping[str, str] | Outcome:
    if len(rows) > MOST_STOPS:
        return refusal("too_many_stops", most=MOST_STOPS)
    instants = [datetime.fromisoformat(at) for at, _, _ in rows]
    ends = datetime.fromisoformat(given["ends"])
    if any(at > ends for at in instants):
        return refusal("stop_outside_visit")
    if instants != sorted(instants):
        return refusal("stop_out_of_order")
    return {"stops": json.dumps(rows, ensure_ascii=False)}


def lines(given: Given) -> list[Line]:
    """The stops of the new visit: the bus leaves from the first and comes back to the last."""
    rows = json.loads(given.get("stops", "[]"))
    kinds = ["departure", *["stop"] * (len(rows) - 2), "return"][: len(rows)]
    return [
        Line(kind, it, ru, datetime.fromisoformat(at)) for kind, (at, it, ru) in zip(kinds, rows, strict=True)
    ]


async def try_out(desk: Desk, user_id: int) -> Trial | Outcome:
    """What the new session would do to whom."""
    return await tried(desk, lambda work: _add(work, user_id, None))


@use_case
async def add(work: Work, user_id: int, seen: str) -> Outcome:
    """Add the new session as it was shown (`seen`).

    Outcome: session_added (session; pressed again: the same). Refusals: new_changed, where something else has been
    answered since, gone, moved_into_past, outside_forum.
    """
    press = f"add:{user_id}:{seen}"
    done = await steps.asked(work.tx, press)
    if done:
        faces = await steps.faces(work.tx, done)
        return outcome("session_added", session=faces[0].session_id)
    return await written_down(work, lambda work: _add(work, user_id, seen), asked=press)


async def _add(work: Work, user_id: int, seen: str | None) -> tuple[Outcome, Sequence[int], Done]:
    given, forum = await draft(work.tx, user_id), await forums.get(work.tx)
    if forum is None or open_question(given, "it"):
        return refusal("gone"), (), Done()
    if seen is not None and shown(given) != seen:
        return refusal("new_changed"), (), Done()
    starts, ends = datetime.fromisoformat(given["starts"]), datetime.fromisoformat(given["ends"])
    hindered = time_hindrance(starts, ends, starts, work.now, forum)
    if hindered is not None:
        return hindered, (), Done()
    before = await session_edits.placed(work.tx)
    number = await session_edits.add(work.tx, _values(given, starts, ends))
    await session_edits.replace_stops(work.tx, number, lines(given))
    await follow(work, takes_time=True, freed=())
    return outcome("session_added", session=number), (number,), Done(before=before)


def _values(given: Given, starts: datetime, ends: datetime) -> dict[str, Value | datetime]:
    texts = {name: given[name] for name in ("kind", "title_it", "title_ru", "place_it", "place_ru")}
    seats = given.get("capacity", NO_LIMIT)
    return {
        **texts,
        "starts": starts,
        "ends": ends,
        "audience": given["audience"],
        "capacity": None if seats == NO_LIMIT else int(seats),
    }
