"""Asking for a meeting and proposing other times."""

from __future__ import annotations

from datetime import datetime

from forum import meetings as rules
from forum.desk import Outcome, refusal
from forum.meetings import MOST_TIMES
from forum.meetings.free import Hall
from forum.meetings.placing import judge
from handlers import meetings
from handlers.buttons import (
    AskMeeting,
    ChooseSubject,
    ProposeTimes,
    SendRequest,
    SendTimes,
    ShowMeetings,
    ShowPerson,
)
from handlers.meetings import actor, seeker
from handlers.people import person
from handlers.screens import meeting_asking as screens
from handlers.screens.meeting_asking import Chosen
from handlers.screens.meeting_lines import said
from handlers.screens.screen import Screen
from handlers.slots import unpack_times
from handlers.visit import Visit

_ABOUT_PERSONS = frozenset({"gone", "hidden", "oneself", "not_a_participant"})
_ABOUT_SUBJECT = frozenset({"subject_long", "project_gone"})


async def ask_meeting(visit: Visit, button: AskMeeting) -> Screen:
    """Choose times; what is chosen and no longer free is said."""
    async with visit.desk.look() as view:
        who = await seeker(view, visit, button.acting)
        found = await rules.prospect(view, actor(visit), button.acting, button.person, visit.now)
    if who is None or isinstance(found, Outcome):
        return await _elsewhere(visit, found, button.person, button.acting)
    times, hindered = _chosen(found.hall, button.times)
    screen = screens.choose_times(visit.words, who, found, Chosen(times, button.page))
    return screen if hindered is None else screen.saying(said(visit.words, hindered))


def _chosen(hall: Hall, packed: str) -> tuple[tuple[datetime, ...], Outcome | None]:
    """The times of a button that can be had, and what is to be said of the others."""
    times = unpack_times(packed)
    hindered = refusal("too_many_times") if len(times) > MOST_TIMES else None
    kept = []
    for time in times[:MOST_TIMES]:
        lost = judge(hall, time)
        hindered = hindered or lost
        if lost is None:
            kept.append(time)
    return tuple(kept), hindered


async def _elsewhere(visit: Visit, came: object, person_id: int, acting: int) -> Screen:
    """Where a request that cannot be made leads: to the meeting there is, to the card, to one's meetings."""
    refused = came if isinstance(came, Outcome) else refusal("not_allowed")
    known = refused.facts.get("meeting")
    if isinstance(known, int):
        return await meetings.meeting(visit, known, acting, refused)
    if refused.word in _ABOUT_PERSONS:
        screen = await person(visit, ShowPerson(person_id, acting=acting))
    else:
        screen = await meetings.show_meetings(visit, ShowMeetings())
    return screen.saying(said(visit.words, refused))


async def choose_subject(visit: Visit, button: ChooseSubject) -> Screen:
    """Choose what a meeting would be about."""
    async with visit.desk.look() as view:
        who = await seeker(view, visit, button.acting)
        found = await rules.prospect(view, actor(visit), button.acting, button.person, visit.now, topics=True)
    if who is None or isinstance(found, Outcome):
        return await _elsewhere(visit, found, button.person, button.acting)
    return screens.choose_subject(visit.words, who, found, unpack_times(button.times)[:MOST_TIMES])


async def typed_subject(visit: Visit, button: ChooseSubject, text: str) -> Screen:
    """A subject in own words: the request is sent."""
    return await _ask(visit, button, subject=text)


async def send_request(visit: Visit, button: SendRequest) -> Screen:
    """A project as the subject, or none: the request is sent."""
    return await _ask(
        visit, ChooseSubject(button.person, button.times, button.acting), project=button.project
    )


async def _ask(visit: Visit, chosen: ChooseSubject, *, project: int = 0, subject: str = "") -> Screen:
    came = await rules.ask(
        visit.desk,
        actor(visit),
        chosen.acting,
        chosen.person,
        unpack_times(chosen.times),
        project=project,
        subject=subject,
    )
    if (
        not came.refused
        or "meeting" in came.facts
        or came.word in _ABOUT_PERSONS
        or came.word == "not_allowed"
    ):
        return await _elsewhere(visit, came, chosen.person, chosen.acting)
    if came.word in _ABOUT_SUBJECT:
        screen = await choose_subject(visit, chosen)
    elif came.word == "too_many":
        screen = await meetings.show_meetings(visit, ShowMeetings("awaiting", acting=chosen.acting))
    else:
        screen = await ask_meeting(visit, AskMeeting(chosen.person, chosen.times, acting=chosen.acting))
    return screen.saying(said(visit.words, came))


async def propose_times(visit: Visit, button: ProposeTimes) -> Screen:
    """Choose other times for a meeting."""
    async with visit.desk.look() as view:
        who = await seeker(view, visit, button.acting)
        seen = await rules.sight(view, actor(visit), button.acting, button.meeting, visit.now, times=True)
    if who is None or seen is None or seen.hall is None:
        return await meetings.meeting(visit, button.meeting, button.acting)
    if seen.meeting.revision != button.revision:
        return await meetings.meeting(visit, button.meeting, button.acting, refusal("changed"))
    times, hindered = _chosen(seen.hall, button.times)
    screen = screens.propose_times(visit.words, who, seen, seen.hall, Chosen(times, button.page))
    return screen if hindered is None else screen.saying(said(visit.words, hindered))


async def send_times(visit: Visit, button: SendTimes) -> Screen:
    """Propose the chosen times to the other side."""
    times = unpack_times(button.times)
    came = await rules.propose(
        visit.desk, actor(visit), button.acting, button.meeting, button.revision, times
    )
    return await meetings.meeting(visit, button.meeting, button.acting, came)
