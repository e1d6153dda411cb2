"""Asking passengers for what the gate of their visit wants to know."""

from __future__ import annotations

from datetime import datetime

from forum.desk import Work
from storage import gates


async def ask_passenger(work: Work, session_id: int, delegate_id: int) -> None:
    """Ask somebody who has just got a seat, if the gate of their visit asks for documents (inside a use case)."""
    asked_at = await gates.asked_at(work.tx, session_id)
    if asked_at is not None:
        await ask(work, session_id, delegate_id, asked_at)


async def ask(work: Work, session_id: int, delegate_id: int, asked_at: datetime) -> None:
    """Ask a passenger; once for each time that the question is put."""
    key = f"gate_papers:{session_id}:{delegate_id}:{asked_at.isoformat()}"
    await work.tell(delegate_id, "gate_papers", key, {"session": session_id})
