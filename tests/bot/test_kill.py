"""Killed at any instant: no update lost, none takes effect twice, order per chat; the same for what goes out.

A kill is played by cancelling everything that runs, at a random step of the event loop, without a word of farewell,
and opening the file anew. What only a real SIGKILL can show is in the journeys.
"""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.delivery import Delivery
from bot.inbox import Done, Inbox, Later, Poller, Verdict
from storage import inbox as table
from storage import outbox
from storage.database import Database
from storage.records import Notice, Update
from tests.support.outbox import START, add_people, outbox_states, put
from tests.support.updates import message, states

UPDATES = 40
LANES = 6
SEEDS = range(25)


class Server:
    """Keeps updates until they are confirmed by an offset, as Telegram does."""

    def __init__(self, chance: random.Random) -> None:
        self._waiting = [message(number, 1 + number * 5 % LANES) for number in range(1, UPDATES + 1)]
        self._chance = chance

    async def fetch(self, offset: int, timeout: int) -> list[object]:  # noqa: ARG002, ASYNC109 -- Telegram's word
        self._waiting = [one for one in self._waiting if one["update_id"] >= offset]
        if not self._waiting:
            await asyncio.Event().wait()
        return list(self._waiting[: self._chance.randint(1, 9)])


async def until_killed(work: Callable[[], Awaitable[object]], chance: random.Random) -> None:
    """Run for a random number of steps of the loop, then cancel every task there is."""
    others = asyncio.all_tasks()
    working = asyncio.ensure_future(work())
    for _ in range(chance.randint(1, 400)):
        await asyncio.sleep(0)
        # Threads answer in their own time: without this nearly every kill would fall into the first transaction.
        if chance.random() < 0.05:
            await asyncio.to_thread(int)
    killed = asyncio.all_tasks() - others
    for task in killed:
        task.cancel()
    await asyncio.gather(working, *killed, return_exceptions=True)


@pytest.mark.parametrize("seed", SEEDS)
async def test_updates_survive_kills(empty: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    server = Server(chance)
    path = Path(shutil.copy(empty, tmp_path / "forum.sqlite3"))
    kills = 0
    while True:
        async with Database.open(path) as database:
            async with database.write() as tx:
                await tx.run(
                    "CREATE TABLE IF NOT EXISTS effects (n INTEGER PRIMARY KEY, id INTEGER, lane INTEGER)"
                )

            async def handle(update: Update, database: Database = database) -> Verdict:
                if update.state == "waiting":
                    async with database.write() as tx:
                        await tx.run(
                            "INSERT INTO effects (id, lane) VALUES (?, ?)", (update.update_id, update.lane)
                        )
                        await table.effected(tx, update.update_id, "[]")
                for _ in range(chance.randint(0, 3)):
                    await asyncio.sleep(0)
                return Later(0) if chance.random() < 0.1 else Done()

            inbox = Inbox(database, handle, workers=3)

            async def work(inbox: Inbox = inbox) -> None:
                await inbox.start()
                await Poller(server.fetch, inbox).run()

            if kills == 12:
                working = asyncio.create_task(work())
                async with asyncio.timeout(60):
                    while not await everything_is_handled(database):
                        await inbox.empty()
                        # Neither line above waits while nothing is kept: the poller, too, needs its turn.
                        await asyncio.sleep(0)
                working.cancel()
                await asyncio.gather(working, return_exceptions=True)
                await inbox.stop(2)
                break
            await until_killed(work, chance)
            kills += 1
    async with Database.open(path) as database, database.read() as reader:
        effects = [tuple(row) for row in await reader.rows("SELECT lane, id FROM effects ORDER BY n")]
        assert await states(reader) == dict.fromkeys(range(1, UPDATES + 1), "handled")
    for lane in range(1, LANES + 1):
        expected = [number for number in range(1, UPDATES + 1) if 1 + number * 5 % LANES == lane]
        assert [update_id for found, update_id in effects if found == lane] == expected


async def everything_is_handled(database: Database) -> bool:
    async with database.read() as reader:
        return await reader.number("SELECT count(*) FROM updates WHERE state = 'handled'") == UPDATES


@pytest.mark.parametrize("seed", SEEDS)
async def test_notices_survive_kills(empty: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = Path(shutil.copy(empty, tmp_path / "forum.sqlite3"))
    arrived: list[str] = []
    async with Database.open(path) as database, database.write() as tx:
        await add_people(tx, 5)
        for number in range(30):
            await put(tx, f"{number}", to=1 + number % 5, priority=1)
    doubtful: set[str] = set()

    async def send(notice: Notice) -> int:
        for _ in range(chance.randint(0, 3)):
            await asyncio.sleep(0)
        arrived.append(notice.key)
        return len(arrived)

    for kill in range(7):
        async with Database.open(path) as database:
            delivery = Delivery(database, send, clock=Clock(START))
            if kill == 6:
                await delivery.start()
                await delivery.idle()
                await delivery.stop(2)
            else:
                await until_killed(delivery.start, chance)
        async with Database.open(path) as database, database.read() as reader:
            found = await outbox_states(reader)
        doubtful |= {key for key, (state, _) in found.items() if state == "sending"}
    assert set(found.values()) == {("sent", None)}
    assert set(arrived) == set(found)
    twice = {key for key in arrived if arrived.count(key) > 1}
    assert twice <= doubtful
    async with Database.open(path) as database, database.write() as tx:
        assert await outbox.take_back(tx) == 0
