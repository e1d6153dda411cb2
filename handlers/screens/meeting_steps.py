"""Steps on the way: questions before what cannot be taken back, what became of a meeting, contacts."""

from __future__ import annotations

from forum.meetings import ANSWERS, LONGEST, Contacts, Sight
from handlers.buttons import (
    Button,
    CancelMeeting,
    Cannot,
    Decline,
    ReportMeeting,
    ShareContacts,
    ShowMeeting,
    Withdraw,
)
from handlers.screens.meeting_lines import LONGEST_NAME, place, say_partner, span
from handlers.screens.meeting_past import people_of, report_lines
from handlers.screens.people import Seeker
from handlers.screens.screen import NOTHING, Contact, Key, Page, Screen, short
from locales import Html, Words
from storage.meeting_records import Report, Seen


def confirm_decline(words: Words, seeker: Seeker, seen: Sight) -> Screen:
    """Before a request is declined, for which a reason may be typed; or another time."""
    meeting = seen.meeting
    sure = Decline(meeting.id, meeting.revision, sure=True, acting=seeker.number)
    if meeting.state == "agreed":
        return _confirm_keep(words, seeker, meeting, sure)
    page = _question(words, seeker, words("meeting.decline_ask"), meeting)
    page.say(words("meeting.reason_ask", most=LONGEST))
    page.row(page.key("meeting.decline_sure", sure))
    page.back(ShowMeeting(meeting.id, seeker.number))
    return page.screen().expecting(Decline(meeting.id, meeting.revision, acting=seeker.number))


def _confirm_keep(words: Words, seeker: Seeker, meeting: Seen, sure: Decline) -> Screen:
    stands = meeting.starts is not None
    asked = words("meeting.keep_ask" if stands else "meeting.decline_times_ask")
    page = _question(words, seeker, asked, meeting)
    page.say(words("meeting.keep_means" if stands else "meeting.decline_times_means"))
    page.row(page.key("meeting.keep" if stands else "meeting.decline_times", sure))
    page.back(ShowMeeting(meeting.id, seeker.number))
    return seeker.finish(page)


def confirm_cancel(words: Words, seeker: Seeker, seen: Sight) -> Screen:
    """Before an agreed meeting is cancelled: that it is final, and that a reason may be typed."""
    meeting = seen.meeting
    page = _question(words, seeker, words("meeting.cancel_ask"), meeting)
    page.say(words("meeting.cancel_means"), words("meeting.reason_ask", most=LONGEST))
    asks = CancelMeeting(meeting.id, meeting.revision, acting=seeker.number)
    sure = CancelMeeting(meeting.id, meeting.revision, sure=True, acting=seeker.number)
    page.row(page.key("meeting.cancel_sure", sure))
    page.back(ShowMeeting(meeting.id, seeker.number))
    return page.screen().expecting(asks)


def confirm_withdraw(words: Words, seeker: Seeker, seen: Sight) -> Screen:
    """Before a request, or one's own proposal of another time, is withdrawn."""
    meeting, moving = seen.meeting, seen.meeting.state == "agreed"
    asked = words("meeting.withdraw_move_ask" if moving else "meeting.withdraw_ask")
    page = _question(words, seeker, asked, meeting)
    button = Withdraw(meeting.id, meeting.revision, sure=True, acting=seeker.number)
    page.row(page.key("meeting.withdraw_move" if moving else "meeting.withdraw", button))
    page.back(ShowMeeting(meeting.id, seeker.number))
    return seeker.finish(page)


def confirm_cannot(words: Words, seeker: Seeker, seen: Sight) -> Screen:
    """Before an interpreter says that they cannot come."""
    page, meeting = Page(words), seen.meeting
    seeker.say(page)
    page.say(words("meeting.cannot_ask"))
    page.say(*_when(words, meeting), *people_of(words, meeting))
    page.say(words("meeting.cannot_means"))
    page.row(page.key("meeting.cannot", Cannot(meeting.id, meeting.revision, sure=True)))
    page.back(ShowMeeting(meeting.id))
    return page.screen()


def _question(words: Words, seeker: Seeker, asked: Html, meeting: Seen) -> Page:
    page = Page(words)
    seeker.say(page)
    page.say(asked)
    say_partner(page, meeting)
    page.say(*_when(words, meeting))
    return page


