"""Seats: the thematic tables and the visits with what is free, and the questions before one joins or leaves."""

from __future__ import annotations

from collections.abc import Sequence

from forum.agenda import Entry
from handlers.buttons import Join, Leave, ShowSession, ShowTables, ShowVisits
from handlers.screens.entries import line
from handlers.screens.programme import FEW
from handlers.screens.screen import Key, Page, Screen, short
from handlers.screens.times import when
from locales import Html, Words
from storage.records import Attended


def free(words: Words, session: Attended) -> Html:
    """How many seats are free: '3 posti liberi su 20', 'al completo, 4 in attesa'."""
    if session.capacity is None:
        return words("seats.no_limit")
    left = session.capacity - session.seated
    if left > 0:
        return words.count("seats.free", left, capacity=session.capacity)
    return words.count("seats.full_waiting", session.waiting) if session.waiting else words("seats.full")


def mine(words: Words, session: Attended) -> Html:
    """The reader's own place: a seat, a position in the waiting list, that of the guide, or nothing."""
    if session.guided:
        return words("visit.mine")
    if session.seat == "seated":
        return words("seats.mine")
    if session.seat == "waiting":
        return words("seats.mine_waiting", position=session.position)
    return Html("")


def joined_list(words: Words, kind: str, sessions: Sequence[Attended], number: int = 0) -> Screen:
    """The thematic tables or the visits, each with its free seats."""
    turn: type[ShowTables | ShowVisits] = ShowTables if kind == "table" else ShowVisits
    via = turn.prefix
    page = Page(words)
    page.say(words(f"{kind}s.title"), words(f"{kind}s.explained" if sessions else f"{kind}s.none"))
    here = page.paged(sessions, number, turn)
    for session in here:
        page.say(
            words("session.name", title=words.pick(session, "title")),
            words("session.when", when=when(words, session)),
            free(words, session),
            mine(words, session),
        )
    page.column(Key(short(words.pick(session, "title")), ShowSession(session.id, via)) for session in here)
    page.back(None)
    return page.screen()


def confirm_join(words: Words, session: Attended, clashes: Sequence[Entry], via: str) -> Screen:
    """What one's agenda already holds at that time, before a seat is taken."""
    page = Page(words)
    page.say(
        words(
            "clash.before_join",
            title=words.pick(session, "title"),
            when=when(words, session),
        )
    )
    page.say(*(line(words, other) for other in clashes[:FEW]))
    page.say(words("clash.ask"))
    full = session.capacity is not None and session.seated >= session.capacity
    anyway = Join(session.id, via, despite_clash=True)
    page.row(page.key("button.wait_anyway" if full else "button.join_anyway", anyway))
    page.back(ShowSession(session.id, via))
    return page.screen()


def confirm_leave(words: Words, session: Attended, via: str) -> Screen:
    """Before a seat is given back: it may go to somebody else at once."""
    page = Page(words)
    waits = session.seat == "waiting"
    about = {"title": words.pick(session, "title"), "when": when(words, session)}
    page.say(words("leave.ask_waiting" if waits else "leave.ask", **about))
    page.say(words("leave.lost_place" if waits else "leave.goes_to_next"))
    page.row(page.key("button.stop_waiting" if waits else "button.leave", Leave(session.id, via, sure=True)))
    page.back(ShowSession(session.id, via))
    return page.screen()
