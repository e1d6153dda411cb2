"""Writing the rows that change, in an order in which every code already has its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forum.desk import Work
from forum.workbook.cells import split
from forum.workbook.changes import ADDED, CHANGED, REMOVED, Difference, RowChange
from forum.workbook.checking import Cells, Workbook
from forum.workbook.encoding import MOVED, Encoder
from forum.workbook.sheets import DELEGATES, FORUM, INFO, PROJECTS, SESSIONS, STOPS
from forum.workbook.state import State
from storage import workbook_writes as writes


@dataclass(frozen=True, slots=True)
class Plan:
    """An import under way: the file, what held before, and the difference."""

    workbook: Workbook
    state: State
    found: Difference

    @property
    def rezoned(self) -> bool:
        """Whether the forum moves to another zone: then all times are written anew."""
        return self.state.zone not in {"", self.workbook.zone}

    def rows(self, sheet: str, what: str) -> Iterator[RowChange]:
        """The changes of a sheet; a revived row is one that is changed."""
        for row in self.found.rows:
            if row.sheet == sheet and what == (CHANGED if self.revives(row) else row.what):
                yield row

    def revives(self, row: RowChange) -> bool:
        """Whether the row was cancelled or removed, and comes back."""
        return (row.sheet, row.code) in self.found.revived

    def numbers(self, rows: Iterable[RowChange]) -> list[int]:
        """The rows' numbers in the database."""
        return [self.state.ids[row.sheet, row.code] for row in rows]

    def names(self, code: str) -> bool:
        """Whether a delegate is in the file."""
        return code in self.workbook.sheets.get(DELEGATES.name, {})


async def apply_rows(work: Work, plan: Plan) -> None:
    """Write every row that changes, but no seat."""
    encoder = Encoder(plan.workbook.zone)
    await _forum(work, plan, encoder)
    await _sessions(work, plan, encoder)
    encoder.sessions = await writes.numbers(work.tx, SESSIONS.name)
    await _delegates(work, plan, encoder)
    encoder.delegates = await writes.numbers(work.tx, DELEGATES.name)
    for sheet in (PROJECTS.name, STOPS.name, INFO.name):
        await _delete(work, plan, encoder, sheet)
        await _write(work, plan, encoder, sheet)
    await _heads(work, plan, encoder)
    await _unavailable(work, plan, encoder)


async def _forum(work: Work, plan: Plan, encoder: Encoder) -> None:
    changed = {row.code: row.new["value"] for row in plan.found.rows if row.sheet == FORUM.name}
    now = {key: cells["value"] for key, cells in plan.state.rows[FORUM.name].items()}
    if not now:
        await writes.add(work.tx, FORUM.name, [{"id": 1, **encoder.new_values(FORUM.name, changed)}])
        return
    if plan.rezoned:
        changed = {"starts": now["starts"], "ends": now["ends"]} | changed
    if changed:
        await writes.change(work.tx, FORUM.name, [({"id": 1}, encoder.values(FORUM.name, changed))])


async def _sessions(work: Work, plan: Plan, encoder: Encoder) -> None:
    await _write(work, plan, encoder, SESSIONS.name)
    back = [row for row in plan.rows(SESSIONS.name, CHANGED) if plan.revives(row)]
    await writes.restore_sessions(work.tx, plan.numbers(back))
    await writes.cancel_sessions(work.tx, plan.numbers(plan.rows(SESSIONS.name, REMOVED)), work.now)


async def _delegates(work: Work, plan: Plan, encoder: Encoder) -> None:
    await writes.remove_delegates(work.tx, plan.numbers(plan.rows(DELEGATES.name, REMOVED)), work.now)
    changed = list(plan.rows(DELEGATES.name, CHANGED))
    await writes.withdraw_invitations(
        work.tx, plan.numbers(row for row in changed if "invitation" in row.new)
    )
    await writes.restore_delegates(work.tx, plan.numbers(row for row in changed if plan.revives(row)))
    await _write(work, plan, encoder, DELEGATES.name)


async def _write(work: Work, plan: Plan, encoder: Encoder, sheet: str) -> None:
    added = [encoder.new_values(sheet, row.new) for row in plan.rows(sheet, ADDED)]
    await writes.add(work.tx, sheet, added)
    rows = []
    for code, cells in _changed_cells(plan, sheet).items():
        values = encoder.values(sheet, cells)
        if values:
            rows.append((encoder.key(sheet, code, plan.state.ids[sheet, code]), values))
    await writes.change(work.tx, sheet, rows)


def _changed_cells(plan: Plan, sheet: str) -> dict[str, Cells]:
    """The cells to write of rows that stay, by code."""
    changed: dict[str, Cells] = {row.code: row.new for row in plan.rows(sheet, CHANGED)}
    if plan.rezoned and sheet in MOVED:
        gone = {row.code for row in plan.rows(sheet, REMOVED)}
        for code, now in plan.state.rows[sheet].items():
            if code not in gone:
                changed[code] = {column: now[column] for column in MOVED[sheet]} | dict(changed.get(code, {}))
    return changed


async def _delete(work: Work, plan: Plan, encoder: Encoder, sheet: str) -> None:
    rows = list(plan.rows(sheet, REMOVED))
    keys = [encoder.key(sheet, row.code, plan.state.ids[sheet, row.code]) for row in rows]
    await writes.delete(work.tx, sheet, keys)


def set_changes(plan: Plan, column: str) -> dict[str, str]:
    """The new texts of a delegates' column that is a set, by code, of those for whom it changes."""
    rows = [row for row in plan.found.rows if row.sheet == DELEGATES.name and row.what != REMOVED]
    return {row.code: row.new[column] for row in rows if row.new.get(column) or _emptied(row, column)}


def _emptied(row: RowChange, column: str) -> bool:
    return any(cell.column == column and cell.old for cell in row.cells)


async def _heads(work: Work, plan: Plan, encoder: Encoder) -> None:
    numbers = encoder.delegates
    heads = {
        numbers[code]: [numbers[other] for other in split(text) if other in numbers]
        for code, text in set_changes(plan, "head_of").items()
    }
    await writes.set_heads(work.tx, heads)


async def _unavailable(work: Work, plan: Plan, encoder: Encoder) -> None:
    texts = set_changes(plan, "unavailable")
    if plan.rezoned:
        rows = plan.state.rows[DELEGATES.name].items()
        texts = {code: cells["unavailable"] for code, cells in rows if cells["unavailable"]} | texts
    spans = {encoder.delegates[code]: encoder.intervals(text) for code, text in texts.items()}
    await writes.set_unavailable(work.tx, spans)
