"""What an import changes: the file against the last import against what holds now.

A cell changes only where its author changed it since the last import; what organisers and delegates changed in
the chat meanwhile stays. Where both did, the file wins, and the change says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forum.workbook.cells import split
from forum.workbook.checking import Cells, Workbook
from forum.workbook.problems import Problem
from forum.workbook.sheets import FORUM, SHEETS, Store, of_rows
from forum.workbook.state import State
from storage.workbook import Imported
from storage.workbook_seats import Person

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell's old and new text; `overrides` where the old one was set in the chat since the last import."""

    column: str
    old: str
    new: str
    overrides: bool = False


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is added (its cells from ''), changed or removed; `code` is the key of a row of `forum`."""

    sheet: str
    code: str
    what: str
    cells: tuple[CellChange, ...] = ()

    @property
    def new(self) -> dict[str, str]:
        """The new texts by column."""
        return {cell.column: cell.new for cell in self.cells}


@dataclass(frozen=True, slots=True)
class Telling:
    """Who would be told of a session: `why` is new, changed, cancelled, restored or seat_freed.

    Of a freed seat the import itself tells, of the rest an organiser's release.
    """

    session: str
    title: str
    why: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Crowded:
    """A session whose new capacity is lower than the number of seats taken; nobody loses theirs."""

    session: str
    title: str
    capacity: int
    seated: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import changed, or would change; with `problems` it changed nothing."""

    rows: tuple[RowChange, ...] = ()
    tellings: tuple[Telling, ...] = ()
    crowded: tuple[Crowded, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def told(self) -> int:
        """How many different people would be told."""
        return len({person.id for telling in self.tellings for person in telling.people})


@dataclass(slots=True)
class Difference:
    """The rows that change, and what to keep of this import for the next comparison."""

    rows: list[RowChange] = field(default_factory=list)
    remembered: list[tuple[str, str, Cells]] = field(default_factory=list)
    forgotten: list[tuple[str, str]] = field(default_factory=list)
    revived: set[tuple[str, str]] = field(default_factory=set)


def difference(workbook: Workbook, imported: Imported, state: State) -> Difference:
    """Compare a workbook with the last import and with what holds now."""
    found = Difference()
    for name in SHEETS:
        if name not in workbook.sheets:
            continue
        base = imported.get(name, {})
        for code, cells in workbook.sheets[name].items():
            _row(found, state, (name, code), cells, base.get(code))
        for code in base.keys() - workbook.sheets[name].keys():
            found.forgotten.append((name, code))
        found.rows += _removed(name, workbook, base, state)
    return found


def _removed(name: str, workbook: Workbook, base: Mapping[str, Cells], state: State) -> Iterator[RowChange]:
    # In the order of what holds now: a set's order would differ from run to run.
    for code in state.rows[name]:
        gone = code in base and code not in workbook.sheets[name]
        if gone and (name, code) not in state.dormant:
            yield RowChange(name, code, REMOVED)


def _row(found: Difference, state: State, place: tuple[str, str], cells: Cells, base: Cells | None) -> None:
    name, code = place
    merged = {**base, **cells} if base else cells
    if merged == base:
        # Its author touched nothing: whatever became of it since, deleted rows included, stays.
        return
    found.remembered.append((name, code, merged))
    now = state.rows[name].get(code)
    if now is None:
        found.rows.append(_added(name, code, cells))
        return
    revived = place in state.dormant and base is None
    changed = tuple(_changed(name, cells, base if base is not None else now, now))
    if revived:
        found.revived.add(place)
    if revived or changed:
        found.rows.append(RowChange(name, code, ADDED if revived else CHANGED, changed))


def _added(name: str, code: str, cells: Cells) -> RowChange:
    new = tuple(CellChange(column, "", text) for column, text in cells.items())
    return RowChange(name, code, ADDED, new)


_TOGETHER = (("starts", "ends"), ("latitude", "longitude"))


def _changed(name: str, cells: Cells, base: Cells, now: Cells) -> Iterator[CellChange]:
    sets = {column.name for column in of_rows(name).columns if column.store is Store.SET}
    touched = {
        column
        for column, text in cells.items()
        if not same(text, base.get(column, ""), as_set=column in sets)
    }
    # Half of an interval or of a place makes no sense: its author set both.
    for pair in _TOGETHER:
        if touched.intersection(pair) and name != FORUM.name:
            touched.update(column for column in pair if column in cells)
    for column, text in cells.items():
        if column not in touched:
            continue
        old, was = now.get(column, ""), base.get(column, "")
        new = _merged_set(text, was, old) if column in sets else text
        if not same(new, old, as_set=column in sets):
            yield CellChange(column, old, new, overrides=not same(old, was, as_set=column in sets))


def same(one: str, other: str, *, as_set: bool) -> bool:
    """Whether two cells say the same; the order of a set says nothing."""
    return one == other or (as_set and set(split(one)) == set(split(other)))


def _merged_set(text: str, was: str, now: str) -> str:
    """What holds now, with what the author added and without what they took away."""
    wanted, before, held = split(text), set(split(was)), split(now)
    dropped = before.difference(wanted)
    kept = [part for part in held if part not in dropped]
    return ",".join(dict.fromkeys([*kept, *(part for part in wanted if part not in before)]))
