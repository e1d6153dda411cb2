"""The sheet `forum`: its keys and values as the cells of one row."""

from __future__ import annotations

from collections.abc import Sequence

from forum.workbook.checked import CheckedRow, parsed
from forum.workbook.problems import Fault, Problem
from forum.workbook.sheets import FORUM, KEYS


def one_row(rows: Sequence[CheckedRow], columns: Sequence[str], problems: list[Problem]) -> CheckedRow:
    """One row of all keys; what is wrong with them goes to `problems`. A key that is left out is empty."""
    forum = CheckedRow(0, {})
    if not set(FORUM.names) <= set(columns):
        return forum
    for row in rows:
        _take(forum, row, problems)
    _complete(forum, problems)
    return forum


def _take(forum: CheckedRow, row: CheckedRow, problems: list[Problem]) -> None:
    key = row.cells.get("key", "").lower()
    if not key:  # faulty, and said so already
        return
    if key not in KEYS.names:
        problems.append(_problem(row, "key", Fault("key_unknown", known=", ".join(KEYS.names))))
    elif key in forum.numbers:
        problems.append(_problem(row, "key", Fault("code_twice", value=key, first=forum.numbers[key])))
    else:
        forum.numbers[key] = row.number
        if "value" not in row.cells:
            forum.faulty.add(key)
        else:
            _parse(forum, row, key, problems)


def _parse(forum: CheckedRow, row: CheckedRow, key: str, problems: list[Problem]) -> None:
    try:
        forum.cells[key] = parsed(KEYS.column(key), row.cells["value"])
    except Fault as fault:
        forum.faulty.add(key)
        problems.append(_problem(row, "value", Fault(fault.word, **fault.facts, key=key)))


def _problem(row: CheckedRow, column: str, fault: Fault) -> Problem:
    return Problem(FORUM.name, row.number, column, fault.word, fault.facts)


def _complete(forum: CheckedRow, problems: list[Problem]) -> None:
    for column in KEYS.columns:
        if column.name in forum.numbers:
            continue
        if column.required:
            problems.append(Problem(FORUM.name, 0, "key", "key_missing", {"key": column.name}))
        else:
            forum.cells[column.name] = column.default
