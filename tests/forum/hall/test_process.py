"""The process of its own in which a plan is searched for."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from random import Random

import pytest

from forum.apart import ROOT, environment
from forum.hall.plans import Plan
from forum.hall.process import packed
from forum.hall.tasks import OPEN, Task
from forum.meetings.slots import Slot
from storage.meeting_records import Meeting
from tests.support.forums import NOW
from tests.support.halls import FIRST

GUESTS, HOSTS, SLOTS, EACH, HELPERS = 60, 220, 12, 11, 34
MEETINGS = GUESTS * EACH


@pytest.fixture(scope="module")
def task() -> Task:
    """So many meetings, with every interpreter busy nearly always, that a proof takes long."""
    chance = Random(3)
    hosts = range(1000, 1000 + HOSTS)
    met = [(guest, host) for guest in range(1, GUESTS + 1) for host in chance.sample(hosts, EACH)]
    chance.shuffle(met)
    slots = [
        Slot(FIRST + timedelta(minutes=20 * n), FIRST + timedelta(minutes=20 * n + 20), 1)
        for n in range(SLOTS)
    ]
    movable = [_agreed(number, *pair) for number, pair in enumerate(met, start=1)]
    everybody = tuple(range(5001, 5001 + HELPERS))
    helpers = {one.id: everybody for one in movable[: MEETINGS * 6 // 10]}
    return Task(OPEN, slots, 80, movable, (), {}, {}, helpers)


def _agreed(number: int, one: int, other: int) -> Meeting:
    return Meeting(
        id=number, inviter_id=one, invitee_id=other, state="agreed", awaits_id=None, project_id=None, subject="",
        reason="", interpreted=True, forgone=False, starts=None, ends=None, table_number=None, interpreter_id=None,
        revision=1, asked_at=NOW, nudge_at=None, lapses_at=None, times=(),
    )  # fmt: skip


def started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "forum.hall.process"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment(),
    )  # fmt: skip


@pytest.mark.timeout(100)
@pytest.mark.parametrize("farewell", [b"stop\n", b""])
def test_told_to_stop_or_left_alone_it_ends_with_the_best_so_far(task: Task, farewell: bytes) -> None:
    """The time it was given is far beyond that of this test: it ends because it was told to, or the bot is gone."""
    with started() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(packed((task, 600)))
        process.stdin.flush()
        seen: list[dict[str, int]] = []
        while not seen or seen[-1].get("placed", 0) < MEETINGS:
            seen.append(json.loads(process.stdout.readline())["progress"])
        process.stdin.write(farewell)
        process.stdin.close()
        *_, last = process.stdout.read().splitlines()
        assert process.wait() == 0
    plan = Plan.from_json(json.loads(last)["plan"])
    assert (plan.status, plan.placed, plan.total) == ("feasible", MEETINGS, MEETINGS)
    assert plan.bound <= plan.breaks
    assert {one.meeting_id for one in plan.placements} == {one.id for one in task.movable}
    taken = [(one.starts, one.interpreter_id) for one in plan.placements if one.interpreter_id is not None]
    assert len(taken) == len(set(taken)) == len(task.helpers)


def test_it_ends_well_while_whoever_asked_still_listens() -> None:
    slots = [Slot(FIRST, FIRST + timedelta(minutes=20), 1)]
    task = Task(OPEN, slots, 1, [_agreed(1, 1, 2)], (), {}, {}, {})
    with started() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(packed((task, 10)))
        process.stdin.flush()
        *_, last = process.stdout.read().splitlines()
        assert process.wait() == 0
        process.stdin.close()
    assert json.loads(last)["plan"]["placed"] == 1
