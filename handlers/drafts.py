"""One's own drafts of announcements, on a screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from forum import announcements as rules
from forum.announcements import Audience
from forum.desk import Outcome
from handlers.screens import announcement_draft as screens
from handlers.screens.announcement_audience import Chosen
from handlers.screens.announcements import at as day_and_time
from handlers.screens.notices import said
from handlers.screens.screen import Screen
from handlers.visit import Visit
from storage import announcement_audience as audiences
from storage import announcements as stored
from storage.announcement_records import Announcement
from storage.connection import Connection

Draw = Callable[[Announcement, Audience, Chosen], Screen]


def sentence(visit: Visit, came: Outcome) -> str:
    """What became of a press, in a sentence; a time in it is said in the reader's words."""
    instant = came.facts.get("at")
    if not isinstance(instant, str):
        return said(visit.words, came)
    told = day_and_time(visit.words, datetime.fromisoformat(instant))
    return said(visit.words, Outcome(came.word, {**came.facts, "at": told}, came.refused))


async def mine(view: Connection, visit: Visit, number: int) -> Announcement | None:
    """A draft of one's own."""
    found = await stored.get(view, number)
    mine = found is not None and found.state == "draft" and found.author_id == visit.user_id
    return found if mine else None


async def drawn(visit: Visit, number: int, draw: Draw) -> Screen | None:
    """A screen of one's own draft; the messages that showed how it would look go."""
    async with visit.desk.look() as view:
        found = await mine(view, visit, number)
        if found is None:
            return None
        whom, chosen = await rules.audience(view, found), await aimed_at(view, found)
    return screens.clearing(draw(found, whom, chosen), found)


async def aimed_at(view: Connection, found: Announcement) -> Chosen:
    """The values wanted of each trait, with their names."""
    return {
        trait: [share for share in await audiences.shares(view, trait) if share.value in values]
        for trait, values in rules.wanted(found).items()
    }


async def draft(visit: Visit, number: int) -> Screen | None:
    """A draft of one's own, and what can be changed of it."""
    return await drawn(
        visit, number, lambda found, whom, chosen: screens.draft(visit.words, found, whom, chosen)
    )
