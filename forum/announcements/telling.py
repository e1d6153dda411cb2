"""What a notice of an announcement says when it is sent, of what holds then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from forum.announcements.body import Body
from forum.announcements.looking import body_for
from storage import announcement_chores as chores
from storage import announcements as stored
from storage.announcement_records import Announcement
from storage.announcements import TOLD
from storage.connection import Connection
from storage.records import Notice

FRESH = timedelta(hours=24)
"""Whoever can be reached later than this after it went out is not told any more."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An announcement as somebody gets it. `reading`: with the key to say that one has read it.

    `message_id`: the message in whose place it is shown; None: a new one.
    """

    announcement: Announcement
    body: Body
    reading: bool
    message_id: int | None = None


async def recall(view: Connection, notice: Notice, facts: Mapping[str, Any], now: datetime) -> Copy | None:
    """What is told or corrected; None where that is over."""
    found = await stored.get(view, int(facts["announcement"]))
    body = body_for(found, notice.language) if found is not None else None
    if found is None or body is None or found.released_at is None:
        return None
    if notice.kind == TOLD:
        holds = found.state == "released" and now - found.released_at <= FRESH
        return Copy(found, body, found.reading) if holds else None
    message_id = await chores.message_of(view, int(facts["notice"]))
    if message_id is None or found.state == "taken_back" or found.revision != facts["revision"]:
        return None
    read = notice.delegate_id is not None and await stored.has_read(view, found.id, notice.delegate_id)
    return Copy(found, body, found.reading and not read, message_id)


async def recall_removal(
    view: Connection, facts: Mapping[str, Any]
) -> tuple[Announcement | None, int | None]:
    """The announcement that is taken back, and the message that goes; None where there is none."""
    found = await stored.get(view, int(facts["announcement"]))
    return found, await chores.message_of(view, int(facts["notice"]))
