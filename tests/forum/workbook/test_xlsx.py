# ruff: noqa: DTZ001 -- a spreadsheet knows no zones
from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as Spreadsheet
from openpyxl.worksheet.worksheet import Worksheet

from forum.workbook import check, read
from tests.forum.workbook.book import Book, workbook_at


def spreadsheet(book: Book) -> Spreadsheet:
    """As a person's spreadsheet program saves it: shared strings, typed by hand."""
    made = Spreadsheet()
    made.remove(made.worksheets[0])
    for name, rows in book.tables().items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made


def sheet_of(made: Spreadsheet, name: str) -> Worksheet:
    sheet = made[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def cell_of(made: Spreadsheet, name: str, column: str, row: int) -> tuple[Worksheet, str]:
    sheet = sheet_of(made, name)
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == column)
    return sheet, f"{letter}{row}"


def problems(made: Spreadsheet, path: Path) -> list[str]:
    made.save(path)
    return [str(problem) for problem in check(read(path))[1]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "forum.xlsx"


def test_a_spreadsheet_is_read_as_its_sheets(book: Book, path: Path) -> None:
    spreadsheet(book).save(path)
    assert workbook_at(path) == book.workbook()


@pytest.mark.parametrize(
    ("sheet", "column", "row", "value", "number_format", "text"),
    [
        ("sessions", "starts", 2, datetime(2018, 11, 29, 9, 30), "dd/mm/yyyy hh:mm", "2018-11-29 09:30"),
        (
            "sessions",
            "starts",
            2,
            datetime(2018, 11, 29, 9, 29, 59, 999_900),
            "d/m/yy h:mm",
            "2018-11-29 09:30",
        ),
        ("sessions", "capacity", 2, 40, "General", "40"),
        ("sessions", "capacity", 2, 40.0, "0", "40"),
        ("sessions", "title_it", 2, True, "General", "TRUE"),
        ("sessions", "title_it", 2, 2018.5, "General", "2018.5"),
        ("sessions", "title_it", 2, 0.00001, "General", "0.00001"),
        ("delegates", "phone", 2, 390551234567, "0", "390551234567"),
        ("delegates", "phone", 2, 3.90551234567e16, "0", "39055123456700000"),
        ("delegates", "name", 2, "  Anna  ", "General", "Anna"),
    ],
)
def test_typed_cells_are_read_as_what_they_show(
    book: Book, path: Path, sheet: str, column: str, row: int, value: object, number_format: str, text: str
) -> None:
    book.delegates[0]["phone"] = "112"
    made = spreadsheet(book)
    worksheet, place = cell_of(made, sheet, column, row)
    worksheet[place].value = value
    worksheet[place].number_format = number_format
    made.save(path)
    first = next(iter(workbook_at(path).sheets[sheet].values()))
    assert first[column] == text


@pytest.mark.parametrize(
    ("key", "value", "number_format", "text"),
    [
        ("purge_after", date(2018, 12, 31), "dd/mm/yyyy", "2018-12-31"),
        ("purge_after", datetime(2018, 12, 31), "yyyy-mm-dd hh:mm", "2018-12-31"),
        ("starts", datetime(2018, 11, 29), "yyyy-mm-dd hh:mm", "2018-11-29 00:00"),
        ("quiet_from", time(22, 0), "hh:mm", "22:00"),
        ("quiet_until", timedelta(hours=7, minutes=30), "[h]:mm", "07:30"),
        ("reminder_minutes", 60, "General", "60"),
    ],
)
def test_dates_and_times_of_the_forum(
    book: Book, path: Path, key: str, value: object, number_format: str, text: str
) -> None:
    book.put_key("quiet_from", "21:00").put_key("quiet_until", "06:00").put_key(key, "")
    made = spreadsheet(book)
    sheet = made["forum"]
    assert isinstance(sheet, Worksheet)
    cell = sheet.cell(sheet.max_row, 2)
    cell.value = value  # type: ignore[assignment]
    cell.number_format = number_format
    made.save(path)
    assert workbook_at(path).sheets["forum"][key] == {"value": text}


def test_a_date_without_a_time_is_no_time(book: Book, path: Path) -> None:
    made = spreadsheet(book)
    sheet, place = cell_of(made, "sessions", "starts", 2)
    sheet[place] = date(2018, 11, 29)
    assert problems(made, path) == [
        "sessions, row 2, column starts: “2018-11-29” is not a time such as 2018-11-29 09:30."
    ]


def test_formulas_errors_and_merged_cells(book: Book, path: Path) -> None:
    made = spreadsheet(book)
    sheet, place = cell_of(made, "sessions", "capacity", 2)
    sheet[place] = "=20+20"
    sheet, place = cell_of(made, "delegates", "name", 3)
    sheet[place] = "#REF!"
    sheet_of(made, "info").merge_cells("B2:C3")
    assert problems(made, path) == [
        "sessions, row 2, column capacity: A formula: paste its value instead.",
        "delegates, row 3, column name: The spreadsheet shows an error here: #REF!.",
        "info, row 2, column title_it: Merged cells (B2:C3): separate them.",
    ]


def test_a_text_that_looks_like_a_formula_is_a_text(book: Book, path: Path) -> None:
    made = spreadsheet(book)
    sheet, place = cell_of(made, "delegates", "name", 2)
    sheet[place] = "=1+1"
    sheet[place].data_type = "s"
    made.save(path)
    assert workbook_at(path).sheets["delegates"]["d1"]["name"] == "=1+1"


def test_an_unknown_sheet_and_sheets_named_in_capitals(book: Book, path: Path) -> None:
    made = spreadsheet(book)
    sheet_of(made, "info").title = "renamed"
    sheet_of(made, "renamed").title = "INFO"
    made.create_sheet("Notes")
    assert problems(made, path) == [
        (
            "notes: There is no such sheet in a forum's workbook; the sheets are "
            "forum, sessions, projects, stops, delegates, info."
        )
    ]


def _saved(book: Book) -> bytes:
    file = io.BytesIO()
    spreadsheet(book).save(file)
    return file.getvalue()


def _with(content: bytes, name: str, part: bytes) -> bytes:
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return file.getvalue()


def _entities(content: bytes) -> bytes:
    """A workbook whose sheet declares entities that would grow without end."""
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            target.writestr(name, bomb if name.endswith("sheet1.xml") else source.read(name))
    return made.getvalue()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda _: b"\x89PNG\r\n\x1a\n" + bytes(99), "{path} is not a workbook, or it is damaged."),
        (lambda _: b"", "{path} is not a workbook, or it is damaged."),
        (lambda content: content[:-200], "{path} is not a workbook, or it is damaged."),
        (lambda _: _with(b"", "word/document.xml", b"<a/>"), "{path} is not a workbook, or it is damaged."),
        (lambda _: _with(b"", "xl/workbook.xml", b"<a>"), "{path} is not a workbook, or it is damaged."),
        (_entities, "{path} is not a workbook, or it is damaged."),
        (
            lambda content: _with(content, "xl/vbaProject.bin", b"x"),
            "{path} holds macros: save it as .xlsx without macros.",
        ),
        (
            lambda content: _with(content, "xl/worksheets/big.xml", bytes(151 << 20)),
            "{path} unpacks to more than 150 MB.",
        ),
        (lambda content: content + bytes(20 << 20), "{path} is larger than 20 MB."),
        (
            lambda _: b"\xd0\xcf\x11\xe0" + bytes(99) + "EncryptedPackage".encode("utf-16-le"),
            "{path} is protected with a password: save it without one.",
        ),
        (
            lambda _: b"\xd0\xcf\x11\xe0" + bytes(99),
            "{path} is a workbook of the old .xls kind: save it as .xlsx.",
        ),
    ],
)
def test_files_that_are_no_workbook(
    book: Book, path: Path, spoil: Callable[[bytes], bytes], sentence: str
) -> None:
    path.write_bytes(spoil(_saved(book)))
    workbook, found = check(read(path))
    assert workbook is None
    assert [str(problem) for problem in found] == [sentence.format(path=path)]


def test_a_row_far_to_the_right_or_far_below_is_refused(book: Book, path: Path) -> None:
    made = spreadsheet(book)
    sheet_of(made, "info")["ZZ3"] = "far"
    sheet_of(made, "projects")["A100002"] = "far"
    assert problems(made, path) == [
        "projects: The sheet has more than 100000 rows.",
        "info, row 3: The row has more than 256 cells.",
    ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(at=st.floats(0, 1), change=st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_a_problem_or_a_workbook_and_never_an_error(
    book: Book, path: Path, at: float, change: bytes
) -> None:
    content = _saved(book)
    place = int(at * len(content))
    path.write_bytes(content[:place] + change + content[place + len(change) :])
    workbook, found = check(read(path))
    assert (workbook is None) == bool(found)
    assert all(str(problem) for problem in found)
