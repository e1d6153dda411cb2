"""The template: every sheet and column, empty, and a sheet that explains each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from forum.workbook.explanations import GENERAL, explanations
from forum.workbook.sheets import FORUM, HELP, KEYS, SHEETS, Column, of_rows
from forum.workbook.writing import Table, write

_HEADER = ("sheet", "column", "required", "values", "italiano", "русский")


def write_template(path: Path | str) -> None:
    """Write an empty .xlsx workbook, or a folder of .csv files, with a sheet of explanations. Raises CannotWrite."""
    write(path, tables())


def tables() -> dict[str, Table]:
    """The empty sheets, and the one that explains them."""
    empty: dict[str, Table] = {name: [sheet.names] for name, sheet in SHEETS.items()}
    empty[FORUM.name] = [FORUM.names, *([key, ""] for key in KEYS.names)]
    empty[HELP] = [_HEADER, *_explained()]
    return empty


def _explained() -> Iterator[list[str]]:
    texts = explanations()
    yield ["", "", "", "", *texts[GENERAL]]
    for sheet in SHEETS:
        for column in of_rows(sheet).columns:
            required = "sì / да" if column.required else ""
            yield [sheet, column.name, required, _values(column), *texts[sheet, column.name]]


def _values(column: Column) -> str:
    default = f" ({column.default})" if column.default else ""
    return ", ".join(column.choices) + default
