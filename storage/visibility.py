"""Who may be found and seen by whom: one condition for the search, the suggestions and the cards."""

from __future__ import annotations

from storage.connection import Connection

SHOWN = """
    (delegates.visibility = 'all' OR delegates.visibility = 'tables' AND EXISTS (
        SELECT 1 FROM seats AS mine JOIN seats AS theirs USING (session_id) JOIN sessions ON sessions.id = session_id
        WHERE mine.delegate_id = :viewer AND theirs.delegate_id = delegates.id AND sessions.kind = 'table'
        AND sessions.cancelled_at IS NULL AND mine.state = 'seated' AND theirs.state = 'seated'))
"""
"""Whether a row of `delegates` shows itself to `:viewer`."""

KNOWN = """
    delegates.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM leavers WHERE leavers.delegate_id = delegates.id)
"""
"""Whether a row of `delegates` is still somebody: whom the organisers' desk may find, also if they were removed."""

OTHERS = "delegates.removed_at IS NULL AND delegates.role = 'delegate' AND delegates.id <> :viewer"
"""Whether a row of `delegates` is a delegate, and not `:viewer`: whom an organiser may find."""

VISIBLE = f"""
    {OTHERS} AND {SHOWN}
"""
"""Whether a row of `delegates` may be found by `:viewer`."""


async def sees(connection: Connection, viewer_id: int, person_id: int) -> bool:
    """Whether a delegate shows themselves to another."""
    found = await connection.value(
        f"SELECT 1 FROM delegates WHERE id = :person AND removed_at IS NULL AND {SHOWN}",
        {"viewer": viewer_id, "person": person_id},
    )
    return found is not None
