"""The lines and keys by which sessions and meetings are named on an agenda."""

from __future__ import annotations

from forum.agenda import Entry
from forum.naming import interpreter, languages, short_who, title
from handlers.buttons import ShowMeeting
from handlers.screens import programme
from handlers.screens.screen import Key, short
from locales import Html, Words
from storage.meeting_records import Appointment
from storage.records import Attended

LONGEST_TITLE, LONGEST_PLACE, LONGEST_NAME, LONGEST_LANGUAGES = 100, 84, 60, 75
"""So much of each stands in a list: a page of the agenda always fits into a message. What it opens shows all."""


def line(words: Words, entry: Entry) -> Html:
    """'🕘 15:20–15:40 · Incontro: Алексей Щербаков, Станкомаш'."""
    return words(
        "session.line",
        times=words.times(entry.starts, entry.ends),
        title=short(title(words, entry), LONGEST_TITLE),
    )


def key(words: Words, entry: Entry, via: str) -> Key:
    """A key that opens a session or a meeting: '15:20 Алексей Щербаков'."""
    if isinstance(entry, Attended):
        return programme.key(words, entry, via)
    return Key(short(f"{words.time(entry.starts)} {short_who(words, entry)}"), ShowMeeting(entry.id))


def place(words: Words, entry: Entry) -> Html:
    """Where a session is; the table of a meeting."""
    if isinstance(entry, Attended):
        return words("session.place", place=short(words.pick(entry, "place"), LONGEST_PLACE))
    if entry.place_id is None:
        return words("meeting.table", table=entry.table_number)
    where = short(words.pick(entry, "place"), LONGEST_PLACE)
    return words("meeting.table_at", table=entry.table_number, place=where)


def help_of(words: Words, meeting: Appointment) -> Html:
    """Who interprets; for the interpreter: between which languages."""
    if meeting.interpreting:
        spoken = short(languages(words, meeting), LONGEST_LANGUAGES)
        return words("agenda.languages", languages=spoken)
    if meeting.interpreter_id is not None:
        return words("meeting.interpreter", name=short(interpreter(words, meeting), LONGEST_NAME))
    if meeting.forgone:
        return words("agenda.no_interpreter")
    lacks = meeting.interpreted and meeting.state == "agreed"
    return words("agenda.no_interpreter_yet") if lacks else Html("")
