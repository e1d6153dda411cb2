"""How instants are written in SQL: text in UTC with milliseconds, which sorts as it stands."""

from __future__ import annotations

from datetime import UTC, datetime


def to_sql(instant: datetime) -> str:
    """Write an aware instant as `2018-11-29T14:20:00.000+00:00`; a naive one raises ValueError."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its offset")
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")


def from_sql(text: str) -> datetime:
    """Read what `to_sql` wrote; the result is aware, in UTC."""
    return datetime.fromisoformat(text)
