"""A plan while it is searched for: who is where in which slot, and what may be changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forum.planning.grid import Grid, Slots


class Timetable:
    """Meetings in slots, never two of one person in one slot, never more than tables and interpreters allow.

    `slot` is the plan (-1: not placed), `at` the meeting of each person in each slot (-1: none), `mask` the busy
    slots of each person as bits, `inside` the meetings of each slot, `helped` how many of them need which kind of
    help.
    """

    def __init__(self, grid: Grid, slots: Slots | None = None) -> None:
        self.grid = grid
        self.slot = [-1] * len(grid.ends)
        self.at = [[-1] * grid.slots for _ in grid.of]
        self.mask = [0] * len(grid.of)
        self.inside: list[set[int]] = [set() for _ in range(grid.slots)]
        self.helped = [[0] * len(grid.staff.kinds) for _ in range(grid.slots)]
        for meeting, slot in enumerate(slots or ()):
            if slot >= 0:
                self.place(meeting, slot)

    def place(self, meeting: int, slot: int) -> None:
        """Put a meeting into a slot where it may be."""
        self.slot[meeting] = slot
        self.inside[slot].add(meeting)
        for person in self.grid.ends[meeting]:
            self.at[person][slot] = meeting
            self.mask[person] |= 1 << slot
        if (kind := self.grid.kind[meeting]) >= 0:
            self.helped[slot][kind] += 1

    def remove(self, meeting: int) -> None:
        """Take a meeting out of its slot."""
        slot, self.slot[meeting] = self.slot[meeting], -1
        self.inside[slot].remove(meeting)
        for person in self.grid.ends[meeting]:
            self.at[person][slot] = -1
            self.mask[person] &= ~(1 << slot)
        if (kind := self.grid.kind[meeting]) >= 0:
            self.helped[slot][kind] -= 1

    def shift(self, meetings: Iterable[int], one: int, other: int) -> None:
        """Let meetings of two slots change sides."""
        changed = [(meeting, other if self.slot[meeting] == one else one) for meeting in meetings]
        for meeting, _ in changed:
            self.remove(meeting)
        for meeting, slot in changed:
            self.place(meeting, slot)

    def chain(self, first: int, other: int) -> list[int] | None:
        """The meetings that must change sides between two slots with `first`, which goes to the slot `other`.

        A Kempe chain: the meetings of the two slots that hang together by people; they can change sides at once, and
        nobody is in two meetings. With meetings of two it is a path or a ring, so that only the two people at the
        ends of a path get another set of busy slots. None where one of them may not be there, or stands in an order.
        """
        here, at, ends, allowed = self.slot[first], self.at, self.grid.ends, self.grid.allowed
        found, seen = [first], {first}
        for meeting in found:
            target = other if self.slot[meeting] == here else here
            if not allowed[meeting] >> target & 1:
                return None
            for person in ends[meeting]:
                neighbour = at[person][target]
                if neighbour >= 0 and neighbour not in seen:
                    seen.add(neighbour)
                    found.append(neighbour)
        return found if not self.grid.ordered or self.in_order(found, here, other) else None

    def in_order(self, found: Sequence[int], one: int, other: int) -> bool:
        """Whether the orders between meetings hold when these change sides."""
        to = {meeting: other if self.slot[meeting] == one else one for meeting in found}
        slot = self.slot
        for meeting, target in to.items():
            for earlier in self.grid.before[meeting]:
                if slot[earlier] >= 0 and to.get(earlier, slot[earlier]) >= target:
                    return False
            for later in self.grid.later[meeting]:
                if slot[later] >= 0 and to.get(later, slot[later]) <= target:
                    return False
        return True

    def room(self, meetings: Sequence[int], one: int, other: int) -> bool:
        """Whether tables and interpreters suffice in both slots when these meetings change sides."""
        slot, kind, staff = self.slot, self.grid.kind, self.grid.staff
        gain = 0
        helped = [0] * len(staff.kinds)
        for meeting in meetings:
            sign = 1 if slot[meeting] == one else -1
            gain += sign
            if kind[meeting] >= 0:
                helped[kind[meeting]] += sign
        fuller, number = (other, gain) if gain > 0 else (one, -gain)
        if number and len(self.inside[fuller]) + number > self.grid.capacity[fuller]:
            return False
        return not any(helped) or (
            staff.enough(other, [was + more for was, more in zip(self.helped[other], helped, strict=True)])
            and staff.enough(one, [was - less for was, less in zip(self.helped[one], helped, strict=True)])
        )

    def helped_with(self, meeting: int, slot: int, without: Iterable[int] = ()) -> bool:
        """Whether a meeting gets its interpreter in a slot once the others `without` are out of it."""
        kind = self.grid.kind
        if kind[meeting] < 0:
            return True
        wanted = list(self.helped[slot])
        wanted[kind[meeting]] += 1
        for other in without:
            if self.slot[other] == slot and kind[other] >= 0:
                wanted[kind[other]] -= 1
        return self.grid.staff.enough(slot, wanted)
