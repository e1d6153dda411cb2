"""The updates that wait for the bot, as a Bot API server keeps them."""

import asyncio
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bot.demo.server.changes import Changes
from bot.demo.server.clocks import TelegramTime
from bot.demo.server.errors import ApiError, conflict
from bot.demo.server.wire import Json

NOT_BY_DEFAULT = frozenset(("chat_member", "message_reaction", "message_reaction_count"))
LIFETIMES = {"callback_query": 150.0, "inline_query": 30.0}
LIFETIME = 24 * 3600.0
LONGEST_POLL = 50
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update in the queue; `body` is what the bot gets, `until` when the server forgets it."""

    update_id: int
    body: Json
    until: float


class Updates:
    """The queue: one reader, confirmed by the next offset."""

    def __init__(self, clock: TelegramTime, changes: Changes, first_id: int | None = None) -> None:
        self.clock = clock
        self.changes = changes
        self.next_id = first_id or int(time.time())
        self.allowed: list[str] | None = None
        self.queue: deque[Waiting] = deque()
        # Confirmed already, and given once more whatever the offset.
        self.again: deque[Waiting] = deque()
        self.arrivals = Changes()
        self.delivered: dict[int, Waiting] = {}
        self._poll: asyncio.Future[ApiError] | None = None

    def add(self, kind: str, content: Json) -> int | None:
        """Puts an update of this kind in the queue; None where the bot does not want the kind."""
        if not self.wanted(kind):
            return None
        update_id = self.next_id
        self.next_id += 1
        until = self.clock.now() + LIFETIMES.get(kind, LIFETIME)
        self._put(Waiting(update_id, {"update_id": update_id, kind: content}, until))
        return update_id

    def add_raw(self, body: Json) -> int:
        """Puts anything in the queue; an `update_id` of its own is kept."""
        update_id = body.get("update_id")
        if not isinstance(update_id, int):
            update_id = self.next_id
        self.next_id = max(self.next_id, update_id) + 1
        self._put(Waiting(update_id, {**body, "update_id": update_id}, self.clock.now() + LIFETIME))
        return update_id

    def redeliver(self, update_id: int) -> bool:
        """Delivers an update once more, with its own id; False where it is not known any more."""
        queued = (one for one in self.queue if one.update_id == update_id)
        waiting = self.delivered.get(update_id) or next(queued, None)
        if waiting is None:
            return False
        self.again.append(waiting)
        self.arrivals.notify()
        self.changes.notify()
        return True

    def wanted(self, kind: str) -> bool:
        """Whether the bot asked for this kind of update."""
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def allow(self, kinds: Iterable[str]) -> None:
        """Remembers the kinds the bot wants; none means all but the rare ones."""
        self.allowed = list(kinds) or None

    def confirm(self, offset: int) -> None:
        """Forgets what lies below the offset; a negative one keeps only so many from the end."""
        self.expire()
        if offset < 0:
            offset = self.queue[offset].update_id if len(self.queue) >= -offset else 0
        if offset > 0:
            while self.queue and self.queue[0].update_id < offset:
                self.take()

    def take(self) -> Waiting:
        """Removes the first; it can still be delivered again."""
        first = self.queue.popleft()
        self.changes.notify()
        self.delivered[first.update_id] = first
        if len(self.delivered) > 1000:  # noqa: PLR2004 - enough for any rehearsal
            del self.delivered[next(iter(self.delivered))]
        return first

    def expire(self) -> None:
        """Forgets what the bot did not fetch in time."""
        now = self.clock.now()
        if any(one.until <= now for one in self.queue):
            self.queue = deque(one for one in self.queue if one.until > now)

    @property
    def polling(self) -> bool:
        """Whether a bot waits for updates this moment."""
        return self._poll is not None

    async def poll(self, offset: int, limit: int, timeout_seconds: float) -> list[Json]:
        """getUpdates; ApiError 409 as soon as another poll begins."""
        self.stop_poll(conflict(OTHER_POLLER))
        self.confirm(offset)
        if not self.queue and not self.again and timeout_seconds > 0:
            await self._wait(timeout_seconds)
        self.expire()
        bodies = [self.again.popleft().body for _ in range(min(limit, len(self.again)))]
        return bodies + [one.body for one in islice(self.queue, limit - len(bodies))]

    def stop_poll(self, reason: ApiError) -> None:
        """Ends the poll that is under way, if any, with an error."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(reason)

    def _put(self, waiting: Waiting) -> None:
        self.queue.append(waiting)
        self.arrivals.notify()
        self.changes.notify()

    async def _wait(self, seconds: float) -> None:
        poll: asyncio.Future[ApiError] = asyncio.get_running_loop().create_future()
        self._poll = poll
        self.changes.notify()
        arrival = self.arrivals.coming()
        try:
            both: set[asyncio.Future[Any]] = {poll, arrival}
            await asyncio.wait(both, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if poll.done():
                raise poll.result()
        finally:
            arrival.cancel()
            if self._poll is poll:
                self._poll = None
