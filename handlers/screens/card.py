"""The card of a delegate."""

from __future__ import annotations

from collections.abc import Sequence

from forum.meetings.free import Choice
from forum.people import Card
from forum.search.letters import is_cyrillic
from handlers.buttons import (
    BUTTONS,
    AskMeeting,
    Button,
    SetVisibility,
    ShowDelegate,
    ShowMeeting,
    ShowMeetings,
    ShowPeople,
    ShowPerson,
    ShowProject,
)
from handlers.screens.people import Seeker
from handlers.screens.programme import FEW
from handlers.screens.screen import Key, Page, Screen, short
from handlers.screens.times import near_day
from locales import Html, Words
from locales.words import capital
from storage.meeting_records import Meeting
from storage.records import Delegate

_LONGEST_QUOTATION = 600
_TIMES = 6
"""So many times that both have free stand on a card."""


def card(
    words: Words, seeker: Seeker, found: Card, came_from: ShowPerson, *, organiser: bool = False
) -> Screen:
    """All there is to know of a delegate, and what one can do with them; an `organiser` finds more at the desk."""
    page, person = Page(words), found.person
    seeker.say(page)
    _head(page, found)
    _quoted(page, "offers", person.offers, person.delegation)
    _quoted(page, "seeks", person.seeks, person.delegation)
    _parts(page, found)
    if found.own:
        _own(page, seeker, person)
    else:
        _meeting(page, found)
        _free(page, found.free)
    _keys(page, seeker, found)
    page.row(page.key("badge.card", ShowDelegate(person.id)) if organiser else None)
    page.back(back(came_from))
    return seeker.finish(page)


def _head(page: Page, found: Card) -> None:
    words, person = page.words, found.person
    name, other = scripts(words, person.name, found.name_other, person.delegation)
    about = (words.region(person.region), _kind(words, person))
    page.say(
        words("people.name_both", name=name, other=other) if other else words("people.name", name=name),
        words("text", text=both(words, person.organisation, person.organisation_other, person.delegation)),
        words("text", text=words.pick(person, "position")),
        words("text", text=" · ".join(filter(None, about))),
        words("people.languages", languages=words.languages(person.languages or (person.delegation,))),
        words("people.interpreter") if found.interpreted else Html(""),
    )


def _kind(words: Words, person: Delegate) -> str:
    return words.plain(f"people.kind.{person.kind}") if person.kind else ""


def both(words: Words, own: str, other: str, delegation: str) -> str:
    """A name in the reader's script, then as it is written in the other: 'CNA', 'Станкомаш (Stankomash)'."""
    first, second = scripts(words, own, other, delegation)
    return words.plain("people.both_scripts", name=first, other=second) if second else first


def scripts(words: Words, own: str, other: str, delegation: str) -> tuple[str, str]:
    """A name in the reader's script, and as it is written in the other; '' where it is the same or not known."""
    first = words.name(own, other, delegation)
    second = own if first == other else other
    return first, "" if second == first else second


def _quoted(page: Page, what: str, text: str, delegation: str) -> None:
    """What somebody offers or seeks, in their own words."""
    if not text:
        return
    words, written = page.words, written_in(text, delegation)
    heading = words.plain(f"people.{what}")
    page.say(
        words("people.heading", heading=heading)
        if written in {"", words.language}
        else words("people.heading_marked", heading=heading, mark=words.plain(f"people.writes.{written}")),
        words("people.quotation", text=_cut(text)),
    )


def written_in(text: str, delegation: str) -> str:
    """The language of what somebody typed, by its letters; '' where Latin letters are not an Italian's."""
    if is_cyrillic(text):
        return "ru"
    return "it" if delegation == "it" else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTATION else text[: _LONGEST_QUOTATION - 1].rstrip() + "…"


def _parts(page: Page, found: Card) -> None:
    words = page.words
    tables = [words.pick(one, "title") for one in found.parts if one.what == "table"]
    projects = [f"«{words.pick(one, 'title')}»" for one in found.parts if one.what == "project"]
    page.say(
        words("people.tables", titles=", ".join(tables)) if tables else Html(""),
        words("people.projects", titles=words.listed(projects)) if projects else Html(""),
    )


def _own(page: Page, seeker: Seeker, person: Delegate) -> None:
    """What others see of oneself, or of whom one acts for."""
    words = page.words
    page.say(words("people.seen_by", choice=words.plain(f"people.seen_by.{person.visibility}")))
    if seeker.acting is None:
        page.row(page.key("settings.visibility_key", SetVisibility()))


def _meeting(page: Page, found: Card) -> None:
    """How things stand between the two."""
    if found.meeting is not None and found.side is not None:
        page.say(standing(page.words, found.meeting, found.side.id))


def standing(words: Words, meeting: Meeting, side_id: int) -> Html:
    """A request or an agreed meeting in a line, as one of its sides sees it."""
    if meeting.starts is not None and meeting.ends is not None:
        day = near_day(words, words.day_of(meeting.starts))
        times = words.times(meeting.starts, meeting.ends)
        return words("people.meeting_at", when=f"{day}, {times}", table=meeting.table_number)
    if meeting.state == "agreed":
        return words("people.meeting_unplaced")
    return words("people.meeting_to_answer" if meeting.awaits_id == side_id else "people.meeting_asked")


def _free(page: Page, free: Sequence[Choice]) -> None:
    """The first times that both have free, and how many more there are."""
    words, days = page.words, dict[str, list[str]]()
    for one in free[:_TIMES]:
        day = near_day(words, words.day_of(one.starts))
        days.setdefault(day, []).append(words.time(one.starts))
    rest = len(free) - _TIMES
    page.say(
        words("people.free") if free else Html(""),
        *(words("people.free_on", day=capital(day), times=", ".join(times)) for day, times in days.items()),
        words.count("people.free_more", rest) if rest > 0 else Html(""),
    )


def _keys(page: Page, seeker: Seeker, found: Card) -> None:
    person, meeting, acting = found.person, found.meeting, seeker.number
    if meeting is not None:
        page.row(page.key("people.open_meeting", ShowMeeting(meeting.id, acting)))
    elif found.can_be_asked:
        page.row(page.key("people.ask", AskMeeting(person.id, acting=acting)))
    if seeker.acting is None:
        # A project's screens do not know for whom one acts.
        projects = [one for one in found.parts if one.what == "project"]
        page.column(
            Key(short(page.words.pick(one, "title")), ShowProject(one.id, ShowPerson.prefix))
            for one in projects[:FEW]
        )
    if found.acts:
        page.row(page.key("people.act", ShowMeetings(acting=person.id)))


def back(came_from: ShowPerson) -> Button:
    """The list, the project or the meeting that a card was opened from."""
    by, value, page, acting = came_from.by, came_from.value, came_from.page, came_from.acting
    if by == ShowProject.prefix:
        return ShowProject(page, value if value in BUTTONS else "t")
    if by == ShowMeeting.prefix:
        return ShowMeeting(page, acting)
    return ShowPeople(by, value, page, acting)


def gone(words: Words, seeker: Seeker, came_from: ShowPerson) -> Screen:
    """Somebody who does not take part, or is not to be seen."""
    page = Page(words)
    seeker.say(page)
    page.say(words("people.gone"))
    page.back(back(came_from))
    return seeker.finish(page)
