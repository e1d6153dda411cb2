"""The search among 4,000 delegates: who is found first, in every scheme, beside the plain way; and how fast.

The plain way folds everything to ASCII and asks rapidfuzz's WRatio about everybody.
"""

from __future__ import annotations

import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import perf_counter

from rapidfuzz import fuzz, process

from forum.search import find, refresh
from forum.search.names import parts
from storage import workbook_writes
from storage.database import Database
from storage.search import Found
from tests.benchmarks.support import table
from tests.forum.search.crowd import crowd
from tests.forum.search.pairs import Asked, Person, people, queries

DELEGATES = 4000
FIVE = 5
AGAIN = 3
"""So many times more each fifth query: the best of them is without what else the machine does meanwhile."""
EVERY = 5
"""The plain way is slow: of the queries in each scheme it is asked each fifth."""

Places = list[int | None]
"""At which place the person was, counted from 0; None among the first five not at all."""

_ASCII = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".replace("-", "").split(
            " "
        ),
        strict=True,
    )
)


async def main() -> None:
    """Print recall at 1 and at 5 for every scheme, of the pairs held out, and the times."""
    persons = people()
    asked = queries(persons)
    with tempfile.TemporaryDirectory(prefix="forum-search-") as folder:
        async with Database.open(Path(folder) / "forum.sqlite3", readers=1) as database:
            rows = await fill(database, persons, DELEGATES)
            ours, times = await measured(database, asked, rows)
            again = [
                times[::EVERY],
                *[(await measured(database, asked[::EVERY], rows))[1] for _ in range(AGAIN)],
            ]
            simple, simple_times = plain_way(asked[::EVERY], rows)
    print_recall(asked, ours, simple)
    print_times("search", times)
    print_times(f"search, best of {AGAIN + 1}", [min(taken) for taken in zip(*again, strict=True)])
    print_times("plain way", simple_times)


def print_times(name: str, seconds: Sequence[float]) -> None:
    """Half of the queries took at most p50, all but one in a hundred p99."""
    half, most, worst = (sorted(seconds)[int(len(seconds) * share)] * 1000 for share in (0.5, 0.99, 0.999999))
    sys.stdout.write(f"{name}: p50 {half:.2f} ms, p99 {most:.2f} ms, worst {worst:.2f} ms\n")


async def fill(database: Database, persons: Sequence[Person], number: int) -> list[Found]:
    """A forum of so many delegates, the persons first (numbered from 1), written as an import writes them."""
    surnames = {word for person in persons for word in parts(person.own).surname}
    rows = [
        Found(place, person.own, "", "Organizzazione", "", person.delegation, "", "company")
        for place, person in enumerate(persons, start=1)
    ]
    rows += crowd(number - len(rows), surnames)
    began = perf_counter()
    async with database.write() as tx:
        await workbook_writes.add(tx, "delegates", [_columns(row) for row in rows])
        written = perf_counter()
        await refresh(tx)
    sys.stdout.write(
        f"{len(rows)} delegates: rows {written - began:.2f} s, index {perf_counter() - written:.2f} s\n"
    )
    return rows


def _columns(row: Found) -> dict[str, str | int]:
    return {
        "id": row.id, "code": f"c{row.id}", "name": row.name, "organisation": row.organisation,
        "delegation": row.delegation, "language": row.delegation, "region": row.region, "kind": row.kind,
    }  # fmt: skip


async def measured(
    database: Database, asked: Sequence[Asked], rows: Sequence[Found]
) -> tuple[Places, list[float]]:
    """The place of the person asked for, and the seconds, for each query; a stranger asks."""
    viewer = rows[-1].id
    places: Places = []
    times = []
    for one in asked:
        began = perf_counter()
        async with database.read() as view:
            hits = await find(view, one.text, viewer=viewer, most=20)
        times.append(perf_counter() - began)
        places.append(_place(one.person + 1, [hit.delegate_id for hit in hits]))
    return places, times


def _place(number: int, found: Sequence[int]) -> int | None:
    return found.index(number) if number in found else None


def plain_way(asked: Sequence[Asked], rows: Sequence[Found]) -> tuple[dict[Asked, int | None], list[float]]:
    """The same by ASCII folding and WRatio over everybody."""
    folded = [ascii_folded(row.name) for row in rows]
    places = {}
    times = []
    for one in asked:
        began = perf_counter()
        found = process.extract(ascii_folded(one.text), folded, scorer=fuzz.WRatio, limit=FIVE)
        times.append(perf_counter() - began)
        places[one] = _place(one.person, [hit[2] for hit in found])
    return places, times


def ascii_folded(text: str) -> str:
    """Small ASCII letters: Cyrillic by the usual table, diacritics gone."""
    latin = "".join(_ASCII.get(letter, letter) for letter in text.casefold())
    return unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()


def print_recall(asked: Sequence[Asked], ours: Places, simple: dict[Asked, int | None]) -> None:
    """A row for each scheme, then all, then the pairs held out."""
    found = list(zip(asked, ours, strict=True))
    schemes: dict[str, list[tuple[Asked, int | None]]] = defaultdict(list)
    for one, place in found:
        schemes[one.scheme].append((one, place))
    schemes["ALL"] = found
    schemes["ALL surnames alone"] = [pair for pair in found if pair[0].scheme.endswith(": surname")]
    schemes["HELD OUT"] = [pair for pair in found if pair[0].held_out]
    schemes["NOT HELD OUT"] = [pair for pair in found if not pair[0].held_out]
    rows = []
    for scheme, pairs in schemes.items():
        plainly = [simple[one] for one, _ in pairs if one in simple]
        mine = [place for _, place in pairs]
        rows.append((scheme, len(pairs), *_shares(mine), *_shares(plainly)))
    head = ("scheme", "queries", "first %", "in five %", "plain: first %", "in five %")
    sys.stdout.write(f"{table(head, rows)}\n")


def _shares(places: Iterable[int | None]) -> tuple[float, float]:
    known = list(places)
    return _share(known, lambda place: place == 0), _share(
        known, lambda place: place is not None and place < FIVE
    )


def _share(places: Sequence[int | None], good: Callable[[int | None], bool]) -> float:
    return 100 * sum(map(good, places)) / len(places) if places else float("nan")
