"""A forum for a day of meetings: delegates with languages as they would have, interpreters, and who wants whom."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.clock import Clock
from bot.demo.rehearsal import OPENING, SAMPLE
from bot.forum_files import load_forum
from storage import accounts
from storage.database import Database
from tests.benchmarks.support import FIRST_USER, Row, consented, read_rows, write_rows
from tests.forum.search.crowd import crowd

SEED = 2018
OPEN_REQUESTS = 5
ITALIAN = (("it", 50), ("it,en", 45), ("it,en,fr", 3), ("it,ru", 2))
RUSSIAN = (("ru", 40), ("ru,en", 50), ("ru,it", 6), ("ru,it,en", 4))
INTERPRETER = (("it,ru", 80), ("it,ru,en", 20))
TIMES = 12
"""The Meeting Point of the sample forum has so many."""
POPULAR = 0.2
"""The share of the Russian delegates whom many more want to meet than they have time for."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a forum is."""

    italians: int
    russians: int
    interpreters: int
    tables: int
    wishes: tuple[int, int]
    """So many meetings, from and to, are wished for with a Russian delegate; with a popular one half as many more."""


LARGE = Size(italians=310, russians=85, interpreters=60, tables=90, wishes=(14, 16))
SMALL = Size(italians=15, russians=5, interpreters=3, tables=4, wishes=(7, 9))


@dataclass(frozen=True, slots=True)
class Guest:
    """A delegate or an interpreter: the Telegram user, and how they appear in the workbook."""

    user_id: int
    code: str
    name: str
    language: str
    role: str


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants to meet somebody; `seeker` is who asks."""

    seeker: Guest
    sought: Guest


def guests(size: Size, seed: int = SEED) -> list[Guest]:
    """Everybody who comes: delegates, then interpreters; no two have the same name."""
    wanted = {"it": size.italians, "ru": size.russians}
    helpers = size.interpreters
    found: list[Guest] = []
    for name, delegation in _names(seed):
        role = "delegate" if wanted[delegation] else "interpreter"
        if role == "delegate":
            wanted[delegation] -= 1
        elif helpers and not any(wanted.values()):
            helpers -= 1
        else:
            continue
        number = len(found)
        found.append(Guest(FIRST_USER + number, f"{delegation}{number}", name, delegation, role))
        if not helpers and not any(wanted.values()):
            break
    return found


def _names(seed: int) -> Iterator[tuple[str, str]]:
    met = set()
    for one in crowd(100_000, (), seed):
        if one.name not in met:
            met.add(one.name)
            yield one.name, one.delegation


def wishes(size: Size, people: Sequence[Guest], seed: int = SEED) -> list[Wish]:
    """Who wants to meet whom, in the order in which they will ask; each pair once, half of them asked by either."""
    chance = random.Random(seed)
    italians = [one for one in people if one.role == "delegate" and one.language == "it"]
    russians = [one for one in people if one.role == "delegate" and one.language == "ru"]
    weights = [chance.paretovariate(1.5) for _ in italians]
    found = []
    for russian in russians:
        number = chance.randint(*size.wishes)
        if chance.random() < POPULAR:
            number += number // 2
        for italian in _drawn(chance, italians, weights, number):
            pair = (italian, russian) if chance.random() < 0.5 else (russian, italian)
            found.append(Wish(*pair))
    chance.shuffle(found)
    return found


def most_possible(wished: Sequence[Wish]) -> int:
    """So many wishes could at most have a place: nobody can meet more people than there are times."""
    russians = Counter(
        one.user_id for wish in wished for one in (wish.seeker, wish.sought) if one.language == "ru"
    )
    return sum(min(number, TIMES) for number in russians.values())


def _drawn(
    chance: random.Random, among: Sequence[Guest], weights: Sequence[float], number: int
) -> list[Guest]:
    """So many different ones, the weighty more often."""
    keys = [chance.random() ** (1 / weight) for weight in weights]
    order = sorted(range(len(among)), key=lambda place: -keys[place])
    return [among[place] for place in order[:number]]


async def make_day(path: Path, folder: Path, size: Size, people: Sequence[Guest], seed: int = SEED) -> None:
    """A database with such a forum, in which everybody is recognised already; `folder` takes the workbook."""
    _write_forum(folder, size, people, seed)
    await load_forum(path, folder, Clock(OPENING))
    async with Database.open(path, readers=1) as database, database.write() as tx:
        numbers = {row["code"]: row["id"] for row in await tx.rows("SELECT code, id FROM delegates")}
        consent = await consented(tx)
        for one in people:
            await accounts.open_account(tx, one.user_id, one.language, consent, OPENING)
            await accounts.link(tx, one.user_id, numbers[one.code])


def _write_forum(folder: Path, size: Size, people: Sequence[Guest], seed: int) -> None:
    chance = random.Random(seed)
    rows = {file.stem: read_rows(file) for file in SAMPLE.glob("*.csv")}
    known = {
        "scheduling": "instant",
        "meeting_tables": str(size.tables),
        "open_requests": str(OPEN_REQUESTS),
    }
    forum = [row | {"value": known.get(row["key"], row["value"])} for row in rows["forum"]]
    sessions = [row | {"capacity": ""} for row in rows["sessions"]]
    tables = [row["code"] for row in sessions if row["kind"] == "table"]
    staff = [row | {"head_of": ""} for row in rows["delegates"] if row["role"] == "organiser"]
    made = [_row(one, chance, tables, rows["delegates"][0]) for one in people]
    presenters = [one.code for one in people if one.role == "delegate"]
    projects = [row | {"presenter": chance.choice(presenters)} for row in rows["projects"]]
    folder.mkdir(parents=True, exist_ok=True)
    contents = {"forum": forum, "sessions": sessions, "delegates": [*staff, *made], "projects": projects}
    for name, content in (rows | contents).items():
        write_rows(folder / f"{name}.csv", content)


def _row(one: Guest, chance: random.Random, tables: Sequence[str], like: Row) -> Row:
    spoken = INTERPRETER if one.role == "interpreter" else ITALIAN if one.language == "it" else RUSSIAN
    [languages] = chance.choices([word for word, _ in spoken], [weight for _, weight in spoken])
    sits = chance.sample(tables, chance.randint(0, 1)) if one.role == "delegate" else []
    return dict.fromkeys(like, "") | {
        "code": one.code,
        "name": one.name,
        "organisation": f"Ditta {one.code}",
        "delegation": one.language,
        "kind": "company" if one.role == "delegate" else "",
        "languages": languages,
        "tables": ",".join(sits),
        "invitation": f"DAY-{one.code}",
        "role": one.role,
    }
