"""Notices about requests: asked, proposed anew, accepted, declined, withdrawn, lapsed; and about a move."""

from __future__ import annotations

from forum.meetings import Told
from handlers.buttons import AskMeeting
from handlers.screens.meeting_keys import until
from handlers.screens.meeting_lines import help_of, on_days, partner, say_subject
from handlers.screens.notice_lines import answer_keys, by, open_key, reason, with_partner
from handlers.screens.screen import NOTHING, Page


def asked(page: Page, told: Told) -> None:
    """Somebody asks for a meeting."""
    words, name = page.words, partner(page.words, told.meeting)
    asked = words("notice.asked", name=name) if told.answers else words("notice.asked_for_you", name=name)
    with_partner(page, asked, told)
    _request(page, told)


def proposed(page: Page, told: Told) -> None:
    """The other side proposes other times for a request."""
    words, name = page.words, partner(page.words, told.meeting)
    proposed = (
        words("notice.proposed", name=name) if told.answers else words("notice.proposed_for_you", name=name)
    )
    with_partner(page, proposed, told)
    _request(page, told)


def _request(page: Page, told: Told) -> None:
    """What there is to decide on a request."""
    words, meeting = page.words, told.meeting
    say_subject(page, meeting)
    page.say(
        *(on_days(words, meeting.times) or [words("meeting.any_time")]),
        help_of(words, meeting),
        until(words, meeting),
    )
    if told.rivals:
        page.say(words.count("notice.rivals", told.rivals))
    by(page, told)
    if told.answers:
        answer_keys(page, told)
    else:
        open_key(page, told)


def nudge(page: Page, told: Told) -> None:
    """An answer is still awaited."""
    words, meeting = page.words, told.meeting
    name = partner(words, meeting)
    if meeting.lapses_at is None:
        heading = words("notice.nudge", name=name)
    else:
        heading = words("notice.nudge_until", name=name, time=words.time(meeting.lapses_at))
    with_partner(page, heading, told)
    if meeting.state == "agreed":
        _move(page, told)
    else:
        _request(page, told)


def _move(page: Page, told: Told) -> None:
    """The other times, and the one that stands until then."""
    words, meeting = page.words, told.meeting
    page.say(*on_days(words, meeting.times), help_of(words, meeting) if not meeting.starts else NOTHING)
    if meeting.starts is not None and meeting.ends is not None:
        page.say(
            words("notice.stands", when=words.when(meeting.starts, meeting.ends), table=meeting.table_number),
            until(words, meeting),
        )
    else:
        page.say(until(words, meeting))
    if told.rivals:
        page.say(words.count("notice.rivals", told.rivals))
    by(page, told)
    if told.answers:
        answer_keys(page, told)
    else:
        open_key(page, told)


def move_asked(page: Page, told: Told) -> None:
    """The other side proposes another time for what is agreed; the first, where it has none."""
    words, name = page.words, partner(page.words, told.meeting)
    if not told.answers:
        asked = words("notice.move_asked_for_you", name=name)
    elif told.meeting.starts is None:
        asked = words("notice.time_asked", name=name)
    else:
        asked = words("notice.move_asked", name=name)
    with_partner(page, asked, told)
    _move(page, told)


def accepted(page: Page, told: Told) -> None:
    """A request is accepted; its time is still to be found."""
    words = page.words
    with_partner(page, words("notice.accepted", name=partner(words, told.meeting)), told)
    page.say(words("meeting.time_to_come"))
    by(page, told)
    open_key(page, told)


def declined(page: Page, told: Told) -> None:
    """A request is declined, perhaps with a reason."""
    words = page.words
    with_partner(page, words("notice.declined", name=partner(words, told.meeting)), told)
    reason(page, told)
    by(page, told)
    open_key(page, told)


def withdrawn(page: Page, told: Told) -> None:
    """A request is taken back."""
    words = page.words
    with_partner(page, words("notice.withdrawn", name=partner(words, told.meeting)), told)
    if told.facts.get("left"):
        page.say(words("meeting.left"))
    by(page, told)


def lapsed(page: Page, told: Told) -> None:
    """Nobody has answered in time, or no time is left."""
    words, meeting = page.words, told.meeting
    with_partner(page, words("notice.lapsed", name=partner(words, meeting)), told)
    page.say(words("notice.lapsed_why"))
    by(page, told)
    page.row(page.key("people.ask", AskMeeting(meeting.partner_id, acting=told.acting)))
