"""Asking for a meeting, or for another time: choosing times, choosing a subject."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.meetings import LONGEST, MOST_TIMES, Choice, Prospect, Sight
from forum.meetings.free import Hall
from handlers.buttons import (
    AskMeeting,
    Button,
    ChooseSubject,
    ProposeTimes,
    SendRequest,
    SendTimes,
    ShowMeeting,
    ShowPerson,
)
from handlers.screens.meeting_lines import LONGEST_NAME, on_days, say_partner
from handlers.screens.people import Seeker
from handlers.screens.screen import NOTHING, Key, Page, Screen, short
from handlers.screens.times import near_day
from handlers.slots import pack_times
from locales import Html, Words
from locales.words import capital
from storage.records import Delegate

_IN_A_ROW = 3
_ON_A_PAGE = 24
"""So many times fit on a phone without scrolling far."""

Turn = Callable[[str, int], Button]
"""The button of a choice of times: those chosen, packed, and the page."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The times chosen so far, and which page of the free ones is looked at."""

    times: tuple[datetime, ...]
    page: int

    @property
    def packed(self) -> str:
        """As in the buttons."""
        return pack_times(self.times)

    def toggled(self, time: datetime) -> str:
        """With this time taken in or out; one too many stands last, so that it can be told from the others."""
        if time in self.times:
            return pack_times(one for one in self.times if one != time)
        if len(self.times) < MOST_TIMES:
            return pack_times((*self.times, time))
        return f"{self.packed}.{pack_times([time])}"


def choose_times(words: Words, seeker: Seeker, found: Prospect, chosen: Chosen) -> Screen:
    """The times at which two could meet, to ask for up to three of them, or for any."""
    page, acting, hall, person = Page(words), seeker.number, found.hall, found.partner
    seeker.say(page)
    page.say(
        words("meeting.ask_title"),
        *_whom(words, person),
    )
    notes = [
        words("meeting.own_delegation") if found.side.delegation == person.delegation else NOTHING,
        words("meeting.interpreter_with_it") if hall.interpreted else NOTHING,
    ]
    page.say(*notes)
    planned = hall.scheduling == "planned"
    if planned:
        page.say(words("meeting.planned"))
        day = NOTHING
    else:
        day = _times(page, hall, chosen, lambda times, turned: AskMeeting(person.id, times, turned, acting))
    page.say(words("meeting.whenever_explained") if hall.scheduling == "both" else NOTHING)
    page.say(day)
    page.row(
        page.key("meeting.go_on", ChooseSubject(person.id, chosen.packed, acting))
        if chosen.times or planned
        else None,
        page.key("meeting.whenever", ChooseSubject(person.id, "", acting))
        if hall.scheduling == "both" and not chosen.times
        else None,
    )
    page.back(ShowPerson(person.id, acting=acting))
    return seeker.finish(page)


def _whom(words: Words, person: Delegate) -> tuple[Html, Html]:
    """Whom one asks, and their organisation."""
    name = words.name(person.name, person.name_other, person.delegation)
    firm = words.name(person.organisation, person.organisation_other, person.delegation)
    return words("people.name", name=short(name, LONGEST_NAME)), words("text", text=short(firm, LONGEST_NAME))


def propose_times(words: Words, seeker: Seeker, seen: Sight, hall: Hall, chosen: Chosen) -> Screen:
    """The times at which two could meet, to propose up to three others."""
    page, acting, meeting = Page(words), seeker.number, seen.meeting
    seeker.say(page)
    page.say(words("meeting.propose_title"))
    say_partner(page, meeting)
    if meeting.starts is not None:
        day = near_day(words, words.day_of(meeting.starts))
        page.say(words("meeting.until_accepted", day=day, time=words.time(meeting.starts)))
    day = _times(
        page,
        hall,
        chosen,
        lambda times, turned: ProposeTimes(meeting.id, meeting.revision, times, turned, acting),
        besides=meeting.starts,
    )
    page.say(day)
    if chosen.times:
        send = SendTimes(meeting.id, meeting.revision, chosen.packed, acting)
        page.row(page.key("meeting.send_times", send))
    page.back(ShowMeeting(meeting.id, acting))
    return seeker.finish(page)


