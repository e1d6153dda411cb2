"""A meeting that has begun, or came to nothing; and a meeting as its interpreter sees it."""

from __future__ import annotations

from forum.meetings import Sight
from handlers.buttons import AskMeeting, Cannot, ReportMeeting
from handlers.screens.meeting_keys import card, on_the_spot, say_when, share_key
from handlers.screens.meeting_lines import (
    languages,
    organisation,
    partner,
    place,
    quote,
    say_partner,
    say_subject,
    side,
    side_organisation,
    span,
)
from handlers.screens.people import Seeker
from handlers.screens.screen import NOTHING, Page
from locales import Html, Words
from storage.meeting_records import Seen


def begun(page: Page, seeker: Seeker, seen: Sight) -> None:
    """From its time on: where it is, and what became of it."""
    words, meeting = page.words, seen.meeting
    page.say(words(f"meeting.begun.{meeting.state}"))
    say_partner(page, meeting)
    say_when(page, seen)
    say_subject(page, meeting)
    if seen.report is not None:
        page.say(*report_lines(words, seen))
    on_the_spot(page, seeker, seen)
    ask = "meeting.report" if seen.report is None else "meeting.report_again"
    page.row(
        page.key(ask, ReportMeeting(meeting.id, acting=seeker.number)),
        card(page, seeker, meeting),
    )
    share_key(page, seeker, seen)


def report_lines(words: Words, seen: Sight) -> list[Html]:
    """What the reader has said became of a meeting."""
    report = seen.report
    if report is None:
        return []
    if not report.held:
        return [words("meeting.your_report"), words("meeting.told.missed")]
    return [
        words("meeting.your_report"),
        words("meeting.told.held"),
        words(f"meeting.told.{report.result}") if report.result else NOTHING,
        NOTHING if report.rating is None else words("meeting.told_rating", rating=report.rating),
        NOTHING
        if report.exchanged is None
        else words("meeting.told.exchanged" if report.exchanged else "meeting.told.not_exchanged"),
    ]


def ended(page: Page, seeker: Seeker, seen: Sight) -> None:
    """How a request or a meeting came to nothing."""
    words, meeting, last = page.words, seen.meeting, seen.last
    page.say(words(f"meeting.ended.{meeting.state}"))
    say_partner(page, meeting)
    say_subject(page, meeting)
    if last is not None and last.act == "left":
        page.say(words("meeting.left"))
    elif last is not None and last.side_id is not None:
        mine = last.side_id == meeting.side_id
        page.say(
            words("meeting.decided_by_you")
            if mine
            else words("meeting.decided_by", name=partner(words, meeting))
        )
        if meeting.reason:
            wrote = meeting.side_delegation if mine else meeting.partner_delegation
            quote(page, words.plain("meeting.reason"), meeting.reason, wrote, own=mine)
    page.row(page.key("people.ask", AskMeeting(meeting.partner_id, acting=seeker.number)))
    page.row(card(page, seeker, meeting))


def interpreted(page: Page, seen: Sight) -> None:
    """As the interpreter sees it: the two people, the languages, where and when."""
    words, meeting = page.words, seen.meeting
    over = meeting.state != "agreed" or (meeting.ends is not None and meeting.ends <= seen.now)
    page.say(words("meeting.interpreting_over" if over else "meeting.interpreting"))
    if meeting.starts is not None and meeting.ends is not None:
        page.say(words("session.when", when=span(words, meeting.starts, meeting.ends)), place(words, meeting))
    page.say(*people_of(words, meeting), words("people.languages", languages=languages(words, meeting)))
    say_subject(page, meeting, interpreting=True)
    on_the_spot(page, Seeker(), seen)
    if meeting.state == "agreed" and not seen.begun:
        page.row(page.key("meeting.cannot", Cannot(meeting.id, meeting.revision)))


def people_of(words: Words, meeting: Seen) -> list[Html]:
    """Both who meet, with their organisations: for whom interprets, or organises."""
    return [
        words("meeting.person", name=side(words, meeting), organisation=side_organisation(words, meeting)),
        words("meeting.person", name=partner(words, meeting), organisation=organisation(words, meeting)),
    ]
