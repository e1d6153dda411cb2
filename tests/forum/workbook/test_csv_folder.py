from __future__ import annotations

from pathlib import Path

import pytest

from forum.workbook import check, read
from forum.workbook.writing import write
from tests.forum.workbook.book import Book, workbook_at


def problems(path: Path) -> list[str]:
    return [str(problem) for problem in check(read(path))[1]]


def rewrite(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_folder_is_read_as_the_sheets_it_holds(book: Book, tmp_path: Path) -> None:
    assert workbook_at(book.folder(tmp_path / "forum")) == book.workbook()


def test_a_byte_order_mark_semicolons_and_line_ends_make_no_difference(book: Book, tmp_path: Path) -> None:
    folder = book.folder(tmp_path / "forum")
    file = folder / "info.csv"
    file.write_text("\ufeff" + file.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    (folder / "stops.csv").write_bytes((folder / "stops.csv").read_bytes().replace(b"\r\n", b"\n"))
    assert workbook_at(folder) == book.workbook()


def test_columns_in_any_order_and_other_files_are_welcome(book: Book, tmp_path: Path) -> None:
    book.delegates = [dict(reversed(row.items())) for row in book.delegates]
    folder = book.folder(tmp_path / "forum")
    (folder / "README.md").write_text("no sheet")
    (folder / "help.csv").write_text("column,italiano")
    assert workbook_at(folder).sheets["delegates"] == Book().workbook().sheets["delegates"]


def test_rows_are_counted_as_a_spreadsheet_counts_them(book: Book, tmp_path: Path) -> None:
    folder = book.folder(tmp_path / "forum")
    lines = 'code,title_it,title_ru,body_it,body_ru\n\n,,,,\na,A,А,"due\nrighe",Б\nb,,Б,B,Б\n'
    (folder / "info.csv").write_text(lines, encoding="utf-8")
    assert problems(folder) == ["info, row 5, column title_it: This must be filled in."]


def test_bytes_that_are_not_utf8(book: Book, tmp_path: Path) -> None:
    folder = book.folder(tmp_path / "forum")
    (folder / "info.csv").write_bytes("code\nпривет".encode("cp1251"))
    assert problems(folder) == ["info: The file is not UTF-8 text (line 2): save it as “CSV UTF-8”."]


def test_an_unclosed_quote(book: Book, tmp_path: Path) -> None:
    folder = book.folder(tmp_path / "forum")
    (folder / "projects.csv").write_text('code,table\np1,"moda\n', encoding="utf-8")
    assert problems(folder)[0] == "projects: The file is not proper CSV: unexpected end of data."


def test_cells_beyond_the_last_column_and_a_column_twice(book: Book, tmp_path: Path) -> None:
    folder = book.folder(tmp_path / "forum")
    rewrite(folder / "info.csv", "Chiave,Ключ", "Chiave,Ключ,,oltre")
    rewrite(folder / "projects.csv", "presenter", "table")
    assert problems(folder) == [
        "projects, row 1, column table: The column is there twice.",
        "projects, row 2, column table: There is no “d1” in the sheet sessions.",
        "info, row 2: There is something to the right of the last column: “oltre”.",
    ]


def test_texts_that_a_spreadsheet_would_execute_come_back_as_they_were(book: Book, tmp_path: Path) -> None:
    folder = book.folder(tmp_path / "forum")
    rewrite(folder / "delegates.csv", "Nome d1", "'=1+1")
    rewrite(folder / "delegates.csv", "Nome d2", "'s-Hertogenbosch")
    names = [cells["name"] for cells in workbook_at(folder).sheets["delegates"].values()]
    assert names[:2] == ["=1+1", "'s-Hertogenbosch"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("nothing", None, "There is no file or folder {path}."),
        ("one.csv", b"key,value", "{path} is a single .csv file: give the folder that holds all the sheets."),
        ("text.txt", b"hello", "{path} is neither an .xlsx workbook nor a folder of .csv files."),
        ("nul\0name", None, "There is no file or folder {path}."),
    ],
)
def test_what_is_no_workbook_at_all(tmp_path: Path, name: str, content: bytes | None, sentence: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    shown = str(path).replace("\0", " ")
    assert [problem.message for problem in check(read(path))[1]] == [sentence.format(path=shown)]


def test_an_empty_folder(tmp_path: Path) -> None:
    assert [problem.word for problem in check(read(tmp_path))[1]] == ["no_sheets"]


@pytest.mark.parametrize(
    "text", ["'+", "'-5", "''=1", "'", "''", "+39 055 1", "-", "=1+1", "'+39 055 1", "@a"]
)
def test_what_looks_like_a_formula_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    write(tmp_path / "forum", {"info": [["code", "body_it"], ["a", text]]})
    assert [row.cells["body_it"] for row in read(tmp_path / "forum").sheets["info"].rows] == [text]
