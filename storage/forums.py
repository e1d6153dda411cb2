"""The forum's own row."""

from __future__ import annotations

from storage.connection import Connection
from storage.records import Forum


async def get(connection: Connection) -> Forum | None:
    """The forum, or None before the first import."""
    return await connection.record(
        Forum,
        "SELECT identity, name_it, name_ru, starts, ends, timezone, venue_it, venue_ru, address, "
        "latitude, longitude, slot_minutes, "
        "meeting_tables, open_requests, request_hours, scheduling, reminder_minutes, "
        "quiet_from, quiet_until, registration, consent_it, consent_ru, purge_after FROM forum",
    )
