"""A forum with visits."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.support.trips import add_trips


@pytest.fixture
async def trips(database: Database) -> Database:
    async with database.write() as tx:
        await add_trips(tx)
    return database
