"""Rows whose cells were read one by one: what the checks across rows work on."""

from __future__ import annotations

from dataclasses import dataclass, field

from forum.workbook.problems import Fault
from forum.workbook.sheets import Column


@dataclass(slots=True)
class CheckedRow:
    """A row's number and its canonical cells; a cell that is faulty, or whose column is missing, is not there.

    `faulty` are the columns of which a problem was said; `numbers`, of the one row that the sheet `forum` makes,
    says in which row each key stands.
    """

    number: int
    cells: dict[str, str]
    faulty: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)


Sheets = dict[str, list[CheckedRow]]


def parsed(column: Column, text: str) -> str:
    """A cell's canonical text, its default where it is empty. Raises Fault."""
    if not text or text.isspace():
        if column.required:
            raise Fault("empty")
        return column.default
    return column.parse(text)
