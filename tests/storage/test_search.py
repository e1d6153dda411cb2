"""The index of the search as tables: who is behind, what is written, what goes with whom."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

from typing import Any

import pytest

from storage import search, search_index, workbook_writes
from storage.connection import Connection
from storage.database import Database
from storage.delegates import add_from_chat
from storage.search import Candidate, Found, Wanted
from storage.search_index import IndexedName, IndexedTerm

RULES = "rules"
ROSSI = IndexedTerm(
    "rossi", "it", "rosi", "rossi росси", ["_ro", "ros", "osi", "si_", "=rs"], [(1, 100), (2, 88)]
)
ORLOV = IndexedTerm("орлов", "ru", "orlov", "орлов orlov", ["_or", "orl", "=lrv"], [(2, 100)])
NAMES = [IndexedName(1, "rossi marco", "росси марко", "mr"), IndexedName(2, "orlov ivan", "орлов иван", "io")]


def delegate(number: int, **more: Any) -> dict[str, Any]:
    base = {
        "id": number,
        "code": f"d{number}",
        "name": "N",
        "organisation": "O",
        "delegation": "it",
        "language": "it",
    }
    return base | more


async def behind(tx: Connection) -> list[int]:
    return [row["delegate_id"] for row in await tx.rows("SELECT delegate_id FROM search_stale ORDER BY 1")]


async def fill(tx: Connection) -> None:
    await workbook_writes.add(tx, "delegates", [delegate(1), delegate(2), delegate(3)])
    await search_index.start_anew(tx, RULES)
    await search_index.write(tx, NAMES, [ROSSI, ORLOV])


async def test_whoever_is_new_is_behind_until_written(database: Database) -> None:
    async with database.write() as tx:
        await fill(tx)
        assert await behind(tx) == [3]
        assert not await search_index.is_current(tx, RULES)
        await search_index.write(tx, [IndexedName(3, "", "", "")], [])
        assert await search_index.is_current(tx, RULES)
        assert not await search_index.is_current(tx, "other rules")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("name = 'M'", [1]), ("name_other = 'М'", [1]), ("organisation = 'P'", [1]),
        ("organisation_other = 'П'", [1]),
        ("delegation = 'ru'", [1]), ("name = 'N'", []), ("region = 'X'", []), ("visibility = 'nobody'", []),
        ("removed_at = '2018-11-01T00:00:00.000+00:00'", []),
    ],
)  # fmt: skip
async def test_a_changed_name_puts_one_behind_and_nothing_else_does(
    database: Database, change: str, expected: list[int]
) -> None:
    async with database.write() as tx:
        await fill(tx)
        await tx.run("DELETE FROM search_stale")
        await tx.run(f"UPDATE delegates SET {change} WHERE id = 1")
        assert await behind(tx) == expected


async def test_every_way_of_writing_delegates_is_noticed(database: Database) -> None:
    async with database.write() as tx:
        await workbook_writes.add(tx, "delegates", [delegate(7)])
        number = await add_from_chat(tx, 5, name="A", organisation="B", delegation="it", language="it")
        assert await behind(tx) == [7, number]
        await tx.run("DELETE FROM search_stale")
        await add_from_chat(tx, 5, name="C", organisation="B", delegation="it", language="it")
        assert await behind(tx) == [number]
        await workbook_writes.change(tx, "delegates", [({"id": 7}, {"name": "Z"})])
        assert await behind(tx) == [7, number]


async def test_candidates_are_those_with_most_in_common(database: Database) -> None:
    async with database.write() as tx:
        await fill(tx)
        found = await search.candidates(tx, [["_ro", "ros"], ["ros", "=lrv"], ["none"]], 5)
        fewer = await search.candidates(tx, [["ros", "=lrv"]], 1)
    assert found == [
        Candidate(0, 1, "rosi", "rossi росси", 2),
        Candidate(1, 2, "orlov", "орлов orlov", 1),
        Candidate(1, 1, "rosi", "rossi росси", 2),
    ]
    assert fewer == [Candidate(0, 2, "orlov", "орлов orlov", 1)]


async def test_the_score_of_a_delegate_is_the_best_of_each_word(database: Database) -> None:
    wanted = Wanted(3, fresh=True, filters={})
    async with database.write() as tx:
        await fill(tx)
        rows = await search.ranked(
            tx,
            wanted,
            [(0, 1, 6000), (1, 2, 4000), (0, 2, 1000)],
            initials=[["m"]],
            initial=400,
            language="ru",
            most=9,
        )
    person = ("N", "", "O", "", "it", "", "")
    assert rows == [
        (Found(2, *person), 6000 * 88 // 100 + 4000, "орлов иван"),
        (Found(1, *person), 6400, "росси марко"),
    ]


async def test_what_nobody_has_any_longer_is_gone(database: Database) -> None:
    async with database.write() as tx:
        await fill(tx)
        await tx.run("DELETE FROM delegates WHERE id = 2")
        assert [row["word"] for row in await tx.rows("SELECT word FROM search_terms")] == ["rossi"]
        assert await search.candidates(tx, [["=lrv"]], 5) == []
        await search_index.write(tx, NAMES[:1], [])
        assert await tx.rows("SELECT word FROM search_terms") == []


async def test_lists_of_marks_forget_what_is_gone(database: Database) -> None:
    async with database.write() as tx:
        await fill(tx)
        await search_index.write(tx, NAMES[1:], [])
        again = IndexedTerm("orlo", "it", "orlo", "orlo", ["orl"], [(2, 100)])
        await search_index.write(tx, NAMES[1:], [again])
        number = await tx.number("SELECT id FROM search_terms WHERE word = 'orlo'")
        assert await tx.value("SELECT terms FROM search_marks WHERE mark = 'orl'") == f"[{number}]"


async def test_an_older_file_has_everybody_behind(database: Database) -> None:
    async with database.write() as tx:
        await fill(tx)
        await search_index.start_anew(tx, "other rules")
        assert await behind(tx) == [1, 2, 3]
        assert await tx.rows("SELECT * FROM search_postings") == []
        assert [row.id for row in await search_index.stale(tx)] == [1, 2, 3]
