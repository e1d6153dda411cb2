"""What is open on the organisers' desk, looked at more closely, and who interprets what."""

from __future__ import annotations

from collections.abc import Sequence

from forum.meetings import Casting
from handlers.buttons import (
    AssignInterpreter,
    ChooseInterpreter,
    EditSession,
    ForgoInterpreter,
    Organise,
    ShowApplications,
    ShowCrowded,
    ShowMeeting,
    ShowPlanning,
    ShowUninterpreted,
    ShowUnplaced,
)
from handlers.screens.organise import Matter
from handlers.screens.screen import Key, Page, Screen, short
from handlers.screens.times import near_day, when
from locales import Html, Words
from locales.words import capital
from storage.desk import Crowded, Open, Pair

_LONGEST_NAME = 60


def matter_registrations(words: Words, found: Open) -> Matter | None:
    """How many registrations wait for a decision."""
    if not found.registrations:
        return None
    key = Key(words.plain("desk.registrations_key", number=found.registrations), ShowApplications())
    return Matter(key, words.count("desk.registrations", found.registrations))


def matter_crowded(words: Words, found: Open) -> Matter | None:
    """How many tables and visits have more people than seats."""
    if not found.crowded:
        return None
    key = Key(words.plain("desk.crowded_key", number=found.crowded), ShowCrowded())
    return Matter(key, words.count("desk.crowded", found.crowded))


def matter_uninterpreted(words: Words, found: Open) -> Matter | None:
    """How many meetings lack an interpreter."""
    if not found.without_interpreter:
        return None
    key = Key(words.plain("desk.uninterpreted_key", number=found.without_interpreter), ShowUninterpreted())
    return Matter(key, words.count("desk.uninterpreted", found.without_interpreter))


def matter_unplaced(words: Words, found: Open) -> Matter | None:
    """How many meetings are agreed and have no time."""
    if not found.without_time:
        return None
    key = Key(words.plain("desk.unplaced_key", number=found.without_time), ShowUnplaced())
    return Matter(key, words.count("desk.unplaced", found.without_time))


def crowded(words: Words, found: Sequence[Crowded], number: int) -> Screen:
    """The tables and visits with more people than seats, each with the way to change it."""
    page = Page(words)
    here = page.paged(found, number, ShowCrowded)
    page.say(words("desk.crowded_title"))
    page.say(words("desk.crowded_means") if found else words("desk.nothing_here"))
    for one in here:
        page.say(
            words("session.name", title=words.pick(one, "title")),
            words("session.when", when=when(words, one)),
            words("desk.seats", seated=one.seated, capacity=one.capacity),
        )
    page.column(Key(short(words.pick(one, "title")), EditSession(one.id, ShowCrowded.prefix)) for one in here)
    page.back(Organise())
    return page.screen()


def unplaced(words: Words, found: Sequence[Pair], number: int, page_number: int) -> Screen:
    """Meetings that are agreed and have no time; each key leads to the meeting, acting for who asked for it."""
    page = Page(words)
    page.paged(range(number), page_number, ShowUnplaced)
    page.say(words("desk.unplaced_title"))
    page.say(words("desk.unplaced_means") if number else words("desk.nothing_here"))
    page.column(Key(short(both(words, one)), ShowMeeting(one.id, one.one_id)) for one in found)
    page.row(page.key("planning.key", ShowPlanning()) if number else None)
    page.back(Organise())
    return page.screen()


def uninterpreted(words: Words, found: Sequence[Pair], number: int, page_number: int) -> Screen:
    """Meetings to come that need an interpreter and have none; each key leads to those who are free."""
    page = Page(words)
    page.paged(range(number), page_number, ShowUninterpreted)
    page.say(words("desk.uninterpreted_title"))
    page.say(words("desk.uninterpreted_means") if number else words("desk.nothing_here"))
    for one in found:
        page.say(*_meeting(words, one))
    page.column(_choose_key(words, one) for one in found)
    page.back(Organise())
    return page.screen()


def _choose_key(words: Words, one: Pair) -> Key:
    time = words.time(one.starts) if one.starts else ""
    return Key(short(f"{time} {both(words, one)}".strip()), ChooseInterpreter(one.id))


def both(words: Words, one: Pair) -> str:
    """The two who meet: 'Anna Rossi – Ivan Petrov'."""
    first = short(words.name(one.one_name, one.one_name_other, one.one_delegation), _LONGEST_NAME)
    second = short(words.name(one.other_name, one.other_name_other, one.other_delegation), _LONGEST_NAME)
    return words.plain("agenda.pair", one=first, other=second)


def _meeting(words: Words, one: Pair) -> list[Html]:
    lines = [words("text", text=both(words, one))]
    if one.starts is not None:
        at = f"{capital(near_day(words, words.day_of(one.starts)))}, {words.time(one.starts)}"
        lines.insert(0, words("meetings.at", when=at, table=one.table_number))
    return lines


def choose_interpreter(words: Words, found: Casting, number: int) -> Screen:
    """Who is free when a meeting takes place and speaks a language of each side."""
    page, meeting = Page(words), found.meeting
    here = page.paged(found.helpers, number, lambda turned: ChooseInterpreter(meeting.id, turned))
    page.say(words("desk.interpreter_title"))
    page.say(*_meeting(words, meeting))
    page.say(words("desk.interpreters_free" if found.helpers else "desk.interpreters_none"))
    page.column(
        Key(
            short(
                words.plain(
                    "desk.interpreter_key",
                    name=short(words.name(one.name, one.name_other, one.delegation), _LONGEST_NAME // 2),
                    number=one.meetings,
                )
            ),
            AssignInterpreter(meeting.id, meeting.revision, one.id),
        )
        for one in here
    )
    page.row(
        page.key("desk.nobody", ForgoInterpreter(meeting.id, meeting.revision)),
        page.key("desk.open_meeting", ShowMeeting(meeting.id, meeting.one_id)),
    )
    page.back(ShowUninterpreted())
    return page.screen()


def confirm_forgo(words: Words, meeting: Pair) -> Screen:
    """Before it is said that nobody will interpret a meeting."""
    page = Page(words)
    page.say(words("desk.ask_forgo"))
    page.say(*_meeting(words, meeting))
    page.row(page.key("desk.forgo", ForgoInterpreter(meeting.id, meeting.revision, sure=True)))
    page.back(ChooseInterpreter(meeting.id))
    return page.screen()
