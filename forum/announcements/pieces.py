"""What is done with thousands of people is done in pieces: nobody else's press waits for it."""

from __future__ import annotations

from forum.announcements.audience import wanted
from forum.desk import Lane, Work
from storage import announcement_chores as chores
from storage import announcements as stored
from storage.announcement_audience import condition
from storage.announcement_records import Announcement, Chore
from storage.announcements import CORRECTED, TOLD

SIZE = 250
"""So many people at once."""


async def piece(work: Work, announcement_id: int, chore: str) -> bool:
    """Do some more of a chore (inside a use case); whether there is more that can be done now."""
    found = await chores.get(work.tx, announcement_id, chore)
    announcement = await stored.get(work.tx, announcement_id)
    if found is None or announcement is None:
        return False
    if chore == "withdraw":
        return await _withdraw(work, announcement)
    last = await (_queue if chore == "queue" else _follow_up)(work, announcement, found)
    work.told = True
    if last is not None:
        await chores.go_on(work.tx, found, last)
        return True
    await chores.end(work.tx, announcement_id, chore)
    if chore == "queue":
        await chores.queued(work.tx, announcement_id)
    return False


async def _queue(work: Work, announcement: Announcement, chore: Chore) -> int | None:
    audience = condition(wanted(announcement))
    return await chores.queue(work.tx, chore, audience, work.now, Lane.BROADCAST, SIZE)


async def _follow_up(work: Work, announcement: Announcement, chore: Chore) -> int | None:
    return await chores.follow_up(work.tx, chore, announcement.revision, work.now, Lane.BROADCAST, SIZE)


async def _withdraw(work: Work, announcement: Announcement) -> bool:
    # What has been told may be corrected all the same, unless it is taken back.
    kinds = (TOLD, CORRECTED) if announcement.state == "taken_back" else (TOLD,)
    if await chores.withdraw(work.tx, announcement.id, kinds, SIZE):
        return True
    if await chores.under_way(work.tx, announcement.id, kinds):
        return False  # what is being sent now may come back, to be sent again
    await chores.forget_dropped(work.tx, announcement.id)
    await chores.end(work.tx, announcement.id, "withdraw")
    return False
