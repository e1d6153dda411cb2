"""What is told of visits, made of what holds when it is sent; nothing where it no longer holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.visits.bus import OWN_PLACE, boarding
from storage import gates, sessions, visits
from storage.connection import Connection
from storage.records import Attended, Stop
from storage.visits import Guide

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """The bus of a visit leaves soon: from which stop (None: the visit's own place), when, and whom to ask."""

    session: Attended
    stop: Stop | None
    leaves: datetime
    guides: Sequence[Guide]


async def call(connection: Connection, delegate_id: int, facts: Facts, now: datetime) -> Call | None:
    """A call to somebody missing; None where they are aboard, have no seat any more, or bus or stop are gone."""
    number, leg = int(facts["session"]), str(facts["leg"])
    leaves = datetime.fromisoformat(facts["leaves"])
    session = await sessions.attended(connection, number, delegate_id)
    if session is None or session.cancelled_at is not None or session.seat != "seated" or leaves <= now:
        return None
    if await visits.is_aboard(connection, number, leg, delegate_id):
        return None
    stops = boarding(await sessions.stops(connection, number), leg)
    stop = next((one for one in stops if str(one.position) == facts["place"]), None)
    if stop is None and facts["place"] != OWN_PLACE:
        return None
    return Call(session, stop, leaves, await visits.guides_of(connection, number))


async def question(connection: Connection, delegate_id: int, facts: Facts, now: datetime) -> Attended | None:
    """The visit whose gate asks somebody for documents; None where they owe none, or it is over."""
    number = int(facts["session"])
    session = await sessions.attended(connection, number, delegate_id)
    if session is None or session.cancelled_at is not None or session.ends <= now:
        return None
    written = await gates.papers(connection, number, delegate_id)
    return None if written is None or written.complete else session
