"""The forum in the database as the workbook's cells: what an export writes and an import compares with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forum.workbook.cells import degrees_text, tidy, without_control
from forum.workbook.checking import POSITION, Cells, row_key
from forum.workbook.local import local_text
from forum.workbook.sheets import DELEGATES, FORUM, INFO, SHEETS, Column, Store, of_rows
from storage.connection import Value
from storage.instants import from_sql
from storage.workbook import Row, Snapshot


@dataclass(slots=True)
class State:
    """Rows by sheet and code, as in a `Workbook`; `dormant` are cancelled or removed ones, `ids` the numbers."""

    rows: dict[str, dict[str, Cells]] = field(default_factory=dict)
    dormant: set[tuple[str, str]] = field(default_factory=set)
    ids: dict[tuple[str, str], int] = field(default_factory=dict)
    zone: str = ""


def state_of(snapshot: Snapshot) -> State:
    """The forum as cells; times local to the forum's zone."""
    state = State({name: {} for name in SHEETS})
    for forum in snapshot.sheets[FORUM.name]:
        state.zone = str(forum["timezone"])
        cells = _cells(FORUM.name, forum, state.zone)
        state.rows[FORUM.name] = {key: {"value": text} for key, text in cells.items()}
    for name in list(SHEETS)[1:]:
        for index, row in enumerate(snapshot.sheets[name]):
            cells = _cells(name, row, state.zone)
            if name == DELEGATES.name:
                cells |= _sets(snapshot, _id(row), state.zone)
            if name == INFO.name:
                cells[POSITION] = str(index)
            _put(state, name, row, cells)
    return state


def _put(state: State, name: str, row: Row, cells: Cells) -> None:
    key = row_key(name, cells)
    state.rows[name][key] = cells
    state.ids[name, key] = _id(row)
    if row["dormant"]:
        state.dormant.add((name, key))


def _id(row: Row) -> int:
    number = row["id"]
    return number if isinstance(number, int) else 0


def _cells(name: str, row: Row, zone: str) -> dict[str, str]:
    columns = (column for column in of_rows(name).columns if column.store is not Store.SET)
    return {column.name: _text(column, row[column.name], zone) for column in columns}


def _text(column: Column, value: Value, zone: str) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return degrees_text(value)
    if column.store is Store.MOMENT:
        return local_text(from_sql(str(value)), zone)
    return tidy(without_control(str(value)), prose=column.prose)


def _sets(snapshot: Snapshot, delegate_id: int, zone: str) -> Mapping[str, str]:
    spans = snapshot.unavailable.get(delegate_id, ())
    return {
        "tables": ",".join(snapshot.tables.get(delegate_id, ())),
        "head_of": ",".join(snapshot.head_of.get(delegate_id, ())),
        "unavailable": ",".join(
            f"{local_text(from_sql(starts), zone)}/{local_text(from_sql(ends), zone)}"
            for starts, ends in spans
        ),
    }
