"""What Litestream builds on: a copy of the file and of its write-ahead log, taken as they lie there, is the database.

Litestream itself cannot be had on every machine: it keeps a snapshot and the log's frames, and a restore puts them
together. Here the same two files are taken in that order, while the bot writes.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.database import Database
from tests.support.forums import add_delegates, add_forum

ROOT = Path(__file__).resolve().parents[2]


async def test_the_file_and_its_log_restore_the_last_commit(tmp_path: Path) -> None:
    path, folder = tmp_path / "forum.sqlite3", tmp_path / "elsewhere"
    folder.mkdir()
    async with Database.open(path, readers=1) as database:
        async with database.write() as tx:
            await add_forum(tx)
        # As long as somebody reads, the log is neither emptied nor begun anew: that is how Litestream holds it.
        with closing(sqlite3.connect(path, isolation_level=None)) as replica:
            replica.execute("BEGIN")
            replica.execute("SELECT count(*) FROM forum").fetchone()
            shutil.copy(path, folder)
            async with database.write() as tx:
                await add_delegates(tx, 50)
            assert await database.rewrite()
            assert not await database.tidy()
            shutil.copy(path.with_name("forum.sqlite3-wal"), folder)
    async with Database.open(folder / "forum.sqlite3", readers=1) as restored:
        await restored.check()
        async with restored.read() as view:
            assert await view.number("SELECT count(*) FROM delegates") == 50


def test_the_configuration_and_the_composition_fit_together() -> None:
    config = (ROOT / "deploy" / "litestream.yml").read_text(encoding="utf-8")
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (database,) = re.findall(r"^ *- path: (\S+)$", config, re.MULTILINE)
    assert f"DATABASE: {database}" in compose
    assert "./deploy/litestream.yml:/etc/litestream.yml:ro" in compose
    wanted = {
        "REPLICA_BUCKET",
        "REPLICA_ENDPOINT",
        "LITESTREAM_ACCESS_KEY_ID",
        "LITESTREAM_SECRET_ACCESS_KEY",
    }
    assert set(re.findall(r"\b[A-Z]+_[A-Z_]+\b", config)) == wanted
    assert {name for name in wanted if name not in readme} == set()
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    (user,) = re.findall(r'user: "(\d+):\1"', compose)
    assert user in dockerfile


def test_the_files_are_plain_yaml() -> None:
    """No reader of YAML is among the packages: what is looked at is what breaks such files."""
    for path in (ROOT / "deploy" / "litestream.yml", ROOT / "compose.yaml"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.split("#")[0].strip()]
        assert [line for line in lines if "\t" in line or (len(line) - len(line.lstrip())) % 2] == []
        odd = [line for line in lines if not re.match(r" *(- )?([\w.-]+:( .+)?|\S+)$|^ *- \S", line)]
        assert odd == []
