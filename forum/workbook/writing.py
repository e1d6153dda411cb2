"""Sheets written to a file: an .xlsx workbook or a folder of .csv files, whole or not at all."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from forum.workbook.problems import CannotWrite
from forum.workbook.sheets import SHEETS, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

Table = Sequence[Sequence[str]]
"""A sheet's rows as texts; the first one names the columns."""

# What a spreadsheet would take for a formula; a phone number or a coordinate is none.
_FORMULA = re.compile(r"'+[=@+-]|[=@]|[+-](?![\d\s().,/-]*$)", re.ASCII)
_OTHER_FILES = {".csv", ".xls", ".xlsm", ".ods"}


def guarded(text: str) -> str:
    """A text that a spreadsheet does not execute: an apostrophe goes before it, which reading takes off again."""
    return f"'{text}" if _FORMULA.match(text) else text


def write(path: Path | str, tables: Mapping[str, Table]) -> None:
    """Write an .xlsx workbook where the path says so, otherwise a folder of .csv files. Raises CannotWrite."""
    path = Path(path)
    if path.suffix.lower() in _OTHER_FILES:
        raise CannotWrite(f"{path}: give a name that ends in .xlsx, or a folder for .csv files.")
    try:
        if path.suffix.lower() == ".xlsx":
            _write_xlsx(path, tables)
        else:
            _write_folder(path, tables)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror or error}.") from error


def _write_folder(folder: Path, tables: Mapping[str, Table]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows([guarded(cell) for cell in row] for row in rows)
        with _replaced(folder / f"{name}.csv") as unfinished:
            unfinished.write_bytes(text.getvalue().encode("utf-8"))


@contextmanager
def _replaced(path: Path) -> Iterator[Path]:
    unfinished = path.with_name(f".{path.name}.part")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_xlsx(path: Path, tables: Mapping[str, Table]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Opened first: openpyxl does not clean up after sheets that it is never asked to save.
    with _replaced(path) as unfinished, unfinished.open("wb") as file:
        _save(file, tables)


def packed(tables: Mapping[str, Table]) -> bytes:
    """An .xlsx workbook as bytes."""
    file = io.BytesIO()
    _save(file, tables)
    return file.getvalue()


def _save(file: BinaryIO, tables: Mapping[str, Table]) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, rows in tables.items():
        _fill(book.create_sheet(name), name, rows)
    book.save(file)


def _fill(sheet: Worksheet, name: str, rows: Table) -> None:
    from forum.workbook.dressing import dress

    header = rows[0]
    numeric = _numeric(name, header)
    dress(sheet, name, header)
    sheet.append([_cell(sheet, text, bold=True) for text in header])
    for row in rows[1:]:
        sheet.append(
            [
                _number(text) if is_number else _cell(sheet, text)
                for text, is_number in zip(row, numeric, strict=True)
            ]
        )


def _numeric(name: str, header: Sequence[str]) -> list[bool]:
    columns = SHEETS[name].by_name if name in SHEETS else {}
    return [column in columns and columns[column].store in {Store.WHOLE, Store.REAL} for column in header]


def _number(text: str) -> float | int | None:
    return None if not text else float(text) if "." in text else int(text)


def _cell(sheet: Worksheet, text: str, *, bold: bool = False) -> Any:  # noqa: ANN401 -- openpyxl's own
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # a text that begins with "=" is a text
    if bold:
        cell.font = Font(bold=True)
    return cell


def table(header: Iterable[str], rows: Iterable[Mapping[str, str]]) -> list[list[str]]:
    """Rows of cells by column as a table under a header."""
    names = list(header)
    return [names, *([row.get(name, "") for name in names] for row in rows)]
