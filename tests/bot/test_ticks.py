"""Ticks: every job, in order, whatever the others do, the clock does or the machine's time does."""

from __future__ import annotations

import asyncio
import logging
import shutil
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest

from bot import service
from bot.clock import Clock
from bot.demo.server.limits import Limits
from bot.logs import Redactor, TextFormatter
from bot.ticks import Job, Ticks
from forum.desk import Desk, Outcome, Work, outcome, use_case
from storage import outbox
from storage.database import Database
from tests.bot.simulated import SimulatedLoop, now, passes, simulate
from tests.support.outbox import START, add_people, outbox_states
from tests.support.people import Rehearsal
from tests.support.processes import ROOT
from tests.support.stage import BARDAZZI, Stage

HOUR = 3600.0
HANGING = """
import asyncio, sys
from bot import cli, service
async def hang(_desk):
    print("hanging", flush=True)
    await asyncio.Event().wait()
service.DUTIES = (hang,)
sys.exit(cli.main(["run"]))
"""
SILENT = cast("Database", None)
"""For jobs that ask no database."""


def desk(database: Database = SILENT) -> Desk:
    return Desk(database, lambda: START)


def scheduled(*jobs: Job, database: Database = SILENT, every: float = 0.005) -> Ticks:
    return Ticks(desk(database), jobs, clock=Clock(START), every=every)


# What a tick does.


async def test_the_jobs_come_in_their_order_each_with_the_desk() -> None:
    done: list[tuple[str, Desk]] = []

    async def first(given: Desk) -> None:
        await asyncio.sleep(0)
        done.append(("first", given))

    async def second(given: Desk) -> None:
        done.append(("second", given))

    given = desk()
    await Ticks(given, [first, second], clock=Clock(START)).tick()
    assert [name for name, _ in done] == ["first", "second"]
    assert all(one is given for _, one in done)


async def test_a_use_case_is_a_job_and_wakes_delivery(database: Database) -> None:
    @use_case
    async def remind(work: Work) -> Outcome:
        await work.tell(1, "reminder", f"reminder:{work.now:%H:%M}")
        return outcome("reminded")

    async with database.write() as tx:
        await add_people(tx, 1)
    woken: list[bool] = []
    ticks = Ticks(
        Desk(database, lambda: START, wake=lambda: woken.append(True)), [remind], clock=Clock(START)
    )
    await ticks.tick()
    await ticks.tick()
    async with database.read() as view:
        assert list(await outbox_states(view)) == ["reminder:08:00"]
    assert woken
    assert not ticks.failing


