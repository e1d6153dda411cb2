"""What every test may use: the sample forum in a database of one's own, and the bot on stage."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.support.stage import Stage, prepared, staged


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample forum in a database, made once; never to be opened, only copied."""
    return prepared(tmp_path_factory.mktemp("sample") / "forum.sqlite3")


@pytest.fixture
async def stage(sample: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The bot at work on the rehearsal server, with the sample forum."""
    async with staged(sample, tmp_path) as stage:
        yield stage


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database."""
    async with Database.open(tmp_path / "empty.sqlite3") as database:
        yield database
