"""A hundred delegates press "join" for the last twenty seats at once."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.demo.rehearsal import SAMPLE
from bot.demo.server.limits import Limits
from bot.forum_files import load_forum
from forum.arrival import consent_version
from handlers.buttons import Join
from storage import forums
from storage.database import Database
from storage.instants import to_sql
from tests.support.people import Person, Rehearsal
from tests.support.processes import BotProcess
from tests.support.stage import MORNING

CROWD = 100
SEATS = 20


def crowded_forum(folder: Path) -> Path:
    """The sample forum with a hundred Italians more, and twenty seats left at the table on energy."""
    shutil.copytree(SAMPLE, folder)
    with (folder / "delegates.csv").open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with (folder / "delegates.csv").open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        for number in range(1, CROWD + 1):
            writer.writerow(
                {
                    "code": f"crowd{number}",
                    "name": f"Ospite {number}",
                    "organisation": "Ditta",
                    "delegation": "it",
                    "role": "delegate",
                }
            )
    sessions = (folder / "sessions.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    with (folder / "sessions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    taken = 12
    for row in rows:
        if row["code"] == "energia":
            row["capacity"] = str(taken + SEATS)
    with (folder / "sessions.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, next(csv.reader(sessions)))
        table.writeheader()
        table.writerows(rows)
    return folder


async def crowd(server: Rehearsal, path: Path) -> tuple[list[Person], int]:
    """Everybody of the crowd, recognised and with a screen before them; the number of the table."""
    people = [server.person(f"Ospite {number}") for number in range(1, CROWD + 1)]
    async with Database.open(path) as database, database.write() as tx:
        forum = await forums.get(tx)
        assert forum is not None
        version = consent_version(forum)
        for number, person in enumerate(people, 1):
            await tx.run(
                "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
                "SELECT ?, id, 'it', ?, ? FROM delegates WHERE code = ?",
                (person.id, version, to_sql(MORNING), f"crowd{number}"),
            )
        table = await tx.number("SELECT id FROM sessions WHERE code = 'energia'")
    return people, table


async def outcome(path: Path) -> tuple[list[str], list[str]]:
    """Who of the crowd sits, who waits, in the order of their places."""
    async with Database.open(path) as database, database.read() as view:
        rows = await view.rows(
            "SELECT delegates.code, state FROM seats JOIN delegates ON delegates.id = delegate_id "
            "JOIN sessions ON sessions.id = session_id "
            "WHERE sessions.code = 'energia' AND delegates.code LIKE 'crowd%' ORDER BY seats.id"
        )
    return [row[0] for row in rows if row[1] == "seated"], [row[0] for row in rows if row[1] == "waiting"]


CODES = [f"crowd{number}" for number in range(1, CROWD + 1)]


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    path = tmp_path / "forum.sqlite3"
    await load_forum(path, crowded_forum(tmp_path / "files"), Clock(MORNING))
    return path


async def press_all(people: list[Person], table: int) -> None:
    for person in people:
        await person.press_data(person.last, Join(table).pack())


async def test_exactly_twenty_get_a_seat_and_eighty_wait_in_the_order_of_arrival(path: Path) -> None:
    async with Rehearsal(limits=Limits.off()) as server, BotProcess(server, path, **clock()) as bot:
        people, table = await crowd(server, path)
        await bot.start()
        for person in people:
            await person.send("/tables")
        await bot.until(lambda: all(person.from_bot for person in people))
        await press_all(people, table)
        await bot.until(lambda: all("Energie pulite\nTavolo tematico" in one.last.text for one in people))
        assert await outcome(path) == (CODES[:SEATS], CODES[SEATS:])
        assert [one.last.rows[0] for one in people] == [["Lascia"]] * SEATS + [["Lascia la lista"]] * (
            CROWD - SEATS
        )
        assert await bot.stop() == 0


@pytest.mark.parametrize("after", [5, 40, 90])
async def test_also_when_the_bot_is_killed_in_the_middle(path: Path, after: int) -> None:
    async with Rehearsal(limits=Limits.off()) as server, BotProcess(server, path, **clock()) as bot:
        people, table = await crowd(server, path)
        await bot.start()
        for person in people:
            await person.send("/tables")
        await bot.until(lambda: all(person.from_bot for person in people))
        await press_all(people, table)
        await bot.until(lambda: answered(people) >= after)
        await bot.kill()
        await bot.start()
        await bot.until(lambda: answered(people) == CROWD)
        assert await bot.stop() == 0
    assert await outcome(path) == (CODES[:SEATS], CODES[SEATS:])


def answered(people: list[Person]) -> int:
    return sum("Tavolo tematico" in one.last.text for one in people)


def clock() -> dict[str, str]:
    return {"CLOCK_START": MORNING.isoformat()}