def _when(words: Words, meeting: Seen) -> list[Html]:
    if meeting.starts is None or meeting.ends is None:
        return []
    return [words("session.when", when=span(words, meeting.starts, meeting.ends)), place(words, meeting)]


def report(words: Words, seeker: Seeker, seen: Sight, asked: str, *, answered: bool = False) -> Screen:
    """A question on what became of a meeting: the one asked for, or the next without an answer; or all answers.

    `answered`: the one asked for has just been answered.
    """
    known = not answered and asked in {*ANSWERS, "all"}
    what = asked if known else _open(seen.report, asked)
    page, meeting = Page(words), seen.meeting
    seeker.say(page)
    page.say(words("meeting.report_title"))
    say_partner(page, meeting)
    page.say(*_when(words, meeting))
    if what == "all":
        _all(page, seeker, seen)
    else:
        page.say(words(f"meeting.question.{what}"))
        _answers(page, seeker, meeting, what)
    page.back(ShowMeeting(meeting.id, seeker.number))
    return seeker.finish(page)


def _open(report: Report | None, after: str) -> str:
    """The next question without an answer after this one ('': the first at all); 'all' where there is none."""
    if report is None:
        return "held"
    if not report.held:
        return "all"
    answered = {
        "held": True,
        "result": report.result != "",
        "rating": report.rating is not None,
        "exchanged": report.exchanged is not None,
    }
    order = list(ANSWERS)
    following = order[order.index(after) + 1 :] if after in order else order
    return next((what for what in following if not answered[what]), "all")


def _answers(page: Page, seeker: Seeker, meeting: Seen, what: str) -> None:
    words = page.words

    def button(answer: str) -> Button:
        return ReportMeeting(meeting.id, what, answer, seeker.number)

    if what == "rating":
        page.row(*(Key(answer, button(answer)) for answer in ANSWERS[what]))
    else:
        page.column(Key(_label(words, f"{what}_{one}"), button(one)) for one in ANSWERS[what])
    if what != "held":
        order = [*ANSWERS, "all"]
        following = order[order.index(what) + 1]
        page.row(page.key("meeting.skip", ReportMeeting(meeting.id, following, acting=seeker.number)))


def _label(words: Words, answer: str) -> str:
    return words.plain(f"meeting.answer.{answer}")


def _all(page: Page, seeker: Seeker, seen: Sight) -> None:
    """What was answered, each to be changed."""
    report = seen.report
    page.say(*(report_lines(page.words, seen) or [page.words("meeting.no_report")]))
    asked = list(ANSWERS) if report is not None and report.held else ["held"]
    keys = [
        page.key(f"meeting.change.{what}", ReportMeeting(seen.meeting.id, what, acting=seeker.number))
        for what in asked
    ]
    for first in range(0, len(keys), 2):
        page.row(*keys[first : first + 2])


def contact(words: Words, seeker: Seeker, meeting_id: int, found: Contacts) -> Screen:
    """The other side's telephone and e-mail; or who of the two does not let them be seen."""
    page, partner = Page(words), found.partner
    seeker.say(page)
    page.say(words("meeting.contact_title"))
    card = None
    if partner is not None:
        name = short(words.name(partner.name, partner.name_other, partner.delegation))
        firm = words.name(partner.organisation, partner.organisation_other, partner.delegation)
        firm = short(firm, LONGEST_NAME)
        page.say(
            words("people.name", name=name),
            words("text", text=firm),
            words("info.phone", phone=partner.phone) if partner.phone else NOTHING,
            words("text", text=partner.email),
            NOTHING if partner.phone or partner.email else words("meeting.no_contacts"),
        )
        card = Contact(name, partner.phone, firm, partner.email) if partner.phone else None
    else:
        page.say(
            NOTHING if found.shares else words("meeting.you_do_not_share"),
            NOTHING if found.partner_shares else words("meeting.partner_does_not_share"),
        )
    if seeker.acting is None and not found.shares:
        page.row(page.key("meeting.share", ShareContacts(shared=True, meeting=meeting_id)))
    page.back(ShowMeeting(meeting_id, seeker.number))
    screen = seeker.finish(page)
    return Screen(screen.text, screen.rows, extra=card, expects=screen.expects)
