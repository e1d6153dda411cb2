from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from storage import workbook, workbook_seats, workbook_writes
from storage.connection import Connection
from storage.database import Database
from storage.workbook_seats import Person

NOW = datetime(2018, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
async def database(empty: Path, tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(shutil.copy(empty, tmp_path / "forum.sqlite3"), readers=1) as opened:
        yield opened


def session(code: str, **more: Any) -> dict[str, Any]:
    times = {"starts": "2018-11-29T08:00:00.000+00:00", "ends": "2018-11-29T09:00:00.000+00:00"}
    texts = {"title_it": code, "title_ru": code, "place_it": "Qui", "place_ru": "Тут"}
    return {"code": code, "kind": "table", **times, **texts, "capacity": None} | more


def delegate(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": code, "organisation": "X", "delegation": "it", "language": "it"} | more


async def fill(tx: Connection) -> None:
    await workbook_writes.add(tx, "sessions", [session("b"), session("a", capacity=1)])
    await workbook_writes.add(tx, "delegates", [delegate("d1"), delegate("d2")])
    await workbook_seats.give(tx, [(1, 2, "seated"), (2, 1, "seated"), (2, 2, "waiting")])


async def test_what_was_imported_is_remembered_replaced_and_forgotten(database: Database) -> None:
    async with database.write() as tx:
        await workbook.remember(tx, [("info", "wifi", {"title_it": "Rete"}), ("info", "x", {})])
        await workbook.remember(
            tx, [("info", "wifi", {"title_it": "Сеть"}), ("stops", "v/1", {"order": "1"})]
        )
        await workbook.forget(tx, [("info", "x")])
        assert await workbook.imported(tx) == {
            "info": {"wifi": {"title_it": "Сеть"}},
            "stops": {"v/1": {"order": "1"}},
        }


async def test_a_snapshot_gives_rows_in_the_order_of_the_export(database: Database) -> None:
    async with database.write() as tx:
        await fill(tx)
        await workbook_writes.set_heads(tx, {1: [2]})
        await workbook_writes.set_unavailable(tx, {2: [(NOW, NOW.replace(hour=13))]})
        found = await workbook.snapshot(tx)
    assert [(row["code"], row["capacity"], row["dormant"]) for row in found.sheets["sessions"]] == [
        ("a", 1, 0),
        ("b", None, 0),
    ]
    assert found.tables == {1: ["a"], 2: ["a", "b"]}
    assert found.head_of == {1: ["d2"]}
    assert found.unavailable == {2: [("2018-11-01T12:00:00.000+00:00", "2018-11-01T13:00:00.000+00:00")]}


async def test_a_snapshot_takes_as_many_statements_for_many_as_for_few(database: Database) -> None:
    async def statements() -> int:
        async with database.write() as tx:
            before = tx.statements
            await workbook.snapshot(tx)
            return tx.statements - before

    empty = await statements()
    async with database.write() as tx:
        await workbook_writes.add(tx, "delegates", [delegate(f"d{number}") for number in range(500)])
    assert await statements() == empty


async def test_what_is_cancelled_or_removed_is_dormant(database: Database) -> None:
    async with database.write() as tx:
        await fill(tx)
        await workbook_writes.cancel_sessions(tx, [2], NOW)
        await workbook_writes.remove_delegates(tx, [2], NOW)
        found = await workbook.snapshot(tx)
        assert [(row["code"], row["dormant"]) for row in found.sheets["sessions"]] == [("a", 1), ("b", 0)]
        assert [(row["code"], row["dormant"]) for row in found.sheets["delegates"]] == [("d1", 0), ("d2", 1)]
        assert found.tables == {}
        assert await workbook_seats.held(tx) == {(2, 1)}
        await workbook_writes.restore_sessions(tx, [2])
        await workbook_writes.restore_delegates(tx, [2])
        assert (await workbook.snapshot(tx)).tables == {1: ["a"]}


async def test_rows_change_by_what_names_them(database: Database) -> None:
    async with database.write() as tx:
        await fill(tx)
        await workbook_writes.change(
            tx, "sessions", [({"id": 1}, {"capacity": 7}), ({"id": 2}, {"title_it": "A", "place_it": "Là"})]
        )
        rows = await tx.rows("SELECT capacity, title_it, place_it FROM sessions ORDER BY id")
        assert [tuple(row) for row in rows] == [(7, "b", "Qui"), (1, "A", "Là")]
        await workbook_writes.delete(tx, "delegates", [{"id": 2}])
        assert await workbook_writes.numbers(tx, "delegates") == {"d1": 1}


async def test_seats_and_those_who_have_them(database: Database) -> None:
    async with database.write() as tx:
        await fill(tx)
        assert await workbook_seats.taken(tx) == {1: 1, 2: 1}
        assert await workbook_seats.capacities(tx) == {1: None, 2: 1}
        assert await workbook_seats.waited_for(tx) == {2}
        assert await workbook_seats.holders(tx, 2, "waiting") == [Person(2, "d2", "d2")]
        await workbook_seats.take(tx, [(2, 1), (1, 1)])
        assert await workbook_seats.held(tx) == {(1, 2), (2, 2)}


async def test_an_audience_is_those_who_can_be_reached(database: Database) -> None:
    async with database.write() as tx:
        await workbook_writes.add(
            tx, "delegates", [delegate("d1"), delegate("d2", delegation="ru"), delegate("d3")]
        )
        for user_id, delegate_id in ((11, 1), (12, 2)):
            await tx.run(
                "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
                "VALUES (?, ?, 'it', 'v', '2018')",
                (user_id, delegate_id),
            )
        assert [person.code for person in await workbook_seats.audience(tx, "all")] == ["d1", "d2"]
        assert [person.code for person in await workbook_seats.audience(tx, "ru")] == ["d2"]
