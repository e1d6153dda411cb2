"""The small programme in a database of its own."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.support.programmes import Programme, add_programme


@pytest.fixture
async def programme(database: Database) -> Programme:
    async with database.write() as tx:
        await add_programme(tx)
    return Programme(database)
