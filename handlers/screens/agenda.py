"""One's own agenda: a day with its sessions and meetings, its gaps and clashes; the meeting that comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from forum.agenda import Entry, Gap, Soon, clashing, gaps, is_open
from forum.naming import short_title, who
from handlers.buttons import PrintOwnAgenda, SendCalendar, ShowAgenda, ShowMeetings
from handlers.screens import entries as lines
from handlers.screens.programme import beside
from handlers.screens.screen import PAGE_SIZE, Key, Page, Screen, short
from handlers.screens.seats import mine
from locales import Html, Words
from storage.meeting_records import Appointment, Pending
from storage.records import Attended

_FEW, _LONGEST_CLASH = 3, 36


def page_at(words: Words, day: date, entries: Sequence[Entry], now: datetime) -> int:
    """The page of a day's agenda with what is on, or comes next; the Meeting Point, on for hours, says nothing."""
    today = [entry for entry in entries if words.day_of(entry.starts) == day]
    coming = (number for number, entry in enumerate(today) if entry.ends > now and not is_open(entry))
    return next(coming, 0) // PAGE_SIZE


def agenda(
    words: Words,
    day: date,
    days: Sequence[date],
    entries: Sequence[Entry],
    pending: Pending,
    number: int = 0,
) -> Screen:
    """One day of one's own agenda, in order, with its gaps and clashes; `entries` are those of all days."""
    today = [entry for entry in entries if words.day_of(entry.starts) == day]
    page = Page(words)
    here = page.paged(today, number, lambda turned: ShowAgenda(day.isoformat(), turned))
    page.say(words("agenda.title"), words("agenda.day", day=words.day_title(day)))
    for item in _with_gaps(today, here):
        if isinstance(item, Gap):
            free = "agenda.no_meeting" if item.within else "agenda.free"
            page.say(words(free, times=words.times(item.starts, item.ends)))
        else:
            page.say(*_entry(words, item, clashing(item, today)))
    if not today:
        page.say(words("agenda.empty"))
    _say_pending(page, pending)
    page.say(words("zone.florence"))
    page.column(lines.key(words, entry, ShowAgenda.prefix) for entry in here)
    _pending_keys(page, pending)
    page.row(*(Key(words.short_day(other), ShowAgenda(other.isoformat())) for other in beside(day, days)))
    page.row(page.key("agenda.file", SendCalendar()), page.key("paper.agenda_key", PrintOwnAgenda()))
    page.back(None)
    return page.screen()


def _with_gaps(today: Sequence[Entry], here: Sequence[Entry]) -> list[Entry | Gap]:
    """A page's entries, and the gaps up to the next page's first entry."""
    if not here:
        return []
    after = today.index(here[-1]) + 1
    until = today[after].starts if after < len(today) else None
    found = [
        gap for gap in gaps(today) if gap.starts >= here[0].starts and (until is None or gap.starts < until)
    ]
    # The Meeting Point stands before the free time with which it begins.
    return sorted([*here, *found], key=lambda one: (one.starts, isinstance(one, Gap)))


def _entry(words: Words, entry: Entry, clashes: Sequence[Entry]) -> list[Html]:
    return [
        lines.line(words, entry),
        lines.place(words, entry),
        *_standing(words, entry),
        _clash(words, clashes[:_FEW]),
    ]


def _standing(words: Words, entry: Entry) -> list[Html]:
    if isinstance(entry, Attended):
        return [mine(words, entry)] if entry.seat == "waiting" or entry.guided else []
    return [lines.help_of(words, entry), words("agenda.missed") if entry.state == "missed" else Html("")]


def _clash(words: Words, clashes: Sequence[Entry]) -> Html:
    if not clashes:
        return Html("")
    named = (short(short_title(words, other), _LONGEST_CLASH) for other in clashes)
    return words("clash.with", titles=words.listed(named))


def _say_pending(page: Page, pending: Pending) -> None:
    words = page.words
    page.say(
        words.count("agenda.unplaced", pending.unplaced) if pending.unplaced else Html(""),
        words.count("agenda.to_answer", pending.to_answer) if pending.to_answer else Html(""),
    )


def _pending_keys(page: Page, pending: Pending) -> None:
    unplaced, to_answer = pending.unplaced, pending.to_answer
    if unplaced:
        page.row(page.key("agenda.unplaced_key", ShowMeetings("unplaced"), number=unplaced))
    if to_answer:
        page.row(page.key("agenda.to_answer_key", ShowMeetings("to_answer"), number=to_answer))


def say_soon(page: Page, soon: Soon) -> None:
    """The meeting that is on and the one that comes next, with the keys that open them: for the menu."""
    words = page.words
    page.say(*_named(words, words("agenda.meeting_on"), soon.on))
    page.say(*_named(words, words("meetings.next"), soon.following))
    page.column(lines.key(words, one, ShowAgenda.prefix) for one in (soon.on, soon.following) if one)


def _named(words: Words, heading: Html, meeting: Appointment | None) -> list[Html]:
    if meeting is None:
        return []
    return [
        heading,
        words(
            "session.line",
            times=words.times(meeting.starts, meeting.ends),
            title=short(who(words, meeting), lines.LONGEST_TITLE),
        ),
        lines.place(words, meeting),
    ]
