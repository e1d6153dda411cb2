"""What holds between the cells of a row and between rows; a faulty cell is not judged a second time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from forum.workbook.cells import split
from forum.workbook.checked import CheckedRow, Sheets
from forum.workbook.local import instant
from forum.workbook.problems import Fault, Problem
from forum.workbook.references import references
from forum.workbook.sheets import DELEGATES, FORUM, INFO, PROJECTS, SESSIONS, STOPS, Store, of_rows, twins

_PAIRS = (("latitude", "longitude"), ("quiet_from", "quiet_until"))


@dataclass(frozen=True, slots=True)
class Span:
    """The forum's own times, canonical and local, and its zone; '' for what is faulty."""

    starts: str
    ends: str
    zone: str


def across(sheets: Sheets) -> Iterator[Problem]:
    """Every problem that needs more than one cell to see."""
    forum = sheets.get(FORUM.name, [CheckedRow(0, {})])[0].cells
    span = Span(forum.get("starts", ""), forum.get("ends", ""), forum.get("timezone", ""))
    for name, rows in sheets.items():
        yield from chain(_languages(name, rows), _halves(name, rows), _times(name, rows, span))
    yield from _forum(sheets)
    yield from _repeated(sheets)
    yield from _inside(sheets, span)
    yield from _stops(sheets)
    yield from references(sheets)


def problem(sheet: str, row: CheckedRow, column: str, word: str, **facts: str | int) -> Problem:
    """A problem of a cell; one of the sheet `forum` stands in the row of its key."""
    if sheet == FORUM.name:
        return Problem(sheet, row.numbers.get(column, 0), "value", word, {**facts, "key": column})
    return Problem(sheet, row.number, column, word, facts)


def _languages(name: str, rows: Iterable[CheckedRow]) -> Iterator[Problem]:
    pairs = list(twins(of_rows(name)))
    required = {column.name for column in of_rows(name).columns if column.required}
    both = [(one, other) for pair in pairs if pair[0] not in required for one, other in (pair, pair[::-1])]
    for row in rows:
        for here, there in both:
            # A column that is left out altogether is as good as an empty one, if its twin is filled.
            if row.cells.get(there) and here not in row.faulty and not row.cells.get(here):
                yield problem(name, row, here, "one_language", other=there)


def _halves(name: str, rows: Iterable[CheckedRow]) -> Iterator[Problem]:
    names = of_rows(name).names
    pairs = [(one, other) for pair in _PAIRS if pair[0] in names for one, other in (pair, pair[::-1])]
    for row in rows:
        for here, there in pairs:
            if row.cells.get(there) and here not in row.faulty and not row.cells.get(here):
                yield problem(name, row, here, "only_one_of_two", filled=there)


def _times(name: str, rows: Iterable[CheckedRow], span: Span) -> Iterator[Problem]:
    columns = [column.name for column in of_rows(name).columns if column.store is Store.MOMENT]
    for row in rows:
        starts, ends = row.cells.get("starts", ""), row.cells.get("ends", "")
        if starts and ends and ends <= starts:
            yield problem(name, row, "ends", "ends_first", starts=starts, ends=ends)
        for column in columns:
            yield from _exists(name, row, column, row.cells.get(column, ""), span)
        if name == DELEGATES.name:
            for text in chain(*(part.split("/") for part in split(row.cells.get("unavailable", "")))):
                yield from _exists(name, row, "unavailable", text, span)


def _exists(name: str, row: CheckedRow, column: str, text: str, span: Span) -> Iterator[Problem]:
    if not text or not span.zone:
        return
    try:
        instant(text, span.zone)
    except Fault as fault:
        yield problem(name, row, column, fault.word, **fault.facts)


def _forum(sheets: Sheets) -> Iterator[Problem]:
    for row in sheets.get(FORUM.name, ()):
        ends, purge = row.cells.get("ends", ""), row.cells.get("purge_after", "")
        if ends and purge and purge < ends[:10]:
            yield problem(FORUM.name, row, "purge_after", "purge_too_soon", value=purge)


def _repeated(sheets: Sheets) -> Iterator[Problem]:
    for name in (SESSIONS.name, PROJECTS.name, DELEGATES.name, INFO.name):
        yield from _twice(name, sheets.get(name, ()), "code", "code_twice")
    yield from _twice(DELEGATES.name, sheets.get(DELEGATES.name, ()), "invitation", "invitation_twice")


def _twice(name: str, rows: Iterable[CheckedRow], column: str, word: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in rows:
        value = row.cells.get(column, "")
        if value and first.setdefault(value, row.number) != row.number:
            yield problem(name, row, column, word, value=value, first=first[value])


def _inside(sheets: Sheets, span: Span) -> Iterator[Problem]:
    if not span.starts < span.ends:
        return
    bounds = {"starts": span.starts, "ends": span.ends}
    for row in sheets.get(SESSIONS.name, ()):
        for column in ("starts", "ends"):
            value = row.cells.get(column, "")
            if value and not span.starts <= value <= span.ends:
                yield problem(SESSIONS.name, row, column, "outside_forum", value=value, **bounds)
    for row in sheets.get(DELEGATES.name, ()):
        for text in split(row.cells.get("unavailable", "")):
            since, _, until = text.partition("/")
            if until <= span.starts or since >= span.ends:
                yield problem(DELEGATES.name, row, "unavailable", "outside_forum", value=text, **bounds)


def _stops(sheets: Sheets) -> Iterator[Problem]:
    sessions = sheets.get(SESSIONS.name, ())
    # A session of another kind is said to be one, and that is enough.
    visits = {
        row.cells["code"]: row.cells
        for row in sessions
        if row.cells.get("kind") == "visit" and "code" in row.cells
    }
    by_visit: dict[str, list[CheckedRow]] = {}
    for row in sheets.get(STOPS.name, ()):
        if row.cells.get("visit") and row.cells.get("order"):
            by_visit.setdefault(row.cells["visit"], []).append(row)
    for visit, rows in by_visit.items():
        yield from _twice(STOPS.name, rows, "order", "code_twice")
        yield from _in_time(visit, visits.get(visit, {}), rows)


def _in_time(visit: str, cells: dict[str, str], rows: Iterable[CheckedRow]) -> Iterator[Problem]:
    """Stops outside their visit, and stops before an earlier one; of a stop only the first that holds."""
    starts, ends = cells.get("starts", ""), cells.get("ends", "")
    latest = ""
    for row in sorted(rows, key=lambda row: int(row.cells["order"])):
        at = row.cells.get("at", "")
        if at and starts < ends and not starts <= at <= ends:
            bounds = {"starts": starts, "ends": ends}
            yield problem(STOPS.name, row, "at", "outside_visit", value=at, visit=visit, **bounds)
        elif at and at < latest:
            yield problem(STOPS.name, row, "at", "out_of_order", value=at, earlier=latest, visit=visit)
        else:
            latest = at or latest
