"""Answering, ending, and what happens at the Meeting Point."""

from __future__ import annotations

from collections.abc import Callable

from forum import meetings as rules
from forum.desk import refusal
from forum.meetings import Sight
from handlers import meetings
from handlers.buttons import (
    Accept,
    CancelMeeting,
    Cannot,
    Decline,
    ReportMeeting,
    SayLate,
    ShowMeetings,
    Withdraw,
)
from handlers.meetings import actor, seeker
from handlers.screens import meeting_steps as screens
from handlers.screens.meeting_lines import said
from handlers.screens.people import Seeker
from handlers.screens.screen import Screen
from handlers.slots import unpack_times
from handlers.visit import Visit
from locales import Words

Final = Decline | Withdraw | CancelMeeting | Cannot
"""A step that cannot be taken back."""
Question = Callable[[Words, Seeker, Sight], Screen]


async def accept(visit: Visit, button: Accept) -> Screen:
    """Accept at a time, or whenever it suits."""
    times = unpack_times(button.time)
    if button.time and len(times) != 1:
        return await meetings.meeting(visit, button.meeting, button.acting, refusal("time_not_proposed"))
    time = times[0] if times else None
    came = await rules.accept(visit.desk, actor(visit), button.acting, button.meeting, button.revision, time)
    return await meetings.meeting(visit, button.meeting, button.acting, came)


async def decline(visit: Visit, button: Decline) -> Screen:
    """Decline a request, or another time; not sure yet: ask, and take a reason."""
    if button.sure:
        return await _decline(visit, button)
    return await _ask(visit, button, button.acting, screens.confirm_decline)


async def typed_decline(visit: Visit, button: Decline, text: str) -> Screen:
    """The reason why."""
    return await _decline(visit, button, text)


async def _decline(visit: Visit, button: Decline, reason: str = "") -> Screen:
    came = await rules.decline(
        visit.desk, actor(visit), button.acting, button.meeting, button.revision, reason=reason
    )
    if came.word == "reason_long":
        asked = await decline(visit, Decline(button.meeting, button.revision, acting=button.acting))
        return asked.saying(said(visit.words, came))
    return await meetings.meeting(visit, button.meeting, button.acting, came)


async def _ask(visit: Visit, button: Final, acting: int, question: Question) -> Screen:
    """A question before a step that cannot be taken back; where the meeting has changed: how it stands now."""
    async with visit.desk.look() as view:
        who = await seeker(view, visit, acting)
        seen = await rules.sight(view, actor(visit), acting, button.meeting, visit.now) if who else None
    if who is None or seen is None or seen.interpreting != isinstance(button, Cannot):
        return await meetings.meeting(visit, button.meeting, acting)
    if seen.meeting.revision != button.revision:
        return await meetings.meeting(visit, button.meeting, acting, refusal("changed"))
    return question(visit.words, who, seen)


async def withdraw(visit: Visit, button: Withdraw) -> Screen:
    """Take one's own request, or one's own proposal of another time, back."""
    if not button.sure:
        return await _ask(visit, button, button.acting, screens.confirm_withdraw)
    came = await rules.withdraw(visit.desk, actor(visit), button.acting, button.meeting, button.revision)
    return await meetings.meeting(visit, button.meeting, button.acting, came)


async def cancel(visit: Visit, button: CancelMeeting) -> Screen:
    """Cancel an agreed meeting; not sure yet: ask, and take a reason."""
    if button.sure:
        return await _cancel(visit, button)
    return await _ask(visit, button, button.acting, screens.confirm_cancel)


async def typed_cancel(visit: Visit, button: CancelMeeting, text: str) -> Screen:
    """The reason why."""
    return await _cancel(visit, button, text)


async def _cancel(visit: Visit, button: CancelMeeting, reason: str = "") -> Screen:
    came = await rules.cancel(
        visit.desk, actor(visit), button.acting, button.meeting, button.revision, reason=reason
    )
    if came.word == "reason_long":
        asked = await cancel(visit, CancelMeeting(button.meeting, button.revision, acting=button.acting))
        return asked.saying(said(visit.words, came))
    return await meetings.meeting(visit, button.meeting, button.acting, came)


async def late(visit: Visit, button: SayLate) -> Screen:
    """Tell the others that one comes later."""
    came = await rules.late(visit.desk, actor(visit), button.acting, button.meeting, button.minutes)
    return await meetings.meeting(visit, button.meeting, button.acting, came)


async def report(visit: Visit, button: ReportMeeting) -> Screen:
    """What became of a meeting, one question after the other."""
    came = None
    if button.answer:
        came = await rules.report(
            visit.desk, actor(visit), button.acting, button.meeting, button.what, button.answer
        )
        if came.refused:
            return await meetings.meeting(visit, button.meeting, button.acting, came)
    async with visit.desk.look() as view:
        who = await seeker(view, visit, button.acting)
        seen = await rules.sight(view, actor(visit), button.acting, button.meeting, visit.now)
    if who is None or seen is None or seen.interpreting:
        return await meetings.meeting(visit, button.meeting, button.acting, came)
    if not seen.begun:
        return await meetings.meeting(visit, button.meeting, button.acting, refusal("not_yet"))
    screen = screens.report(visit.words, who, seen, button.what, answered=came is not None)
    return screen if came is None else screen.saying(said(visit.words, came))


async def cannot(visit: Visit, button: Cannot) -> Screen:
    """An interpreter cannot come; not sure yet: ask."""
    if not button.sure:
        return await _ask(visit, button, 0, screens.confirm_cannot)
    came = await rules.cannot(visit.desk, visit.delegate_id, button.meeting, button.revision)
    if came.refused and came.word != "gone":
        return await meetings.meeting(visit, button.meeting, 0, came)
    return (await meetings.show_meetings(visit, ShowMeetings())).saying(said(visit.words, came))
