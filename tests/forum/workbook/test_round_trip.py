from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from forum.desk import Desk
from forum.workbook import CannotWrite, Changes, check, export, load, read
from forum.workbook.sheets import SHEETS
from tests.forum.workbook.book import Book, checked, workbook_at
from tests.forum.workbook.conftest import NOW
from tests.forum.workbook.forums import books
from tests.forum.workbook.test_loading import execute
from tests.support.forums import copied

SAMPLE = Path(__file__).parents[3] / "bot/demo/forum"


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(book=books())
async def test_any_forum_survives_export_and_import(empty: Path, book: Book) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with copied(empty) as one, copied(empty) as two:
            first, second = Desk(one, lambda: NOW), Desk(two, lambda: NOW)
            await load(first, checked(check(book.reading())))
            for path in (folder / "csv", folder / "book.xlsx"):
                await export(first, path)
                assert await load(first, workbook_at(path)) == Changes()
            assert workbook_at(folder / "csv") == workbook_at(folder / "book.xlsx")
            await load(second, workbook_at(folder / "book.xlsx"))
            await export(second, folder / "again")
            assert contents(folder / "again") == contents(folder / "csv")


async def test_the_sample_forum_comes_back_as_it_was_written(desk: Desk, tmp_path: Path) -> None:
    await load(desk, workbook_at(SAMPLE))
    await export(desk, tmp_path / "out")
    assert workbook_at(tmp_path / "out").sheets == workbook_at(SAMPLE).sheets


async def test_what_changed_in_the_chat_is_exported(book: Book, desk: Desk, tmp_path: Path) -> None:
    await load(desk, book.workbook())
    await execute(desk, "UPDATE sessions SET cancelled_at = '2018-11-01' WHERE code = 'malo'")
    await execute(desk, "UPDATE delegates SET removed_at = '2018-11-01' WHERE code = 'd3'")
    await execute(desk, "UPDATE delegates SET name = '=Anna' || char(0, 13, 10) || 'B' WHERE code = 'd1'")
    await execute(
        desk,
        "INSERT INTO delegates (code, name, organisation, delegation, language, origin) "
        "VALUES ('chat-7', 'Ольга', 'ООО', 'ru', 'ru', 'chat')",
    )
    await execute(desk, "INSERT INTO seats (session_id, delegate_id, state) VALUES (2, 5, 'seated')")
    for path in (tmp_path / "out", tmp_path / "out.xlsx"):
        await export(desk, path)
        sheets = workbook_at(path).sheets
        assert list(sheets["sessions"]) == ["moda", "oil", "plenary"]
        assert sheets["stops"] == {}
        assert {code: (cells["name"], cells["tables"]) for code, cells in sheets["delegates"].items()} == {
            "d1": ("=Anna B", "moda"),
            "d2": ("Nome d2", "moda"),
            "org": ("Nome org", ""),
            "chat-7": ("Ольга", "oil"),
        }
        assert sheets["delegates"]["org"]["head_of"] == "d1"
        changes = await load(desk, workbook_at(path))
        assert changes == Changes()


async def test_the_sheets_and_columns_stand_in_the_contracts_order(
    book: Book, desk: Desk, tmp_path: Path
) -> None:
    await load(desk, book.workbook())
    await export(desk, tmp_path / "out.xlsx")
    reading = read(tmp_path / "out.xlsx")
    assert list(reading.sheets) == list(SHEETS)
    assert {name: sheet.columns for name, sheet in reading.sheets.items()} == {
        name: sheet.names for name, sheet in SHEETS.items()
    }


async def test_nothing_to_export(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="There is no forum in the database yet"):
        await export(desk, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("out.csv", "give a name that ends in .xlsx, or a folder for .csv files"),
        ("file/out.xlsx", "cannot be written: "),
        ("file", "cannot be written: "),
    ],
)
async def test_places_where_nothing_can_be_written(
    book: Book, desk: Desk, tmp_path: Path, name: str, sentence: str
) -> None:
    await load(desk, book.workbook())
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotWrite, match=sentence):
        await export(desk, tmp_path / name)


async def test_a_second_export_replaces_the_first(book: Book, desk: Desk, tmp_path: Path) -> None:
    await load(desk, book.workbook())
    await export(desk, tmp_path / "out.xlsx")
    await load(desk, book.drop("info", "wifi").workbook())
    await export(desk, tmp_path / "out.xlsx")
    assert list(workbook_at(tmp_path / "out.xlsx").sheets["info"]) == ["badge"]
    assert "out.xlsx" in names(tmp_path)
    assert [name for name in names(tmp_path) if "part" in name] == []
