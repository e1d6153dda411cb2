"""A forum whose figures are known."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.support.figures import add_counted, add_meetings


@pytest.fixture
async def counted(database: Database) -> Database:
    async with database.write() as tx:
        await add_counted(tx)
        await add_meetings(tx)
    return database
