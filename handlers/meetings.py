"""Looking at meetings: one's own, those of one's delegation, one of them, the contacts of the other side."""

from __future__ import annotations

from forum import meetings as rules
from forum.desk import Outcome
from forum.meetings import SECTIONS, STATES, Actor
from handlers import personal
from handlers.buttons import (
    ShareContacts,
    ShowContact,
    ShowDelegation,
    ShowMeeting,
    ShowMeetings,
    ShowSettings,
)
from handlers.screens import meeting as meeting_screens
from handlers.screens import meeting_steps as steps
from handlers.screens import meetings as screens
from handlers.screens.meeting_lines import said
from handlers.screens.meetings import Own
from handlers.screens.people import Seeker
from handlers.screens.screen import Screen
from handlers.visit import Visit
from storage import delegates, heads
from storage import meetings as stored
from storage.connection import Connection


def actor(visit: Visit) -> Actor:
    """Who presses."""
    return Actor(visit.visitor.delegate_id, visit.organiser)


async def seeker(view: Connection, visit: Visit, acting: int) -> Seeker | None:
    """For whom somebody acts; None where they may not."""
    if acting in {0, visit.visitor.delegate_id}:
        return Seeker()
    side_id = await rules.acting_side(view, actor(visit), acting)
    delegate = await delegates.get(view, side_id) if side_id is not None else None
    return Seeker(delegate, visit.organiser) if delegate is not None else None


async def show_meetings(visit: Visit, button: ShowMeetings) -> Screen:
    """The meetings at a glance, or a section of them."""
    async with visit.desk.look() as view:
        who = await seeker(view, visit, button.acting)
        if who is None:
            return (await show_meetings(visit, ShowMeetings())).saying(
                visit.words.plain("meeting.said.not_allowed")
            )
        own = await _own(view, visit, who)
    if button.section in SECTIONS:
        return screens.listing(visit.words, who, own, button.section, button.page)
    return screens.overview(visit.words, who, own, button.page)


async def _own(view: Connection, visit: Visit, who: Seeker) -> Own:
    side_id = who.number or visit.visitor.delegate_id or 0
    return Own(
        await stored.of_side(view, side_id, STATES),
        await stored.interpreted_by(view, side_id),
        visit.now,
        role=who.acting.role if who.acting else visit.visitor.role or "",
        heads=await heads.heads_somebody(view, side_id),
    )


async def show_meeting(visit: Visit, button: ShowMeeting) -> Screen:
    """A meeting, as a side or its interpreter sees it."""
    return await meeting(visit, button.meeting, button.acting)


async def meeting(visit: Visit, meeting_id: int, acting: int, came: Outcome | None = None) -> Screen:
    """A meeting as it stands now; after a press with what that came to as a passing word."""
    async with visit.desk.look() as view:
        who = await seeker(view, visit, acting)
        seen = await rules.sight(view, actor(visit), acting, meeting_id, visit.now) if who else None
    if who is None or seen is None:
        screen = screens.gone(visit.words, who.number if who else 0)
    else:
        screen = meeting_screens.meeting(visit.words, who, seen)
    return screen if came is None else screen.saying(said(visit.words, came))


async def delegation(visit: Visit, button: ShowDelegation) -> Screen:
    """Those for whom one may act."""
    async with visit.desk.glance() as view:
        found = await heads.headed(view, visit.delegate_id)
    return screens.delegation(visit.words, found, button.page)


async def contact(visit: Visit, button: ShowContact) -> Screen:
    """The other side's telephone and e-mail, where both let them be seen; with a card for the phone's contacts."""
    async with visit.desk.look() as view:
        who = await seeker(view, visit, button.acting)
        found = await rules.contacts(view, actor(visit), button.acting, button.meeting)
    if who is None or isinstance(found, Outcome):
        return await meeting(
            visit, button.meeting, button.acting, found if isinstance(found, Outcome) else None
        )
    return steps.contact(visit.words, who, button.meeting, found)


async def share(visit: Visit, button: ShareContacts) -> Screen:
    """Let those with whom a meeting is agreed see one's contacts, or no longer."""
    came = await rules.share_contacts(visit.desk, visit.delegate_id, shared=button.shared)
    if button.meeting:
        return await meeting(visit, button.meeting, 0, came)
    return (await personal.settings(visit, ShowSettings())).saying(said(visit.words, came))
