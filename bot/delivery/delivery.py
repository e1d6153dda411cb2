"""Delivery drains the outbox: claim in a transaction, send outside it, settle in another."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime

from telegram.error import TelegramError

from bot.clock import Clock
from bot.delivery.results import Again, Result, Settled, judge, write_results
from bot.group_commit import GroupCommit
from storage import outbox
from storage.connection import Connection
from storage.database import Database
from storage.records import Notice

logger = logging.getLogger(__name__)

Send = Callable[[Notice], Awaitable[int | None]]
"""Renders a notice and sends it; gives Telegram's message id. Raises telegram.error.* and Stale."""

_LOOK = 1.0
_PAGE = 16
_ROUNDS = 16
_LONGEST_OUTAGE = 30.0


class Delivery:
    """Sends what is due, one at a time per chat and `at_once` in all.

    What is claimed waits with the pacer, which lets answers go before notices and notices before broadcasts; so
    that an answer finds a place there at once, broadcasts may hold five eighths of the places and notices seven.
    `clock` is the forum's: `not_before` is told by it. Waiting for Telegram and for the network is in real time.
    """

    def __init__(self, database: Database, send: Send, *, clock: Clock, at_once: int = 32) -> None:
        self._database = database
        self._send = send
        self._clock = clock
        shares = zip(outbox.PRIORITIES, (at_once, at_once * 7 // 8, at_once * 5 // 8), strict=True)
        self._places = {priority: max(1, places) for priority, places in shares}
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._busy: set[int] = set()
        self._taken: Counter[int] = Counter()
        self._results: GroupCommit[Result] = GroupCommit(database, self._write, self._written)
        self._woken = asyncio.Event()
        self._idle = asyncio.Event()
        self._runner: asyncio.Task[None] | None = None
        self._outages = 0
        self._silent_until = 0.0

    async def start(self) -> None:
        """Take back what a crash left half sent, and begin."""
        async with self._database.write() as tx:
            back = await outbox.take_back(tx)
        if back:
            logger.info("%d notices are sent again: the last run ended while they were under way", back)
        self._runner = asyncio.create_task(self._run(), name="delivery")

    def wake(self) -> None:
        """There may be something to send: called after a commit that told somebody something."""
        self._idle.clear()
        self._woken.set()

    async def idle(self) -> None:
        """Wait until nothing is due and nothing is under way."""
        await self._idle.wait()

    async def stop(self, seconds: float = 8.0) -> None:
        """Claim nothing more, let what is under way arrive; what does not in time is sent again at the next start."""
        if self._runner is not None:
            self._runner.cancel()
            await asyncio.wait([self._runner], timeout=seconds * 0.1)
        under_way = list(self._under_way.values())
        if under_way:
            _, late = await asyncio.wait(under_way, timeout=seconds * 0.6)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=seconds * 0.1)
        await self._results.close(seconds * 0.1)

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                seconds = await self._look()
            except Exception:
                logger.exception("the outbox cannot be read")
                seconds = _LOOK
            if seconds > 0:
                # Not wait_for: before Python 3.12 that can swallow a cancellation.
                with suppress(TimeoutError):
                    async with asyncio.timeout(seconds):
                        await self._woken.wait()

    async def _look(self) -> float:
        """Claim what is due and has a place; the seconds until the next look."""
        silent = self._silent_until - time.monotonic()
        if silent > 0:
            return min(silent, _LOOK)
        now = self._clock.now()
        async with self._database.read() as reader:
            due = await outbox.next_due(reader)
            future = await outbox.next_due(reader, now)
        if due is None or due > now:
            if not self._under_way and not self._woken.is_set():
                self._idle.set()
        elif not await self._claim(now):
            return 0.0
        return _LOOK if future is None else min(_LOOK, max(0.01, self._real_seconds(future)))

    def _real_seconds(self, instant: datetime) -> float:
        return (instant - self._clock.now()).total_seconds() / self._clock.speed

    async def _claim(self, now: datetime) -> bool:
        """Fill the places; whether that is all that can be done now."""
        notices: list[Notice] = []
        finished = True
        async with self._database.write() as tx:
            for priority in outbox.PRIORITIES:
                places = self._free(priority, len(notices))
                claimed, through = await self._claim_lane(tx, now, priority, places, notices)
                notices += claimed
                finished = finished and through
        for notice in notices:
            self._dispatch(notice)
        return finished

    def _free(self, priority: int, more: int) -> int:
        below = sum(self._taken[lane] for lane in outbox.PRIORITIES if lane >= priority)
        total = self._taken.total() + more
        return max(0, min(self._places[0] - total, self._places[priority] - below))

    async def _claim_lane(
        self, tx: Connection, now: datetime, priority: int, places: int, already: Sequence[Notice]
    ) -> tuple[list[Notice], bool]:
        claimed: list[Notice] = []
        for _ in range(_ROUNDS):
            if len(claimed) == places:
                return claimed, True
            busy = self._busy | {one.user_id for one in (*already, *claimed) if one.user_id is not None}
            page = await outbox.next_for(tx, now, priority, places + _PAGE, sorted(busy))
            if not page:
                return claimed, True
            fresh = _one_each(page)[: places - len(claimed)]
            await outbox.sending(tx, [notice.id for notice in fresh])
            await self._put_aside(tx, [notice for notice in page if not _open(notice)])
            claimed += fresh
        return claimed, len(claimed) == places

    async def _put_aside(self, tx: Connection, notices: Sequence[Notice]) -> None:
        reason = "no open chat"
        closed = [(notice.id, "unreachable", reason, None) for notice in notices]
        await outbox.settle(tx, closed, self._clock.now())

    def _dispatch(self, notice: Notice) -> None:
        self._taken[notice.priority] += 1
        if notice.user_id is not None:
            self._busy.add(notice.user_id)
        self._under_way[notice.id] = asyncio.create_task(self._carry(notice), name=f"notice {notice.id}")

    async def _carry(self, notice: Notice) -> None:
        try:
            message_id = await self._send(notice)
        except Exception as error:  # noqa: BLE001 -- each is judged
            result = judge(notice, error)
            self._report(result, error)
            self._results.put(result)
        else:
            self._outages = 0
            self._results.put(Settled(notice, "sent", message_id=message_id))

    def _report(self, result: Result, error: Exception) -> None:
        number = result.notice.id
        if isinstance(result, Again) and result.outage:
            self._fall_silent(error)
        elif isinstance(result, Settled) and result.state == "failed":
            # What Telegram refuses it quotes: that stays out of the log.
            known = isinstance(error, TelegramError)
            kind, reason = result.notice.kind, result.reason
            logger.error("notice %d (%s) failed: %s", number, kind, reason, exc_info=None if known else error)
        else:
            logger.info("notice %d was not sent: %s", number, type(error).__name__)

    def _fall_silent(self, error: Exception) -> None:
        """The network is away: everybody waits, not only the one who noticed."""
        now = time.monotonic()
        if now < self._silent_until:
            return
        seconds = min(_LONGEST_OUTAGE, 0.25 * 2.0 ** min(self._outages, 10))
        self._outages += 1
        self._silent_until = now + seconds
        logger.warning("Telegram cannot be reached (%s), silent for %.1f s", error, seconds)

    async def _write(self, tx: Connection, results: Sequence[Result]) -> None:
        await write_results(tx, results, self._clock)

    def _written(self, result: Result, error: Exception | None) -> None:
        if error is not None:
            # Giving it free would send it twice: the row still says "sending".
            logger.error("what became of notice %d cannot be written", result.notice.id, exc_info=error)
            asyncio.get_running_loop().call_later(_LOOK, self._results.put, result)
            return
        notice = result.notice
        self._under_way.pop(notice.id, None)
        self._taken[notice.priority] -= 1
        if notice.user_id is not None:
            self._busy.discard(notice.user_id)
        self._woken.set()


def _open(notice: Notice) -> bool:
    return notice.reachable and notice.user_id is not None


def _one_each(page: Sequence[Notice]) -> list[Notice]:
    """Those that can be reached, the first of each Telegram user."""
    first: dict[int, Notice] = {}
    for notice in page:
        if _open(notice) and notice.user_id is not None:
            first.setdefault(notice.user_id, notice)
    return list(first.values())
