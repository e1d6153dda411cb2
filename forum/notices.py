"""Whether a notice still tells the truth: one that could not be sent at once may have been overtaken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storage import accounts, applications, sessions
from storage.connection import Connection
from storage.records import Notice


async def still_true(connection: Connection, notice: Notice, facts: Mapping[str, Any]) -> bool:
    """Whether what a notice says still holds: the seat is still theirs, the registration still waits."""
    match notice.kind:
        case "seat_freed":
            session = await sessions.attended(connection, int(facts["session"]), notice.delegate_id)
            return session is not None and session.seat == "seated" and session.cancelled_at is None
        case "registration":
            application = await applications.get(connection, int(facts["application"]))
            return application is not None and application.state == "waiting"
        case "language_changed":
            account = await accounts.of_delegate(connection, notice.delegate_id or 0)
            return account is not None and account.language == facts["language"]
        case _:
            return True
