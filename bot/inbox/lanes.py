"""Whose turn it is: order within a lane, turns between lanes, a bound on what lies ahead. Neither await nor SQL."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.records import Update


@dataclass(slots=True)
class Lane:
    """The open updates of one chat: one under way, some in memory, the rest (`stored`) only in the database."""

    number: int
    stored: int = 0
    loaded: deque[Update] = field(default_factory=deque)
    taken: Update | None = None
    parked: bool = False
    weight: int = 0

    @property
    def open(self) -> int:
        """How many updates of this lane are not settled."""
        return self.stored + len(self.loaded) + (self.taken is not None)

    def holds(self, update_id: int) -> bool:
        """Whether the update is under way or in memory."""
        under_way = self.taken is not None and self.taken.update_id == update_id
        return under_way or any(update.update_id == update_id for update in self.loaded)


class Lanes:
    """All lanes with something open, and the ring of those whose turn can come.

    `ahead` measures what lies ahead: each lane counts for at most `share`, one that has to wait for nothing, so
    that neither somebody who writes without end nor somebody Telegram makes us wait for stops the others.
    """

    def __init__(self, *, share: int, in_memory: int) -> None:
        self._share = share
        self._in_memory = in_memory
        self._lanes: dict[int, Lane] = {}
        self._ring: deque[Lane] = deque()
        self._loaded = 0
        self.ahead = 0

    def __len__(self) -> int:
        return len(self._lanes)

    @property
    def ready(self) -> int:
        """How many lanes can take their turn now."""
        return len(self._ring)

    def restore(self, number: int, stored: int) -> None:
        """A lane that has something in the database when the process starts."""
        lane = Lane(number, stored)
        self._lanes[number] = lane
        self._queue(lane)

    def add(self, update: Update) -> None:
        """An update that was just kept."""
        lane = self._lanes.get(update.lane)
        if lane is None:
            lane = self._lanes[update.lane] = Lane(update.lane)
            self._ring.append(lane)
        if lane.loaded and update.update_id < lane.loaded[-1].update_id:
            # Webhook calls overtake each other: the database has them in order.
            self._unload(lane)
        if lane.stored or lane.holds(update.update_id) or not self._fits(lane):
            lane.stored += 1
        else:
            lane.loaded.append(update)
            self._loaded += 1
        self._weigh(lane)

    def turn(self) -> Lane | None:
        """Take the lane whose turn it is out of the ring; None while there is none."""
        return self._ring.popleft() if self._ring else None

    def wanted(self, lane: Lane) -> int:
        """How many updates to load for a lane whose turn it is; 0 where it has some in memory."""
        if lane.loaded:
            return 0
        return max(1, min(self._share, lane.stored, self._in_memory - self._loaded))

    def load(self, lane: Lane, updates: Sequence[Update]) -> None:
        """What the database gave for `wanted`; nothing means that nothing is stored after all."""
        lane.loaded.extend(updates)
        self._loaded += len(updates)
        lane.stored = max(0, lane.stored - len(updates)) if updates else 0

    def take(self, lane: Lane) -> Update | None:
        """The lane's next update, now under way; None where there is none."""
        if not lane.loaded:
            return None
        lane.taken = lane.loaded.popleft()
        self._loaded -= 1
        return lane.taken

    def release(self, lane: Lane) -> None:
        """What was under way is settled: the lane goes to the end of the ring, or is forgotten when it is empty."""
        lane.taken = None
        if lane.open:
            self._queue(lane)
            return
        self.ahead -= lane.weight
        del self._lanes[lane.number]

    def park(self, lane: Lane) -> None:
        """The lane has to wait: what it holds is read anew afterwards, for its state may have changed meanwhile."""
        lane.stored += lane.taken is not None
        lane.taken = None
        self._unload(lane)
        lane.parked = True
        self._weigh(lane)

    def unpark(self, lane: Lane) -> None:
        """The lane has waited long enough."""
        lane.parked = False
        self._queue(lane)

    def _queue(self, lane: Lane) -> None:
        self._ring.append(lane)
        self._weigh(lane)

    def _fits(self, lane: Lane) -> bool:
        return not lane.parked and len(lane.loaded) < self._share and self._loaded < self._in_memory

    def _unload(self, lane: Lane) -> None:
        lane.stored += len(lane.loaded)
        self._loaded -= len(lane.loaded)
        lane.loaded.clear()

    def _weigh(self, lane: Lane) -> None:
        weight = 0 if lane.parked else min(lane.open, self._share)
        self.ahead += weight - lane.weight
        lane.weight = weight
