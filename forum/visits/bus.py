"""The bus of a visit: when it leaves, until when one can join, where one gets on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from forum.desk import Outcome, refusal
from storage import visits
from storage.connection import Connection
from storage.records import Session, Stop

OUT, BACK = "out", "back"
LEGS = (OUT, BACK)
"""The way out and the way back."""

OWN_PLACE = ""
"""In place of a stop's position: the visit's own place, where it has no stops."""


def leaves(stops: Iterable[Stop]) -> datetime | None:
    """When the bus leaves; None where there is none."""
    return min((stop.at for stop in stops if stop.kind == "departure"), default=None)


def closes(session: Session, departure: datetime | None) -> datetime:
    """From when on nobody can join a visit: when its bus has left; without a bus, when it begins."""
    return departure or session.starts


def boarding(stops: Sequence[Stop], leg: str) -> list[Stop]:
    """Where passengers get on: on the way out wherever the bus stops, on the way back where it last was first.

    None for a visit without stops: they meet at its place.
    """
    if leg == OUT:
        return [stop for stop in stops if stop.kind != "return"]
    return [stop for stop in reversed(stops) if stop.kind == "stop"]


async def closed(connection: Connection, session: Session, now: datetime) -> bool:
    """Whether nobody can join a visit any more."""
    return closes(session, await visits.departure(connection, session.id)) <= now


async def hindrance(
    connection: Connection, session: Session, delegate_id: int, now: datetime
) -> Outcome | None:
    """Why a delegate gets no seat on a visit: guide_without_seat, bus_left, visit_begun; None where they do."""
    if await visits.is_guide(connection, delegate_id):
        return refusal("guide_without_seat")
    departure = await visits.departure(connection, session.id)
    if closes(session, departure) > now:
        return None
    return refusal("visit_begun") if departure is None else refusal("bus_left")
