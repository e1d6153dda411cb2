"""The whole bot, killed with SIGKILL while an announcement goes out: each gets it, and the progress goes on.

What a kill may repeat is the one message under way in a chat. With KILLS set it goes to 5,000 chats and is killed ten
times; otherwise to fewer, so that the suite stays fast.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
from pathlib import Path

import pytest

from bot.demo.server.limits import Limits
from bot.pacing import Limits as PacerLimits
from forum import announcements
from forum.announcements import Body
from forum.desk import Desk
from storage import accounts
from storage import announcements as stored
from storage.database import Database
from tests.support.people import Person, Rehearsal
from tests.support.processes import BotProcess
from tests.support.stage import LOMBARDI, MORNING, staged

THOROUGH = "KILLS" in os.environ
CHATS, KILLS, RATE = (5000, 10, 400) if THOROUGH else (200, 2, 100)
"""So many a second, more than Telegram allows: the kills are to find something to interrupt."""

AT_ONCE = 20
"""So many messages of a broadcast are under way at most."""

TEXT = "Il pullman parte alle 15:00."


async def prepare(path: Path, people: list[Person], author: int) -> int:
    """Delegates with accounts instead of those who have none, and an announcement that goes out; its number."""
    async with Database.open(path) as database:
        async with database.write() as tx:
            await tx.run(
                "UPDATE delegates SET removed_at = '2018-11-01T00:00:00.000+00:00' "
                "WHERE id NOT IN (SELECT delegate_id FROM accounts WHERE delegate_id IS NOT NULL)"
            )
            for number, person in enumerate(people, start=1):
                await tx.run(
                    "INSERT INTO delegates (code, name, organisation, delegation, language) "
                    "VALUES (?, ?, 'CNA', 'it', 'it')",
                    (f"k{number}", f"Delegate {number}"),
                )
                delegate = await tx.number("SELECT last_insert_rowid()")
                await accounts.open_account(tx, person.id, "it", "test", MORNING)
                await accounts.link(tx, person.id, delegate)
        desk = Desk(database, lambda: MORNING)
        number = int((await announcements.begin(desk, author)).facts["announcement"] or 0)
        await announcements.write(desk, author, number, "it", Body.typed(TEXT), 0)
        async with database.read() as view:
            found = await stored.get(view, number)
        assert found is not None
        await announcements.release(desk, author, number, found.revision)
    return number


def received(person: Person) -> int:
    """How often somebody has got it."""
    return sum(one.text == TEXT for one in person.from_bot)


def reached(people: list[Person]) -> int:
    """How many have got it."""
    return sum(received(person) > 0 for person in people)


async def everybody(server: Rehearsal, number: int) -> list[Person]:
    people = [server.person(f"P{one}") for one in range(number)]
    for person in people:
        person.chat.started = True
    return people


@pytest.mark.timeout(1200)
async def test_each_gets_it_and_the_progress_goes_on(sample: Path, tmp_path: Path) -> None:
    chance = random.Random(20181130)
    path = tmp_path / "forum.sqlite3"
    shutil.copy(sample, path)
    settings = {"CLOCK_START": MORNING.isoformat(), "TELEGRAM_LIMITS": f"{RATE}/100/100"}
    async with Rehearsal(limits=Limits.off()) as server, BotProcess(server, path, **settings) as bot:
        people = await everybody(server, CHATS)
        await prepare(path, people, people[0].id)
        for kill in range(KILLS):
            before = reached(people)
            # A share of what is left for each run, so that every kill interrupts something.
            wanted = before + 1 + chance.randint(0, (CHATS - before) // (KILLS - kill + 1))
            await bot.start(wait=False)
            await bot.until(lambda: reached(people) >= wanted)  # noqa: B023 -- waited for here
            await bot.kill()
            assert reached(people) < CHATS
        await bot.start()
        finished = f"Avviso inviato\n\nConsegnati: {CHATS}"
        await bot.until(lambda: finished in [one.text for one in people[0].from_bot])
        assert await bot.stop() == 0
    assert reached(people) == CHATS
    again = sum(received(person) - 1 for person in people)
    assert again <= KILLS * AT_ONCE
    # The message that shows the progress is one in which it goes on, or two where a kill came between its way and us.
    progress = [one.text for one in people[0].from_bot if one.text.startswith("Avviso in")]
    assert len(progress) <= 2


async def test_a_stop_stops_within_a_second(sample: Path, tmp_path: Path) -> None:
    """At Telegram's own pace: a second after the press nothing more goes out."""
    async with staged(sample, tmp_path) as stage:
        beatrice = await stage.arrive(LOMBARDI, "it")
        await stage.stop()
        stage.use(limits=PacerLimits.real())
        people = await everybody(stage.server, 400)
        number = await prepare(stage.settings.database, people, beatrice.id)
        await stage.start()
        await stage.running.ticks.tick()
        await stage.server.until(lambda: reached(people) >= 40, 20)
        before = reached(people)
        await beatrice.press("Ferma l’invio")
        assert await beatrice.alert() == "Invio fermato: chi non l’ha ancora ricevuto non lo riceverà."
        async with asyncio.timeout(20):
            await stage.running.delivery.idle()
        after = reached(people)
        # Thirty go out in a second, and as many are under way.
        assert after - before <= 2 * 30
        await stage.running.ticks.tick()
        await stage.server.quiet()
        assert reached(people) == after
        async with stage.running.database.read() as view:
            standing = await announcements.standing(view, number)
        assert standing is not None
        told = after + received(beatrice)
        assert (standing.phase, standing.delivered, standing.left) == ("over", told, 401 - told)
