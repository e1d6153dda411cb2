"""The sheets of the workbook with all figures, in an organiser's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from forum.figures.facts import Cell, Table
from forum.figures.gathering import RESULTS, Figures
from forum.figures.report import merged, region
from forum.reach import STATES
from forum.workbook.local import local_text
from locales import Words
from storage.figures import Filling, Taken
from storage.records import Attended

COUNTS = (
    "asked",
    "open",
    "agreed",
    "unplaced",
    "unconfirmed",
    "held",
    "missed",
    "declined",
    "withdrawn",
    "lapsed",
    "cancelled",
    "interpreted",
    "helped",
)
"""The numbers of meetings, by their names in `Meetings`."""


def book(words: Words, figures: Figures, taken: Sequence[Taken], fillings: Sequence[Filling]) -> list[Table]:
    """Every sheet; a sheet without rows has its header alone."""
    return [
        _people(words, figures),
        _seats(words, "tables", figures.tables),
        _visits(words, figures),
        _meetings(words, figures),
        _subjects(words, figures),
        _regions(words, figures),
        _hall(words, taken),
        _reach(words, figures),
        _fillings(words, figures.tables, fillings),
    ]


def _table(words: Words, name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Table:
    header = [words.plain(f"figures.column.{column}") for column in columns]
    return Table(words.plain(f"figures.sheet.{name}"), header, rows)


def _people(words: Words, figures: Figures) -> Table:
    rows: list[list[Cell]] = [
        [
            words.plain(f"figures.role.{one.role}"),
            words.plain(f"delegation.{one.delegation}"),
            words.languages([one.language]),
            one.invited,
            one.arrived,
            one.reachable,
            one.present,
        ]
        for one in figures.people
    ]
    columns = ("role", "delegation", "language", "invited", "arrived", "reachable", "present")
    return _table(words, "people", columns, rows)


def _seats(words: Words, name: str, sessions: Sequence[Attended]) -> Table:
    rows = [[words.pick(one, "title"), one.capacity, one.seated, one.waiting] for one in sessions]
    return _table(words, name, ("title", "capacity", "seated", "waiting"), rows)


def _visits(words: Words, figures: Figures) -> Table:
    rows = [
        [words.pick(one, "title"), one.capacity, one.seated, one.waiting, trip.out, trip.back]
        for trip in figures.visits
        for one in [trip.session]
    ]
    return _table(words, "visits", ("title", "capacity", "seated", "waiting", "out", "back"), rows)


def _meetings(words: Words, figures: Figures) -> Table:
    rows: list[list[Cell]] = [
        [words.plain(f"figures.meetings.{name}"), int(getattr(figures.meetings, name))] for name in COUNTS
    ]
    rows += [
        [words.plain(f"report.result.{result or 'unsaid'}"), figures.outcomes.get(result, 0)]
        for result in RESULTS
    ]
    rows.append([words.plain("figures.meetings.exchanged"), figures.rating.exchanged])
    average = None if figures.rating.average is None else round(figures.rating.average, 2)
    rows.append([words.plain("figures.meetings.rating"), average])
    return _table(words, "meetings", ("what", "number"), rows)


def _subjects(words: Words, figures: Figures) -> Table:
    titles = {one.id: words.pick(one, "title") for one in figures.tables}
    others = words.plain("report.other_subjects")
    rows: list[list[Cell]] = [
        [titles.get(one.session_id or 0, others), one.agreed, one.held, one.protocols]
        for one in figures.subjects
    ]
    return _table(words, "subjects", ("title", "concluded", "held", "protocols"), rows)


def _regions(words: Words, figures: Figures) -> Table:
    agreed, held = merged(figures.pairs, "agreed"), merged(figures.pairs, "held")
    rows: list[list[Cell]] = [
        [region(words, ru), region(words, it), number, held[it, ru]]
        for (it, ru), number in sorted(agreed.items(), key=lambda item: (-item[1], item[0]))
    ]
    return _table(words, "regions", ("ru", "it", "concluded", "held"), rows)


def _hall(words: Words, taken: Sequence[Taken]) -> Table:
    rows: list[list[Cell]] = [[_moment(words, one.starts), one.table_number] for one in taken]
    return _table(words, "hall", ("at", "table"), rows)


def _reach(words: Words, figures: Figures) -> Table:
    rows: list[list[Cell]] = [
        [words.plain(f"reach.state.{state}"), figures.notices.get(state, 0)] for state in STATES
    ]
    rows.append([words.plain("figures.unreached"), figures.unreached])
    return _table(words, "reach", ("what", "number"), rows)


def _fillings(words: Words, tables: Sequence[Attended], fillings: Sequence[Filling]) -> Table:
    titles = {one.id: words.pick(one, "title") for one in tables}
    rows: list[list[Cell]] = [
        [titles[one.session_id], _moment(words, one.at), one.seated, one.waiting]
        for one in fillings
        if one.session_id in titles
    ]
    return _table(words, "filling", ("title", "at", "seated", "waiting"), rows)


def _moment(words: Words, instant: datetime) -> str:
    """As times stand in the forum's workbook."""
    return local_text(instant, words.zone.key)
