"""Check-in: a badge shown to those who run the forum or guide a visit, and what they write down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.meetings.acting import Actor
from forum.search import other_script
from forum.visits import bus, roll
from forum.visits.staff import led_by
from storage import check_ins, delegates, sessions, visits
from storage.check_ins import Seen
from storage.connection import Connection
from storage.records import Attended, Delegate, Session

NEXT = 3
"""So many visits are named of somebody who is on none of those that leave."""


@dataclass(frozen=True, slots=True)
class Boarding:
    """A bus that can be boarded, on one of its ways; `seen` only where they are `aboard`."""

    session: Session
    leg: str
    aboard: bool
    seen: Seen | None


@dataclass(frozen=True, slots=True)
class Trip:
    """A visit on which somebody has a seat, or waits for one; `leaves` is when its bus does, or it begins."""

    session: Attended
    leaves: datetime


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge tells those who may read it.

    `boardings` are the buses of this hour that the reader leads and the person is on, first those that still wait for
    them; `led` those that the reader leads; `trips` the person's visits to come. `seen` says when they were
    checked in at the forum.
    """

    person: Delegate
    name_other: str
    seen: Seen | None
    boardings: Sequence[Boarding]
    led: Sequence[Session]
    trips: Sequence[Trip]


async def is_staff(connection: Connection, actor: Actor) -> bool:
    """Whether somebody may read badges: organisers and guides."""
    if actor.organiser:
        return True
    return actor.delegate_id is not None and await visits.is_guide(connection, actor.delegate_id)


async def read(connection: Connection, actor: Actor, person_id: int | None, now: datetime) -> Badge | None:
    """What somebody's badge tells; None for those who may not read it, and for who does not take part."""
    if person_id is None or not await is_staff(connection, actor):
        return None
    person = await delegates.get(connection, person_id)
    if person is None:
        return None
    leading = await visits.led(connection, None if actor.organiser else actor.delegate_id)
    led = [one for one in leading if roll.can_call(one, now)]
    boardings = [found for one in led if (found := await _boarding(connection, one, person_id)) is not None]
    return Badge(
        person,
        person.name_other or other_script(person.name, person.delegation),
        await check_ins.at_forum(connection, person_id),
        sorted(boardings, key=lambda one: (one.aboard, one.session.starts, one.session.id)),
        led,
        await _trips(connection, person_id, now),
    )


async def _boarding(connection: Connection, session: Session, person_id: int) -> Boarding | None:
    if await visits.place_of(connection, session.id, person_id) != "seated":
        return None
    leg = await roll.current_leg(connection, session.id)
    aboard = await visits.is_aboard(connection, session.id, leg, person_id)
    seen = await check_ins.aboard(connection, session.id, leg, person_id) if aboard else None
    return Boarding(session, leg, aboard, seen)


async def _trips(connection: Connection, person_id: int, now: datetime) -> list[Trip]:
    found = await sessions.of_kind(connection, "visit", person_id, None)
    coming = [one for one in found if one.seat is not None and one.ends > now]
    trips = [
        Trip(one, bus.leaves(await sessions.stops(connection, one.id)) or one.starts) for one in coming[:NEXT]
    ]
    return sorted(trips, key=lambda trip: (trip.leaves, trip.session.id))


@use_case
async def check_in(work: Work, actor: Actor, person_id: int, *, present: bool) -> Outcome:
    """An organiser notes that somebody is at the forum, or takes that back.

    Outcomes: checked_in, checked_in_before, check_in_undone. Refusals: gone, not_yours.
    """
    if not actor.organiser:
        return refusal("not_yours")
    if await delegates.get(work.tx, person_id) is None:
        return refusal("gone")
    if not present:
        await check_ins.remove(work.tx, person_id)
        return outcome("check_in_undone")
    before = await check_ins.at_forum(work.tx, person_id)
    await check_ins.add(work.tx, person_id, actor.delegate_id, work.now)
    return outcome("checked_in" if before is None else "checked_in_before")


@use_case
async def board(work: Work, actor: Actor, token: str, session_id: int, leg: str, *, aboard: bool) -> Outcome:
    """Who leads a visit notes that the bearer of a badge is aboard, or takes that back.

    Outcomes: boarded, boarded_before, boarding_undone (person). Refusals: those of `forum.visits.roll.mark`,
    badge_unknown.
    """
    if await led_by(work, session_id, actor) is None:
        return refusal("not_leading")
    person_id = await check_ins.bearer(work.tx, token)
    if person_id is None:
        return refusal("badge_unknown")
    before = await visits.is_aboard(work.tx, session_id, leg, person_id)
    came = await roll.take(work, actor, session_id, leg, person_id, aboard=aboard)
    if came.refused:
        return came
    if not aboard:
        return outcome("boarding_undone", person=person_id)
    return outcome("boarded_before" if before else "boarded", person=person_id)
