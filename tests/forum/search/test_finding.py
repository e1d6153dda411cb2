"""Finding people: who is found, who is not, in which order, and that no change is missed."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.search import find, lookup, refresh
from storage.connection import Connection
from storage.database import Database

VIEWER = 1
PEOPLE = [
    # id, name, organisation, delegation
    (1, "Olga Viewer", "Nessuna", "it"),
    (2, "Antonio Franceschini", "CNA", "it"),
    (3, "Алексей Щербаков", "ООО «Волжские станки»", "ru"),
    (4, "Marco Rossi", "Officine Meccaniche Rossi", "it"),
    (5, "Maria Grazia De Santis", "Unione dei distretti tessili", "it"),
    (6, "Никита Хрущёв", "Институт ветроэнергетики", "ru"),
    (7, "Lorenzo Bianchi", "Banca dell’Arno", "it"),
    (8, "Анна Щербакова", "Торгово-промышленная палата", "ru"),
    (9, "Matteo Renzi", "Comune", "it"),
    (10, "Rocco Sciacca", "Porto", "it"),
    (11, "Борис Ельцин", "Область", "ru"),
    (12, "Ли Пэн", "北京 Trading", "ru"),
]
TYPED = [
    ("Франческини", "Antonio Franceschini"), ("Shcherbakov", "Алексей Щербаков"),
    ("Scerbakov", "Алексей Щербаков"), ("Ščerbakov", "Алексей Щербаков"), ("Щербаков", "Алексей Щербаков"),
    ("SHCHERBAKOVA", "Анна Щербакова"), ("щебраков", "Алексей Щербаков"),
    ("Shcherbakov Aleksei", "Алексей Щербаков"), ("A. Shcherbakov", "Алексей Щербаков"),
    ("Щербаков А. С.", "Алексей Щербаков"), ("Aleksey Петрович Щербаков", "Алексей Щербаков"),
    ("Щерб", "Алексей Щербаков"), ("Ренци", "Matteo Renzi"), ("Бьянки", "Lorenzo Bianchi"),
    ("Шакка", "Rocco Sciacca"), ("Krusciov", "Никита Хрущёв"), ("Khrushchev", "Никита Хрущёв"),
    ("El'cin", "Борис Ельцин"), ("Yeltsin", "Борис Ельцин"), ("росси marco", "Marco Rossi"),
    ("desantis", "Maria Grazia De Santis"), ("Де Сантис", "Maria Grazia De Santis"),
    ("станки", "Алексей Щербаков"), ("Volzhskie stanki", "Алексей Щербаков"), ("arno", "Lorenzo Bianchi"),
    ("Роси", "Marco Rossi"), ("li", "Ли Пэн"), ("北京", "Ли Пэн"), ("Cна", "Antonio Franceschini"),
    ("ветроэнерг", "Никита Хрущёв"), ("r", "Matteo Renzi"),
]  # fmt: skip


@pytest.fixture
async def forum(database: Database) -> Database:
    async with database.write() as tx:
        for number, name, organisation, delegation in PEOPLE:
            await put(tx, number, name, organisation=organisation, delegation=delegation)
        await refresh(tx)
    return database


async def put(tx: Connection, number: int, name: str, **more: Any) -> None:
    values: dict[str, Any] = {
        "id": number,
        "code": f"d{number}",
        "name": name,
        "organisation": "X",
        "delegation": "it",
    } | more
    values.setdefault("language", values["delegation"])
    await tx.run(
        f"INSERT INTO delegates ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
        tuple(values.values()),
    )


async def names(database: Database, query: str, **more: Any) -> list[str]:
    async with database.read() as view:
        return [hit.name for hit in await find(view, query, **({"viewer": VIEWER} | more))]


@pytest.mark.parametrize(("query", "name"), TYPED)
async def test_the_person_is_first_whichever_way_they_are_typed(
    forum: Database, query: str, name: str
) -> None:
    assert (await names(forum, query))[0] == name


@pytest.mark.parametrize(("query", "name"), TYPED)
async def test_without_an_index_the_answer_is_the_same(forum: Database, query: str, name: str) -> None:
    indexed = await names(forum, query)
    async with forum.write() as tx:
        await tx.run("DELETE FROM search_rules")
    assert [indexed[0], (await names(forum, query))[0]] == [name, name]


async def test_both_scripts_are_told_and_the_score(forum: Database) -> None:
    async with forum.read() as view:
        (hit, *_) = await find(view, "Франческини", viewer=VIEWER)
    assert (hit.delegate_id, hit.name_other, hit.organisation, hit.score) == (
        2,
        "Антонио Франческини",
        "CNA",
        10_000,
    )


@pytest.mark.parametrize("query", ["", "   "])
async def test_nothing_typed_shows_everybody_by_surname(forum: Database, query: str) -> None:
    assert await names(forum, query) == [
        "Lorenzo Bianchi", "Maria Grazia De Santis", "Борис Ельцин", "Antonio Franceschini", "Никита Хрущёв",
        "Ли Пэн", "Matteo Renzi", "Marco Rossi", "Rocco Sciacca", "Алексей Щербаков", "Анна Щербакова",
    ]  # fmt: skip


async def test_a_russian_sees_the_same_by_the_russian_alphabet(forum: Database) -> None:
    assert (await names(forum, "", viewer=12))[:4] == [
        "Lorenzo Bianchi", "Olga Viewer", "Maria Grazia De Santis", "Борис Ельцин",
    ]  # fmt: skip


async def test_pages_follow_one_another(forum: Database) -> None:
    whole = await names(forum, "", most=50)
    assert [await names(forum, "", most=4, offset=at) for at in (0, 4, 8, 12)] == [
        whole[:4],
        whole[4:8],
        whole[8:],
        [],
    ]
    assert await names(forum, "щербаков", most=1, offset=1) == ["Анна Щербакова"]
    assert await names(forum, "", most=0) == []


@pytest.mark.parametrize("wrong", [{"most": -1}, {"offset": -1}])
async def test_a_negative_page_is_an_error(forum: Database, wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="negative"):
        await names(forum, "", **wrong)


@pytest.mark.parametrize("query", ["\0", "👍", "zzzzqqqq", "{}", "%", "\u202e\u202d", "'\"--", "OR NOT *"])
async def test_what_is_like_nobody_finds_nobody(forum: Database, query: str) -> None:
    assert await names(forum, query) == []


async def test_oneself_the_removed_and_the_hidden_are_not_found(forum: Database) -> None:
    async with forum.write() as tx:
        await tx.run("UPDATE delegates SET removed_at = '2018-11-01T00:00:00.000+00:00' WHERE id = 3")
        await tx.run("UPDATE delegates SET visibility = 'nobody' WHERE id = 8")
        await tx.run("UPDATE delegates SET role = 'interpreter' WHERE id = 9")
    assert await names(forum, "щербаков") == []
    assert await names(forum, "renzi") == []
    assert await names(forum, "Olga Viewer") == []
    assert await names(forum, "Olga Viewer", viewer=2) == ["Olga Viewer"]


async def test_those_of_the_same_tables_only(forum: Database) -> None:
    async with forum.write() as tx:
        for number, kind in ((1, "table"), (2, "visit"), (3, "table")):
            await session(tx, number, kind)
        for table, delegate in ((1, VIEWER), (1, 4), (2, VIEWER), (2, 9), (3, 10)):
            await seat(tx, table, delegate, "seated")
        await seat(tx, 1, 7, "waiting")
        await tx.run("UPDATE delegates SET visibility = 'tables' WHERE id IN (4, 7, 9, 10)")
    found = await names(forum, "", most=50)
    assert [name in found for name in ("Marco Rossi", "Lorenzo Bianchi", "Matteo Renzi", "Rocco Sciacca")] == [
        True, False, False, False,
    ]  # fmt: skip
    async with forum.write() as tx:
        await tx.run("UPDATE sessions SET cancelled_at = '2018-11-01T00:00:00.000+00:00' WHERE id = 1")
    assert await names(forum, "rossi") == []


async def session(tx: Connection, number: int, kind: str) -> None:
    await tx.run(
        "INSERT INTO sessions (id, code, kind, title_it, title_ru, starts, ends, place_it, place_ru) VALUES "
        "(?, ?, ?, 'T', 'Т', '2018-11-29T08:00:00.000+00:00', '2018-11-29T09:00:00.000+00:00', 'Qui', 'Тут')",
        (number, f"s{number}", kind),
    )


async def seat(tx: Connection, table: int, delegate: int, state: str) -> None:
    await tx.run(
        "INSERT INTO seats (session_id, delegate_id, state) VALUES (?, ?, ?)", (table, delegate, state)
    )


async def test_filters_narrow_with_and_without_words(forum: Database) -> None:
    async with forum.write() as tx:
        await session(tx, 1, "table")
        await seat(tx, 1, 4, "seated")
        await seat(tx, 1, 7, "waiting")
        await tx.run("INSERT INTO projects VALUES (5, 'p', 1, 'P', 'П', '', '', 3)")
        await tx.run("UPDATE delegates SET kind = 'bank', region = 'Toscana' WHERE id IN (7, 8)")
    assert await names(forum, "", thematic_table=1) == ["Marco Rossi"]
    assert await names(forum, "", project=5) == ["Алексей Щербаков"]
    assert await names(forum, "", kind="bank") == ["Lorenzo Bianchi", "Анна Щербакова"]
    assert await names(forum, "", region="Toscana", delegation="ru") == ["Анна Щербакова"]
    assert await names(forum, "щербаков", delegation="it") == []
    assert await names(forum, "щербаков", kind="bank", region=None) == ["Анна Щербакова"]


@pytest.mark.parametrize("refreshed", [False, True])
async def test_a_change_is_found_at_once_and_after_the_index_follows(
    forum: Database, *, refreshed: bool
) -> None:
    async with forum.write() as tx:
        await tx.run("UPDATE delegates SET name = 'Piero Gherardini' WHERE id = 9")
        assert not refreshed or await refresh(tx) == 1
    assert await names(forum, "Герардини") == ["Piero Gherardini"]
    assert "Piero Gherardini" not in await names(forum, "Ренци")


async def test_a_change_that_is_taken_back_leaves_the_index_right(forum: Database) -> None:
    async with forum.write() as tx:
        await tx.run("SAVEPOINT s")
        await tx.run("UPDATE delegates SET name = 'Piero Gherardini' WHERE id = 9")
        await refresh(tx)
        await tx.run("ROLLBACK TO s")
    assert await names(forum, "Ренци") == ["Matteo Renzi"]
    assert "Matteo Renzi" not in await names(forum, "Герардини")


async def test_whoever_comes_and_goes_is_known_at_once(forum: Database) -> None:
    async with forum.write() as tx:
        await put(tx, 20, "Юлия Шувалова", delegation="ru")
    assert await names(forum, "Sciuvalova") == ["Юлия Шувалова"]
    async with forum.write() as tx:
        assert await refresh(tx) == 1
        assert await refresh(tx) == 0
    assert await names(forum, "Sciuvalova") == ["Юлия Шувалова"]
    async with forum.write() as tx:
        await tx.run("DELETE FROM delegates WHERE id = 20")
    assert await names(forum, "Sciuvalova") == []
    async with forum.read() as view:
        assert await view.number("SELECT count(*) FROM search_terms WHERE word = 'шувалова'") == 0


async def test_an_index_of_other_rules_is_not_read_but_made_anew(forum: Database) -> None:
    async with forum.write() as tx:
        await tx.run("UPDATE search_rules SET fingerprint = 'old'")
        await tx.run("UPDATE search_terms SET keys = 'x', spellings = 'x'")
        await tx.run("DELETE FROM search_marks")
    assert (await names(forum, "Бьянки"))[0] == "Lorenzo Bianchi"
    assert [hit.name for hit in await lookup(forum, "Бьянки", viewer=VIEWER)] == ["Lorenzo Bianchi"]
    async with forum.write() as tx:
        assert await refresh(tx) == 0


async def test_a_search_takes_few_statements(forum: Database) -> None:
    counts = []
    for query in ("", "Франческини", "Maria Grazia De Santis unione", "a"):
        before = forum.statements
        await names(forum, query)
        counts.append(forum.statements - before)
    assert counts == [3, 5, 5, 3]


@pytest.fixture
async def view(forum: Database) -> AsyncIterator[Connection]:
    async with forum.read() as reading:
        yield reading


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=st.text(max_size=4096))
async def test_any_text_has_an_answer(view: Connection, query: str) -> None:
    hits = await find(view, query, viewer=VIEWER)
    assert len(hits) <= 20
    assert VIEWER not in {hit.delegate_id for hit in hits}
    assert hits == await find(view, query, viewer=VIEWER)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("piece", ["а", "Rossi ", "щ", "👍", "\u202eאב", "ch", "io"])
async def test_the_longest_message_has_an_answer(view: Connection, piece: str) -> None:
    assert len(await find(view, (piece * 4096)[:4096], viewer=VIEWER)) <= 11


async def test_the_sample_forum_is_searched_after_its_import(sample: Path, tmp_path: Path) -> None:
    async with Database.open(shutil.copy(sample, tmp_path / "sample.sqlite3"), readers=1) as database:
        hits = await lookup(database, "Франческини", viewer=1)
        again = await lookup(database, "Solovyova", viewer=1)
    assert [hits[0].name, again[0].name] == ["Antonio Franceschini", "Татьяна Соловьёва"]
