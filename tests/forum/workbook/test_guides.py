"""Guides in the workbook: the visits that their `tables` name, which are no seats."""

from __future__ import annotations

from pathlib import Path

from forum.desk import Desk
from forum.workbook import Changes, export, load
from tests.forum.workbook.book import Book, delegate, session, workbook_at
from tests.forum.workbook.test_loading import execute


def with_guide(book: Book, tables: str = "malo", **more: str) -> Book:
    book.delegates.append(delegate("g1", "ru", role="guide", tables=tables, **more))
    return book


async def named(desk: Desk) -> list[str]:
    async with desk.look() as view:
        rows = await view.rows(
            "SELECT sessions.code FROM guides JOIN sessions ON sessions.id = session_id ORDER BY sessions.code"
        )
    return [row[0] for row in rows]


async def seats(desk: Desk, code: str) -> list[str]:
    async with desk.look() as view:
        rows = await view.rows(
            "SELECT sessions.code FROM seats JOIN sessions ON sessions.id = session_id "
            "JOIN delegates ON delegates.id = delegate_id WHERE delegates.code = ? ORDER BY sessions.code",
            (code,),
        )
    return [row[0] for row in rows]


async def test_a_guide_guides_the_visits_that_are_named_and_sits_at_the_tables(
    book: Book, desk: Desk
) -> None:
    await load(desk, with_guide(book, "malo,oil").workbook())
    assert await named(desk) == ["malo"]
    assert await seats(desk, "g1") == ["oil"]


def test_nobody_else_can_name_a_visit_and_a_guide_nothing_but_tables_and_visits(book: Book) -> None:
    with_guide(book, "malo,plenary").put("delegates", "d1", tables="moda,malo")
    assert book.problems() == [
        "delegates, row 2, column tables: “malo” is of kind visit; only table can stand here.",
        "delegates, row 6, column tables: “plenary” is of kind plenary; only table or visit can stand here.",
    ]


async def test_guides_come_back_as_they_were_written(book: Book, desk: Desk, tmp_path: Path) -> None:
    book.sessions.append(session("corti", "visit", "2018-11-30 14:00", "2018-11-30 16:00"))
    await load(desk, with_guide(book, "corti,malo,oil").workbook())
    await export(desk, tmp_path / "out")
    assert workbook_at(tmp_path / "out").sheets["delegates"]["g1"]["tables"] == "corti,malo,oil"
    assert await load(desk, workbook_at(tmp_path / "out")) == Changes()
    assert await named(desk) == ["corti", "malo"]


async def test_visits_are_given_and_taken_as_the_file_says(book: Book, desk: Desk) -> None:
    with_guide(book)
    await load(desk, book.workbook())
    book.delegates[-1]["tables"] = ""
    await load(desk, book.workbook())
    assert await named(desk) == []
    book.delegates[-1]["tables"] = "malo"
    await load(desk, book.workbook())
    assert await named(desk) == ["malo"]
    book.delegates[-1] |= {"role": "delegate", "tables": ""}
    await load(desk, book.workbook())
    assert await named(desk) == []


async def test_a_visit_that_is_cancelled_and_comes_back_still_has_its_guide(book: Book, desk: Desk) -> None:
    with_guide(book)
    await load(desk, book.workbook())
    stops, row = book.stops, book.sessions.pop()
    book.stops = []
    book.delegates[-1]["tables"] = ""
    await load(desk, book.workbook())
    assert await named(desk) == ["malo"]
    book.sessions.append(row)
    book.stops = stops
    book.delegates[-1]["tables"] = "malo"
    await load(desk, book.workbook())
    assert await named(desk) == ["malo"]


async def test_a_removed_guide_guides_nothing_also_when_they_come_back(book: Book, desk: Desk) -> None:
    with_guide(book)
    await load(desk, book.workbook())
    row = book.delegates.pop()
    await load(desk, book.workbook())
    assert await named(desk) == []
    book.delegates.append(row)
    await load(desk, book.workbook())
    assert await named(desk) == ["malo"]


async def test_whoever_becomes_a_guide_leaves_their_visits_to_those_who_wait(book: Book, desk: Desk) -> None:
    await load(desk, book.workbook())
    await execute(desk, "UPDATE sessions SET capacity = 1 WHERE code = 'malo'")
    await execute(
        desk,
        "INSERT INTO seats (session_id, delegate_id, state) SELECT sessions.id, delegates.id, "
        "CASE delegates.code WHEN 'd2' THEN 'seated' ELSE 'waiting' END FROM sessions, delegates "
        "WHERE sessions.code = 'malo' AND delegates.code IN ('d2', 'd3') ORDER BY delegates.id",
    )
    book.delegates[1]["role"] = "guide"
    await load(desk, book.workbook())
    assert await seats(desk, "d2") == ["moda"]
    async with desk.look() as view:
        assert (
            await view.number(
                "SELECT count(*) FROM seats JOIN delegates ON delegates.id = delegate_id "
                "WHERE delegates.code = 'd3' AND state = 'seated'"
            )
            == 1
        )
