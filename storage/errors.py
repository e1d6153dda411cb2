"""What can be wrong with a database.

StorageError
├── DatabaseTooNew    it was written by a newer version of the bot
├── DatabaseDamaged   the integrity check found something
├── DatabaseUnusable  it cannot be opened: no such folder, no permission, no SQLite file
└── UpgradeFailed     it cannot be brought up to date
"""

from __future__ import annotations

import sqlite3


def passes(error: Exception) -> bool:
    """Whether an error is only that another process writes just now."""
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode == sqlite3.SQLITE_BUSY


class StorageError(Exception):
    """Something is wrong with the database; the message says what and how to mend it."""


class DatabaseTooNew(StorageError):
    """The file was written by a newer version of the bot."""


class DatabaseDamaged(StorageError):
    """The integrity check found something."""


class DatabaseUnusable(StorageError):
    """The file cannot be opened or is no SQLite database."""


class UpgradeFailed(StorageError):
    """The file cannot be brought up to date; what it was before is there."""
