"""Company visits: the list, what a visit has besides a session, and the roll of its bus."""

from __future__ import annotations

from forum.meetings.acting import Actor
from forum.programme import meant_for
from forum.visits import bus
from forum.visits import roll as rules
from forum.visits.staff import visit_led
from handlers.buttons import (
    BeginReturn,
    CallMissing,
    MarkAboard,
    ShowGuide,
    ShowMissing,
    ShowPassengers,
    ShowRoll,
    ShowVisits,
)
from handlers.screens import roll as roll_screens
from handlers.screens import seats as seat_screens
from handlers.screens import visits as screens
from handlers.screens.notices import said
from handlers.screens.screen import Contact, Screen
from handlers.screens.visits import Trip
from handlers.visit import Visit
from storage import gates, sessions
from storage import visits as stored
from storage.connection import Connection
from storage.records import Attended, Session


def actor(visit: Visit) -> Actor:
    """Who presses, as the rules of visits see them."""
    return Actor(visit.visitor.delegate_id, visit.organiser)


def is_led(visit: Visit, session: Attended) -> bool:
    """Whether a session is a visit that the reader leads."""
    return session.kind == "visit" and (session.guided or visit.organiser)


async def visits(visit: Visit, button: ShowVisits) -> Screen:
    """The company visits: for a guide those they lead, for an organiser all, for others their audience's."""
    own = visit.visitor.delegate_id
    async with visit.desk.glance() as view:
        if visit.visitor.role == "guide" and not visit.organiser:
            return screens.led(visit.words, await stored.led(view, own), button.page)
        found = await sessions.of_kind(view, "visit", own, visit.overview)
    return seat_screens.joined_list(visit.words, "visit", found, button.page)


async def trip(view: Connection, visit: Visit, session: Attended) -> Trip:
    """What there is to a visit for whoever looks at it."""
    stops = await sessions.stops(view, session.id)
    leads = is_led(visit, session) and session.cancelled_at is None
    seated, own = session.seat == "seated", visit.visitor.delegate_id
    guides = await stored.guides_of(view, session.id) if seated or leads else ()
    papers = await gates.papers(view, session.id, own) if own and seated else None
    return Trip(
        stops=stops,
        guides=[guide for guide in guides if guide.id != own],
        closed=bus.closes(session, bus.leaves(stops)) <= visit.now < session.ends,
        joinable=visit.visitor.role != "guide" and meant_for(session.audience, visit.audience),
        roll=await rules.roll_of(view, session.id, "", visit.words.language) if leads else None,
        asked=papers is not None if seated else await gates.asked_at(view, session.id) is not None,
        papers=papers,
    )


async def guide(visit: Visit, button: ShowGuide) -> Screen:
    """The card of a guide, for those who have a seat and those who lead the visit."""
    words = visit.words
    async with visit.desk.look() as view:
        session = await sessions.attended(view, button.session, visit.visitor.delegate_id)
        found = await stored.guides_of(view, button.session)
    one = next((one for one in found if one.id == button.guide and one.phone), None)
    if session is None or one is None or not (session.seat == "seated" or is_led(visit, session)):
        return Screen(toast=words.plain("said.gone"))
    organisation = words.name(one.organisation, one.organisation_other, one.delegation)
    return Screen(extra=Contact(screens.guide_name(words, one), one.phone, organisation, ""))


async def _led(view: Connection, visit: Visit, session_id: int) -> Session | None:
    return await visit_led(view, session_id, actor(visit))


async def not_leading(visit: Visit) -> Screen:
    """For who does not lead a visit, or where there is none such."""
    return (await visits(visit, ShowVisits())).saying(visit.words.plain("said.not_leading"))


async def passengers(visit: Visit, button: ShowPassengers) -> Screen:
    """Who has a seat."""
    async with visit.desk.look() as view:
        session = await _led(view, visit, button.session)
        people = await stored.passengers(view, button.session, visit.words.language) if session else []
    if session is None:
        return await not_leading(visit)
    return roll_screens.passengers(visit.words, session, people, button.page)


async def roll(visit: Visit, button: ShowRoll) -> Screen:
    """Who is aboard, to be ticked off."""
    async with visit.desk.look() as view:
        session = await _led(view, visit, button.session)
        if session is not None:
            taken = await rules.roll_of(view, session.id, button.leg, visit.words.language)
            call = await stored.last_call(view, session.id, taken.leg)
    if session is None:
        return await not_leading(visit)
    return roll_screens.roll(visit.words, session, taken, call, button.page)


async def mark(visit: Visit, button: MarkAboard) -> Screen:
    """Tick a passenger off, or take the tick away."""
    came = await rules.mark(
        visit.desk, actor(visit), button.session, button.leg, button.person, aboard=button.aboard
    )
    screen = await roll(visit, ShowRoll(button.session, button.leg, button.page))
    return screen.saying(said(visit.words, came)) if came.refused else screen


async def begin_return(visit: Visit, button: BeginReturn) -> Screen:
    """The roll of the way back."""
    await rules.begin_return(visit.desk, actor(visit), button.session)
    return await roll(visit, ShowRoll(button.session, bus.BACK))


async def missing(visit: Visit, button: ShowMissing) -> Screen:
    """Who is missing."""
    async with visit.desk.look() as view:
        session = await _led(view, visit, button.session)
        if session is not None:
            taken = await rules.roll_of(view, session.id, button.leg, visit.words.language)
            stops = bus.boarding(await sessions.stops(view, session.id), taken.leg)
    if session is None:
        return await not_leading(visit)
    callable_now = rules.can_call(session, visit.now)
    return roll_screens.missing(visit.words, session, taken, stops, button.page, callable_now=callable_now)


async def call(visit: Visit, button: CallMissing) -> Screen:
    """Tell those missing that the bus leaves."""
    came = await rules.call_missing(visit.desk, actor(visit), button.session, button.leg, button.place)
    if came.word == "not_leading":
        return await not_leading(visit)
    screen = await roll(visit, ShowRoll(button.session, button.leg))
    return screen.saying(said(visit.words, came))
