"""What the bot says of its own accord about visits, made of what holds when it is sent."""

from __future__ import annotations

from forum.visits.recalling import Call
from handlers.buttons import Leave, Pin, ShowPapers, ShowSession, ShowVisits
from handlers.screens.screen import Page, Screen
from handlers.screens.visits import say_guides
from locales import Words
from storage.records import Attended


def bus_leaves(words: Words, call: Call) -> Screen:
    """To somebody missing: the bus leaves soon, from where, and whom to ring up."""
    page, session = Page(words), call.session
    where = call.stop or session
    page.say(
        words("notice.bus_leaves", place=words.pick(where, "place")),
        words("notice.bus_leaves_at", time=words.time(call.leaves), title=words.pick(session, "title")),
    )
    say_guides(page, call.guides)
    pin = Pin("b", session.id, call.stop.position) if call.stop else Pin("s", session.id)
    page.row(
        page.key("button.map", pin) if where.latitude is not None else None,
        page.key("button.open", ShowSession(session.id, ShowVisits.prefix)),
    )
    return page.screen()


def gate_papers(words: Words, session: Attended) -> Screen:
    """To a passenger: the gate asks for documents."""
    page = Page(words)
    page.say(
        words("notice.gate_papers", title=words.pick(session, "title")),
        words("session.when", when=words.when(session.starts, session.ends)),
    )
    page.say(words("notice.gate_papers_why"))
    page.row(page.key("papers.write_key", ShowPapers(session.id)))
    page.row(page.key("button.leave", Leave(session.id, ShowVisits.prefix)))
    return page.screen()
