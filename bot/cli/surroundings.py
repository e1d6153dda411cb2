"""What `check` looks at around the database: room, rights, the log beside it; who runs the forum, when data go."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import datetime
from pathlib import Path

from bot.cli.problem import Problem
from bot.clock import Clock
from bot.settings import Settings
from forum.privacy.purging import purge_at
from storage.inspection import Inspection, inspect

_MB = 2**20
_LEAST_ROOM = 200 * _MB
_LARGEST_LOG = 64 * _MB


async def room(settings: Settings) -> str:
    """Whether the bot can write, and for how long."""
    database = settings.database
    folder = _existing(database.absolute().parent)
    if not os.access(folder, os.W_OK | os.X_OK) or (database.exists() and not os.access(database, os.W_OK)):
        raise Problem(f"{database} or its folder cannot be written: give both to the user that runs the bot.")
    size, log = _size(database), _size(database.with_name(database.name + "-wal"))
    free = shutil.disk_usage(folder).free
    if free < max(_LEAST_ROOM, 2 * (size + log)):
        raise Problem(
            f"only {free // _MB} MB are free in {folder}: backups and upgrades need twice the database."
        )
    if log > max(_LARGEST_LOG, 4 * size):
        raise Problem(
            f"the write-ahead log beside {database} has grown to {log // _MB} MB, for some process reads without an "
            "end: look whether Litestream or another program holds the file, and start the bot again."
        )
    return f"{free // _MB} MB free; database {size // 1024} KB, log {log // 1024} KB{_readers(database)}"


def _existing(folder: Path) -> Path:
    return folder if folder.exists() or folder == folder.parent else _existing(folder.parent)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _readers(database: Path) -> str:
    """The rehearsal and tests write readable files: said, and no fault."""
    if database.exists() and database.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return "; other users of this computer may read it, unless: chmod 600"
    return ""


async def organisers(settings: Settings) -> str:
    """Whether anybody runs the forum."""
    found = await _inspected(settings)
    by_role = found.organisers if found else 0
    if found is not None and found.forum is not None and not by_role and not settings.organisers:
        raise Problem(
            "nobody runs the forum: give somebody the role organiser in the workbook, or set ORGANISERS."
        )
    return f"{by_role} by the workbook, {len(settings.organisers)} by ORGANISERS"


async def privacy(settings: Settings) -> str:
    """When personal data go."""
    found = await _inspected(settings)
    if found is None or found.forum is None:
        return "no forum yet"
    due = purge_at(found.purge_after, found.timezone)
    if due is None:
        return "purge_after is empty, so personal data stay until somebody deletes the database"
    return _when(found.purge_after, due, Clock(settings.clock_start, settings.clock_speed).now())


def _when(day: str, due: datetime, now: datetime) -> str:
    if now < due:
        return f"personal data are deleted after {day}"
    return f"{day} is past: a bot that runs deletes all personal data"


async def _inspected(settings: Settings) -> Inspection | None:
    """The database, where there is one that can be looked at: what is wrong with it another check says."""
    from storage.errors import StorageError

    try:
        return await inspect(settings.database) if settings.database.is_file() else None
    except StorageError:
        return None
