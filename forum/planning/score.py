"""How good a plan is: the objectives of the contract, one after another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from forum.planning.grid import Grid, Slots


class Score(NamedTuple):
    """The objectives in their order, all to be made small: a smaller tuple is a better plan.

    `lost` is the sum of the priorities of the meetings without a place, `moved` how many leave the slot they would
    rather keep.
    """

    lost: int
    moved: int
    breaks: int
    most_breaks: int
    idle: int


LEVELS = Score._fields


def breaks(mask: int) -> int:
    """The breaks of somebody who is busy in these slots (bits): runs of busy slots, less one."""
    return (mask & ~(mask << 1)).bit_count() - 1 if mask else 0


def idle(mask: int) -> int:
    """The slots between the first and the last busy one that are not busy."""
    return mask.bit_length() - (mask & -mask).bit_length() + 1 - mask.bit_count() if mask else 0


def masks(grid: Grid, slots: Slots) -> list[int]:
    """The busy slots of each person as bits."""
    found = [0] * len(grid.of)
    for people, slot in zip(grid.ends, slots, strict=True):
        if slot >= 0:
            for person in people:
                found[person] |= 1 << slot
    return found


def score(grid: Grid, slots: Slots) -> Score:
    """How good a plan is."""
    busy = masks(grid, slots)
    counts = list(map(breaks, busy))
    return Score(
        lost=sum(priority for priority, slot in zip(grid.priority, slots, strict=True) if slot < 0),
        moved=sum(
            1 for home, slot in zip(grid.home, slots, strict=True) if home >= 0 and slot not in {home, -1}
        ),
        breaks=sum(counts),
        most_breaks=max(counts, default=0),
        idle=sum(map(idle, busy)),
    )


def fair(fairness: int | None, counts: Iterable[int]) -> bool:
    """Whether these numbers of breaks differ by no more than the bound."""
    known = list(counts)
    return fairness is None or not known or max(known) - min(known) <= fairness


def is_fair(grid: Grid, slots: Slots) -> bool:
    """Whether a plan keeps the bound of fairness."""
    return fair(grid.fairness, map(breaks, masks(grid, slots)))
