"""What time does with announcements: those whose time has come go out, and what is done in pieces goes on."""

from __future__ import annotations

from datetime import timedelta

from forum.announcements.pieces import piece
from forum.announcements.releasing import send
from forum.desk import Desk, Facts, Outcome, Work, outcome, use_case
from forum.organisers import tell_organisers
from storage import announcement_chores as chores
from storage import announcements as stored

LATE = timedelta(minutes=30)
"""What should have gone out longer ago than this, but for a stop of the bot, organisers decide on anew."""

MISSED = "announcement_missed"
"""The kind of the notice by which they are told."""


async def attend(desk: Desk) -> None:
    """Do whatever has come due with announcements. With nothing due it costs one query."""
    async with desk.glance() as view:
        if not await chores.waiting(view, desk.clock()):
            return
    await _send_due(desk)
    async with desk.glance() as view:
        found = await chores.every(view)
    for one in found:
        while (await _go_on(desk, one.announcement_id, one.chore)).facts["more"]:
            pass


@use_case
async def _send_due(work: Work) -> Outcome:
    for announcement in await stored.due(work.tx, work.now):
        if announcement.send_at is None or work.now - announcement.send_at <= LATE:
            await send(work, announcement)
            continue
        facts: Facts = {"announcement": announcement.id, "at": announcement.send_at.isoformat()}
        await stored.change(work.tx, announcement.id, state="draft", send_at=None)
        await tell_organisers(work, MISSED, f"{MISSED}:{announcement.id}:{facts['at']}", facts)
    return outcome("announcements_attended")


@use_case
async def _go_on(work: Work, announcement_id: int, chore: str) -> Outcome:
    return outcome("announcements_attended", more=await piece(work, announcement_id, chore))
