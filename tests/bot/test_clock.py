"""The forum's clock: forward only, at its speed, and sleepers wake when it is put forward."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import Clock

START = datetime(2018, 11, 29, 7, 30, tzinfo=UTC)


class Time:
    """The two clocks of the machine, moved by hand."""

    def __init__(self) -> None:
        self.passed = 100.0
        self.system = START

    def pass_(self, seconds: float) -> None:
        self.passed += seconds
        self.system += timedelta(seconds=seconds)

    def clock(self, start: datetime | None = None, speed: float = 1.0) -> Clock:
        return Clock(start, speed, monotonic=lambda: self.passed, system=lambda: self.system)


def test_a_rehearsal_starts_where_it_is_told_and_runs_at_its_speed() -> None:
    time = Time()
    clock = time.clock(datetime.fromisoformat("2020-01-01T10:00+03:00"), 60)
    assert clock.now() == datetime(2020, 1, 1, 7, 0, tzinfo=UTC)
    assert clock.now().tzinfo is UTC
    time.pass_(2)
    assert clock.now() == datetime(2020, 1, 1, 7, 2, tzinfo=UTC)


def test_the_speed_may_change() -> None:
    time = Time()
    clock = time.clock(START)
    time.pass_(10)
    clock.set_speed(60)
    time.pass_(1)
    assert clock.now() == START + timedelta(seconds=70)
    assert clock.speed == 60
    assert clock.later(2) == START + timedelta(seconds=190)


def test_the_real_time_follows_the_system_forward_and_never_back() -> None:
    time = Time()
    clock = time.clock()
    time.system += timedelta(hours=1)
    assert clock.now() == START + timedelta(hours=1)
    time.system -= timedelta(hours=3)
    time.pass_(5)
    assert clock.now() == START + timedelta(hours=1, seconds=5)


def test_a_rehearsal_does_not_follow_the_system() -> None:
    time = Time()
    clock = time.clock(START)
    time.system += timedelta(hours=1)
    assert clock.now() == START


def test_it_can_be_put_forward_only() -> None:
    time = Time()
    clock = time.clock()
    clock.jump(START + timedelta(days=1))
    time.pass_(1)
    assert clock.now() == START + timedelta(days=1, seconds=1)
    with pytest.raises(ValueError, match="backwards"):
        clock.jump(START)
    with pytest.raises(ValueError, match="offset"):
        clock.jump(datetime(2030, 1, 1))  # noqa: DTZ001 -- what is refused


@pytest.mark.parametrize("speed", [0, -1, float("nan"), float("inf"), 100_001])
def test_an_impossible_speed_is_refused(speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        Clock(speed=speed)
    with pytest.raises(ValueError, match="speed"):
        Clock().set_speed(speed)


def test_the_zone_can_be_set() -> None:
    clock = Clock()
    assert clock.zone == "Europe/Rome"
    clock.zone = "Europe/Moscow"
    assert clock.zone == "Europe/Moscow"


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("pass"), st.floats(0, 1e6)),
            st.tuples(st.just("set"), st.floats(-1e6, 1e6)),
            st.tuples(st.just("speed"), st.floats(0.01, 1000)),
            st.tuples(st.just("jump"), st.floats(0, 1e6)),
        ),
        max_size=30,
    ),
    st.booleans(),
)
def test_whatever_happens_it_never_goes_back(events: list[tuple[str, float]], real: bool) -> None:  # noqa: FBT001
    time = Time()
    clock = time.clock(None if real else START)
    last = clock.now()
    for kind, amount in events:
        if kind == "pass":
            time.pass_(amount)
        elif kind == "set":
            time.system += timedelta(seconds=amount)
        elif kind == "speed":
            clock.set_speed(amount)
        else:
            clock.jump(clock.now() + timedelta(seconds=amount))
        assert clock.now() >= last
        last = clock.now()


async def test_sleeping_until_what_has_passed_returns_at_once() -> None:
    await Clock(START).sleep_until(START - timedelta(days=1))


async def test_a_sleeper_wakes_when_the_clock_is_put_forward_and_not_before() -> None:
    time = Time()
    clock = time.clock(START)
    sleeper = asyncio.create_task(clock.sleep_until(START + timedelta(hours=2)))
    await asyncio.sleep(0)
    clock.jump(START + timedelta(hours=1))
    for _ in range(5):
        await asyncio.sleep(0)
    assert not sleeper.done()
    clock.jump(START + timedelta(hours=2))
    async with asyncio.timeout(10):
        await sleeper


async def test_a_sleeper_hears_that_the_speed_changed() -> None:
    clock = Clock(START, 1)
    sleeper = asyncio.create_task(clock.sleep_until(START + timedelta(hours=1)))
    await asyncio.sleep(0)
    clock.set_speed(100_000)
    async with asyncio.timeout(10):
        await sleeper
    assert clock.now() >= START + timedelta(hours=1)
