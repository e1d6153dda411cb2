"""Codes that name rows of other sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forum.workbook.cells import split
from forum.workbook.checked import CheckedRow, Sheets
from forum.workbook.problems import Problem
from forum.workbook.sheets import DELEGATES, PROJECTS, SESSIONS, STOPS


@dataclass(frozen=True, slots=True)
class _Reference:
    sheet: str
    column: str
    target: str
    kinds: tuple[str, ...] = ()  # of a session, where only some can stand there


_REFERENCES = (
    _Reference(PROJECTS.name, "table", SESSIONS.name, ("table",)),
    _Reference(PROJECTS.name, "presenter", DELEGATES.name),
    _Reference(STOPS.name, "visit", SESSIONS.name, ("visit",)),
    _Reference(DELEGATES.name, "tables", SESSIONS.name, ("table",)),
    _Reference(DELEGATES.name, "head_of", DELEGATES.name),
)


def references(sheets: Sheets) -> Iterator[Problem]:
    """Every code that names nothing, or a session of the wrong kind."""
    for reference in _REFERENCES:
        # Without the sheet that is named, that it is missing says everything.
        if reference.target in sheets:
            yield from _dangling(reference, sheets.get(reference.sheet, ()), _kinds(sheets[reference.target]))


def _possible(reference: _Reference, row: CheckedRow) -> tuple[str, ...]:
    """The kinds of session that can stand there: a guide's `tables` are also the visits that they guide."""
    guides = reference.column == "tables" and row.cells.get("role") == "guide"
    return (*reference.kinds, "visit") if guides else reference.kinds


def _kinds(rows: Iterable[CheckedRow]) -> dict[str, str]:
    """The kind of each code; '' where it is faulty."""
    return {row.cells["code"]: row.cells.get("kind", "") for row in rows if "code" in row.cells}


def _dangling(reference: _Reference, rows: Iterable[CheckedRow], kinds: dict[str, str]) -> Iterator[Problem]:
    for row in rows:
        possible = _possible(reference, row)
        for code in split(row.cells.get(reference.column, "")):
            kind = kinds.get(code)
            if kind is None:
                facts = {"value": code, "sheet": reference.target}
                yield Problem(reference.sheet, row.number, reference.column, "code_unknown", facts)
            elif possible and kind and kind not in possible:
                facts = {"value": code, "kind": kind, "wanted": " or ".join(possible)}
                yield Problem(reference.sheet, row.number, reference.column, "wrong_kind", facts)