async def test_one_that_raises_stops_nobody_and_says_nothing_of_people(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done, typed = [], "Giulia Bardazzi wrote: I am ill"

    async def bad(_desk: Desk) -> None:
        raise ValueError(typed)

    async def good(_desk: Desk) -> None:
        done.append(True)

    ticks = scheduled(bad, good)
    await ticks.tick()
    await ticks.tick()
    assert done == [True, True]
    assert ticks.failing == {name(bad)}
    shown = "\n".join(TextFormatter(Redactor()).format(record) for record in caplog.records)
    assert f"the job {name(bad)} went wrong" in shown
    assert "ValueError: (text withheld)" in shown
    assert "Giulia" not in shown


async def test_one_that_is_cancelled_from_within_stops_nobody() -> None:
    done = []

    async def bad(_desk: Desk) -> None:
        raise asyncio.CancelledError

    async def good(_desk: Desk) -> None:
        done.append(True)

    ticks = scheduled(bad, good)
    await ticks.tick()
    assert done == [True]
    assert ticks.failing == {name(bad)}


def test_one_that_never_ends_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    done = []

    async def endless(_desk: Desk) -> None:
        await asyncio.Event().wait()

    async def good(_desk: Desk) -> None:
        done.append(now())

    async def story() -> None:
        began = now()
        ticks = Ticks(desk(), [endless, good], clock=Clock(START), patience=30)
        await ticks.tick()
        assert done == [began + 30]
        assert ticks.failing == {name(endless)}

    simulate(story)
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [TimeoutError]


async def test_a_full_disk_is_logged_once_and_tried_again_until_there_is_room(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    tried = []

    async def write(given: Desk) -> None:
        tried.append(True)
        async with given.database.write() as tx:
            await add_people(tx, 2000)

    ticks = scheduled(write, database=database)
    async with database.write() as tx:
        full = await tx.number("PRAGMA page_count")
        await tx.run(f"PRAGMA max_page_count = {full}")
    for _ in range(3):
        await ticks.tick()
    assert ticks.failing == {name(write)}
    async with database.write() as tx:
        await tx.run("PRAGMA max_page_count = 100000")
    await ticks.tick()
    assert len(tried) == 4
    assert not ticks.failing
    said = [record for record in caplog.records if record.name == "bot.ticks"]
    assert [record.levelname for record in said] == ["ERROR", "INFO"]
    assert "database or disk is full" in TextFormatter(Redactor()).format(said[0])
    assert "works again" in said[1].getMessage()


def name(job: Callable[..., object]) -> str:
    return f"{job.__module__}.{job.__qualname__}"


# When ticks come.


class Machine:
    """The time of a simulated machine, which somebody may set; what APScheduler goes by."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def now(self) -> datetime:
        return START + timedelta(seconds=now()) + self.shift


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()

    class SystemTime(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return machine.now().astimezone(tz)

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", SystemTime)
    monkeypatch.setattr("apscheduler.executors.base.datetime", SystemTime)
    return machine


class Log:
    """A job that notes the second, since the log was begun, of each tick; `job` is done besides."""

    def __init__(self, job: Callable[[], Awaitable[None]] | None = None) -> None:
        self.began = now()
        self.seconds: list[float] = []
        self._job = job

    async def note(self, _desk: Desk) -> None:
        self.seconds.append(round(now() - self.began, 3))
        if self._job is not None:
            await self._job()


@asynccontextmanager
async def beating(log: Log, clock: Clock | None = None) -> AsyncIterator[Ticks]:
    ticks = Ticks(desk(), [log.note], clock=clock or Clock(START, monotonic=now))
    await ticks.start()
    try:
        yield ticks
    finally:
        await ticks.stop(1)


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(
    ("speed", "every"),
    [(0.5, 1.0), (1, 1.0), (60, 1.0), (120, 0.5), (600, 0.1), (3600, 0.1), (100_000, 0.1)],
)
def test_a_fast_clock_has_a_tick_each_of_its_minutes_within_reason(speed: float, every: float) -> None:
    async def story() -> None:
        log = Log()
        async with beating(log, Clock(START, speed, monotonic=now)):
            await passes(every * 10.5)
        assert log.seconds == pytest.approx([every * (number + 1) for number in range(10)], abs=0.01)

    simulate(story)


@pytest.mark.usefixtures("machine")
def test_a_clock_made_faster_has_its_ticks_at_once() -> None:
    async def story() -> None:
        clock, log = Clock(START, monotonic=now), Log()
        async with beating(log, clock):
            await passes(1.5)
            clock.set_speed(HOUR)
            await passes(0.35)
            clock.set_speed(1)
            await passes(2)
        assert log.seconds == pytest.approx([1, 1.5, 1.6, 1.7, 1.8, 1.9, 2.9], abs=0.01)

    simulate(story)


@pytest.mark.usefixtures("machine")
def test_a_clock_put_forward_has_a_tick_at_once() -> None:
    async def story() -> None:
        clock, log = Clock(START, monotonic=now), Log()
        async with beating(log, clock):
            await passes(1.25)
            clock.jump(START + timedelta(days=1))
            await passes(1.5)
        assert log.seconds == pytest.approx([1, 1.25, 2.25], abs=0.01)

    simulate(story)


@pytest.mark.parametrize(("shift", "silent"), [(-HOUR, 3), (HOUR, 1), (-40 * 365 * 24 * HOUR, 3)])
def test_the_machines_time_may_be_set(machine: Machine, shift: float, silent: float) -> None:
    async def story() -> None:
        log = Log()
        async with beating(log):
            await passes(5.5)
            machine.shift += timedelta(seconds=shift)
            await passes(20)
        assert max(later - earlier for earlier, later in pairwise(log.seconds)) <= silent + 0.01
        assert log.seconds[-1] > 24

    simulate(story)


def test_a_machine_that_wakes_years_later_has_one_tick_to_make_up_for(machine: Machine) -> None:
    async def story() -> None:
        log = Log()
        async with beating(log):
            await passes(5.5)
            machine.shift += timedelta(days=10_000)
            await passes(2)
        assert log.seconds == pytest.approx([1, 2, 3, 4, 5, 6, 7], abs=0.01)

    simulate(story)


@pytest.mark.usefixtures("machine")
def test_a_busy_loop_delays_a_tick_and_does_not_drop_it() -> None:
    async def story() -> None:
        log = Log()
        async with beating(log):
            await passes(1.5)
            skip(5)
            await passes(0.75)
        assert log.seconds == pytest.approx([1, 6.5], abs=0.01)

    simulate(story)


def skip(seconds: float) -> None:
    """The loop is busy for so long and does nothing else."""
    cast("SimulatedLoop", asyncio.get_running_loop()).skipping.now += seconds


@pytest.mark.usefixtures("machine")
def test_a_long_tick_is_neither_overtaken_nor_made_up_for() -> None:
    async def story() -> None:
        log = Log(lambda: passes(4.5))
        async with beating(log):
            await passes(12)
        # Each begins at the first beat after the end of the one before.
        assert log.seconds == pytest.approx([1, 6, 11], abs=0.01)

    simulate(story)


@pytest.mark.usefixtures("machine")
def test_two_ticks_never_run_together() -> None:
    async def story() -> None:
        inside: list[float] = []
        most = 0

        async def alone() -> None:
            nonlocal most
            inside.append(now())
            most = max(most, len(inside))
            await passes(2.5)
            inside.pop()

        log = Log(alone)
        async with beating(log) as ticks:
            await passes(1.5)
            await asyncio.gather(ticks.tick(), ticks.tick())
        assert most == 1
        assert log.seconds[:3] == pytest.approx([1, 3.5, 6], abs=0.01)

    simulate(story)


# The stop.


@pytest.mark.usefixtures("machine")
def test_the_stop_lets_a_tick_end_and_begins_no_other(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        ended: list[float] = []

        async def work() -> None:
            await passes(0.5)
            ended.append(now())

        log = Log(work)
        async with beating(log):
            await passes(1.25)
        assert (len(log.seconds), len(ended)) == (1, 1)
        await passes(10)
        assert len(log.seconds) == 1

    simulate(story)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize("stubborn", [False, True])
def test_the_stop_in_the_middle_of_a_job_is_bounded(
    caplog: pytest.LogCaptureFixture, *, stubborn: bool
) -> None:
    async def story() -> None:
        cancelled: list[bool] = []

        async def endless() -> None:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                cancelled.append(True)
                if stubborn:
                    await passes(60)
                raise

        log = Log(endless)
        async with beating(log) as ticks:
            await passes(1.5)
            began = now()
            await ticks.stop(1)
            assert now() - began <= 1
        assert (cancelled, len(log.seconds)) == ([True], 1)

    simulate(story)
    said = [record.getMessage() for record in caplog.records if record.name == "bot.ticks"]
    assert said == ["a tick is interrupted by the stop; what was due is done after the next start"]
    assert stubborn or not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize("steps", range(8))
def test_after_the_stop_nothing_begins_and_nothing_is_left(
    caplog: pytest.LogCaptureFixture, steps: int
) -> None:
    async def story() -> None:
        log = Log()
        async with beating(log) as ticks:
            await passes(1)
            for _ in range(steps):
                await asyncio.sleep(0)
            begun = len(log.seconds)
            await ticks.stop(1)
            assert asyncio.all_tasks() == {asyncio.current_task()}
            await passes(10)
            assert len(log.seconds) == begun

    simulate(story)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_the_stop_takes_back_what_an_interrupted_job_wrote(database: Database) -> None:
    written = asyncio.Event()

    async def write(given: Desk) -> None:
        async with given.database.write() as tx:
            await add_people(tx, 1)
            written.set()
            await asyncio.Event().wait()

    ticks = scheduled(write, database=database)
    await ticks.start()
    async with asyncio.timeout(10):
        await written.wait()
        await ticks.stop(0.1)
    async with database.write() as tx:
        assert await tx.number("SELECT count(*) FROM delegates") == 0


async def test_what_never_began_can_be_stopped() -> None:
    await scheduled().stop(1)


# In the bot.


async def test_the_bot_ticks_by_itself(stage: Stage) -> None:
    await stage.stop()
    stage.ticking = True
    stage.clock.set_speed(HOUR)
    await stage.start()
    await rename(stage, "Bianchi")
    await stage.becomes("SELECT count(*) FROM search_stale", 0)


async def test_many_names_are_taken_into_the_index_little_by_little(stage: Stage) -> None:
    await rename(stage, "Bianchi")
    behind = [await stage.count("search_stale")]
    while behind[-1]:
        await stage.running.ticks.tick()
        behind.append(await stage.count("search_stale"))
    assert behind[0] > 40
    assert max(before - after for before, after in pairwise(behind)) == 40


async def rename(stage: Stage, name: str, where: str = "") -> None:
    async with stage.running.database.write() as tx:
        await tx.run(f"UPDATE delegates SET name = ? {where}", (name,))  # noqa: S608 -- a test's own word


async def test_on_stage_the_clock_jumps_and_what_is_due_has_arrived(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    async with stage.running.database.write() as tx:
        me = await tx.number("SELECT delegate_id FROM accounts WHERE user_id = ?", (giulia.id,))
        for key, minute in (("due", 5), ("ahead", 6)):
            await outbox.put(
                tx,
                key=key,
                kind="registration_accepted",
                facts="{}",
                priority=1,
                not_before=datetime(2018, 11, 29, 13, minute, tzinfo=UTC),
                delegate_id=me,
            )
    await rename(stage, "Bianchi", "WHERE code = 'd01'")
    assert await stage.count("search_stale") == 1
    heard = len(giulia.from_bot)
    await stage.at("2018-11-29 14:05")
    assert len(giulia.from_bot) == heard + 1
    assert await stage.count("search_stale") == 0
    await stage.at("2018-11-29T13:06Z")
    assert len(giulia.from_bot) == heard + 2


async def test_on_stage_a_duty_that_fails_is_no_secret(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async def bad(_desk: Desk) -> None:
        raise LookupError

    monkeypatch.setattr(service, "DUTIES", (bad,))
    await stage.stop()
    await stage.start()
    with pytest.raises(AssertionError):
        await stage.at("2018-11-29 14:05")


async def test_a_hanging_duty_does_not_hold_up_the_stop_of_the_bot(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = asyncio.Event()

    async def hang(_desk: Desk) -> None:
        hanging.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(service, "DUTIES", (hang,))
    await stage.stop()
    stage.ticking = True
    await stage.start()
    async with asyncio.timeout(20):
        await hanging.wait()
    async with asyncio.timeout(5):
        await stage.stop()


async def test_a_hanging_duty_does_not_hold_up_the_end_of_the_process(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "forum.sqlite3"
    shutil.copy(sample, path)
    async with Rehearsal(limits=Limits.off()) as server:
        environ = {"BOT_TOKEN": server.token, "DATABASE": str(path), "TELEGRAM_API_URL": server.url}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", HANGING), cwd=ROOT, env=environ, stdout=PIPE, stderr=PIPE
        )
        assert process.stdout is not None
        async with asyncio.timeout(60):
            assert await process.stdout.readline() == b"hanging\n"
        process.terminate()
        async with asyncio.timeout(10):
            _, errors = await process.communicate()
    # Not by the deadline, which ends with 1.
    assert process.returncode == 0
    assert b"a tick is interrupted by the stop" in errors
    assert b"ERROR" not in errors
