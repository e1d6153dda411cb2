"""The whole bot, killed with SIGKILL while updates wait: none lost, none handled twice."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
from pathlib import Path

import pytest

from bot.demo.server.limits import Limits
from storage.database import Database
from tests.support.people import Person, Rehearsal
from tests.support.processes import BotProcess
from tests.support.stage import MORNING
from tests.support.updates import states

WAITING = 100
ROUNDS = int(os.environ.get("KILLS", "10"))
"""How often it is killed; `KILLS=50` takes some minutes."""


async def calls(bot: BotProcess, server: Rehearsal, number: int) -> None:
    """Wait until the bot has called so often."""
    until = server.calls.counts.total() + number
    await bot.until(lambda: server.calls.counts.total() >= until)


@pytest.mark.timeout(900)
async def test_no_update_is_lost_or_handled_twice(sample: Path, tmp_path: Path) -> None:
    """Each person guesses a wrong invitation once: what is counted of it is the effect."""
    chance = random.Random(2018)
    path = tmp_path / "forum.sqlite3"
    shutil.copy(sample, path)
    people: list[Person] = []
    async with (
        Rehearsal(limits=Limits.off()) as server,
        BotProcess(server, path, CLOCK_START=MORNING.isoformat()) as bot,
    ):
        for _ in range(ROUNDS):
            newcomers = [server.person(f"P{number}") for number in range(WAITING)]
            people += newcomers
            for person in newcomers:
                await person.send("/start NO-SUCH-GUEST-1")
            await bot.start(wait=False)
            await calls(bot, server, chance.randint(1, WAITING))
            await bot.kill()
        await bot.start()
        await bot.until(lambda: all(person.from_bot for person in people) and not server.world.updates.queue)
        assert await bot.stop() == 0
        async with Database.open(path) as database, database.read() as reader:
            found = await states(reader)
            wrong = await reader.rows("SELECT wrong, count(*) FROM guesses GROUP BY wrong")
    assert list(found.values()) == ["handled"] * (ROUNDS * WAITING)
    assert [tuple(row) for row in wrong] == [(1, ROUNDS * WAITING)]
    # A kill between an answer and its mark repeats the answer, never the effect: of those under way with the 16
    # workers, of those in the commit, and of those that gather meanwhile.
    answers = sum(len(person.from_bot) for person in people)
    assert answers - len(people) <= ROUNDS * 3 * 16


async def test_a_handler_that_hangs_does_not_hold_up_the_stop(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "forum.sqlite3"
    shutil.copy(sample, path)
    async with (
        Rehearsal(limits=Limits.off()) as server,
        BotProcess(server, path, CLOCK_START=MORNING.isoformat()) as bot,
    ):
        hanging, waiting = server.person("Anna"), server.person("Boris")
        server.faults.add("delay", method="sendMessage", chat_id=hanging.id, seconds=60)
        await hanging.send("/start NO-SUCH-GUEST-1")
        await hanging.send("/help")
        await waiting.send("/start NO-SUCH-GUEST-1")
        await bot.start()
        await bot.until(lambda: waiting.from_bot and not server.faults.waiting)
        async with asyncio.timeout(10):
            assert await bot.stop() == 0
        async with Database.open(path) as database, database.read() as reader:
            assert list((await states(reader)).values()) == ["effected", "waiting", "handled"]
        await bot.start()
        await bot.until(lambda: len(hanging.from_bot) >= 2)
        assert await bot.stop() == 0
        async with Database.open(path) as database, database.read() as reader:
            assert list((await states(reader)).values()) == ["handled", "handled", "handled"]
