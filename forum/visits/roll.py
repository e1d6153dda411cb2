"""The roll of the bus: who is aboard, who is missing, and telling those that it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.desk import Facts, Lane, Outcome, Work, outcome, refusal, use_case
from forum.meetings.acting import Actor
from forum.visits.bus import BACK, LEGS, OUT, OWN_PLACE, boarding
from forum.visits.staff import led_by
from storage import check_ins, sessions, visits
from storage.connection import Connection
from storage.records import Session
from storage.visits import Call, Passenger

NOTICE = timedelta(minutes=5)
"""The bus leaves so long after those missing are told."""

_PAUSE = timedelta(minutes=1)
"""Within it the same call is not made again."""

_BEFORE, _AFTER = timedelta(hours=3), timedelta(hours=6)
"""Those missing are called from so long before the visit begins until so long after it should have ended."""


@dataclass(frozen=True, slots=True)
class Roll:
    """The roll of one way; `people` are all who have a seat, in the order of their names."""

    leg: str
    people: Sequence[Passenger]

    def has(self, person: Passenger) -> bool:
        """Whether somebody is aboard on this way."""
        return person.back if self.leg == BACK else person.out

    @property
    def expected(self) -> list[Passenger]:
        """Who is waited for: on the way back not those who were not aboard on the way out, if a roll was taken."""
        if self.leg == OUT or not any(person.out for person in self.people):
            return list(self.people)
        return [person for person in self.people if person.out or person.back]

    @property
    def aboard(self) -> list[Passenger]:
        """Who is aboard."""
        return [person for person in self.people if self.has(person)]

    @property
    def missing(self) -> list[Passenger]:
        """Who is waited for and is not aboard."""
        return [person for person in self.expected if not self.has(person)]

    @property
    def stayed(self) -> list[Passenger]:
        """Who has a seat and is not waited for on the way back."""
        expected = {person.id for person in self.expected}
        return [person for person in self.people if person.id not in expected]


async def current_leg(connection: Connection, session_id: int) -> str:
    """The way whose roll is taken now: the way out until somebody begins that of the way back."""
    return BACK if await visits.has_begun(connection, session_id, BACK) else OUT


async def roll_of(connection: Connection, session_id: int, leg: str, language: str) -> Roll:
    """The roll of a way; '' or a forged one: the current way's."""
    way = leg if leg in LEGS else await current_leg(connection, session_id)
    return Roll(way, await visits.passengers(connection, session_id, language))


@use_case
async def mark(
    work: Work, actor: Actor, session_id: int, leg: str, person_id: int, *, aboard: bool
) -> Outcome:
    """Write down that a passenger is aboard, or is not. Outcome: marked. Refusals: not_leading, no_passenger."""
    return await take(work, actor, session_id, leg, person_id, aboard=aboard)


async def take(
    work: Work, actor: Actor, session_id: int, leg: str, person_id: int, *, aboard: bool
) -> Outcome:
    """The same inside a use case."""
    if leg not in LEGS or await led_by(work, session_id, actor) is None:
        return refusal("not_leading")
    if await visits.place_of(work.tx, session_id, person_id) != "seated":
        return refusal("no_passenger")
    await visits.begin_roll(work.tx, session_id, leg)
    await visits.mark(work.tx, session_id, leg, person_id, aboard=aboard)
    if aboard:
        await check_ins.add_aboard(work.tx, session_id, leg, person_id, actor.delegate_id, work.now)
    return outcome("marked")


@use_case
async def begin_return(work: Work, actor: Actor, session_id: int) -> Outcome:
    """Begin the roll of the way back, or go on with it. Outcome: marked. Refusal: not_leading."""
    if await led_by(work, session_id, actor) is None:
        return refusal("not_leading")
    await visits.begin_roll(work.tx, session_id, BACK)
    return outcome("marked")


@use_case
async def call_missing(work: Work, actor: Actor, session_id: int, leg: str, place: str) -> Outcome:
    """Tell those missing that the bus leaves in five minutes, and from where: a stop's position or ''.

    Outcome: called (number). Refusals: not_leading, not_the_day, no_such_place, called_already, nobody_missing,
    nobody_reachable.
    """
    session = await led_by(work, session_id, actor)
    if session is None or leg not in LEGS:
        return refusal("not_leading")
    hindrance = await _hindrance(work, session, leg, place)
    if hindrance is not None:
        return hindrance
    missing = Roll(leg, await visits.passengers(work.tx, session_id)).missing
    reachable = [person for person in missing if person.reachable]
    if not reachable:
        return refusal("nobody_reachable" if missing else "nobody_missing")
    await visits.begin_roll(work.tx, session_id, leg)
    await visits.called(work.tx, session_id, leg, Call(work.now, place))
    for person in reachable:
        await _call(work, session_id, leg, place, person.id)
    return outcome("called", number=len(reachable))


async def _hindrance(work: Work, session: Session, leg: str, place: str) -> Outcome | None:
    if not can_call(session, work.now):
        return refusal("not_the_day")
    if not await _boards_at(work.tx, session.id, leg, place):
        return refusal("no_such_place")
    last = await visits.last_call(work.tx, session.id, leg)
    again = (
        last is not None and last.called_from == place and timedelta() <= work.now - last.called_at < _PAUSE
    )
    return refusal("called_already") if again else None


def can_call(session: Session, now: datetime) -> bool:
    """Whether it makes sense to call people for a visit: a key pressed the evening before wakes nobody."""
    return session.starts - _BEFORE <= now <= session.ends + _AFTER


async def _boards_at(connection: Connection, session_id: int, leg: str, place: str) -> bool:
    stops = boarding(await sessions.stops(connection, session_id), leg)
    return place in ([str(stop.position) for stop in stops] or [OWN_PLACE])


async def _call(work: Work, session_id: int, leg: str, place: str, person_id: int) -> None:
    facts: Facts = {
        "session": session_id,
        "leg": leg,
        "place": place,
        "leaves": (work.now + NOTICE).isoformat(),
    }
    key = f"bus_leaves:{session_id}:{leg}:{place}:{work.now.isoformat()}:{person_id}"
    # They run for the bus: it waits neither for the morning nor behind anybody else's news.
    await work.tell(person_id, "bus_leaves", key, facts, lane=Lane.ANSWER, needed_by=work.now)
