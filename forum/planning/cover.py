"""Groups of meetings of which two are never in one slot, because they share a person."""

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
