"""What a plan of the Meeting Point brings somebody, in one message; and that a plan is ready."""

from __future__ import annotations

from collections.abc import Sequence

from forum import naming
from forum.hall.recalling import News, Planned
from handlers.buttons import ShowAgenda, ShowMeetings, ShowPlanning
from handlers.screens.meeting_lines import LONGEST_TITLE, help_of, side, who
from handlers.screens.screen import NOTHING, Page, Screen, short
from handlers.screens.times import near_day
from locales import Html, Words
from locales.markup import join
from storage.meeting_records import Seen

_MOST = 14
"""So many meetings are named; of longer days the rest stands on the agenda."""


def news(words: Words, told: News) -> Screen:
    """The meetings that have a place now, those without one, and for an interpreter how many are theirs no more."""
    page = Page(words)
    named = [one.meeting for one in told.placed] or list(told.unplaced)
    page.say(_heading(words, told), *_for_whom(words, told, named))
    said = None
    for one in told.placed[:_MOST]:
        day = words.day_of(one.meeting.starts) if one.meeting.starts is not None else None
        if day is not None and day != said:
            page.say(words("meeting.day", day=near_day(words, day)))
        said = day
        page.say(_placed(words, one, told))
    if len(told.placed) > _MOST:
        page.say(words.count("plan.more", len(told.placed) - _MOST))
    if told.lost:
        page.say(words.count("plan.lost", told.lost))
    if told.unplaced:
        names = [words("plan.who", who=who(words, one)) for one in told.unplaced[:_MOST]]
        page.say(words("plan.unplaced"), *names)
        page.say(words("plan.unplaced_planned" if told.planned else "plan.unplaced_means"))
    acting = told.acting or 0
    page.row(
        page.key("menu.meetings", ShowMeetings(acting=acting)),
        page.key("menu.agenda", ShowAgenda()) if not acting else None,
    )
    return page.screen()


def _heading(words: Words, told: News) -> Html:
    if told.placed:
        first = told.placed[0].meeting
        if first.starts is not None:
            key = "plan.interpreting" if _interprets(first, told) else "plan.placed"
            return words.count(key, len(told.placed), time=words.time(first.starts))
    return words("plan.changed")


def _for_whom(words: Words, told: News, named: Sequence[Seen]) -> list[Html]:
    """Whom it concerns, high up, where the reader only acts for them."""
    return [words("notice.for", name=side(words, named[0]))] if told.acting and named else []


def _placed(words: Words, one: Planned, told: News) -> Html:
    meeting = one.meeting
    if meeting.starts is None or meeting.ends is None:
        return NOTHING
    return join(
        [
            words(
                "meetings.at", when=words.times(meeting.starts, meeting.ends), table=meeting.table_number or 0
            ),
            words("plan.before", time=words.time(one.was)) if one.was is not None else NOTHING,
            words("plan.who", who=_people(words, meeting, told)),
            NOTHING if _interprets(meeting, told) else help_of(words, meeting),
        ],
    )


def _people(words: Words, meeting: Seen, told: News) -> str:
    if not _interprets(meeting, told):
        return who(words, meeting)
    pair = words.plain("agenda.pair", one=side(words, meeting), other=naming.partner(words, meeting))
    return short(pair, LONGEST_TITLE)


def _interprets(meeting: Seen, told: News) -> bool:
    return told.person not in meeting.sides


def ready(words: Words, *, failed: bool) -> Screen:
    """To whoever asked for it: the plan waits for a decision, or there is none."""
    page = Page(words)
    page.say(words("planning.ended_failed" if failed else "plan.ready"))
    page.row(page.key("button.open", ShowPlanning()))
    return page.screen()
