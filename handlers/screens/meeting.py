"""One meeting: all there is to decide on it, as a side or its interpreter sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from forum.meetings import Sight
from handlers.buttons import (
    Accept,
    CancelMeeting,
    ProposeTimes,
    ShowMeeting,
    ShowMeetings,
    Withdraw,
)
from handlers.screens.meeting_keys import card, decline_key, on_the_spot, say_when, share_key, until
from handlers.screens.meeting_lines import (
    clock,
    help_of,
    on_days,
    say_partner,
    say_subject,
    who,
)
from handlers.screens.meeting_past import begun, ended, interpreted
from handlers.screens.people import Seeker
from handlers.screens.screen import NOTHING, Key, Page, Screen, short
from handlers.screens.times import near_day
from handlers.slots import pack_times
from locales import Html, Words
from storage.meeting_records import Seen

_OFFERED = 12
"""So many free times can be accepted at once, of a request for whenever it suits."""
_RIVALS = 4
_LONGEST_WHO = 120


def meeting(words: Words, seeker: Seeker, seen: Sight) -> Screen:
    """A meeting with all there is to know, and what one can do with it now."""
    page = Page(words)
    seeker.say(page)
    if seen.interpreting:
        interpreted(page, seen)
    elif seen.meeting.state == "asked":
        _asked(page, seeker, seen)
    elif seen.meeting.state == "agreed" and not seen.begun:
        _agreed(page, seeker, seen)
    elif seen.begun:
        begun(page, seeker, seen)
    else:
        ended(page, seeker, seen)
    page.back(ShowMeetings(acting=seeker.number))
    return seeker.finish(page)


def _asked(page: Page, seeker: Seeker, seen: Sight) -> None:
    words, meeting, acting = page.words, seen.meeting, seeker.number
    page.say(words("meeting.asked_of_you" if seen.answers else "meeting.asked_by_you"))
    say_partner(page, meeting)
    say_subject(page, meeting)
    times = _say_times(page, seen)
    page.say(help_of(words, meeting), until(words, meeting))
    _rivals(page, seen)
    if seen.answers:
        _accept_keys(page, seeker, seen, times)
        _rival_keys(page, seeker, seen)
    if not seen.planned:
        page.row(page.key("meeting.propose", ProposeTimes(meeting.id, meeting.revision, acting=acting)))
    if seen.answers:
        page.row(
            decline_key(page, meeting, acting),
            card(page, seeker, meeting),
        )
    else:
        page.row(
            page.key("meeting.withdraw", Withdraw(meeting.id, meeting.revision, acting=acting)),
            card(page, seeker, meeting),
        )


def _say_times(page: Page, seen: Sight) -> list[datetime]:
    """The proposed times, and what stands in the way of some; those that can be accepted now."""
    words, meeting = page.words, seen.meeting
    hindered = _hindrances(seen)
    if meeting.times:
        times = [time for time in meeting.times if not hindered.get(time, "")]
        page.say(
            words("meeting.times"),
            *on_days(words, times),
            *(_hindered(words, time, hindered[time]) for time in meeting.times if hindered.get(time, "")),
        )
        return times
    page.say(words("meeting.any_time"))
    if seen.hall is None or seen.planned:
        return []
    return [one.starts for one in seen.hall.choices() if not one.hindrance][:_OFFERED]


def _hindrances(seen: Sight) -> Mapping[datetime, str]:
    """What stands in the way of each proposed time, for whom answers; a slot that is gone has passed."""
    if seen.hall is None:
        return {}
    known = {one.starts: one.hindrance for one in seen.hall.choices()}
    return {time: known.get(time, "passed") for time in seen.meeting.times}


def _hindered(words: Words, time: datetime, hindrance: str) -> Html:
    when = f"{near_day(words, words.day_of(time))}, {words.time(time)}"
    return words(f"meeting.in_the_way.{hindrance}", when=when)


def _rivals(page: Page, seen: Sight) -> None:
    """The other requests for the same times, side by side."""
    words, rivals = page.words, seen.competing[:_RIVALS]
    if not rivals:
        return
    page.say(words("meeting.rivals"))
    for one in rivals:
        page.say(words("meeting.rival", who=short(who(words, one), _LONGEST_WHO)), *on_days(words, one.times))


def _rival_keys(page: Page, seeker: Seeker, seen: Sight) -> None:
    rivals = seen.competing[:_RIVALS]
    page.column(Key(short(who(page.words, one)), ShowMeeting(one.id, seeker.number)) for one in rivals)


def _accept_keys(page: Page, seeker: Seeker, seen: Sight, times: Sequence[datetime]) -> None:
    """A key for each time that can be accepted now; for whenever it suits, also without a time."""
    words, meeting = page.words, seen.meeting
    whenever = meeting.state == "asked" and not meeting.times
    if times and whenever:
        page.say(words("meeting.accept_or_time"))
    keys = accept_keys(words, meeting, times, seeker.number)
    if whenever and (seen.hall is None or seen.hall.scheduling != "instant"):
        page.row(page.key("meeting.accept", Accept(meeting.id, meeting.revision, acting=seeker.number)))
    for first in range(0, len(keys), 2):
        page.row(*keys[first : first + 2])


def accept_keys(words: Words, meeting: Seen, times: Sequence[datetime], acting: int) -> list[Key]:
    """A key for each time: 'Accetta 15:20'."""
    days = {words.day_of(time) for time in times}
    return [
        Key(
            words.plain("meeting.accept_at", time=clock(words, time, days)),
            Accept(meeting.id, meeting.revision, pack_times([time]), acting),
        )
        for time in times
    ]


def _agreed(page: Page, seeker: Seeker, seen: Sight) -> None:
    words, meeting, acting = page.words, seen.meeting, seeker.number
    page.say(words("meeting.agreed" if meeting.starts else "meeting.accepted"))
    say_partner(page, meeting)
    say_when(page, seen)
    say_subject(page, meeting)
    _say_move(page, seeker, seen)
    on_the_spot(page, seeker, seen)
    if not seen.waits:
        propose = "meeting.propose" if meeting.starts else "meeting.propose_first"
        page.row(page.key(propose, ProposeTimes(meeting.id, meeting.revision, acting=acting)))
    page.row(
        page.key("meeting.cancel", CancelMeeting(meeting.id, meeting.revision, acting=acting)),
        card(page, seeker, meeting),
    )
    share_key(page, seeker, seen)


def _move_title(words: Words, seen: Sight) -> Html:
    if seen.meeting.starts is None:
        return words("meeting.time_asked_of_you" if seen.answers else "meeting.time_asked_by_you")
    return words("meeting.move_asked_of_you" if seen.answers else "meeting.move_asked_by_you")


def _say_move(page: Page, seeker: Seeker, seen: Sight) -> None:
    """Another time that is proposed for an agreed meeting, by whichever side."""
    words, meeting, acting = page.words, seen.meeting, seeker.number
    if meeting.awaits_id is None:
        return
    hindered = _hindrances(seen)
    times = [time for time in meeting.times if not hindered.get(time, "")]
    page.say(
        _move_title(words, seen),
        *on_days(words, times),
        *(_hindered(words, time, hindered[time]) for time in meeting.times if hindered.get(time, "")),
        words("meeting.stands_until") if meeting.starts else NOTHING,
        until(words, meeting),
    )
    _rivals(page, seen)
    if seen.answers:
        _accept_keys(page, seeker, seen, times)
        _rival_keys(page, seeker, seen)
        page.row(decline_key(page, meeting, acting))
    else:
        page.row(page.key("meeting.withdraw_move", Withdraw(meeting.id, meeting.revision, acting=acting)))
