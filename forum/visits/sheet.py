"""The list for the gate as an .xlsx file."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

_WIDTHS = (6, 40, 24, 40)


def written(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A sheet with a header and rows of texts, none of which is taken for a formula. Takes a while: use a thread."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for number, row in enumerate([header, *rows]):
        cells = [WriteOnlyCell(sheet, text) for text in row]
        for cell in cells:
            cell.data_type = "s"
            cell.font = Font(bold=number == 0)
        sheet.append(cells)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
