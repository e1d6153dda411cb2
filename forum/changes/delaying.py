"""Delaying many sessions at once: what is still to come at a place on a day, or everything of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from forum.changes.editing import Done, Trial, carry_out, tried, written_down
from forum.changes.edits import Edit, Length, Move
from forum.changes.looking import digest
from forum.changes.typed import MOST_DELAY
from forum.desk import Desk, Outcome, Work, outcome, refusal, use_case
from forum.programme import bounds
from storage import changes, forums, session_edits, sessions, steps
from storage.connection import Connection
from storage.records import Session


@dataclass(frozen=True, slots=True)
class Scope:
    """What begins later together: none where nothing does any more; `shown` stands for these as they are."""

    sessions: Sequence[Session]
    shown: str


async def starting_points(connection: Connection, now: datetime) -> list[Session]:
    """Of each place the first session that is not over, on the first day on which something is still to begin."""
    found = await _of_day(connection, now)
    return list({(one.place_it, one.place_ru): one for one in reversed(found)}.values())[::-1]


async def _of_day(connection: Connection, now: datetime, day_of: datetime | None = None) -> list[Session]:
    """What is not over of the day of an instant; None: of the first day on which something is still to begin."""
    forum = await forums.get(connection)
    if forum is None:
        return []
    zone = ZoneInfo(forum.timezone)
    coming = await session_edits.coming(connection, now, forum.ends)
    instant = day_of or next((one.starts for one in coming if one.starts > now), None)
    if instant is None:
        return []
    starts, ends = bounds(instant.astimezone(zone).date(), zone)
    return [one for one in coming if starts <= one.starts < ends]


async def from_here(connection: Connection, session_id: int, now: datetime) -> list[Session]:
    """What is not over at the place of a session on its day, from which on a delay may be chosen."""
    session = await sessions.get(connection, session_id)
    if session is None:
        return []
    place = session.place_it, session.place_ru
    return [
        one for one in await _of_day(connection, now, session.starts) if (one.place_it, one.place_ru) == place
    ]


async def scope(connection: Connection, first: int, now: datetime) -> Scope:
    """What a delay concerns: a session and what follows at its place that day; 0: what has not begun that day."""
    if first:
        here = await from_here(connection, first, now)
        begin = next((one.starts for one in here if one.id == first), None)
        found = [one for one in here if begin is not None and (one.starts > begin or one.id == first)]
    else:
        found = [one for one in await _of_day(connection, now) if one.starts > now]
    faces = await changes.faces(connection)
    return Scope(found, digest("\n".join(f"{one.id} {faces[one.id]}" for one in found)))


async def try_delay(desk: Desk, first: int, minutes: int, shown: str) -> Trial | Outcome:
    """What a delay would do to whom, or why it cannot be, as `delay` says it."""
    return await tried(desk, lambda work: _delay(work, first, minutes, shown))


@use_case
async def delay(work: Work, first: int, minutes: int, shown: str) -> Outcome:
    """Let several sessions begin later (see `scope`), all or none; one that has begun ends later.

    Outcome: session_edited (pressed again: also). Refusals: not_a_delay (most), nothing_to_delay, delay_changed,
    where they are not as they were shown, and those of `editing.edit`.
    """
    press = f"delay:{first}:{minutes}:{shown}"
    if await steps.asked(work.tx, press):
        return outcome("session_edited")
    return await written_down(work, lambda work: _delay(work, first, minutes, shown), asked=press)


async def _delay(work: Work, first: int, minutes: int, shown: str) -> tuple[Outcome, Sequence[int], Done]:
    if not 0 < minutes <= MOST_DELAY:
        return refusal("not_a_delay", most=MOST_DELAY), (), Done()
    found = await scope(work.tx, first, work.now)
    if not found.sessions:
        return refusal("nothing_to_delay"), (), Done()
    if found.shown != shown:
        return refusal("delay_changed"), (), Done()
    by = timedelta(minutes=minutes)
    wanted = {one.id: _later(one, by, work.now) for one in found.sessions}
    came, done = await carry_out(work, wanted)
    return came, list(wanted), done


def _later(session: Session, by: timedelta, now: datetime) -> Edit:
    return Move(session.starts + by) if session.starts > now else Length(session.ends + by)
