"""A planning problem in numbers, as the search wants it: meetings, people and slots from 0, sets of slots as bits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forum.planning.problem import Problem
from forum.planning.staff import Staff


def bits(slots: Iterable[int]) -> int:
    """A set of slots as bits."""
    return sum(1 << slot for slot in set(slots))


class Grid:
    """What never changes while a problem is searched.

    `ends` are the people of each meeting, `of` the meetings of each person; `allowed` the slots of a meeting as bits;
    `capacity` the tables of a slot; `before` and `later` the meetings that must be earlier and later; `kind` which
    help a meeting needs (see Staff); `home` the slot that it would rather keep, `now` the one it has, -1 for none.
    """

    def __init__(self, problem: Problem) -> None:
        self.slots = problem.slots
        self.staff = Staff(problem)
        self.fairness = problem.fairness
        self.capacity = [problem.tables_in(slot) for slot in range(problem.slots)]
        away = {one.id: bits(one.forbidden) for one in problem.participants}
        names = dict.fromkeys([*away, *(who for one in problem.meetings for who in one.participants)])
        number = {name: place for place, name in enumerate(names)}
        place = {one.id: index for index, one in enumerate(problem.meetings)}
        self.ends = [tuple(number[who] for who in one.participants) for one in problem.meetings]
        self.of: list[list[int]] = [[] for _ in names]
        for meeting, people in enumerate(self.ends):
            for person in people:
                self.of[person].append(meeting)
        every = (1 << problem.slots) - 1
        self.fixed = [one.slot is not None for one in problem.meetings]
        self.allowed = []
        for one in problem.meetings:
            bad = bits(one.forbidden)
            for who in one.participants:
                bad |= away.get(who, 0)
            self.allowed.append((every if one.slot is None else 1 << one.slot) & ~bad)
        self.before = [tuple(sorted({place[other] for other in one.after})) for one in problem.meetings]
        self.later: list[list[int]] = [[] for _ in problem.meetings]
        for meeting, earlier in enumerate(self.before):
            for other in earlier:
                self.later[other].append(meeting)
        self.ordered = any(self.before)
        self.kind = self.staff.kind_of
        self.priority = [one.priority for one in problem.meetings]
        self.now = [-1 if one.now is None else one.now for one in problem.meetings]
        self.home = [-1 if one.was is None else one.was for one in problem.meetings]

    @property
    def people(self) -> range:
        """The people, by number."""
        return range(len(self.of))

    @property
    def meetings(self) -> range:
        """The meetings, by number."""
        return range(len(self.ends))

    def slots_of(self, meeting: int) -> list[int]:
        """The slots in which a meeting may be."""
        allowed = self.allowed[meeting]
        return [slot for slot in range(self.slots) if allowed >> slot & 1]


Slots = Sequence[int]
"""A plan: the slot of each meeting, -1 for one that is not placed."""
