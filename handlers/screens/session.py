"""One session with all there is to know of it, and its projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forum.agenda import JOINED_KINDS, Entry
from handlers.buttons import (
    Attend,
    EditSession,
    Join,
    Leave,
    Pin,
    ShowPerson,
    ShowProject,
    ShowProjects,
    ShowSession,
)
from handlers.screens.entries import line
from handlers.screens.programme import FEW, came_from
from handlers.screens.screen import Key, Page, Screen, short
from handlers.screens.seats import free, mine
from handlers.screens.times import when
from handlers.screens.visits import Trip, add_keys, has_pins, say_standing, say_way
from locales import Html, Words
from storage.records import Attended, Project, Session


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a session: a delegate, somebody who runs the forum, or both."""

    delegate: bool
    organiser: bool


def session(
    words: Words,
    session: Attended,
    *,
    projects: Sequence[Project] = (),
    trip: Trip | None = None,
    clashes: Sequence[Entry] = (),
    via: str,
    over: bool,
    reader: Reader,
) -> Screen:
    """A session with all there is to know, and what one can do with it; `trip` is what a visit has besides."""
    page = Page(words)
    _head(page, session, reader)
    joined = session.kind in JOINED_KINDS
    if joined and session.cancelled_at is None:
        page.say(free(words, session), mine(words, session))
    elif session.absent and reader.delegate:
        page.say(words("session.off_agenda"))
    if trip is not None and session.cancelled_at is None:
        say_standing(page, trip)
    _clashes(page, clashes)
    page.tell(words.pick(session, "description"))
    _projects(page, projects[:FEW])
    if trip is not None:
        say_way(page, trip)
    if reader.delegate and not over and session.cancelled_at is None:
        page.row(_seat_key(page, session, trip, via) if joined else _attend_key(page, session, via))
    page.column(_project_key(words, project, via) for project in projects[:FEW])
    if len(projects) > FEW:
        page.row(page.key("projects.all", ShowProjects(session.id, via), number=len(projects)))
    if trip is not None:
        add_keys(page, session, trip)
    page.row(_pin_key(page, session) if trip is None or not has_pins(trip) else None)
    if reader.organiser and not over:
        page.row(page.key("changes.edit", EditSession(session.id, via)))
    page.back(came_from(via, words.day_of(session.starts).isoformat()))
    return page.screen()


def _head(page: Page, session: Attended, reader: Reader) -> None:
    words, title = page.words, page.words.pick(session, "title")
    kind, one_delegation = words.plain(f"kind.{session.kind}"), session.audience != "all"
    audience = words.plain(f"changes.audience.{session.audience}")
    page.say(
        words("session.name", title=title),
        words("session.cancelled") if session.cancelled_at else Html(""),
        words(f"kind.{session.kind}") if kind != title else Html(""),
        words("session.when", when=when(words, session)),
        words("session.place", place=words.pick(session, "place")),
        words("session.moderator", name=session.moderator) if session.moderator else Html(""),
        words("new.for", audience=audience) if reader.organiser and one_delegation else Html(""),
    )


def _clashes(page: Page, clashes: Sequence[Entry]) -> None:
    if clashes:
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


def _seat_key(page: Page, session: Attended, trip: Trip | None, via: str) -> Key | None:
    if session.seat is not None:
        return page.key(
            "button.leave" if session.seat == "seated" else "button.stop_waiting", Leave(session.id, via)
        )
    if trip is not None and (trip.closed or not trip.joinable):
        return None
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


def project(words: Words, project: Project, via: str, reader: int | None) -> Screen:
    """A project: what it is and who presents it; `via` may be the presenter's card."""
    page = Page(words)
    page.say(
        words("session.name", title=words.pick(project, "title")),
        words("projects.by", who=presenter(words, project)),
    )
    page.tell(words.pick(project, "summary"))
    presenter_id = project.presenter_id
    if presenter_id is not None and via == ShowPerson.prefix:
        page.back(ShowPerson(presenter_id))
        return page.screen()
    if presenter_id is not None and presenter_id != reader:
        page.row(page.key("people.presenter", ShowPerson(presenter_id, ShowProject.prefix, via, project.id)))
    page.back(ShowSession(project.session_id, via))
    return page.screen()
