from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forum.desk import Desk
from storage.database import Database
from tests.forum.workbook.book import Book

NOW = datetime(2018, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
async def desk(empty: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    async with Database.open(shutil.copy(empty, tmp_path / "forum.sqlite3"), readers=1) as database:
        yield Desk(database, lambda: NOW)


@pytest.fixture
async def other_desk(empty: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    async with Database.open(shutil.copy(empty, tmp_path / "other.sqlite3"), readers=1) as database:
        yield Desk(database, lambda: NOW)
