"""An .xlsx workbook through openpyxl, read as a stream and not trusted."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zipfile import BadZipFile, ZipFile

from forum.workbook.merged import merged_ranges
from forum.workbook.reading import MOST_COLUMNS, RawSheet, Reading, fill
from forum.workbook.shown import shown

if TYPE_CHECKING:
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
    from openpyxl.workbook.workbook import Workbook as Book

    Cells = Sequence[ReadOnlyCell | EmptyCell]

MOST_MEGABYTES = 20
MOST_UNPACKED = 150
_MEGABYTE = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_xlsx(path: Path) -> Reading:
    """Read a workbook whose cells are read as what they show; formulas, errors and merged cells are problems.

    Bounds: 20 MB, 150 MB unpacked, 100,000 rows in a sheet. Raises OSError.
    """
    reading = Reading()
    with path.open("rb") as file:
        word = _refused(path, file)
        if word is None:
            word = _read_book(reading, file)
    if word is not None:
        reading = Reading()
        reading.add(word, path=str(path), most=MOST_UNPACKED if word == "unpacks_too_big" else MOST_MEGABYTES)
    return reading


def _refused(path: Path, file: BinaryIO) -> str | None:
    """Why a file is not even opened, as a word; None where it may be."""
    if path.stat().st_size > MOST_MEGABYTES * _MEGABYTE:
        return "too_big"
    start = file.read(4)
    if start == _OLE:
        return "protected" if _ENCRYPTED in file.read() else "old_excel"
    if start[:2] != b"PK":
        return "not_a_workbook" if path.suffix.lower() in {".xlsx", ".xlsm"} else "wrong_file"
    return _refused_archive(file)


def _refused_archive(file: BinaryIO) -> str | None:
    try:
        with ZipFile(file) as archive:
            members = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError):
        return "not_a_workbook"
    # What unpacks to more than its entry says is cut off there by zipfile, so the sum can be believed.
    if sum(member.file_size for member in members) > MOST_UNPACKED * _MEGABYTE:
        return "unpacks_too_big"
    names = {member.filename for member in members}
    if any(name.endswith("vbaProject.bin") for name in names):
        return "macros"
    return None if "xl/workbook.xml" in names else "not_a_workbook"


def _read_book(reading: Reading, file: BinaryIO) -> str | None:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # openpyxl warns of drop-down lists and styles that it does not understand; they say nothing here.
            warnings.simplefilter("ignore")
            merged = merged_ranges(file)
            book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
            try:
                _read_sheets(reading, book, merged)
            finally:
                book.close()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 -- a damaged file makes the reader stumble anywhere, in any way
        return "not_a_workbook"
    return None


def _read_sheets(reading: Reading, book: Book, merged: dict[str, list[str]]) -> None:
    for worksheet in book.worksheets:
        sheet = reading.sheet(worksheet.title)
        if sheet is None:
            continue
        worksheet.reset_dimensions()  # what a file says of its own size may be wrong
        rows = worksheet.iter_rows()
        fill(reading, sheet, _texts(reading, sheet, rows))  # type: ignore[arg-type]
        for cells in merged.get(worksheet.title, []):
            _refuse_merged(reading, sheet, cells)


def _texts(reading: Reading, sheet: RawSheet, rows: Iterable[Cells]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(rows, start=1):
        if len(cells) > MOST_COLUMNS:
            reading.add("too_many_columns", sheet.name, number, most=MOST_COLUMNS)
            return
        yield number, [_text(reading, sheet, number, place, cell) for place, cell in enumerate(cells)]


def _text(reading: Reading, sheet: RawSheet, row: int, place: int, cell: ReadOnlyCell | EmptyCell) -> str:
    if cell.value is None:
        return ""
    if cell.data_type in {"f", "e"}:
        column = sheet.columns[place] if place < len(sheet.columns) else ""
        if cell.data_type == "f":
            reading.add("formula", sheet.name, row, column or _letter(place))
        else:
            reading.add("error_value", sheet.name, row, column or _letter(place), value=str(cell.value))
        return ""
    return cell.value.strip() if isinstance(cell.value, str) else shown(cell.value, cell.number_format)


def _refuse_merged(reading: Reading, sheet: RawSheet, cells: str) -> None:
    """One problem at the first cell; the others, which only seem to be empty, are not judged."""
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = (bound or 1 for bound in range_boundaries(cells))
    names = sheet.columns[left - 1 : right]
    reading.add("merged", sheet.name, top, names[0] if names else _letter(left - 1), range=cells)
    rows = (row.number for row in sheet.rows if top <= row.number <= bottom)
    reading.faulty.update((sheet.name, row, name) for row in rows for name in names)


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(place + 1)
