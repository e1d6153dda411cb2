"""What was given is not right."""

from __future__ import annotations

from bot.settings import Settings


class Problem(Exception):
    """Something in what was given; the message says what, in plain words, and nothing was changed."""


def needs_database(settings: Settings) -> None:
    """Raises Problem where the database is not there yet."""
    # Opening would create it, and an empty export or backup would look like a good one.
    if not settings.database.is_file():
        raise Problem(f"There is no database at {settings.database}: import a forum, or set DATABASE.")
