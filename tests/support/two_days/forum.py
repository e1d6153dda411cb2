"""The forum that is rehearsed: the sample's two days, with more people, more interpreters and meetings."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.clock import Clock
from bot.forum_files import load_forum
from storage import accounts, seats
from storage.connection import Connection
from storage.database import Database
from tests.benchmarks.support import FIRST_USER, Row, consented, write_forum
from tests.support.halls import Table

FIRST_SLOT = datetime(2018, 11, 29, 13, 30, tzinfo=UTC)
SLOTS = [FIRST_SLOT + timedelta(minutes=20 * number) for number in range(12)]
WITHOUT_TELEGRAM = 50
"""Each so manieth never opens the bot."""

Change = Callable[[Row], Row | None]
"""What becomes of a row of the workbook; None: it goes."""

WISHES = {3: "", 4: "30", 5: "60,15"}
"""What some of each ten people have chosen; the others go by the forum."""


def write(folder: Path, delegates: int) -> None:
    """The forum as .csv files."""
    write_forum(delegates, folder)
    rewrite(folder, "forum", lambda row: row | {"value": "100"} if row["key"] == "meeting_tables" else row)
    # A bus that leaves early: an hour before it is quiet.
    early = partial(shift, code="nuovo-pignone", minutes=-60)
    rewrite(folder, "sessions", early)
    rewrite(folder, "stops", partial(with_its_visit, changed=early))
    path = folder / "delegates.csv"
    rows = read(path)
    interpreter = next(row for row in rows if row["role"] == "interpreter")
    more = [
        interpreter | {"code": f"more-{number}", "invitation": f"MORE-{number}", "unavailable": ""}
        for number in range(delegates // 8)
    ]
    save(path, [*rows, *more])


def shift(row: Row, code: str, minutes: int) -> Row:
    """Another time for a session."""
    if row["code"] != code:
        return row
    moved = {
        column: (datetime.fromisoformat(row[column]) + timedelta(minutes=minutes)).isoformat(" ", "minutes")
        for column in ("starts", "ends")
    }
    return row | moved


def without(row: Row, code: str) -> Row | None:
    """A session that does not take place."""
    return None if row["code"] == code else row


def with_its_visit(row: Row, changed: Change) -> Row | None:
    """A stop goes where its visit goes."""
    like_session = changed({"code": row["visit"], "starts": row["at"], "ends": row["at"]})
    return None if like_session is None else row | {"at": like_session["starts"]}


def at_tables(row: Row, left: Collection[str]) -> Row:
    """A delegate names no session that is gone."""
    return row | {"tables": ",".join(code for code in row["tables"].split(",") if code in left)}


def rewrite(folder: Path, sheet: str, changed: Change) -> None:
    """Change the rows of a sheet; None takes one away."""
    path = folder / f"{sheet}.csv"
    save(path, [row for before in read(path) if (row := changed(before)) is not None])


def read(path: Path) -> list[Row]:
    """The rows of a sheet."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def save(path: Path, rows: list[Row]) -> None:
    """Write the rows of a sheet."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@dataclass(frozen=True)
class Person:
    """A delegate, and the Telegram user who is reached (None: has never opened the bot)."""

    id: int
    delegation: str
    role: str
    language: str
    user: int | None


async def populate(
    path: Path, files: Path, clock: Clock, chance: random.Random, meetings: int
) -> list[Person]:
    """A database of the forum: people have opened the bot, chosen, taken seats and agreed on meetings."""
    await load_forum(path, files, clock)
    async with Database.open(path, readers=1) as database:
        async with database.write() as tx:
            people = await _open(tx, clock.now())
            await _seat(tx, [one for one in people if (one.delegation, one.role) == ("ru", "delegate")])
        await _agree(Table(database, clock.now()), people, chance, meetings)
        async with database.write() as tx:
            # Of what was agreed before the forum people have heard long ago.
            await tx.run("DELETE FROM outbox")
    return people


async def _open(tx: Connection, now: datetime) -> list[Person]:
    people = []
    consent = await consented(tx)
    for row in await tx.rows("SELECT id, language, delegation, role FROM delegates ORDER BY id"):
        number, language = row["id"], row["language"]
        user = FIRST_USER + number if number % WITHOUT_TELEGRAM else None
        if user is not None:
            await accounts.open_account(tx, user, language, consent, now)
            await accounts.link(tx, user, number)
        await tx.run("UPDATE delegates SET reminders = ? WHERE id = ?", (WISHES.get(number % 10), number))
        people.append(Person(number, row["delegation"], row["role"], language, user))
    return people


async def _seat(tx: Connection, guests: Sequence[Person]) -> None:
    """Each guest on one of the visits, as long as there are seats."""
    visits = await tx.rows("SELECT id, capacity FROM sessions WHERE kind = 'visit' ORDER BY id")
    for number, guest in enumerate(guests):
        visit = visits[number % len(visits)]
        if number // len(visits) < visit["capacity"]:
            await seats.add(tx, visit["id"], guest.id, "seated")


async def _agree(table: Table, people: Sequence[Person], chance: random.Random, meetings: int) -> None:
    """So many meetings of an Italian and a Russian delegate each, as far as they find a time."""
    sides = [
        [one.id for one in people if (one.delegation, one.role) == (side, "delegate")]
        for side in ("it", "ru")
    ]
    for _ in range(meetings):
        one, other = (chance.choice(side) for side in sides)
        time = chance.choice(SLOTS)
        asked = await table.ask(one, other, time)
        if asked.word == "asked" and not asked.refused and not asked.facts.get("again"):
            number = int(asked.facts["meeting"] or 0)
            came = await table.accept(other, number, time)
            if came.refused:
                await table.withdraw(one, number)
