"""Notices about agreed meetings: their time, their table, their interpreter, their end, what became of them."""

from __future__ import annotations

from collections.abc import Callable

from forum.meetings import Told
from handlers.buttons import ProposeTimes, ReportMeeting, ShowMeetings
from handlers.screens.meeting_lines import interpreter, partner, say_subject
from handlers.screens.notice_lines import at, by, confirmed, open_key, place_keys, reason, was, with_partner
from handlers.screens.screen import Page


def agreed(page: Page, told: Told) -> None:
    """A meeting has its time and table."""
    words, meeting = page.words, told.meeting
    confirmed(page, told, words("notice.agreed", **at(meeting, words)))
    say_subject(page, meeting)
    by(page, told)
    place_keys(page, told)


def moved(page: Page, told: Told) -> None:
    """It has another time."""
    words = page.words
    confirmed(page, told, words("notice.moved", **at(told.meeting, words)))
    was(page, told)
    by(page, told)
    place_keys(page, told)


def stands(key: str) -> Callable[[Page, Told], None]:
    """The agreed time stands, because the other one came to nothing; `key` says how."""

    def say(page: Page, told: Told) -> None:
        words, meeting = page.words, told.meeting
        if meeting.starts is None:
            with_partner(page, words("notice.time_open", name=partner(words, meeting)), told)
        else:
            confirmed(page, told, words("notice.time_stands", **at(meeting, words)))
        page.say(words(f"notice.why.{key}"))
        by(page, told)
        open_key(page, told)

    return say


def cancelled(page: Page, told: Told) -> None:
    """It does not take place."""
    words, meeting = page.words, told.meeting
    name = partner(words, meeting)
    if told.before is None:
        with_partner(page, words("notice.cancelled", name=name), told)
    else:
        heading = words("notice.cancelled_at", name=name, time=words.time(told.before[0]))
        with_partner(page, heading, told)
        page.say(words("session.when", when=words.when(*told.before)), words("notice.free_again"))
    if told.facts.get("left"):
        page.say(words("meeting.left"))
    reason(page, told)
    by(page, told)


def unplaced(page: Page, told: Told) -> None:
    """The programme has changed, and its time is gone."""
    words, meeting = page.words, told.meeting
    with_partner(page, words("notice.unplaced", name=partner(words, meeting)), told)
    was(page, told)
    page.say(words("notice.unplaced_why"))
    by(page, told)
    page.row(page.key("meeting.propose", ProposeTimes(meeting.id, meeting.revision, acting=told.acting)))
    open_key(page, told)


def table(page: Page, told: Told) -> None:
    """It has another table."""
    words, meeting = page.words, told.meeting
    confirmed(page, told, words("notice.table", **at(meeting, words)))
    was(page, told)
    by(page, told)
    place_keys(page, told)


def interpreter_changed(page: Page, told: Told) -> None:
    """Who interprets from now on; or that somebody is sought; or that nobody is needed any more."""
    words, meeting = page.words, told.meeting
    if meeting.interpreter_id is not None:
        heading = words("notice.interpreter", name=interpreter(words, meeting))
    else:
        heading = words("notice.interpreter_sought" if meeting.interpreted else "notice.interpreter_needless")
    confirmed(page, told, heading)
    by(page, told)
    open_key(page, told)


def forgone(page: Page, told: Told) -> None:
    """Nobody interprets it: the two may meet all the same, or find another time."""
    words, meeting = page.words, told.meeting
    confirmed(page, told, words("notice.forgone", **at(meeting, words)))
    page.say(words("notice.forgone_means"))
    by(page, told)
    page.row(page.key("meeting.propose", ProposeTimes(meeting.id, meeting.revision, acting=told.acting)))
    open_key(page, told)


def report(page: Page, told: Told) -> None:
    """It is over, and what became of it is asked."""
    words, meeting, acting = page.words, told.meeting, told.acting
    with_partner(page, words("notice.report", name=partner(words, meeting)), told)
    if meeting.starts is not None and meeting.ends is not None:
        page.say(words("session.when", when=words.when(meeting.starts, meeting.ends)))
    page.say(words("meeting.question.held"))
    by(page, told)
    page.row(
        page.key("meeting.answer.held_1", ReportMeeting(meeting.id, "held", "1", acting)),
        page.key("meeting.answer.held_0", ReportMeeting(meeting.id, "held", "0", acting)),
    )
    page.row(page.key("notice.reports", ShowMeetings("to_report", acting=acting)))