def _times(page: Page, hall: Hall, chosen: Chosen, turn: Turn, *, besides: datetime | None = None) -> Html:
    """The free times as keys, page by page, those chosen marked; what stands in the way of others in words.

    The day of the keys, which is to be said last.
    """
    words, choices = page.words, hall.choices()
    free = [one.starts for one in choices if not one.hindrance and one.starts != besides]
    pages = _pages(words, free)
    number = min(max(chosen.page, 0), max(len(pages) - 1, 0))
    here = pages[number] if pages else []
    page.say(
        words.count("meeting.free_times", len(free)) if free else words("meeting.no_free_times"),
        words("meeting.choose_times", most=MOST_TIMES) if free else NOTHING,
    )
    page.say(*_hindered(words, choices, "no_interpreter"), *_hindered(words, choices, "tables_full"))
    if not set(chosen.times) <= set(here):
        page.say(words("meeting.chosen"), *on_days(words, chosen.times))
    for first in range(0, len(here), _IN_A_ROW):
        page.row(*(_time(words, time, chosen, turn, number) for time in here[first : first + _IN_A_ROW]))
    page.row(
        *(
            Key(_name(words, pages, other), turn(chosen.packed, other))
            for other in (number - 1, number + 1)
            if 0 <= other < len(pages)
        )
    )
    return words("meeting.day", day=capital(near_day(words, words.day_of(here[0])))) if here else NOTHING


def _time(words: Words, time: datetime, chosen: Chosen, turn: Turn, number: int) -> Key:
    label = words.time(time)
    if time in chosen.times:
        label = words.plain("meeting.chosen_time", time=label)
    return Key(label, turn(chosen.toggled(time), number))


def _pages(words: Words, times: Sequence[datetime]) -> list[list[datetime]]:
    """Times day by day, and a day with very many in parts."""
    days: dict[object, list[datetime]] = {}
    for time in times:
        days.setdefault(words.day_of(time), []).append(time)
    return [
        day[first : first + _ON_A_PAGE] for day in days.values() for first in range(0, len(day), _ON_A_PAGE)
    ]


def _name(words: Words, pages: Sequence[Sequence[datetime]], number: int) -> str:
    """A page's day; with its times where a day has several pages."""
    here = pages[number]
    day = words.day_of(here[0])
    if sum(words.day_of(one[0]) == day for one in pages) == 1:
        return words.short_day(day)
    return f"{words.short_day(day)}, {words.times(here[0], here[-1])}"


def _hindered(words: Words, choices: Sequence[Choice], hindrance: str) -> list[Html]:
    times = [one.starts for one in choices if one.hindrance == hindrance]
    return [words(f"meeting.hindered.{hindrance}"), *on_days(words, times)] if times else []


def choose_subject(words: Words, seeker: Seeker, found: Prospect, times: tuple[datetime, ...]) -> Screen:
    """What the meeting would be about: a project, own words, or nothing in particular. All of it sends."""
    page, acting, person, packed = Page(words), seeker.number, found.partner, pack_times(times)
    seeker.say(page)
    page.say(
        words("meeting.subject_title"),
        _whom(words, person)[0],
        *(on_days(words, times) or [words("meeting.any_time")]),
    )
    page.say(words("meeting.subject_explained", most=LONGEST))
    page.column(
        Key(short(f"«{words.pick(one, 'title')}»"), SendRequest(person.id, packed, one.id, acting))
        for one in found.topics
    )
    page.row(page.key("meeting.no_subject", SendRequest(person.id, packed, 0, acting)))
    page.back(AskMeeting(person.id, packed, acting=acting))
    return page.screen().expecting(ChooseSubject(person.id, packed, acting))
