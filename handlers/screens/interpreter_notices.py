"""Notices to interpreters and about them; and that somebody comes later."""

from __future__ import annotations

from forum.meetings import Told
from handlers.buttons import Cannot, ShowMeeting, ShowMeetings
from handlers.screens.meeting_lines import interpreter, languages, partner, place, say_subject, side
from handlers.screens.meeting_past import people_of
from handlers.screens.notice_lines import at, by, for_whom, place_keys, was
from handlers.screens.screen import Page
from locales import Html
from storage.meeting_records import Seen


def late(page: Page, told: Told) -> None:
    """Somebody comes later: told to a side, or to the interpreter."""
    words, meeting, minutes = page.words, told.meeting, int(told.facts["minutes"])
    # The interpreter sees the meeting as the one who asked does: who is late may be either of the two.
    late = told.facts["late"]
    name = {meeting.side_id: side, meeting.partner_id: partner}.get(late, interpreter)(words, meeting)
    page.say(words.count("notice.late", minutes, name=name), for_whom(words, told))
    if meeting.starts is not None and meeting.ends is not None:
        page.say(words("session.when", when=words.when(meeting.starts, meeting.ends)), place(words, meeting))
    by(page, told)
    place_keys(page, told)


def _assignment(page: Page, told: Told, heading: Html) -> None:
    """A meeting as its interpreter has to know it."""
    words, meeting = page.words, told.meeting
    page.say(heading)
    if meeting.starts is not None and meeting.ends is not None:
        page.say(words("session.when", when=words.when(meeting.starts, meeting.ends)), place(words, meeting))
    page.say(*people_of(words, meeting), words("people.languages", languages=languages(words, meeting)))


def assigned(page: Page, told: Told) -> None:
    """A meeting is the interpreter's."""
    words, meeting = page.words, told.meeting
    _assignment(page, told, words("notice.assigned", **at(meeting, words)))
    say_subject(page, meeting, interpreting=True)
    _interpreter_keys(page, meeting)


def moved_assignment(page: Page, told: Told) -> None:
    """It has another time, or another table."""
    words, meeting = page.words, told.meeting
    _assignment(page, told, words("notice.assignment_moved", **at(meeting, words)))
    was(page, told)
    _interpreter_keys(page, meeting)


def _interpreter_keys(page: Page, meeting: Seen) -> None:
    page.row(
        page.key("button.open", ShowMeeting(meeting.id)),
        page.key("meeting.cannot", Cannot(meeting.id, meeting.revision)),
    )


def released(page: Page, told: Told) -> None:
    """It is no longer the interpreter's."""
    words, meeting = page.words, told.meeting
    if told.before is not None:
        page.say(words("notice.released", time=words.time(told.before[0]), table=told.facts["table"]))
        page.say(words("session.when", when=words.when(*told.before)))
    page.say(*people_of(words, meeting))
    page.say(words("notice.released_means"))
    page.row(page.key("menu.meetings", ShowMeetings()))


def no_interpreter(page: Page, told: Told) -> None:
    """To the organisers."""
    words, meeting = page.words, told.meeting
    _assignment(page, told, words("notice.no_interpreter", **at(meeting, words)))
    page.row(page.key("button.open", ShowMeeting(meeting.id, meeting.inviter_id)))
