"""One's meetings: at a glance, in lists, and those of the delegates for whom one may act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.meetings import SECTIONS, sections
from handlers.buttons import (
    Button,
    ShowDelegation,
    ShowMeeting,
    ShowMeetings,
    ShowPeople,
)
from handlers.screens.meeting_lines import on_days, partner, place, side, span, who
from handlers.screens.people import Seeker
from handlers.screens.screen import Key, Page, Screen, short
from locales import Html, Words
from storage.meeting_records import Seen
from storage.records import Delegate

_LONGEST_WHO = 120


@dataclass(frozen=True, slots=True)
class Own:
    """Somebody's meetings at an instant: as a side, and as an interpreter.

    `role` is theirs, '' for an organiser who is no delegate; `heads`: they may act for others.
    """

    found: Sequence[Seen]
    interpreted: Sequence[Seen]
    now: datetime
    role: str
    heads: bool

    def of(self, section: str) -> list[Seen]:
        """Those of a section; what is over, the latest first."""
        chosen = [one for one in self.found if section in sections(one, self.now)]
        return sorted(chosen, key=lambda one: one.id, reverse=True) if section == "closed" else chosen

    @property
    def assigned(self) -> list[Seen]:
        """The meetings to come that they interpret."""
        return [one for one in self.interpreted if one.ends is not None and one.ends > self.now]

    @property
    def following(self) -> Seen | None:
        """The next meeting, or the one that is on."""
        return next((one for one in self.of("agreed") if one.starts is not None), None)


def overview(words: Words, seeker: Seeker, own: Own, number: int = 0) -> Screen:
    """The next meeting, and a key for each section that has something in it."""
    page, acting = Page(words), seeker.number
    seeker.say(page)
    page.say(words("meetings.title" if seeker.acting is None else "meetings.title_of_other"))
    following = own.following
    if following is not None and following.starts is not None and following.ends is not None:
        page.say(
            words("meetings.next"),
            words("session.when", when=span(words, following.starts, following.ends)),
            place(words, following),
            words("meetings.with", who=short(who(words, following), _LONGEST_WHO)),
        )
    counts = {section: len(own.of(section)) for section in SECTIONS}
    if own.role == "interpreter" or own.interpreted:
        _assignments(page, own, number)
    elif not any(counts.values()):
        page.say(words("meetings.none" if own.role == "delegate" else "meetings.none_of_others"))
    page.column(
        page.key(f"meetings.key.{section}", ShowMeetings(section, acting=acting), number=many)
        for section, many in counts.items()
        if many
    )
    page.row(
        page.key("meetings.find", ShowPeople(acting=acting)),
        page.key("meetings.delegation", ShowDelegation()) if own.heads and not acting else None,
    )
    page.back(seeker.came_from)
    return seeker.finish(page)


def _assignments(page: Page, own: Own, number: int) -> None:
    """An interpreter's meetings to come, page by page."""
    words, found = page.words, own.assigned
    here = page.paged(found, number, lambda turned: ShowMeetings("", turned))
    page.say(words.count("meetings.assigned", len(found)) if found else words("meetings.none_assigned"))
    keys = []
    for one in here:
        if one.starts is not None and one.ends is not None:
            page.say(
                words("meetings.at", when=span(words, one.starts, one.ends), table=one.table_number),
                words("meetings.pair", one=short(side(words, one)), other=short(partner(words, one))),
            )
            when = f"{words.short_day(words.day_of(one.starts))}, {words.time(one.starts)}"
            keys.append(Key(when, ShowMeeting(one.id)))
    for first in range(0, len(keys), 2):
        page.row(*keys[first : first + 2])


def listing(words: Words, seeker: Seeker, own: Own, section: str, number: int) -> Screen:
    """One section, page by page."""
    page, found, acting = Page(words), own.of(section), seeker.number

    def turned(other: int) -> Button:
        return ShowMeetings(section, other, acting)

    here = page.paged(found, number, turned)
    seeker.say(page)
    page.say(words(f"meetings.section.{section}"))
    if not found:
        page.say(words("meetings.nothing_here"))
    for one in here:
        page.say(words("meetings.entry", who=short(who(words, one), _LONGEST_WHO)), *_stands(words, one))
    page.column(Key(short(who(words, one)), ShowMeeting(one.id, acting)) for one in here)
    page.back(ShowMeetings(acting=acting))
    return seeker.finish(page)


def _stands(words: Words, meeting: Seen) -> list[Html]:
    """How a meeting stands, in a line."""
    if meeting.starts is not None and meeting.ends is not None:
        when = span(words, meeting.starts, meeting.ends)
        return [words("meetings.at", when=when, table=meeting.table_number), *_proposed(words, meeting)]
    if meeting.state == "asked":
        return on_days(words, meeting.times) or [words("meetings.any_time")]
    return [words(f"meetings.state.{meeting.state}"), *_proposed(words, meeting)]


def _proposed(words: Words, meeting: Seen) -> list[Html]:
    """The other times that are proposed for an agreed meeting."""
    return [words("meetings.move"), *on_days(words, meeting.times)] if meeting.times else []


def delegation(words: Words, found: Sequence[Delegate], number: int) -> Screen:
    """Those for whom one may act."""
    page = Page(words)
    here = page.paged(found, number, ShowDelegation)
    page.say(
        words("meetings.delegation_title"),
        words("meetings.delegation_explained" if found else "meetings.no_delegation"),
    )
    page.column(Key(short(_person(words, one)), ShowMeetings(acting=one.id)) for one in here)
    page.back(ShowMeetings())
    return page.screen()


def _person(words: Words, one: Delegate) -> str:
    name = words.name(one.name, one.name_other, one.delegation)
    return f"{name}, {words.name(one.organisation, one.organisation_other, one.delegation)}"


def gone(words: Words, acting: int) -> Screen:
    """A meeting there is not, or that is not the reader's."""
    page = Page(words)
    page.say(words("meeting.gone"))
    page.back(ShowMeetings(acting=acting))
    return page.screen()
