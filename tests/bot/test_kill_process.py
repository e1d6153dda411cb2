"""The whole bot, killed with SIGKILL while updates wait: none lost, none handled twice."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from bot.demo.server.limits import Limits
from storage.database import Database
from tests.support.people import Person, Rehearsal
from tests.support.processes import BotProcess
from tests.support.updates import states

WAITING = 100
ROUNDS = 10


@pytest.mark.timeout(600)
async def test_no_update_is_lost_or_handled_twice(sample: Path, tmp_path: Path) -> None:
    """Each person guesses a wrong invitation once in a round: what is counted of it is the effect."""
    chance = random.Random(2018)
    path = tmp_path / "forum.sqlite3"
    shutil.copy(sample, path)
    people: list[Person] = []
    async with Rehearsal(limits=Limits.off()) as server, BotProcess(server, path) as bot:
        for _ in range(ROUNDS):
            newcomers = [server.person(f"P{number}") for number in range(WAITING)]
            people += newcomers
            for person in newcomers:
                await person.send("/start NO-SUCH-GUEST-1")
            until = server.calls.counts.total() + chance.randint(1, WAITING)
            await bot.start(wait=False)
            await bot.until(lambda until=until: server.calls.counts.total() >= until)
            await bot.kill()
        await bot.start()
        await bot.until(lambda: all(person.from_bot for person in people) and not server.world.updates.queue)
        assert await bot.stop() == 0
        async with Database.open(path) as database, database.read() as reader:
            found = await states(reader)
            wrong = await reader.rows("SELECT wrong, count(*) FROM guesses GROUP BY wrong")
    assert list(found.values()) == ["handled"] * (ROUNDS * WAITING)
    assert [tuple(row) for row in wrong] == [(1, ROUNDS * WAITING)]
    # A kill between an answer and its mark repeats the answer, never the effect: at most one for each worker.
    answers = sum(len(person.from_bot) for person in people)
    assert answers - len(people) <= ROUNDS * 16
