"""From what was read to a workbook that can be loaded, or every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forum.workbook.across import across
from forum.workbook.checked import CheckedRow, Sheets, parsed
from forum.workbook.forum_sheet import one_row
from forum.workbook.problems import Fault, Problem
from forum.workbook.reading import RawSheet, Reading
from forum.workbook.sheets import DELEGATES, FORUM, INFO, SHEETS, STOPS, Sheet

Cells = Mapping[str, str]
POSITION = "position"
"""The place of an info page among the others: the order of the rows, held like a column."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook without fault: by sheet and code (of `forum` the key, of `stops` visit/order) its rows' cells.

    A sheet or column that the file leaves out is not there, and says nothing about what is in the database.
    `numbers` says in which row a code stands.
    """

    sheets: Mapping[str, Mapping[str, Cells]]
    zone: str
    numbers: Mapping[tuple[str, str], int] = field(default_factory=dict)


def check(reading: Reading) -> tuple[Workbook | None, list[Problem]]:
    """The workbook, or None and every problem in the order of the sheets and rows. Takes long: use a thread."""
    problems = list(reading.problems)
    if any(not problem.sheet for problem in problems):
        return None, problems
    problems += _sheet_problems(reading)
    sheets: Sheets = {}
    for name, raw in reading.sheets.items():
        if name in SHEETS:
            problems += _column_problems(SHEETS[name], raw)
            sheets[name] = list(_rows(reading, SHEETS[name], raw, problems))
    if FORUM.name in sheets:
        sheets[FORUM.name] = [one_row(sheets[FORUM.name], reading.sheets[FORUM.name].columns, problems)]
    problems += across(sheets)
    problems.sort(key=_place)
    return (None, problems) if problems else (_workbook(sheets), [])


def _place(problem: Problem) -> tuple[int, str, int, int]:
    known = list(SHEETS)
    if problem.sheet not in SHEETS:
        return len(known), problem.sheet, problem.row, 0
    columns = SHEETS[problem.sheet].names
    column = columns.index(problem.column) if problem.column in columns else len(columns)
    return known.index(problem.sheet), "", problem.row, column


def _sheet_problems(reading: Reading) -> Iterator[Problem]:
    for sheet in SHEETS.values():
        raw = reading.sheets.get(sheet.name)
        broken = any(problem.sheet == sheet.name for problem in reading.problems)
        if raw is None and not sheet.optional:
            yield Problem(sheet.name, 0, "", "sheet_missing")
        elif raw is not None and not raw.rows and not sheet.optional and not broken:
            yield Problem(sheet.name, 0, "", "sheet_empty")
    for name in reading.sheets:
        if name not in SHEETS:
            yield Problem(name, 0, "", "sheet_unknown", {"known": ", ".join(SHEETS)})


def _column_problems(sheet: Sheet, raw: RawSheet) -> Iterator[Problem]:
    if not raw.columns:
        return
    for column in sheet.columns:
        if column.name not in raw.columns and (column.required or sheet is FORUM):
            yield Problem(sheet.name, raw.header, column.name, "column_missing")
    for name in dict.fromkeys(raw.columns):
        if name and name not in sheet.names:
            yield Problem(sheet.name, raw.header, name, "column_unknown", {"known": ", ".join(sheet.names)})


def _rows(reading: Reading, sheet: Sheet, raw: RawSheet, problems: list[Problem]) -> Iterator[CheckedRow]:
    columns = [column for column in sheet.columns if column.name in raw.columns]
    for row in raw.rows:
        checked = CheckedRow(row.number, {})
        for column in columns:
            if (sheet.name, row.number, column.name) in reading.faulty:
                checked.faulty.add(column.name)
                continue
            try:
                checked.cells[column.name] = parsed(column, row.cells.get(column.name, ""))
            except Fault as fault:
                checked.faulty.add(column.name)
                problems.append(Problem(sheet.name, row.number, column.name, fault.word, fault.facts))
        yield checked


def _workbook(sheets: Sheets) -> Workbook:
    forum = sheets[FORUM.name][0]
    rows: dict[str, dict[str, Cells]] = {
        FORUM.name: {key: {"value": text} for key, text in forum.cells.items()}
    }
    numbers: dict[tuple[str, str], int] = {}
    for name in list(SHEETS)[1:]:
        if name in sheets:
            rows[name] = {}
        for index, row in enumerate(sheets.get(name, ())):
            key = row_key(name, row.cells)
            rows[name][key] = _completed(name, row.cells, index)
            numbers[name, key] = row.number
    return Workbook(rows, forum.cells["timezone"], numbers)


def row_key(sheet: str, cells: Cells) -> str:
    """What names a row: its code; of a stop the visit and the order."""
    return f"{cells['visit']}/{cells['order']}" if sheet == STOPS.name else cells["code"]


def _completed(sheet: str, cells: dict[str, str], index: int) -> Cells:
    if sheet == INFO.name:
        cells[POSITION] = str(index)
    if sheet == DELEGATES.name and cells.get("language") == "":
        cells["language"] = cells["delegation"]
    return cells
