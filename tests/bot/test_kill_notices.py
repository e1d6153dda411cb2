"""The whole bot, killed with SIGKILL while five hundred notices go out over a bad network: none is missing.

What a kill may repeat is the one message under way in a chat. So may a connection that breaks after Telegram has
acted, for nobody can know. It comes again before anything else of its lane in that chat.
"""

from __future__ import annotations

import os
import random
import shutil
from itertools import groupby
from pathlib import Path

import pytest

from bot.demo.server.limits import Limits
from storage import accounts, outbox
from storage.database import Database
from tests.support.people import Person, Rehearsal
from tests.support.processes import BotProcess
from tests.support.stage import MORNING

PEOPLE = 100
EACH = 5
LANES = (0, 1)
"""Every other notice goes as a broadcast."""
AT_ONCE = 32
"""So many messages are under way at most."""
SETTINGS = {"CLOCK_START": MORNING.isoformat(), "TELEGRAM_LIMITS": "100/100/100"}
"""More than Telegram allows, but not everything at once: fifty kills are to find something to interrupt."""
KILLS = int(os.environ.get("KILLS", "10"))
"""How often it is killed; `KILLS=50` takes some minutes."""


async def prepare(path: Path, people: list[Person]) -> None:
    """A hundred delegates with accounts, five notices for each in the lanes of notices and broadcasts."""
    async with Database.open(path) as database, database.write() as tx:
        for number, person in enumerate(people, start=1):
            await tx.run(
                "INSERT INTO delegates (code, name, organisation, delegation, language) "
                "VALUES (?, ?, 'CNA', 'it', 'it')",
                (f"k{number}", f"Delegate {number}"),
            )
            delegate = await tx.number("SELECT last_insert_rowid()")
            await accounts.open_account(tx, person.id, "it", "test", MORNING)
            await accounts.link(tx, person.id, delegate)
            for one in range(EACH):
                await outbox.put(
                    tx,
                    key=f"kill:{person.id}:{one}",
                    kind="invitation_used",
                    # Its text says which one it is.
                    facts=f'{{"name": "N{one}", "name_other": "", "delegation": "it", "code": "{person.id}"}}',
                    priority=1 + one % 2,
                    not_before=MORNING,
                    delegate_id=delegate,
                )


def faults(server: Rehearsal, chance: random.Random) -> int:
    """A network and a Telegram at their worst, for the messages of one run; how many break off after the effect."""
    server.faults.clear()
    after = 0
    for _ in range(chance.randint(3, 8)):
        kind = chance.choice(["429", "500", "502", "delay", "drop_before", "drop_after"])
        if kind == "429":
            server.faults.add("status", method="sendMessage", status=429, retry_after=1)
        elif kind.isdigit():
            server.faults.add("status", method="sendMessage", status=int(kind))
        elif kind == "delay":
            server.faults.add("delay", method="sendMessage", seconds=chance.uniform(0.05, 0.4))
        elif kind == "drop_before":
            server.faults.add("drop_before", method="sendMessage")
        else:
            server.faults.add("drop_after", method="sendMessage")
            after += 1
    return after


def arrived(person: Person) -> list[int]:
    """Which notices have arrived, in their order."""
    return [next(one for one in range(EACH) if f"N{one}" in screen.text) for screen in person.from_bot]


def number_arrived(people: list[Person]) -> int:
    """How many different ones."""
    return sum(len(set(arrived(person))) for person in people)


@pytest.mark.timeout(1800)
async def test_every_delegate_gets_every_notice(sample: Path, tmp_path: Path) -> None:
    chance = random.Random(20181129)
    path = tmp_path / "forum.sqlite3"
    shutil.copy(sample, path)
    async with (
        Rehearsal(limits=Limits.off()) as server,
        BotProcess(server, path, **SETTINGS) as bot,
    ):
        people = [server.person(f"P{number}") for number in range(PEOPLE)]
        for person in people:
            await person.send("/start")
        server.world.updates.queue.clear()
        await prepare(path, people)
        broken = 0
        for kill in range(KILLS):
            broken += faults(server, chance)
            began = server.calls.counts["deleteWebhook"], number_arrived(people)
            # A share of what is left for each run, so that every kill finds some under way.
            wanted = began[1] + chance.randint(0, (PEOPLE * EACH - began[1]) // (KILLS - kill + 1))
            await bot.start(wait=False)
            await bot.until(lambda: under_way(server, people, *began, wanted))  # noqa: B023 -- waited for here
            await bot.kill()
        server.faults.clear()
        await bot.start()
        await bot.until(lambda: number_arrived(people) == PEOPLE * EACH)
        assert await bot.stop() == 0
    async with Database.open(path) as database, database.read() as view:
        rows = await view.rows("SELECT state, count(*) FROM outbox GROUP BY state")
    assert [tuple(row) for row in rows] == [("sent", PEOPLE * EACH)]
    again = 0
    for person in people:
        told = arrived(person)
        again += len(told) - EACH
        # Whatever came twice came twice in a row among those of its lane, which keeps its order.
        for lane in LANES:
            mine = [one for one in told if one % 2 == lane]
            assert [one for one, _ in groupby(mine)] == list(range(lane, EACH, 2))
    assert again <= KILLS * AT_ONCE + broken


def under_way(server: Rehearsal, people: list[Person], starts: int, before: int, wanted: int) -> bool:
    """Whether the bot has begun to send and has come far enough."""
    begun = server.calls.counts["deleteWebhook"] > starts or number_arrived(people) > before
    return begun and number_arrived(people) >= wanted
