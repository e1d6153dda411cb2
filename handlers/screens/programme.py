"""The programme: its days, what is on, and the lines and keys by which its sessions are named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.buttons import (
    Button,
    NewSession,
    NowAndNext,
    Organise,
    Programme,
    ShowAgenda,
    ShowCrowded,
    ShowSession,
    ShowTables,
    ShowVisits,
)
from handlers.screens.screen import Key, Page, Screen, short
from handlers.screens.times import near_day
from locales import Html, Words
from storage.records import Session

FEW = 5
"""So many projects or clashes stand on a session's screen; more have a screen of their own, or are one too many."""


def came_from(via: str, day: str = "") -> Button:
    """The list that a session was opened from, by its prefix."""
    lists: dict[str, Button] = {
        ShowTables.prefix: ShowTables(),
        ShowVisits.prefix: ShowVisits(),
        ShowAgenda.prefix: ShowAgenda(day),
        NowAndNext.prefix: NowAndNext(),
        ShowCrowded.prefix: ShowCrowded(),
    }
    return lists.get(via, Programme(day))


def line(words: Words, session: Session) -> Html:
    """'🕘 10:00–11:30 · Moda'."""
    return words(
        "session.line", times=words.times(session.starts, session.ends), title=words.pick(session, "title")
    )


def key(words: Words, session: Session, via: str) -> Key:
    """A key that opens a session: '10:00 Moda'."""
    return Key(
        short(f"{words.time(session.starts)} {words.pick(session, 'title')}"), ShowSession(session.id, via)
    )


def days(words: Words, days: Sequence[date], today: date, *, organiser: bool = False) -> Screen:
    """The days of the programme; for an `organiser` the way to add to it, too."""
    page = Page(words)
    page.say(words("programme.title"), words("programme.choose_day"))
    page.row(page.key("programme.now", NowAndNext()))
    page.column(
        Key(
            words.plain("programme.today", day=words.day(day)) if day == today else words.day_title(day),
            Programme(day.isoformat()),
        )
        for day in days
    )
    if organiser:
        page.row(page.key("new.key", NewSession()))
    page.back(Organise() if organiser else None)
    return page.screen()


def day(
    words: Words,
    day: date,
    sessions: Sequence[Session],
    days: Sequence[date],
    number: int = 0,
    *,
    organiser: bool = False,
) -> Screen:
    """What takes place on a day, in order; an `organiser` sees for whom, where it is not for everybody."""
    page = Page(words)
    here = page.paged(sessions, number, lambda turned: Programme(day.isoformat(), turned))
    page.say(words("programme.day", day=words.day_title(day)))
    page.say(*(_line_for(words, session) if organiser else line(words, session) for session in here))
    if not sessions:
        page.say(words("programme.nothing"))
    page.say(words("zone.florence"))
    page.column(key(words, session, Programme.prefix) for session in here)
    page.row(*(Key(words.short_day(other), Programme(other.isoformat())) for other in beside(day, days)))
    page.back(Programme())
    return page.screen()


def _line_for(words: Words, session: Session) -> Html:
    if session.audience == "all":
        return line(words, session)
    times, audience = (
        words.times(session.starts, session.ends),
        words.plain(f"changes.audience.{session.audience}"),
    )
    return words("organise.line_for", times=times, title=words.pick(session, "title"), audience=audience)


def beside(day: date, days: Sequence[date]) -> list[date]:
    """The day before and the day after among those on which something takes place."""
    before = [other for other in days if other < day][-1:]
    return before + [other for other in days if other > day][:1]


def now_and_next(words: Words, now: Sequence[Session], following: Sequence[Session]) -> Screen:
    """What is on, and what comes next."""
    page = Page(words)
    page.say(*happening(words, now, following))
    page.column(key(words, session, NowAndNext.prefix) for session in [*now, *following])
    page.back(Programme())
    return page.screen()


def happening(words: Words, now: Sequence[Session], following: Sequence[Session]) -> list[Html]:
    """The lines of "now" and "next"; one line where the forum is over."""
    lines = []
    if now:
        lines += [words("programme.on_now"), *(_with_place(words, session) for session in now)]
    if following:
        day = near_day(words, words.day_of(following[0].starts))
        lines += [words("programme.next", day=day), *(_with_place(words, session) for session in following)]
    return lines or [words("programme.over")]


def _with_place(words: Words, session: Session) -> Html:
    return words(
        "session.line_with_place",
        times=words.times(session.starts, session.ends),
        title=words.pick(session, "title"),
        place=words.pick(session, "place"),
    )
