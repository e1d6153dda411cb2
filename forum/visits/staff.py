"""Who leads a visit: its guides, and the organisers."""

from __future__ import annotations

from forum.desk import Work
from forum.meetings.acting import Actor
from storage import sessions, visits
from storage.connection import Connection
from storage.records import Session


async def leads(connection: Connection, session_id: int, actor: Actor) -> bool:
    """Whether somebody leads a visit: takes its roll, sees its passengers and what they wrote for the gate."""
    if actor.organiser:
        return True
    return actor.delegate_id is not None and await visits.guides(connection, session_id, actor.delegate_id)


async def visit_led(connection: Connection, session_id: int, actor: Actor) -> Session | None:
    """A visit that takes place and that somebody leads; None for any other session."""
    found = await sessions.get(connection, session_id)
    if found is None or found.kind != "visit" or found.cancelled_at is not None:
        return None
    return found if await leads(connection, session_id, actor) else None


async def led_by(work: Work, session_id: int, actor: Actor) -> Session | None:
    """The same inside a use case."""
    return await visit_led(work.tx, session_id, actor)
