"""One's own agenda: what stands on it, what clashes, where there is time between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from storage.records import Attended

SHORTEST_GAP = timedelta(minutes=20)
"""Less than this between two entries is the way from room to room, no free time."""

OPEN_KINDS = frozenset({"meeting_point"})
"""A session within which people come and go: it clashes with nothing, its meetings do."""

JOINED_KINDS = frozenset({"table", "visit"})
"""What one joins; all other kinds stand on everybody's agenda."""


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
    """Free time between two entries of the same day."""

    starts: datetime
    ends: datetime


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two intervals share an instant; one that ends when the other starts does not."""
    return one.starts < other.ends and other.starts < one.ends


def clashing(entry: Attended, others: Iterable[Attended]) -> list[Attended]:
    """What on an agenda takes place at the same time as `entry`."""
    if entry.kind in OPEN_KINDS:
        return []
    return [
        other
        for other in others
        if other.id != entry.id and other.kind not in OPEN_KINDS and overlap(entry, other)
    ]


def gaps(entries: Sequence[Attended]) -> list[Gap]:
    """The free times of one day between its entries, which come ordered by start."""
    found: list[Gap] = []
    if not entries:
        return found
    end = entries[0].ends
    for following in entries[1:]:
        if following.starts - end >= SHORTEST_GAP:
            found.append(Gap(end, following.starts))
        end = max(end, following.ends)
    return found
