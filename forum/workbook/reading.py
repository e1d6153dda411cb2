"""A workbook as it lies on the disk: sheets, rows and texts, not yet checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from forum.workbook.problems import Problem
from forum.workbook.sheets import HELP

MOST_ROWS = 100_000
MOST_COLUMNS = 256


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row: its number as a spreadsheet shows it, and the texts of its cells that are not empty."""

    number: int
    cells: dict[str, str]


@dataclass(slots=True)
class RawSheet:
    """A sheet: `columns` as its first row names them, and where that row stands."""

    name: str
    columns: tuple[str, ...] = ()
    header: int = 1
    rows: list[RawRow] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """What was read, and what was wrong already then; `faulty` are the cells that could not be read."""

    sheets: dict[str, RawSheet] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faulty: set[tuple[str, int, str]] = field(default_factory=set)

    def add(self, word: str, sheet: str = "", row: int = 0, column: str = "", **facts: str | int) -> None:
        """Note a problem; one of a cell marks that cell as faulty."""
        self.problems.append(Problem(sheet, row, column, word, facts))
        if row and column:
            self.faulty.add((sheet, row, column))

    def sheet(self, title: str) -> RawSheet | None:
        """A new sheet of that title; None for the explanations and for a second one of the same name."""
        name = title.strip().lower()
        if name == HELP:
            return None
        if name in self.sheets:
            self.add("sheet_twice", name)
            return None
        self.sheets[name] = RawSheet(name)
        return self.sheets[name]


Texts = Iterable[tuple[int, Sequence[str]]]
"""Rows as (number, texts)."""


def fill(reading: Reading, sheet: RawSheet, rows: Texts) -> None:
    """Take the first row that is not empty as the names of the columns, and the others as rows under it."""
    for number, texts in rows:
        if not any(texts):
            continue
        if not sheet.columns:
            _name_columns(reading, sheet, number, texts)
        elif number > MOST_ROWS + 1:
            reading.add("too_many_rows", sheet.name, most=MOST_ROWS)
            return
        else:
            sheet.rows.append(RawRow(number, _by_column(reading, sheet, number, texts)))


def _name_columns(reading: Reading, sheet: RawSheet, number: int, texts: Sequence[str]) -> None:
    names = [text.strip().lower() for text in texts]
    while names and not names[-1]:
        names.pop()
    sheet.columns, sheet.header = tuple(names), number
    for name in dict.fromkeys(name for name in names if name and names.count(name) > 1):
        reading.add("column_twice", sheet.name, number, name)


def _by_column(reading: Reading, sheet: RawSheet, number: int, texts: Sequence[str]) -> dict[str, str]:
    cells = {name: text for name, text in zip(sheet.columns, texts, strict=False) if text and name}
    beyond = [text for name, text in zip(sheet.columns, texts, strict=False) if text and not name]
    for text in [*beyond, *(text for text in texts[len(sheet.columns) :] if text)]:
        reading.add("no_column", sheet.name, number, value=text)
    return cells


def read(path: Path | str) -> Reading:
    """Read an .xlsx workbook or a folder of .csv files. Blocks; whatever is wrong is in `problems`."""
    path = Path(path)
    try:
        if path.is_dir():
            from forum.workbook.csv_folder import read_folder

            return read_folder(path)
        return _read_file(path)
    except OSError as error:
        return _unreadable("not_readable", path, reason=error.strerror or str(error))
    except ValueError:  # a NUL in the path
        return _unreadable("no_file", path)


def _read_file(path: Path) -> Reading:
    if not path.exists():
        return _unreadable("no_file", path)
    if path.suffix.lower() == ".csv":
        return _unreadable("one_csv", path)
    from forum.workbook.xlsx import read_xlsx

    return read_xlsx(path)


def _unreadable(word: str, path: Path, **facts: str) -> Reading:
    return Reading(problems=[Problem("", 0, "", word, {"path": str(path), **facts})])
