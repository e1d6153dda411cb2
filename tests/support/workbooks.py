"""Workbooks as organisers make them: the forum exported, some cells changed."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from openpyxl import load_workbook


class Sheets:
    """An .xlsx workbook in memory; cells are named by sheet, the row's code and the column."""

    def __init__(self, content: bytes) -> None:
        self.book = load_workbook(io.BytesIO(content))

    @property
    def content(self) -> bytes:
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()

    def write(self, sheet: str, code: str, column: str, value: Any) -> None:
        """Put something into a cell; LookupError where there is no such row."""
        self._cell(sheet, code, column).value = value

    def read(self, sheet: str, code: str, column: str) -> object:
        return self._cell(sheet, code, column).value

    def add(self, sheet: str, **cells: object) -> None:
        """Add a row."""
        self.book[sheet].append([cells.get(name) for name in self._header(sheet)])

    def drop(self, sheet: str, code: str) -> None:
        """Take a row away."""
        self.book[sheet].delete_rows(self._row(sheet, code))

    def each(self, sheet: str, column: str, change: Callable[[Any], Any]) -> None:
        """Change a whole column."""
        place = self._header(sheet).index(column)
        for row in self.book[sheet].iter_rows(min_row=2):
            row[place].value = change(row[place].value)

    def _cell(self, sheet: str, code: str, column: str) -> Any:
        return self.book[sheet].cell(self._row(sheet, code), self._header(sheet).index(column) + 1)

    def _header(self, sheet: str) -> list[str]:
        return [str(cell.value) for cell in self.book[sheet][1]]

    def _row(self, sheet: str, code: str) -> int:
        for number, (cell, *_) in enumerate(self.book[sheet].iter_rows(min_row=2), 2):
            if cell.value == code:
                return number
        raise LookupError(f"no {code} in {sheet}")
