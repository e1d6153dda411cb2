"""Health: a fresh file means well, an old or missing one does not."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from bot.health import OLDEST, Heartbeat, file_of, is_alive, main
from storage.database import Database


async def test_the_file_is_there_while_the_process_is(database: Database) -> None:
    heartbeat = Heartbeat(database)
    assert not heartbeat.is_alive()
    await heartbeat.start()
    assert heartbeat.is_alive()
    assert main({"DATABASE": str(database.path)}) == 0
    await heartbeat.stop()
    assert not heartbeat.is_alive()


async def test_it_is_touched_again_and_again(database: Database) -> None:
    heartbeat = Heartbeat(database, every=0.005)
    await heartbeat.start()
    os.utime(file_of(database.path), (0, 0))
    async with asyncio.timeout(10):
        while not heartbeat.is_alive():
            # The heart beats with the writer: whoever asks for it lets it have its turn.
            async with database.write():
                pass
    await heartbeat.stop()


def test_an_old_file_means_not_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = tmp_path / "f.sqlite3"
    file_of(database).touch()
    touched = file_of(database).stat().st_mtime
    assert is_alive(database, now=touched + OLDEST - 1)
    assert not is_alive(database, now=touched + OLDEST)
    os.utime(file_of(database), (0, 0))
    assert main({"DATABASE": str(database)}) == 1
    assert capsys.readouterr().err == (
        f"{database}.alive was not touched for 100 seconds: the bot is not well.\n"
    )
