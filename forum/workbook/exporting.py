"""The whole forum as it stands now, as a workbook that an import reads back unchanged."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from forum.desk import Desk
from forum.workbook.changes import same
from forum.workbook.checking import Cells
from forum.workbook.problems import CannotWrite
from forum.workbook.sheets import FORUM, SHEETS, Sheet, Store
from forum.workbook.state import State, state_of
from forum.workbook.writing import Table, table, write
from storage import workbook as storage


async def export(desk: Desk, path: Path | str) -> None:
    """Write the forum to an .xlsx file or a folder of .csv files. Raises CannotWrite."""
    await asyncio.to_thread(write, path, await tables(desk))


async def tables(desk: Desk) -> dict[str, Table]:
    """The forum's sheets. Raises CannotWrite where there is no forum."""
    async with desk.look() as connection:
        state = state_of(await storage.snapshot(connection))
        imported = await storage.imported(connection)
    if not state.rows[FORUM.name]:
        raise CannotWrite("There is no forum in the database yet: import one first.")
    return {name: _table(sheet, state, imported.get(name, {})) for name, sheet in SHEETS.items()}


def _table(sheet: Sheet, state: State, imported: Mapping[str, Cells]) -> Table:
    if sheet is FORUM:
        rows = state.rows[sheet.name].items()
        return table(sheet.names, [{"key": key, "value": cells["value"]} for key, cells in rows])
    sets = [column.name for column in sheet.columns if column.store is Store.SET]
    alive = [
        _as_imported(cells, imported.get(code, {}), sets)
        for code, cells in state.rows[sheet.name].items()
        if (sheet.name, code) not in state.dormant
    ]
    return table(sheet.names, alive)


def _as_imported(cells: Cells, imported: Cells, sets: list[str]) -> Cells:
    """The cells; a set that is still what was imported keeps the order in which it was written."""
    written = {name: imported.get(name, "") for name in sets}
    return {**cells, **{name: text for name, text in written.items() if same(cells[name], text, as_set=True)}}
