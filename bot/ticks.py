"""Ticks: what falls due by the forum's clock is looked for again and again, and done.

A job derives what is due from the database each time, so a tick that was missed, interrupted or came twice does no
harm. APScheduler gives the beat; of its goings-on only the beat is used, the jobs' errors never reach it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from apscheduler.job import Job as Beat  # type: ignore[import-untyped]
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.base import BaseTrigger  # type: ignore[import-untyped]

from bot.clock import Clock
from forum.desk import Desk

logger = logging.getLogger(__name__)

Job = Callable[[Desk], Awaitable[object]]
"""Does what is due at the desk's instant. A use case without arguments is one, too."""

_A_MINUTE = 60.0
_SHORTEST = 0.1
_MISSED = 3
"""After so many beats without a tick something is wrong with the beat."""
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Ticks:
    """Runs its jobs `every` so many real seconds, one after the other, in their order; one tick at a time.

    Where `clock` runs fast a tick comes each minute of the forum, but at most ten times a second. A job that raises
    or takes longer than `patience` holds up neither the others nor the next tick.
    """

    def __init__(
        self, desk: Desk, jobs: Sequence[Job], *, clock: Clock, every: float = 1.0, patience: float = 30.0
    ) -> None:
        self._desk = desk
        self._jobs = tuple(jobs)
        self._clock = clock
        self._every = every
        self._patience = patience
        self._turn = asyncio.Lock()
        self._last = clock.now()
        self._ailing: dict[str, tuple[object, ...]] = {}
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._beat: Beat | None = None
        self._watch: asyncio.Task[None] | None = None
        self._tick: asyncio.Task[object] | None = None

    @property
    def failing(self) -> frozenset[str]:
        """The names of the jobs that went wrong when they were last carried out."""
        return frozenset(self._ailing)

    @property
    def seconds(self) -> float:
        """The real seconds between two ticks, at the clock's present speed."""
        return min(self._every, max(_SHORTEST, _A_MINUTE / self._clock.speed))

    async def start(self) -> None:
        """Begin. The first tick comes after one beat: until then those are served who waited for the start."""
        self._scheduler.start()
        self._beat = self._scheduler.add_job(
            self._on_beat, _Trigger(self), misfire_grace_time=None, coalesce=True, max_instances=1
        )
        self._last = self._clock.now()
        self._watch = asyncio.create_task(self._keep_beating(self._beat), name="watch over the ticks")

    async def stop(self, seconds: float = 1.0) -> None:
        """Begin no tick any more, let the one under way end, cancel it where it does not; all within `seconds`."""
        if self._beat is None or self._watch is None:
            return
        self._watch.cancel()
        self._beat.remove()
        self._beat = None
        if self._tick is not None and not self._tick.done():
            _, late = await asyncio.wait([self._tick], timeout=seconds * 0.7)
            if late:
                logger.warning("a tick is interrupted by the stop; what was due is done after the next start")
                self._tick.cancel()
                await asyncio.wait(late, timeout=seconds * 0.2)
        self._scheduler.shutdown(wait=False)
        await asyncio.wait([self._watch])

    async def tick(self) -> None:
        """Carry out all jobs once, now; where a tick is under way, after it. What goes wrong is in `failing`."""
        async with self._turn:
            self._last = self._clock.now()
            for job in self._jobs:
                await self._carry_out(job)

    async def _on_beat(self) -> None:
        if self._beat is None:
            return  # the stop came between APScheduler's decision and this
        self._tick = asyncio.current_task()
        # APScheduler would log as an error that the stop cancels it.
        with suppress(asyncio.CancelledError):
            await self.tick()

    async def _carry_out(self, job: Job) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await job(self._desk)
        except asyncio.CancelledError as error:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            self._went_wrong(_name(job), error)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the others must go on
            self._went_wrong(_name(job), error)
        else:
            if self._ailing.pop(_name(job), None):
                logger.info("the job %s works again", _name(job))

    def _went_wrong(self, name: str, error: BaseException) -> None:
        """Log it, but not at each tick anew."""
        ailment = (type(error), getattr(error, "sqlite_errorcode", None))
        if self._ailing.get(name) != ailment:
            self._ailing[name] = ailment
            logger.error("the job %s went wrong and is tried again at the next tick", name, exc_info=error)

    async def _keep_beating(self, beat: Beat) -> None:
        """Have a tick at once where by the forum's clock it is overdue.

        APScheduler goes by the system's clock: where that is set back by an hour, it would be silent for an hour.
        And it does not know that the forum's clock can be put forward.
        """
        while True:
            beats = timedelta(seconds=_MISSED * self.seconds * self._clock.speed)
            await self._clock.sleep_until(self._last + beats)
            if self._clock.now() >= self._last + beats:
                self._last = self._clock.now()
                beat.modify(next_run_time=_LONG_AGO)


class _Trigger(BaseTrigger):  # type: ignore[misc]
    """The next tick comes one beat from now, at the present speed.

    APScheduler's own IntervalTrigger goes through all beats since the last one: a system's clock put forward by a
    year would have it busy for a minute.
    """

    def __init__(self, ticks: Ticks) -> None:
        self._ticks = ticks

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        """APScheduler's question."""
        return now + timedelta(seconds=self._ticks.seconds)


def _name(job: Job) -> str:
    return f"{job.__module__}.{getattr(job, '__qualname__', type(job).__qualname__)}"
