"""The small Meeting Point."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.support.halls import Table, add_hall


@pytest.fixture
async def table(database: Database) -> Table:
    async with database.write() as tx:
        await add_hall(tx)
    return Table(database)
