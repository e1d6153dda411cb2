"""What the screens of a meeting share whatever its state: when and where it is, and the keys beside it."""

from __future__ import annotations

from forum.meetings import LATE_MINUTES, Sight
from handlers.buttons import Decline, Pin, SayLate, ShareContacts, ShowContact, ShowMeeting, ShowPerson
from handlers.screens.meeting_lines import help_of, place, span
from handlers.screens.people import Seeker
from handlers.screens.screen import NOTHING, Key, Page
from handlers.screens.times import near_day
from locales import Html, Words
from storage.meeting_records import Seen


def say_when(page: Page, seen: Sight) -> None:
    """When and where it is, and who interprets; or that its time is still to come."""
    words, meeting = page.words, seen.meeting
    if meeting.starts is None or meeting.ends is None:
        page.say(words("meeting.time_to_come"), help_of(words, meeting))
        return
    page.say(
        words("session.when", when=span(words, meeting.starts, meeting.ends)),
        place(words, meeting),
        help_of(words, meeting),
    )


def until(words: Words, meeting: Seen) -> Html:
    """Until when an answer is awaited."""
    if meeting.lapses_at is None:
        return NOTHING
    day = near_day(words, words.day_of(meeting.lapses_at))
    return words("meeting.until", day=day, time=words.time(meeting.lapses_at))


def card(page: Page, seeker: Seeker, meeting: Seen) -> Key:
    """A key with the partner's card."""
    came_from = ShowPerson(meeting.partner_id, ShowMeeting.prefix, "", meeting.id, seeker.number)
    return page.key("meeting.card", came_from)


def on_the_spot(page: Page, seeker: Seeker, seen: Sight) -> None:
    """Where it is, until it is over; the partner's contacts; that one comes later."""
    meeting = seen.meeting
    coming = meeting.ends is not None and seen.now < meeting.ends
    page.row(
        page.key("button.map", Pin("s", meeting.place_id))
        if coming and meeting.place_id is not None
        else None,
        page.key("meeting.contact", ShowContact(meeting.id, seeker.number))
        if seen.may_have_contact
        else None,
    )
    if seen.may_be_late:
        page.row(
            *(
                page.key("meeting.late", SayLate(meeting.id, minutes, seeker.number), minutes=minutes)
                for minutes in LATE_MINUTES
            )
        )


def share_key(page: Page, seeker: Seeker, seen: Sight) -> None:
    """That one lets the partner see one's own contacts; for oneself only."""
    if seeker.acting is None and seen.meeting.state == "agreed" and not seen.shares:
        page.row(page.key("meeting.share", ShareContacts(shared=True, meeting=seen.meeting.id)))


def decline_key(page: Page, meeting: Seen, acting: int) -> Key:
    """Decline a request; of an agreed meeting the other time, so that its own stands."""
    button = Decline(meeting.id, meeting.revision, acting=acting)
    if meeting.state == "asked":
        return page.key("meeting.decline", button)
    return page.key("meeting.keep" if meeting.starts else "meeting.decline_times", button)
