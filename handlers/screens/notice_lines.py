"""The lines and keys that the notices about meetings share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forum.meetings import Told
from handlers.buttons import Accept, Pin, ProposeTimes, ShowMeeting
from handlers.screens.meeting import accept_keys
from handlers.screens.meeting_keys import decline_key
from handlers.screens.meeting_lines import LONGEST_NAME, help_of, organisation, place, quote, side, who
from handlers.screens.screen import NOTHING, Page, short
from locales import Html, Words
from storage.meeting_records import Seen

Facts = Mapping[str, Any]


def by(page: Page, told: Told) -> None:
    """Who acted for the reader."""
    page.say(_acted(page.words, told.facts) if "by" in told.facts else NOTHING)


def for_whom(words: Words, told: Told) -> Html:
    """For whom the reader is told: high up, so that nobody answers for somebody else by mistake."""
    return words("notice.for", name=side(words, told.meeting)) if told.acting else NOTHING


def _acted(words: Words, facts: Facts) -> Html:
    if not facts["by"]:
        return words("notice.by_organisers")
    return words(
        "notice.by",
        name=short(words.name(facts["by"], facts["by_other"], facts["by_delegation"]), LONGEST_NAME),
    )


def with_partner(page: Page, heading: Html, told: Told) -> None:
    """The point, and whom one meets."""
    words = page.words
    page.say(heading, for_whom(words, told), words("text", text=organisation(words, told.meeting)))


def open_key(page: Page, told: Told) -> None:
    """A key that opens the meeting."""
    page.row(page.key("button.open", ShowMeeting(told.meeting.id, told.acting)))


def answer_keys(page: Page, told: Told) -> None:
    """Accept at each time, another time, decline, open."""
    words, meeting, acting = page.words, told.meeting, told.acting
    keys = accept_keys(words, meeting, meeting.times, acting)
    if told.whenever:
        page.row(page.key("meeting.accept", Accept(meeting.id, meeting.revision, acting=acting)))
    for first in range(0, len(keys), 2):
        page.row(*keys[first : first + 2])
    if not told.planned:
        page.row(page.key("meeting.propose", ProposeTimes(meeting.id, meeting.revision, acting=acting)))
    page.row(decline_key(page, meeting, acting), page.key("button.open", ShowMeeting(meeting.id, acting)))


def confirmed(page: Page, told: Told, heading: Html) -> None:
    """A meeting with its time and table: with whom, when, where, and who interprets."""
    words, meeting = page.words, told.meeting
    page.say(heading, for_whom(words, told), words("meetings.with", who=who(words, meeting)))
    if meeting.starts is not None and meeting.ends is not None:
        page.say(
            words("session.when", when=words.when(meeting.starts, meeting.ends)),
            place(words, meeting),
            help_of(words, meeting),
        )
    else:
        page.say(words("meeting.time_to_come"))


def at(meeting: Seen, words: Words) -> dict[str, object]:
    """Time and table, for the point."""
    return {"time": words.time(meeting.starts) if meeting.starts else "", "table": meeting.table_number}


def place_keys(page: Page, told: Told) -> None:
    """Keys that open the meeting, and the place on the map."""
    meeting = told.meeting
    page.row(
        page.key("button.open", ShowMeeting(meeting.id, told.acting)),
        page.key("button.map", Pin("s", meeting.place_id)) if meeting.place_id is not None else None,
    )


def was(page: Page, told: Told) -> None:
    """Where it was before."""
    if told.before is not None:
        when = page.words.when(*told.before)
        page.say(page.words("notice.was", when=when, table=told.facts["table"]))


def reason(page: Page, told: Told) -> None:
    """Why, as the other side wrote it; or whoever acted for the reader."""
    words, meeting = page.words, told.meeting
    if meeting.reason:
        own = "by" in told.facts
        wrote = meeting.side_delegation if own else meeting.partner_delegation
        quote(page, words.plain("meeting.reason"), meeting.reason, wrote)
