"""All figures as an .xlsx workbook."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from forum.figures.facts import Table
from forum.workbook.dressing import dress

_LONGEST_NAME = 31
"""So many characters a sheet's name may have, and none of these."""

_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def written(tables: Sequence[Table]) -> bytes:
    """The workbook: numbers are numbers, and no text is taken for a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.name.translate(_NOT_IN_A_NAME)[:_LONGEST_NAME])
        dress(sheet, table.name, table.header)
        sheet.column_dimensions["A"].width = 48
        for number, row in enumerate([table.header, *table.rows]):
            cells = [WriteOnlyCell(sheet, value) for value in row]
            for cell in cells:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
                if number == 0:
                    cell.font = Font(bold=True)
            sheet.append(cells)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
