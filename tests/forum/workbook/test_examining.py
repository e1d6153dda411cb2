"""A workbook that was sent: tried on a copy, released as it was shown or not at all. (Here in this process.)"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.forum_files import load_forum
from forum.deeds import Deed
from forum.workbook import examining
from forum.workbook.changes import ADDED, CellChange, Changes, RowChange, Telling
from forum.workbook.examining import Examined, Sent, digest
from forum.workbook.files import exported
from forum.workbook.sent import folder, put, remove, remove_all_but
from storage import sent_workbooks
from storage.database import Database
from storage.deeds import Doer
from storage.workbook_seats import Person
from tests.forum.workbook.book import Book
from tests.forum.workbook.conftest import NOW
from tests.support.workbooks import Sheets

ORGANISER = 7


@pytest.fixture
def sent(tmp_path: Path, book: Book) -> Sent:
    """A forum, and a workbook that an organiser has sent, the same as the forum."""
    database = tmp_path / "forum.sqlite3"
    asyncio.run(load_forum(database, book.folder(tmp_path / "files"), Clock(NOW)))
    asyncio.run(keep(database))
    put(database, 1, exported(database))
    return Sent(database, 1, NOW, deed=Deed(Doer(ORGANISER, None, "organiser"), "fr", {"workbook": 1}))


async def keep(database: Path) -> None:
    async with Database.open(database, readers=1) as opened, opened.write() as tx:
        await tx.run(
            "INSERT INTO accounts (user_id, language, consent_version, consent_at) VALUES (?, 'it', 'v', 't')",
            (ORGANISER,),
        )
        assert await sent_workbooks.keep(tx, ORGANISER, NOW) == 1


def mended(sent: Sent, sheet: str, code: str, column: str, value: str) -> None:
    """Its author changes a cell."""
    path = folder(sent.database) / "1.xlsx"
    sheets = Sheets(path.read_bytes())
    sheets.write(sheet, code, column, value)
    put(sent.database, 1, sheets.content)


async def _texts(sent: Sent, sql: str) -> list[str]:
    async with Database.open(sent.database, readers=1) as opened, opened.read() as view:
        return [str(row[0]) for row in await view.rows(sql)]


def texts(sent: Sent, sql: str) -> list[str]:
    return asyncio.run(_texts(sent, sql))


def examine(sent: Sent) -> Examined:
    return examining.read_back(examining.examine(sent))


def release(sent: Sent, shown: str) -> Examined:
    return examining.read_back(examining.release(sent, shown))


def test_a_trial_changes_nothing_and_leaves_nothing(sent: Sent) -> None:
    mended(sent, "delegates", "d1", "phone", "+39 055 1")
    found = examine(sent)
    changed = RowChange("delegates", "d1", "changed", (CellChange("phone", "", "+39 055 1"),))
    assert (found.word, found.changes.rows, found.changes.told) == ("preview", (changed,), 0)
    assert found.names == {("delegates", "d1"): ("Nome d1", "Nome d1")}
    assert texts(sent, "SELECT phone FROM delegates WHERE code = 'd1'") == [""]
    assert [path.name for path in folder(sent.database).iterdir()] == ["1.xlsx"]


def test_it_is_released_once(sent: Sent) -> None:
    mended(sent, "delegates", "d1", "phone", "+39 055 1")
    shown = examine(sent).shown
    assert release(sent, "another").word == "changed"
    assert texts(sent, "SELECT phone FROM delegates WHERE code = 'd1'") == [""]
    assert texts(sent, "SELECT count(*) FROM deeds") == ["0"]
    came = release(sent, shown)
    assert (came.word, came.shown, len(came.changes.rows)) == ("released", shown, 1)
    assert texts(sent, "SELECT phone FROM delegates WHERE code = 'd1'") == ["+39 055 1"]
    assert texts(sent, "SELECT act || ' ' || word || ' ' || facts FROM deeds") == [
        'fr workbook_released {"workbook": 1, "rows": 1, "people": 0}'
    ]
    assert not list(folder(sent.database).iterdir())
    assert release(sent, shown).word == "before"
    assert release(replace(sent, number=2), shown).word == "gone"


def test_what_was_changed_in_the_chat_meanwhile_makes_a_new_preview(sent: Sent) -> None:
    mended(sent, "delegates", "d1", "phone", "+39 055 1")
    shown = examine(sent).shown

    async def meanwhile() -> None:
        async with Database.open(sent.database, readers=1) as opened, opened.write() as tx:
            await tx.run("UPDATE delegates SET phone = '+39 055 2' WHERE code = 'd1'")

    asyncio.run(meanwhile())
    came = release(sent, shown)
    assert came.word == "changed"
    assert came.changes.rows[0].cells == (CellChange("phone", "+39 055 2", "+39 055 1", overrides=True),)
    assert release(sent, came.shown).word == "released"


def test_a_file_that_says_nothing_new_is_remembered(sent: Sent) -> None:
    """What its author leaves as it is stays as it is from now on, as after an import from the command line."""
    mended(sent, "delegates", "d1", "phone", "+39 055 1")

    async def in_the_chat(phone: str) -> None:
        async with Database.open(sent.database, readers=1) as opened, opened.write() as tx:
            await tx.run("UPDATE delegates SET phone = ? WHERE code = 'd1'", (phone,))

    asyncio.run(in_the_chat("+39 055 1"))
    found = examine(sent)
    assert found.changes.rows == ()
    content = (folder(sent.database) / "1.xlsx").read_bytes()
    assert release(sent, found.shown).word == "released"
    asyncio.run(in_the_chat("+39 055 2"))
    asyncio.run(again(sent.database))
    put(sent.database, 2, content)
    assert examine(replace(sent, number=2)).changes.rows == ()


async def again(database: Path) -> None:
    async with Database.open(database, readers=1) as opened, opened.write() as tx:
        assert await sent_workbooks.keep(tx, ORGANISER, NOW) == 2


def test_problems_stay_problems(sent: Sent) -> None:
    mended(sent, "delegates", "d1", "phone", "call me")
    found = examine(sent)
    assert [(one.sheet, one.row, one.column, one.word) for one in found.changes.problems] == [
        ("delegates", 2, "phone", "not_phone")
    ]
    put(sent.database, 1, b"no workbook")
    assert [one.word for one in examine(sent).changes.problems] == ["not_a_workbook"]
    assert [one.word for one in release(sent, "").changes.problems] == ["not_a_workbook"]


def test_a_file_that_is_wrong_everywhere_is_not_told_of_in_full(sent: Sent) -> None:
    path = folder(sent.database) / "1.xlsx"
    sheets = Sheets(path.read_bytes())
    for number in range(1200):
        sheets.add("info", code=f"i{number}")
    put(sent.database, 1, sheets.content)
    found = examine(sent)
    assert (len(found.changes.problems), found.more) == (1000, 1200 * 4 - 1000)


def test_new_rows_come_back_without_their_cells(sent: Sent) -> None:
    path = folder(sent.database) / "1.xlsx"
    sheets = Sheets(path.read_bytes())
    new = {"code": "d9", "name": "Nuova", "organisation": "Ditta", "delegation": "it", "role": "delegate"}
    sheets.add("delegates", **new)
    put(sent.database, 1, sheets.content)
    found = examine(sent)
    assert found.changes.rows == (RowChange("delegates", "d9", ADDED),)
    assert found.names == {("delegates", "d9"): ("Nuova", "Nuova")}


def test_what_is_shown_stands_for_all_of_it() -> None:
    anna, boris = Person(1, "d1", "Anna"), Person(2, "d2", "Boris")
    telling = Telling("moda", "Moda", "changed", (anna, boris))
    row = RowChange("delegates", "d1", "changed", (CellChange("phone", "", "1"),))
    one = Changes((row,), (telling,))
    assert digest(one) == digest(replace(one, tellings=(replace(telling, people=(boris, anna)),)))
    others = [
        Changes(),
        replace(one, tellings=()),
        replace(one, tellings=(replace(telling, people=(anna,)),)),
        replace(one, tellings=(replace(telling, why="cancelled"),)),
        replace(one, rows=(replace(row, cells=(CellChange("phone", "", "2"),)),)),
        replace(one, rows=(replace(row, cells=(CellChange("phone", "0", "1"),)),)),
    ]
    assert len({digest(one), *map(digest, others)}) == 1 + len(others)


def test_files_are_deleted_by_their_numbers(tmp_path: Path) -> None:
    database = tmp_path / "forum.sqlite3"
    for number in (1, 11, 2):
        put(database, number, b"x")
    (folder(database) / "1.trial-wal").write_bytes(b"left behind")
    (folder(database) / "strange").write_bytes(b"left behind")
    remove(database, 1)
    assert sorted(path.name for path in folder(database).iterdir()) == ["11.xlsx", "2.xlsx", "strange"]
    remove_all_but(database, {2})
    assert [path.name for path in folder(database).iterdir()] == ["2.xlsx"]
    assert folder(database).stat().st_mode & 0o777 == 0o700
    remove(tmp_path / "nowhere", 1)
