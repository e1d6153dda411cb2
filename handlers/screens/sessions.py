"""The programme, its sessions, thematic tables and visits, projects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from forum.agenda import JOINED_KINDS
from handlers.buttons import (
    Attend,
    Button,
    Join,
    Leave,
    NowAndNext,
    Pin,
    Programme,
    ShowAgenda,
    ShowProject,
    ShowProjects,
    ShowSession,
    ShowTables,
    ShowVisits,
)
from handlers.screens.screen import Key, Page, Screen, short
from locales import Html, Words
from storage.records import Attended, Project, Session, Stop

FEW = 5
"""So many projects or clashes stand on a session's screen; more have a screen of their own, or are one too many."""


def came_from(via: str, day: str = "") -> Button:
    """The list that a session was opened from, by its prefix."""
    lists: dict[str, Button] = {
        ShowTables.prefix: ShowTables(),
        ShowVisits.prefix: ShowVisits(),
        ShowAgenda.prefix: ShowAgenda(day),
        NowAndNext.prefix: NowAndNext(),
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


def days(words: Words, days: Sequence[date], today: date) -> Screen:
    """The days of the programme."""
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
    page.back(None)
    return page.screen()


def day(
    words: Words, day: date, sessions: Sequence[Session], days: Sequence[date], number: int = 0
) -> Screen:
    """What takes place on a day, in order."""
    page = Page(words)
    here = page.paged(sessions, number, lambda turned: Programme(day.isoformat(), turned))
    page.say(words("programme.day", day=words.day_title(day)))
    page.say(*(line(words, session) for session in here))
    if not sessions:
        page.say(words("programme.nothing"))
    page.say(words("zone.florence"))
    page.column(key(words, session, Programme.prefix) for session in here)
    page.row(*(Key(words.short_day(other), Programme(other.isoformat())) for other in beside(day, days)))
    page.back(Programme())
    return page.screen()


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
        day = words.day(words.day_of(following[0].starts))
        lines += [words("programme.next", day=day), *(_with_place(words, session) for session in following)]
    return lines or [words("programme.over")]


def _with_place(words: Words, session: Session) -> Html:
    return words(
        "session.line_with_place",
        times=words.times(session.starts, session.ends),
        title=words.pick(session, "title"),
        place=words.pick(session, "place"),
    )


def free(words: Words, session: Attended) -> Html:
    """How many seats are free: '3 posti liberi su 20', 'al completo, 4 in attesa'."""
    if session.capacity is None:
        return words("seats.no_limit")
    left = session.capacity - session.seated
    if left > 0:
        return words.count("seats.free", left, capacity=session.capacity)
    return words.count("seats.full_waiting", session.waiting) if session.waiting else words("seats.full")


def mine(words: Words, session: Attended) -> Html:
    """The reader's own place: a seat, a position in the waiting list, or nothing."""
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
            words("session.when", when=words.when(session.starts, session.ends)),
            free(words, session),
            mine(words, session),
        )
    page.column(Key(short(words.pick(session, "title")), ShowSession(session.id, via)) for session in here)
    page.back(None)
    return page.screen()


def session(
    words: Words,
    session: Attended,
    *,
    projects: Sequence[Project] = (),
    stops: Sequence[Stop] = (),
    clashes: Sequence[Attended] = (),
    via: str,
    over: bool,
    delegate: bool,
) -> Screen:
    """A session with all there is to know, and what one can do with it."""
    page = Page(words)
    _head(page, session)
    joined = session.kind in JOINED_KINDS
    if joined and session.cancelled_at is None:
        page.say(free(words, session), mine(words, session))
    elif session.absent and delegate:
        page.say(words("session.off_agenda"))
    _clashes(page, session, clashes)
    page.tell(words.pick(session, "description"))
    _projects(page, projects[:FEW])
    _stops(page, stops)
    if delegate and not over and session.cancelled_at is None:
        page.row(_seat_key(page, session, via) if joined else _attend_key(page, session, via))
    page.column(_project_key(words, project, via) for project in projects[:FEW])
    if len(projects) > FEW:
        page.row(page.key("projects.all", ShowProjects(session.id, via), number=len(projects)))
    page.row(_pin_key(page, session))
    page.back(came_from(via, words.day_of(session.starts).isoformat()))
    return page.screen()


def _head(page: Page, session: Attended) -> None:
    words = page.words
    page.say(
        words("session.name", title=words.pick(session, "title")),
        words("session.cancelled") if session.cancelled_at else Html(""),
        words(f"kind.{session.kind}"),
        words("session.when", when=words.when(session.starts, session.ends)),
        words("session.place", place=words.pick(session, "place")),
        words("session.moderator", name=session.moderator) if session.moderator else Html(""),
    )


