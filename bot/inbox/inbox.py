"""The durable inbox: updates are written before they are confirmed, and handled from the database.

    poller or webhook -> keep() -> SQLite -> lanes -> workers -> handle() -> marks -> SQLite

A lane is given free only after the mark of its last update is committed: whatever the next one reads is there,
and a crash can leave open only the last one of each lane.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.group_commit import GroupCommit
from bot.inbox import raw, turnstile
from bot.inbox.lanes import Lane, Lanes
from bot.inbox.marks import Handled, Mark, SetAside, Tried, write_marks
from bot.inbox.turnstile import Turnstile
from bot.inbox.verdicts import Done, Failed, Later, Unparsable, Verdict
from storage import inbox
from storage.database import Database
from storage.errors import passes
from storage.records import Update

logger = logging.getLogger(__name__)

PAUSES = (1.0, 5.0, 20.0)
"""Seconds before each further attempt at an update that failed."""
_SHARE = 20
_FORGET_EVERY = 3600.0


class Closed(Exception):
    """The inbox takes nothing in any more: the process stops."""


def real_time() -> datetime:
    """The system's clock: what Telegram delivered when is its matter, not the forum's."""
    return datetime.now(UTC)


class Inbox:
    """Keeps updates and hands them to `handle`, one at a time per lane, the lanes by turns.

    `workers` bounds how many are handled at once, `bound` how many lie ahead before `room` makes the poller wait,
    `patience` the seconds an update may take before it counts as failed, `pauses` how often and after how many
    seconds it is tried again.
    """

    def __init__(
        self,
        database: Database,
        handle: Callable[[Update], Awaitable[Verdict]],
        *,
        workers: int = 16,
        bound: int = 500,
        patience: float = 90.0,
        pauses: Sequence[float] = PAUSES,
        now: Callable[[], datetime] = real_time,
    ) -> None:
        self._database = database
        self._handle = handle
        self._bound = bound
        self._patience = patience
        self._pauses = pauses
        self._now = now
        self._lanes = Lanes(share=_SHARE, in_memory=bound)
        self._turnstile = Turnstile()
        self._marks: GroupCommit[Mark] = GroupCommit(database, write_marks, self._settled)
        self._workers: set[asyncio.Task[None]] = set()
        self._most_workers = workers
        self._idle: deque[asyncio.Future[None]] = deque()
        self._keeping: set[asyncio.Task[int]] = set()
        self._timers: set[asyncio.TimerHandle] = set()
        self._room = asyncio.Event()
        self._empty = asyncio.Event()
        self._stopping = False
        self._forgot: float | None = None

    async def start(self) -> None:
        """Open with what the database holds; only then the poller or the webhook may begin."""
        async with self._database.glance() as reader:
            waiting = await inbox.open_lanes(reader)
        for lane, number in waiting:
            self._lanes.restore(lane, number)
        if waiting:
            total = sum(number for _, number in waiting)
            logger.info("the inbox opens with %d updates of %d chats", total, len(waiting))
        self._look_around()
        for number in range(self._most_workers):
            self._workers.add(asyncio.create_task(self._work(), name=f"inbox worker {number}"))

    async def keep(self, updates: Iterable[object]) -> int:
        """Write a batch in one transaction and schedule what is new; the number of those.

        When this returns the updates may be confirmed. One already known is ignored; something without an integer
        update_id is dropped and logged. Raises Closed once the process stops, and what SQLite raises.
        """
        if self._stopping:
            raise Closed
        # In a task of its own: a caller who gives up must not leave updates written and unscheduled.
        keeping = asyncio.create_task(self._keep(updates))
        self._keeping.add(keeping)
        keeping.add_done_callback(self._keeping.discard)
        return await asyncio.shield(keeping)

    async def room(self) -> None:
        """Wait until fewer than `bound` updates lie ahead."""
        await self._room.wait()

    async def empty(self) -> None:
        """Wait until nothing is open."""
        await self._empty.wait()

    async def stop(self, seconds: float = 8.0) -> None:
        """Take nothing in, let what runs come to its end, cancel what does not; all within `seconds`.

        What was cancelled stays in the inbox for the next start.
        """
        self._stopping = True
        self._wake_all()
        busy = self._workers | self._keeping
        if busy:
            _, late = await asyncio.wait(busy, timeout=seconds * 0.7)
            await self._cancel(late, seconds * 0.1)
        for timer in self._timers:
            timer.cancel()
        await self._marks.close(seconds * 0.1)

    async def _cancel(self, late: Iterable[asyncio.Task[None] | asyncio.Task[int]], seconds: float) -> None:
        late = list(late)
        if not late:
            return
        logger.warning("%d updates are interrupted by the stop; they stay in the inbox", len(late))
        for task in late:
            task.cancel()
        await asyncio.wait(late, timeout=seconds)

    async def _keep(self, updates: Iterable[object]) -> int:
        batch = dict(sorted((kept[0], kept) for kept in _readable(updates)))
        now = self._now()
        async with self._database.write() as tx:
            if self._forget_is_due():
                await inbox.forget(tx, now)
            known = await inbox.known(tx, list(batch)) if batch else set()
            fresh = [kept for number, kept in batch.items() if number not in known]
            await inbox.keep(tx, fresh, now)
        # No await from the commit to here: see Lanes.add.
        for number, lane, body in fresh:
            self._lanes.add(Update(number, lane, "waiting", body, None, 0))
        self._look_around()
        return len(fresh)

    def _forget_is_due(self) -> bool:
        # Before the first update after a long silence, too: Telegram begins anew with other numbers then.
        now = time.monotonic()
        due = self._forgot is None or now - self._forgot > _FORGET_EVERY
        if due:
            self._forgot = now
        return due

    def _look_around(self) -> None:
        """Wake as many workers as there are lanes ready; tell who waits for room or for the end."""
        _say(self._room, holds=self._lanes.ahead < self._bound)
        _say(self._empty, holds=not len(self._lanes))
        ready = self._lanes.ready
        while ready and self._idle:
            idle = self._idle.popleft()
            if not idle.done():
                idle.set_result(None)
                ready -= 1

    def _wake_all(self) -> None:
        while self._idle:
            idle = self._idle.popleft()
            if not idle.done():
                idle.set_result(None)

    async def _work(self) -> None:
        while not self._stopping:
            lane = self._lanes.turn()
            if lane is None:
                idle = asyncio.get_running_loop().create_future()
                self._idle.append(idle)
                await idle
            else:
                # At once: before the first await, turns come in the order of arrival.
                ticket = self._turnstile.enter()
                turnstile.current.set(ticket)
                try:
                    await self._serve(lane)
                finally:
                    ticket.through()

    async def _serve(self, lane: Lane) -> None:
        try:
            update = await self._next_of(lane)
        except Exception:
            logger.exception("the inbox cannot be read")
            self._park(lane, self._pauses[-1] if self._pauses else 1.0)
            return
        if update is None:
            self._release(lane)
            return
        self._judged(lane, update, await self._verdict(update))

    async def _next_of(self, lane: Lane) -> Update | None:
        wanted = self._lanes.wanted(lane)
        if wanted:
            async with self._database.glance() as reader:
                self._lanes.load(lane, await inbox.open_updates(reader, lane.number, wanted))
        return self._lanes.take(lane)

    async def _verdict(self, update: Update) -> Verdict:
        try:
            async with asyncio.timeout(self._patience):
                return await self._handle(update)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            return Failed("cancelled from within")
        except Exception as error:
            logger.exception("update %d went wrong", update.update_id)
            return Failed(type(error).__name__)

    def _judged(self, lane: Lane, update: Update, verdict: Verdict) -> None:
        number = update.update_id
        match verdict:
            case Done(afterwards):
                self._marks.put(Handled(number, lane, afterwards))
            case Unparsable(reason):
                logger.warning("update %d is set aside: %s", number, reason)
                self._marks.put(SetAside(number, lane, reason))
            case Later(seconds):
                self._park(lane, seconds)
            case Failed(reason) if update.attempts < len(self._pauses):
                logger.warning("update %d failed (%s) and is tried again", number, reason)
                self._marks.put(Tried(number, lane, self._pauses[update.attempts]))
            case Failed(reason):
                logger.error("update %d failed too often and is set aside: %s", number, reason)
                self._marks.put(SetAside(number, lane, reason))

    def _settled(self, mark: Mark, error: Exception | None) -> None:
        if error is not None:
            self._unwritten(mark, error)
        elif isinstance(mark, Tried):
            self._park(mark.lane, mark.pause)
        else:
            self._release(mark.lane)

    def _unwritten(self, mark: Mark, error: Exception) -> None:
        logger.error("the mark of update %d cannot be written", mark.update_id, exc_info=error)
        if isinstance(mark, Handled) and mark.afterwards and not passes(error):
            self._marks.put(replace(mark, afterwards=()))
            return
        self._after(1.0, lambda: self._marks.put(mark))

    def _release(self, lane: Lane) -> None:
        self._lanes.release(lane)
        self._look_around()

    def _park(self, lane: Lane, seconds: float) -> None:
        self._lanes.park(lane)
        self._look_around()
        self._after(max(0.0, seconds), lambda: self._unpark(lane))

    def _unpark(self, lane: Lane) -> None:
        self._lanes.unpark(lane)
        self._look_around()

    def _after(self, seconds: float, call: Callable[[], None]) -> None:
        def due() -> None:
            self._timers.discard(timer)
            call()

        timer = asyncio.get_running_loop().call_later(seconds, due)
        self._timers.add(timer)


def _readable(updates: Iterable[object]) -> Iterable[inbox.Raw]:
    for update in updates:
        try:
            yield raw.read(update)
        except raw.NotAnUpdate as error:
            logger.warning("something that is no update is dropped: %s", error)


def _say(event: asyncio.Event, *, holds: bool) -> None:
    if holds:
        event.set()
    else:
        event.clear()
