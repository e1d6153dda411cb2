"""Groups of meetings of which two are never in one slot, because they share a person; and how many find slots."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from forum.planning.grid import Grid


def cover(grid: Grid, meetings: Iterable[int]) -> list[tuple[int, list[int]]]:
    """Each meeting in one group of somebody who is at all of the group's; few groups.

    Whoever is at most of the meetings that are left gets them: a greedy cover of the graph's edges by vertices.
    """
    left = set(meetings)
    mine = [[one for one in known if one in left] for known in grid.of]
    queue = [(-len(known), person) for person, known in enumerate(mine) if known]
    heapify(queue)
    groups = []
    while queue:
        number, person = heappop(queue)
        group = [one for one in mine[person] if one in left]
        if len(group) == -number:
            groups.append((person, group))
            left.difference_update(group)
        elif group:
            heappush(queue, (-len(group), person))
    return groups


def most_at_once(grid: Grid, meetings: Iterable[int]) -> int:
    """How many of a group's meetings have slots of their own at most: a matching, each grown along a path."""
    holder: dict[int, int] = {}

    def settled(meeting: int, tried: set[int]) -> bool:
        for slot in grid.slots_of(meeting):
            if slot not in tried:
                tried.add(slot)
                if slot not in holder or settled(holder[slot], tried):
                    holder[slot] = meeting
                    return True
        return False

    return sum(settled(meeting, set()) for meeting in meetings)
