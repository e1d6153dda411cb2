"""Whose card one may see."""

from __future__ import annotations

from storage import delegates, heads, meetings, visibility
from storage.connection import Connection


async def may_see(
    connection: Connection, viewer_id: int | None, person_id: int, *, organiser: bool = False
) -> bool:
    """Whether somebody may see a delegate's card.

    One's own, those of delegates who show themselves, those with whom there is a request or a meeting, those for
    whom one may act; organisers see all.
    """
    if await delegates.delegation(connection, person_id) is None:
        return False
    if organiser or person_id == viewer_id:
        return True
    if viewer_id is None:
        return False
    return (
        await visibility.sees(connection, viewer_id, person_id)
        or await heads.is_head(connection, viewer_id, person_id)
        or await meetings.ever_between(connection, viewer_id, person_id)
    )
