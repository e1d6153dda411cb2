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
    kind: str = ""  # of a session, where only one kind can stand there


_REFERENCES = (
    _Reference(PROJECTS.name, "table", SESSIONS.name, "table"),
    _Reference(PROJECTS.name, "presenter", DELEGATES.name),
    _Reference(STOPS.name, "visit", SESSIONS.name, "visit"),
    _Reference(DELEGATES.name, "tables", SESSIONS.name, "table"),
    _Reference(DELEGATES.name, "head_of", DELEGATES.name),
)


def references(sheets: Sheets) -> Iterator[Problem]:
    """Every code that names nothing, or a session of the wrong kind."""
    for reference in _REFERENCES:
        # Without the sheet that is named, that it is missing says everything.
        if reference.target in sheets:
            yield from _dangling(reference, sheets.get(reference.sheet, ()), _kinds(sheets[reference.target]))


def _kinds(rows: Iterable[CheckedRow]) -> dict[str, str]:
    """The kind of each code; '' where it is faulty."""
    return {row.cells["code"]: row.cells.get("kind", "") for row in rows if "code" in row.cells}


def _dangling(reference: _Reference, rows: Iterable[CheckedRow], kinds: dict[str, str]) -> Iterator[Problem]:
    for row in rows:
        for code in split(row.cells.get(reference.column, "")):
            kind = kinds.get(code)
            if kind is None:
                facts = {"value": code, "sheet": reference.target}
                yield Problem(reference.sheet, row.number, reference.column, "code_unknown", facts)
            elif reference.kind and kind and kind != reference.kind:
                facts = {"value": code, "kind": kind, "wanted": reference.kind}
                yield Problem(reference.sheet, row.number, reference.column, "wrong_kind", facts)
