"""Adding a session or a visit: one question after the other, then what that would do to whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from forum.agenda import JOINED_KINDS
from forum.changes import Trial
from forum.changes.adding import AUDIENCES, KINDS, NO_LIMIT, open_question, questions
from handlers.buttons import AddSession, AnswerNew, AskNew, Button, NewSession, Programme
from handlers.screens.change_lines import broken, lines, whom
from handlers.screens.edit_session import brings
from handlers.screens.screen import NOTHING, Key, Page, Screen, short
from locales import Html, Words
from locales.words import capital
from storage.session_edits import Given, Line

_LONGEST = 60


def choose_kind(words: Words) -> Screen:
    """What is to be added."""
    page = Page(words)
    page.say(words("new.title"), words("new.ask.kind"))
    page.paired([Key(words.plain(f"kind.{kind}"), NewSession(kind)) for kind in KINDS])
    page.back(Programme())
    return page.screen()


def ask(words: Words, given: Given, what: str, days: Sequence[date], *, refused: bool = False) -> Screen:
    """A question about the new session: answered by a key, by typing, or by either.

    `refused`: the whole cannot be with the answer there is.
    """
    page = Page(words)
    page.say(*_so_far(words, given))
    page.say(words(f"new.ask.{what}"))
    if what == "day":
        page.column(Key(words.short_day(one), AnswerNew(what, one.isoformat())) for one in days)
    elif what == "capacity":
        page.row(page.key("edit.no_limit", AnswerNew(what, NO_LIMIT)))
    elif what == "audience":
        page.column(
            Key(capital(words.plain(f"changes.audience.{one}")), AnswerNew(what, one)) for one in AUDIENCES
        )
    elif what == "stops":
        page.row(page.key("new.no_stops", AnswerNew(what, NO_LIMIT)))
    page.back(NewSession() if refused else _before(words, given, what))
    return page.screen().expecting(AskNew(what))


def _before(words: Words, given: Given, what: str) -> Button:
    """Where one comes from: the whole, where one answer of it is corrected; else the question before."""
    asked = questions(given["kind"], words.language)
    if not open_question(given, words.language):
        return AskNew()
    number = asked.index(what)
    return AskNew(asked[number - 1]) if number else NewSession()


def _so_far(words: Words, given: Given) -> list[Html]:
    """What has been answered, in the reader's language where it is known in it."""
    found = [words("new.heading", kind=words.plain(f"kind.{given['kind']}"))]
    title, place = (_either(words, given, name) for name in ("title", "place"))
    if title:
        found.append(words("text", text=short(title, _LONGEST)))
    if "starts" in given:
        starts, ends = (datetime.fromisoformat(given[name]) for name in ("starts", "ends"))
        found.append(words("session.when", when=words.when(starts, ends)))
    elif "day" in given:
        found.append(words("session.when", when=words.day(date.fromisoformat(given["day"]))))
    return [*found, words("session.place", place=short(place, _LONGEST)) if place else NOTHING]


def _either(words: Words, given: Given, name: str) -> str:
    own = given.get(f"{name}_{words.language}")
    return own or given.get(f"{name}_it") or given.get(f"{name}_ru", "")


def trial(words: Words, given: Given, stops: Sequence[Line], tried: Trial, sure: AddSession) -> Screen:
    """The new session as it would be, in both languages, whom it concerns, and the keys that add or correct it."""
    page, other = Page(words), "ru" if words.language == "it" else "it"
    if tried.preview is not None:
        page.say(
            *lines(words, tried.preview.change),
            _seats(words, given),
            words("new.for", audience=words.plain(f"changes.audience.{given['audience']}")),
        )
        page.say(*(_stop(words, one) for one in stops))
        page.say(words(f"new.reads.{other}", title=given[f"title_{other}"], place=given[f"place_{other}"]))
        page.say(whom(words, tried.preview.people), *broken(words, tried.preview), *brings(words, tried))
    page.say(words("new.told_by_none") if given["kind"] in JOINED_KINDS else NOTHING)
    page.row(page.key("new.add", sure))
    asked = questions(given["kind"], words.language)
    page.paired([page.key(f"new.correct.{one}", AskNew(one)) for one in asked])
    page.back(NewSession())
    return page.screen()


def _seats(words: Words, given: Given) -> Html:
    seats = given.get("capacity")
    if seats is None:
        return NOTHING
    return words("seats.no_limit") if seats == NO_LIMIT else words("edit.seats", capacity=seats)


def _stop(words: Words, stop: Line) -> Html:
    place = short(words.pick(stop, "place"), _LONGEST)
    return words(f"stops.{stop.kind}", time=words.time(stop.at), place=place)
