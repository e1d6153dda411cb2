"""What makes a sheet pleasant to fill in: widths, drop-down lists, columns that keep what is typed as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from forum.workbook.sheets import SHEETS, Column, Store

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LONG = ("title", "description", "body", "summary", "value", "offers", "seeks", "note", "italiano", "русский")
_WIDE, _NARROW = 48, 18
_LAST_ROW = 10_000


def dress(sheet: Worksheet, name: str, header: Sequence[str]) -> None:
    """Dress a sheet before its rows are written."""
    from openpyxl.utils import get_column_letter

    columns = SHEETS[name].by_name if name in SHEETS else {}
    sheet.freeze_panes = "A2"
    for place, title in enumerate(header):
        letter = get_column_letter(place + 1)
        sheet.column_dimensions[letter].width = _WIDE if title.startswith(_LONG) else _NARROW
        if title in columns:
            _dress_column(sheet, letter, columns[title])


def _dress_column(sheet: Worksheet, letter: str, column: Column) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.store not in {Store.WHOLE, Store.REAL}:
        # Otherwise a spreadsheet makes numbers of telephones and its own dates of times.
        sheet.column_dimensions[letter].number_format = "@"
    if column.choices:
        listed = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        listed.add(f"{letter}2:{letter}{_LAST_ROW}")
        sheet.data_validations.append(listed)
