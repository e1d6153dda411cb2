"""What each column of the workbook is for, in Italian and in Russian; the texts are in `explanations.csv`."""

from __future__ import annotations

import csv
import io
from importlib import resources

Texts = tuple[str, str]
"""A text in Italian and in Russian."""

GENERAL = ("", "")
"""The key of the text about the workbook as a whole."""


def explanations() -> dict[tuple[str, str], Texts]:
    """The texts by sheet and column (of `forum` by its key)."""
    text = resources.files(__package__).joinpath("explanations.csv").read_text(encoding="utf-8")
    rows = csv.reader(io.StringIO(text, newline=""))
    next(rows)
    return {(sheet, column): (italian, russian) for sheet, column, italian, russian in rows}
