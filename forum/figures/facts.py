"""What stands in a picture or a workbook of figures: texts and numbers, put into words before, drawn after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Fill:
    """How one table filled: instants and how many sat from each on. `share` is the last count as it is read."""

    title: str
    capacity: int | None
    at: Sequence[datetime]
    seated: Sequence[int]
    share: str


@dataclass(frozen=True, slots=True)
class Filling:
    """The tables side by side; `ticks` are instants and their labels below each."""

    title: str
    subtitle: str
    tables: Sequence[Fill]
    ticks: Sequence[tuple[datetime, str]]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by row and column; `most` is what counts as full colour."""

    title: str
    subtitle: str
    rows: Sequence[str]
    columns: Sequence[str]
    row_title: str
    column_title: str
    counts: Sequence[Sequence[int]]
    most: int
    slanted: bool = False
    """Whether the columns' labels are long."""


Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of the workbook: its name, a header, and rows."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
