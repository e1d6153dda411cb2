"""One's own agenda: what stands on it, what clashes, where there is time between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from storage import meetings, sessions
from storage.connection import Connection
from storage.meeting_records import Appointment
from storage.records import Attended

SHORTEST_GAP = timedelta(minutes=20)
"""Less than this between two entries is the way from room to room, no free time."""

SOON = timedelta(hours=2)
"""A meeting that is nearer than this is named where one looks first."""

OPEN_KINDS = frozenset({"meeting_point"})
"""A session within which people come and go: it clashes with nothing, its meetings do."""

JOINED_KINDS = frozenset({"table", "visit"})
"""What one joins; all other kinds stand on everybody's agenda."""

Entry = Attended | Appointment
"""What stands on an agenda: a session, or a meeting that has its time."""


class Interval(Protocol):
    """Anything with a start and an end."""

    @property
    def starts(self) -> datetime:
        """When it begins."""

    @property
    def ends(self) -> datetime:
        """When it is over."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Free time between two entries of the same day; `within` the Meeting Point, others may ask for a meeting."""

    starts: datetime
    ends: datetime
    within: bool = False


async def on_agenda(
    connection: Connection, delegate_id: int, within: tuple[datetime, datetime] | None = None
) -> list[Entry]:
    """What stands on somebody's agenda, in order; `within`: only what shares an instant with this time."""
    return in_order(
        [
            *await sessions.on_agenda(connection, delegate_id, within),
            *await meetings.on_agenda(connection, delegate_id, within),
        ]
    )


@dataclass(frozen=True, slots=True)
class Soon:
    """The meeting somebody is in now, and the one they go to next within `SOON`."""

    on: Appointment | None = None
    following: Appointment | None = None


NO_MEETING = Soon()


async def soon(connection: Connection, delegate_id: int, now: datetime) -> Soon:
    """The meetings somebody should have in mind now; one that is known not to be held is none of them."""
    # Nobody is in two at once: the second is either the next one or not needed.
    found = await meetings.on_agenda(connection, delegate_id, (now, now + SOON), most=2)
    coming = [one for one in found if one.state != "missed"]
    return Soon(
        next((one for one in coming if one.starts <= now), None),
        next((one for one in coming if one.starts > now), None),
    )


def in_order(found: Iterable[Entry]) -> list[Entry]:
    """Entries by time; the Meeting Point before the meetings that begin with it."""
    return sorted(found, key=lambda one: (one.starts, not is_open(one), one.ends, one.id))


def is_open(entry: Entry) -> bool:
    """Whether people come and go within it."""
    return isinstance(entry, Attended) and entry.kind in OPEN_KINDS


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two intervals share an instant; one that ends when the other starts does not."""
    return one.starts < other.ends and other.starts < one.ends


def clashing(entry: Entry, others: Iterable[Entry]) -> list[Entry]:
    """What on an agenda takes place at the same time as `entry`."""
    if is_open(entry):
        return []
    return [
        other for other in others if not _same(entry, other) and not is_open(other) and overlap(entry, other)
    ]


def _same(one: Entry, other: Entry) -> bool:
    return one.id == other.id and isinstance(one, Attended) == isinstance(other, Attended)


def gaps(entries: Sequence[Entry]) -> list[Gap]:
    """The free times of one day between its entries, in order.

    A Meeting Point without a meeting of one's own is an entry like any other; else it is a frame: the free times
    within it are told apart from those before and after.
    """
    met = [entry for entry in entries if isinstance(entry, Appointment)]
    filled = [frame for frame in entries if is_open(frame) and any(overlap(frame, one) for one in met)]
    # An edge is an entry that takes no time: no free time goes over it.
    edges = {edge for frame in filled for edge in (frame.starts, frame.ends)}
    busy = [(one.starts, one.ends) for one in entries if one not in filled]
    free = _between([*busy, *((edge, edge) for edge in edges)])
    return [Gap(*times, within=any(one.starts <= times[0] < one.ends for one in filled)) for times in free]


def _between(busy: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    found: list[tuple[datetime, datetime]] = []
    reached: datetime | None = None
    for starts, ends in sorted(busy):
        if reached is not None and starts - reached >= SHORTEST_GAP:
            found.append((reached, starts))
        reached = ends if reached is None else max(reached, ends)
    return found
