"""A folder of .csv files, one for each sheet: UTF-8 with or without a byte order mark, commas or semicolons."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from forum.workbook.reading import RawSheet, Reading, fill

MOST_MEGABYTES = 20
_MEGABYTE = 1 << 20
_GUARDED = re.compile(r"'+[=@+-]")


def read_folder(folder: Path) -> Reading:
    """Read every .csv file of a folder; other files are passed over. Raises OSError."""
    reading = Reading()
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() == ".csv" and file.is_file())
    if not files:
        reading.add("no_sheets", path=str(folder))
    elif sum(file.stat().st_size for file in files) > MOST_MEGABYTES * _MEGABYTE:
        reading.add("too_big", path=str(folder), most=MOST_MEGABYTES)
    else:
        for file in files:
            _read_sheet(reading, file)
    return reading


def _read_sheet(reading: Reading, file: Path) -> None:
    sheet = reading.sheet(file.stem)
    if sheet is None:
        return
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reading.add("not_utf8", sheet.name, line=raw.count(b"\n", 0, error.start) + 1)
        return
    _fill(reading, sheet, text)


def _fill(reading: Reading, sheet: RawSheet, text: str) -> None:
    try:
        fill(reading, sheet, _rows(text))
    except csv.Error as error:
        reading.add("not_csv", sheet.name, reason=str(error))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    # newline="" keeps line ends inside quotes as they are.
    lines = io.StringIO(text, newline="")
    for number, cells in enumerate(csv.reader(lines, delimiter=_delimiter(text), strict=True), start=1):
        yield number, [_unguarded(cell) for cell in cells]


def _delimiter(text: str) -> str:
    """What separates the columns' names, which hold neither sign."""
    header = text.lstrip("\r\n;, ").partition("\n")[0]
    return ";" if header.count(";") > header.count(",") else ","


def _unguarded(cell: str) -> str:
    """Undo what `writing.guarded` does to a text that a spreadsheet would take for a formula."""
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell
