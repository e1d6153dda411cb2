"""A person's agenda on paper, in the language that the bot speaks to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from forum.agenda import Entry
from forum.naming import interpreter, languages, subject, title
from forum.paper.facts import Listing, Part
from forum.programme import days
from forum.visits.bus import leaves
from locales import Words
from locales.words import capital
from storage.meeting_records import Appointment
from storage.records import Attended, Delegate, Forum, Stop

Stops = Mapping[int, Sequence[Stop]]
"""The stops of the visits on an agenda, by the session's number."""


def footed(words: Words, forum: Forum, listing: Listing, now: datetime) -> Listing:
    """A list with the forum and the instant whose state it shows at the foot of its pages."""
    foot = words.plain(
        "paper.foot", forum=words.pick(forum, "name"), day=words.date(words.day_of(now)), time=words.time(now)
    )
    return replace(listing, foot=foot, page=words.plain("paper.page", number="{number}"))


def agenda(words: Words, person: Delegate, entries: Sequence[Entry], stops: Stops) -> Listing:
    """Somebody's days, each entry with its time, what it is, and where."""
    name = words.name(person.name, person.name_other, person.delegation)
    organisation = words.name(person.organisation, person.organisation_other, person.delegation)
    of_days = days((entry.starts for entry in entries), words.zone)
    parts = [
        Part(
            words.day_title(day),
            [_row(words, entry, stops) for entry in entries if words.day_of(entry.starts) == day],
        )
        for day in of_days
    ]
    return Listing(
        heading=name,
        lines=[f"{organisation} · {words.plain('paper.agenda')}"],
        columns=[words.plain(f"paper.column.{column}") for column in ("time", "what", "where")],
        widths=(2.4, 8, 5),
        parts=parts or [Part("", [], none=words.plain("paper.nothing"))],
        bold=1,
    )


def _row(words: Words, entry: Entry, stops: Stops) -> tuple[str, str, str]:
    lines = _session(words, entry, stops) if isinstance(entry, Attended) else _meeting(words, entry)
    what = "\n".join([title(words, entry), *filter(None, lines)])
    return words.times(entry.starts, entry.ends), what, _place(words, entry)


def _session(words: Words, session: Attended, stops: Stops) -> list[str]:
    way = stops.get(session.id, ())
    leaving = [stop for stop in way if stop.kind == "departure" and stop.at == leaves(way)]
    return [
        words.plain("paper.waiting", position=session.position) if session.seat == "waiting" else "",
        *(
            words.plain("paper.departure", time=words.time(stop.at), place=words.pick(stop, "place"))
            for stop in leaving
        ),
    ]


def _meeting(words: Words, meeting: Appointment) -> list[str]:
    about, helper = subject(words, meeting), interpreter(words, meeting)
    lacks = meeting.interpreted and meeting.interpreter_id is None and meeting.state == "agreed"
    return [
        words.plain("calendar.subject", subject=about) if about else "",
        words.plain("calendar.languages", languages=languages(words, meeting))
        if meeting.interpreting
        else "",
        words.plain("calendar.interpreter", name=helper) if helper and not meeting.interpreting else "",
        words.plain("agenda.no_interpreter_yet") if lacks else "",
        words.plain("agenda.missed") if meeting.state == "missed" else "",
    ]


def _place(words: Words, entry: Entry) -> str:
    if isinstance(entry, Attended):
        return words.pick(entry, "place")
    if entry.place_id is None:
        return words.plain("calendar.table", number=entry.table_number)
    place = words.pick(entry, "place")
    table = words.plain("paper.at_table", number=entry.table_number)
    return f"{capital(table)}\n{place}"
