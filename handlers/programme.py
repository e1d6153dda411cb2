"""The programme, sessions, seats, projects."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, datetime

from forum import programme as rules
from forum import seats
from forum.agenda import JOINED_KINDS, Entry
from handlers import visits as visit_parts
from handlers.buttons import (
    Attend,
    Join,
    Leave,
    NowAndNext,
    Programme,
    ShowProject,
    ShowProjects,
    ShowSession,
    ShowTables,
)
from handlers.screens import programme as screens
from handlers.screens import seats as seat_screens
from handlers.screens import session as session_screens
from handlers.screens.notices import said
from handlers.screens.screen import Screen
from handlers.screens.session import Reader
from handlers.visit import Visit
from storage import sessions
from storage.connection import Connection
from storage.records import Attended


async def programme(visit: Visit, button: Programme) -> Screen:
    """The days, or what takes place on one of them."""
    async with visit.desk.look() as view:
        days = rules.days(await sessions.starting_times(view, visit.overview), visit.zone)
        chosen = _day(button.day)
        if chosen is None:
            today = visit.words.day_of(visit.now)
            return screens.days(visit.words, days, today, organiser=visit.organiser)
        starts, ends = rules.bounds(chosen, visit.zone)
        found = await sessions.between(view, starts, ends, visit.overview)
    return screens.day(visit.words, chosen, found, days, button.page, organiser=visit.organiser)


def _day(text: str) -> date | None:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date() if text else None  # noqa: DTZ007 -- a day, no instant
    except ValueError:
        return None
    # A forged one at the end of time has no day after it.
    return day if day is not None and MINYEAR < day.year < MAXYEAR else None


async def now_and_next(visit: Visit, button: NowAndNext) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """What is on, and what comes next."""
    async with visit.desk.glance() as view:
        now, following = await sessions.now_and_next(view, visit.now, visit.overview)
    return screens.now_and_next(visit.words, now, following)


async def tables(visit: Visit, button: ShowTables) -> Screen:
    """The thematic tables."""
    async with visit.desk.glance() as view:
        found = await sessions.of_kind(view, "table", visit.visitor.delegate_id, visit.overview)
    return seat_screens.joined_list(visit.words, "table", found, button.page)


async def session(visit: Visit, button: ShowSession) -> Screen:
    """A session, with its projects and stops, and what it clashes with."""
    return await _session(visit, button.session, button.via)


async def _session(visit: Visit, session_id: int, via: str) -> Screen:
    async with visit.desk.look() as view:
        found = await sessions.attended(view, session_id, visit.visitor.delegate_id)
        if found is None or not _concerns(visit, found):
            return _gone(visit, via)
        return session_screens.session(
            visit.words,
            found,
            projects=await sessions.projects(view, session_id) if found.kind == "table" else (),
            trip=await visit_parts.trip(view, visit, found) if found.kind == "visit" else None,
            clashes=await _clashes(view, visit, found) if _on_agenda(visit, found) else (),
            via=via,
            over=found.ends <= visit.now,
            reader=Reader(
                visit.visitor.delegate_id is not None and _takes_part(visit, found), visit.organiser
            ),
        )


def _concerns(visit: Visit, session: Attended) -> bool:
    # Whoever runs the forum can change what is meant for the other delegation.
    return _takes_part(visit, session) or visit.organiser


def _takes_part(visit: Visit, session: Attended) -> bool:
    # Who had a seat before an import gave the session to the others must be able to see it and to leave.
    return (
        session.seat is not None
        or rules.meant_for(session.audience, visit.audience)
        or visit_parts.is_led(visit, session)
    )


def _gone(visit: Visit, via: str) -> Screen:
    return session_screens.gone(visit.words, via)


def _on_agenda(visit: Visit, session: Attended) -> bool:
    # What does not stand on one's agenda clashes with nothing there; before one joins, one is told.
    if session.kind in JOINED_KINDS:
        return session.seat is not None or session.guided
    return _takes_part(visit, session)


async def _clashes(view: Connection, visit: Visit, session: Attended) -> list[Entry]:
    if visit.visitor.delegate_id is None or session.cancelled_at is not None:
        return []
    return await seats.clashes(view, session, visit.visitor.delegate_id)


async def projects(visit: Visit, button: ShowProjects) -> Screen:
    """All projects of a thematic table."""
    async with visit.desk.look() as view:
        found = await sessions.attended(view, button.session, visit.visitor.delegate_id)
        if found is None or not _concerns(visit, found):
            return _gone(visit, button.via)
        listed = await sessions.projects(view, button.session)
    return session_screens.projects(visit.words, found, listed, button.via, button.page)


async def project(visit: Visit, button: ShowProject) -> Screen:
    """A project of a thematic table."""
    async with visit.desk.look() as view:
        found = await sessions.project(view, button.project)
        table = await sessions.attended(view, found.session_id, visit.visitor.delegate_id) if found else None
    if found is None or table is None or not _concerns(visit, table):
        return _gone(visit, button.via)
    return session_screens.project(visit.words, found, button.via, visit.visitor.delegate_id)


async def join(visit: Visit, button: Join) -> Screen:
    """Take a seat; what clashes is shown first."""
    came = await seats.join(visit.desk, visit.delegate_id, button.session, despite_clash=button.despite_clash)
    if came.word == "clash":
        return await _ask(visit, button)
    return (await _session(visit, button.session, button.via)).saying(said(visit.words, came))


async def _ask(visit: Visit, button: Join) -> Screen:
    async with visit.desk.look() as view:
        found = await sessions.attended(view, button.session, visit.delegate_id)
        if found is None:
            return _gone(visit, button.via)
        return seat_screens.confirm_join(visit.words, found, await _clashes(view, visit, found), button.via)


async def leave(visit: Visit, button: Leave) -> Screen:
    """Give a seat back, after having been asked."""
    if not button.sure:
        async with visit.desk.glance() as view:
            found = await sessions.attended(view, button.session, visit.delegate_id)
        if found is not None and found.seat is not None:
            return seat_screens.confirm_leave(visit.words, found, button.via)
    came = await seats.leave(visit.desk, visit.delegate_id, button.session)
    return (await _session(visit, button.session, button.via)).saying(said(visit.words, came))


async def attend(visit: Visit, button: Attend) -> Screen:
    """Take a session off one's agenda, or put it back."""
    came = await rules.attend(visit.desk, visit.delegate_id, button.session, absent=button.absent)
    return (await _session(visit, button.session, button.via)).saying(said(visit.words, came))
