from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import accounts
from storage.database import Database
from tests.forum.announcements.support import AUTHOR, OTHER
from tests.support.forums import NOW, add_delegates, add_forum, add_session


@pytest.fixture
async def forum(empty: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """Twelve delegates, six of either delegation; the first ten have the bot; two organisers."""
    async with Database.open(shutil.copy(empty, tmp_path / "forum.sqlite3")) as database:
        async with database.write() as tx:
            await add_forum(tx)
            await add_delegates(tx, 12)
            await add_session(tx, 1)
            await add_session(tx, 2, kind="visit")
            for number in range(1, 11):
                await accounts.open_account(tx, 1000 + number, "it" if number % 2 else "ru", "1", NOW)
                await accounts.link(tx, 1000 + number, number)
            await tx.run(
                "UPDATE delegates SET role = 'organiser' WHERE id IN (?, ?)", (AUTHOR - 1000, OTHER - 1000)
            )
        yield database