def _clashes(page: Page, session: Attended, clashes: Sequence[Attended]) -> None:
    if clashes and (session.seat or session.kind not in JOINED_KINDS):
        page.say(page.words("clash.title"), *(line(page.words, other) for other in clashes[:FEW]))


def _projects(page: Page, projects: Sequence[Project]) -> None:
    words = page.words
    if projects:
        page.say(
            words("projects.title"),
            *(
                words("projects.line", title=words.pick(one, "title"), who=presenter(words, one))
                for one in projects
            ),
        )


def presenter(words: Words, project: Project) -> str:
    """Who presents a project, in the reader's script, with the organisation; '' where nobody is named."""
    if project.presenter_name is None:
        return words.plain("projects.no_presenter")
    delegation = project.presenter_delegation or ""
    name = words.name(project.presenter_name, project.presenter_name_other or "", delegation)
    organisation = words.name(
        project.presenter_organisation or "", project.presenter_organisation_other or "", delegation
    )
    return f"{name}, {organisation}"


def _stops(page: Page, stops: Sequence[Stop]) -> None:
    words = page.words
    if stops:
        page.say(
            words("stops.title"),
            *(line for stop in stops for line in _stop(words, stop)),
        )


def _stop(words: Words, stop: Stop) -> tuple[Html, Html]:
    note = words.pick(stop, "note")
    return (
        words(f"stops.{stop.kind}", time=words.time(stop.at), place=words.pick(stop, "place")),
        words("stops.note", note=note) if note else Html(""),
    )


def _seat_key(page: Page, session: Attended, via: str) -> Key:
    if session.seat is not None:
        return page.key(
            "button.leave" if session.seat == "seated" else "button.stop_waiting", Leave(session.id, via)
        )
    full = session.capacity is not None and session.seated >= session.capacity
    return page.key("button.wait" if full else "button.join", Join(session.id, via))


def _attend_key(page: Page, session: Attended, via: str) -> Key:
    if session.absent:
        return page.key("button.on_agenda", Attend(session.id, absent=False, via=via))
    return page.key("button.off_agenda", Attend(session.id, absent=True, via=via))


def _project_key(words: Words, project: Project, via: str) -> Key:
    return Key(short(words.pick(project, "title")), ShowProject(project.id, via))


def _pin_key(page: Page, session: Session) -> Key | None:
    return None if session.latitude is None else page.key("button.map", Pin("s", session.id))


def projects(words: Words, session: Attended, projects: Sequence[Project], via: str, number: int) -> Screen:
    """All projects of a thematic table that has many."""
    page = Page(words)
    here = page.paged(projects, number, lambda turned: ShowProjects(session.id, via, turned))
    page.say(words("session.name", title=words.pick(session, "title")))
    _projects(page, here)
    page.column(_project_key(words, project, via) for project in here)
    page.back(ShowSession(session.id, via))
    return page.screen()


def gone(words: Words, via: str) -> Screen:
    """What is no longer there, or was never meant for the reader."""
    page = Page(words)
    page.say(words("said.gone"))
    page.back(came_from(via))
    return page.screen()


def project(words: Words, project: Project, via: str) -> Screen:
    """A project: what it is and who presents it."""
    page = Page(words)
    page.say(
        words("session.name", title=words.pick(project, "title")),
        words("projects.by", who=presenter(words, project)),
    )
    page.tell(words.pick(project, "summary"))
    page.back(ShowSession(project.session_id, via))
    return page.screen()


def confirm_join(words: Words, session: Attended, clashes: Sequence[Attended], via: str) -> Screen:
    """What one's agenda already holds at that time, before a seat is taken."""
    page = Page(words)
    page.say(
        words(
            "clash.before_join",
            title=words.pick(session, "title"),
            when=words.when(session.starts, session.ends),
        )
    )
    page.say(*(line(words, other) for other in clashes[:FEW]))
    page.say(words("clash.ask"))
    page.row(page.key("button.join_anyway", Join(session.id, via, despite_clash=True)))
    page.back(ShowSession(session.id, via))
    return page.screen()


def confirm_leave(words: Words, session: Attended, via: str) -> Screen:
    """Before a seat is given back: it may go to somebody else at once."""
    page = Page(words)
    waits = session.seat == "waiting"
    about = {"title": words.pick(session, "title"), "when": words.when(session.starts, session.ends)}
    page.say(words("leave.ask_waiting" if waits else "leave.ask", **about))
    page.say(words("leave.lost_place" if waits else "leave.goes_to_next"))
    page.row(page.key("button.stop_waiting" if waits else "button.leave", Leave(session.id, via, sure=True)))
    page.back(ShowSession(session.id, via))
    return page.screen()
