"""The index of the suggestions as tables: who is behind, what is written, what is counted, what goes with whom."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import pytest

from storage import suggestions, workbook_writes
from storage.connection import Connection
from storage.database import Database
from storage.delegates import add_from_chat
from storage.suggestions import Posting, Texts
from tests.storage.test_search import delegate

RULES = "rules"
VALVES = [
    Posting(1, "offers", "valves", 0),
    Posting(2, "offers", "valves", 1),
    Posting(2, "seeks", "pumps", 0),
]


async def behind(tx: Connection) -> list[int]:
    return [
        row["delegate_id"] for row in await tx.rows("SELECT delegate_id FROM suggestion_stale ORDER BY 1")
    ]


async def counted(tx: Connection) -> dict[tuple[str, str], int]:
    rows = await tx.rows("SELECT side, concept, number FROM suggestion_bearers")
    return {(row["side"], row["concept"]): row["number"] for row in rows}


async def fill(tx: Connection) -> None:
    await workbook_writes.add(tx, "delegates", [delegate(1), delegate(2), delegate(3)])
    await suggestions.start_anew(tx, RULES)
    await suggestions.write(tx, [1, 2], VALVES)


async def test_whoever_is_new_is_behind_until_written(database: Database) -> None:
    async with database.write() as tx:
        await fill(tx)
        assert await behind(tx) == [3]
        assert not await suggestions.is_current(tx, RULES)
        await suggestions.write(tx, [3], [])
        assert await suggestions.is_current(tx, RULES)
        assert not await suggestions.is_current(tx, "other rules")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("offers = 'pompe'", [1]), ("seeks = 'pompe'", [1]), ("organisation = 'P'", [1]),
        ("organisation_other = 'П'", [1]), ("kind = 'bank'", [1]),
        ("offers = ''", []), ("name = 'M'", []), ("languages = 'it'", []), ("visibility = 'nobody'", []),
        ("removed_at = '2018-11-01T00:00:00.000+00:00'", []),
    ],
)  # fmt: skip
async def test_changed_texts_put_one_behind_and_nothing_else_does(
    database: Database, change: str, expected: list[int]
) -> None:
    async with database.write() as tx:
        await fill(tx)
        await tx.run("DELETE FROM suggestion_stale")
        await tx.run(f"UPDATE delegates SET {change} WHERE id = 1")
        assert await behind(tx) == expected


async def test_every_way_of_writing_delegates_is_noticed(database: Database) -> None:
    async with database.write() as tx:
        await workbook_writes.add(tx, "delegates", [delegate(7)])
        number = await add_from_chat(tx, 5, name="A", organisation="B", delegation="it", language="it")
        assert await behind(tx) == [7, number]
        await tx.run("DELETE FROM suggestion_stale")
        await add_from_chat(tx, 5, name="A", organisation="C", delegation="it", language="it")
        assert await behind(tx) == [number]
        await workbook_writes.change(tx, "delegates", [({"id": 7}, {"offers": "Z"})])
        assert await behind(tx) == [7, number]


async def test_those_who_have_a_concept_are_counted(database: Database) -> None:
    async with database.write() as tx:
        await fill(tx)
        assert await counted(tx) == {("offers", "valves"): 2, ("seeks", "pumps"): 1}
        await suggestions.write(tx, [2], [Posting(2, "offers", "pumps", 0)])
        assert await counted(tx) == {("offers", "valves"): 1, ("offers", "pumps"): 1}
        await tx.run("DELETE FROM delegates WHERE id = 1")
        assert await counted(tx) == {("offers", "pumps"): 1}
        await suggestions.start_anew(tx, "other rules")
        assert await counted(tx) == {}


async def test_what_is_known_of_those_behind_is_not_counted(database: Database) -> None:
    sides = {("offers", "valves"), ("seeks", "pumps"), ("seeks", "nothing")}
    async with database.write() as tx:
        await fill(tx)
        assert await suggestions.bearers(tx, sides, fresh=True) == (
            3, {("offers", "valves"): 2, ("seeks", "pumps"): 1},
        )  # fmt: skip
        await tx.run("UPDATE delegates SET offers = 'Z' WHERE id = 1")
        assert await suggestions.bearers(tx, sides, fresh=True) == (
            3, {("offers", "valves"): 1, ("seeks", "pumps"): 1},
        )  # fmt: skip
        assert await suggestions.bearers(tx, sides, fresh=False) == (3, {})
        assert await suggestions.bearers(tx, set(), fresh=True) == (3, {})


async def test_an_older_file_has_everybody_behind(database: Database) -> None:
    async with database.write() as tx:
        await fill(tx)
        await suggestions.start_anew(tx, RULES)
        assert await behind(tx) == [3]
        await suggestions.start_anew(tx, "other rules")
        assert await behind(tx) == [1, 2, 3]
        assert await suggestions.stale(tx, 1) == [Texts(1, "", "O", "", "", "")]
        assert [texts.id for texts in await suggestions.stale(tx)] == [1, 2, 3]
        assert [texts.id for texts in await suggestions.behind(tx, 2, fresh=True)] == [1, 2]
        await suggestions.write(tx, [1, 2, 3], [])
        assert await suggestions.behind(tx, 9, fresh=True) == []
        assert [texts.id for texts in await suggestions.behind(tx, 9, fresh=False)] == [1, 2, 3]


async def test_somebody_is_asked_for_with_what_they_speak(database: Database) -> None:
    async with database.write() as tx:
        await fill(tx)
        await workbook_writes.add(tx, "delegates", [delegate(4, languages="it,en", seeks="pompe")])
        nobody = await suggestions.asker(tx, 9, RULES)
        found = await suggestions.asker(tx, 4, RULES)
        silent = await suggestions.asker(tx, 1, "other rules")
    assert nobody is None
    assert found == (suggestions.Asker(4, "it", ("it", "en"), fresh=True), Texts(4, "", "O", "", "", "pompe"))
    assert silent is not None
    assert (silent[0].languages, silent[0].fresh) == (("it",), False)


async def test_the_plan_reads_the_index_and_no_table_from_end_to_end(database: Database) -> None:
    async with database.write() as tx:
        await fill(tx)
        statements: list[tuple[str, object]] = []
        tx.direct.set_trace_callback(lambda sql: statements.append((sql, None)))
        found = await suggestions.asker(tx, 1, RULES)
        assert found is not None
        sought = [suggestions.Sought("offers", "offers", "valves", 0, 100)]
        points = suggestions.Points(1, 1, 1, 1, 1)
        people = await suggestions.ranked(
            tx, found[0], sought, [], points=points, without=(), most=5, offset=0
        )
        await suggestions.common(tx, found[0], [2])
        tx.direct.set_trace_callback(None)
        assert [person.id for person in people] == [2]
        plans = [row["detail"] for sql, _ in statements for row in await tx.rows(f"EXPLAIN QUERY PLAN {sql}")]
    scanned = {plan.split()[1] for plan in plans if plan.startswith("SCAN")}
    assert scanned.isdisjoint(
        {"delegates", "seats", "mine", "theirs", "terms", "suggestion_terms", "projects"}
    )
