"""Cells as the database's values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from forum.invitations import digest
from forum.workbook.cells import split
from forum.workbook.checking import POSITION, Cells
from forum.workbook.local import lenient_instant
from forum.workbook.sheets import DELEGATES, INFO, PROJECTS, SESSIONS, STOPS, Column, Store, of_rows
from storage.connection import Value
from storage.instants import to_sql

_RENAMED = {
    (PROJECTS.name, "table"): "session_id",
    (PROJECTS.name, "presenter"): "presenter_id",
    (STOPS.name, "visit"): "session_id",
    (STOPS.name, "order"): "position",
}


@dataclass(slots=True)
class Encoder:
    """The forum's zone and the numbers of sessions and delegates by code, which fill as rows are written."""

    zone: str
    sessions: Mapping[str, int] = field(default_factory=dict)
    delegates: Mapping[str, int] = field(default_factory=dict)

    def values(self, sheet: str, cells: Cells) -> dict[str, Value]:
        """What to write for these cells of a row; sets are in tables of their own and left out."""
        columns = of_rows(sheet).by_name
        written: dict[str, Value] = {}
        for name, text in cells.items():
            if sheet == INFO.name and name == POSITION:
                written[POSITION] = int(text)
            elif columns[name].store is not Store.SET:
                written[_RENAMED.get((sheet, name), name)] = self._value(sheet, columns[name], text)
        if sheet == DELEGATES.name and "invitation" in cells:
            written["invitation_digest"] = digest(cells["invitation"]) if cells["invitation"] else None
        return written

    def new_values(self, sheet: str, cells: Cells) -> dict[str, Value]:
        """What to write for a new row; columns that the file leaves out get their defaults."""
        complete = {column.name: column.default for column in of_rows(sheet).columns} | dict(cells)
        if sheet == DELEGATES.name and not complete["language"]:
            complete["language"] = complete["delegation"]
        return self.values(sheet, complete)

    def key(self, sheet: str, code: str, number: int) -> dict[str, Value]:
        """What names a row of the database; `number` is its own, of a stop that of its visit."""
        if sheet == STOPS.name:
            return {"session_id": number, "position": int(code.rpartition("/")[2])}
        return {"id": number}

    def intervals(self, text: str) -> list[tuple[datetime, datetime]]:
        """The instants of a list of intervals."""
        halves = (part.partition("/") for part in split(text))
        return [
            (lenient_instant(starts, self.zone), lenient_instant(ends, self.zone))
            for starts, _, ends in halves
        ]

    def _value(self, sheet: str, column: Column, text: str) -> Value:
        if (sheet, column.name) in {(PROJECTS.name, "table"), (STOPS.name, "visit")}:
            return self.sessions[text]
        if (sheet, column.name) == (PROJECTS.name, "presenter"):
            return self.delegates.get(text)
        if column.store is Store.MOMENT:
            return to_sql(lenient_instant(text, self.zone))
        if (column.store is not Store.TEXT or column.name == "invitation") and not text:
            return None
        if column.store is Store.WHOLE:
            return int(text)
        return float(text) if column.store is Store.REAL else text


MOVED = {SESSIONS.name: ("starts", "ends"), STOPS.name: ("at",)}
"""The columns that are instants: another zone gives them other values, though their texts stay."""
