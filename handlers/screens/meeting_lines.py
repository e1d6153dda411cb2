"""The lines and words that the screens and the notices of meetings share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from forum import naming
from forum.desk import Outcome
from handlers.screens.card import both, written_in
from handlers.screens.screen import Page, short
from handlers.screens.times import near_day
from locales import Html, Words
from locales.words import capital
from storage.meeting_records import Seen

LONGEST_NAME, LONGEST_PLACE, LONGEST_TITLE = 100, 150, 200
"""So much of each is shown: whatever the workbook holds, a screen fits into a message."""
_FREE = 6
"""So many free times are told in place of one that cannot be had."""


def said(words: Words, came: Outcome) -> str:
    """What became of a press, in a sentence: plain, for a passing word. Every outcome and every refusal has one."""
    facts: dict[str, object] = dict(came.facts)
    if "at" in facts:
        at = datetime.fromisoformat(str(facts["at"]))
        free = [datetime.fromisoformat(one) for one in str(facts.get("free", "")).split()]
        facts |= {"at": words.time(at), "free": _instead(words, at, free)}
    return words.plain(f"meeting.said.{came.word}", **facts)


def _instead(words: Words, at: datetime, free: Sequence[datetime]) -> str:
    """The next free times after one that cannot be had, then those before it."""
    nearest = sorted(free, key=lambda one: (one < at, one))[:_FREE]
    if not nearest:
        return words.plain("meeting.none_free")
    days = {words.day_of(one) for one in (at, *nearest)}
    return words.plain("meeting.free", times=", ".join(clock(words, one, days) for one in sorted(nearest)))


def clock(words: Words, time: datetime, days: Iterable[date]) -> str:
    """'15:20'; with its day where several are spoken of: 'Ven 30 nov, 15:20'."""
    if len(set(days)) < 2:  # noqa: PLR2004 -- one day needs no name
        return words.time(time)
    return f"{words.short_day(words.day_of(time))}, {words.time(time)}"


def on_days(words: Words, times: Iterable[datetime]) -> list[Html]:
    """Times day by day: '🕘 Oggi, 29 novembre: 15:20, 15:40'."""
    days: dict[date, list[str]] = {}
    for time in sorted(times):
        days.setdefault(words.day_of(time), []).append(words.time(time))
    return [
        words("meeting.on_day", day=capital(near_day(words, day)), times=", ".join(found))
        for day, found in days.items()
    ]


def span(words: Words, starts: datetime, ends: datetime) -> str:
    """'oggi, 29 novembre, 15:20–15:40'."""
    return f"{near_day(words, words.day_of(starts))}, {words.times(starts, ends)}"


def side(words: Words, meeting: Seen) -> str:
    """The one whose view of the meeting it is."""
    return short(naming.side(words, meeting), LONGEST_NAME)


def partner(words: Words, meeting: Seen) -> str:
    """The one whom they meet."""
    return short(naming.partner(words, meeting), LONGEST_NAME)


def interpreter(words: Words, meeting: Seen) -> str:
    """Who interprets."""
    return short(naming.interpreter(words, meeting), LONGEST_NAME)


def languages(words: Words, meeting: Seen) -> str:
    """Between which languages: 'italiano – russo'."""
    return short(naming.languages(words, meeting), LONGEST_TITLE)


def organisation(words: Words, meeting: Seen) -> str:
    """The partner's organisation, in the reader's script where it is known."""
    name = words.name(
        meeting.partner_organisation, meeting.partner_organisation_other, meeting.partner_delegation
    )
    return short(name, LONGEST_NAME)


def side_organisation(words: Words, meeting: Seen) -> str:
    """The same of the one whose view it is."""
    name = words.name(meeting.side_organisation, meeting.side_organisation_other, meeting.side_delegation)
    return short(name, LONGEST_NAME)


def who(words: Words, meeting: Seen) -> str:
    """The partner with the organisation: 'Aleksei Shcherbakov, Volzhskie Stanki'."""
    return f"{partner(words, meeting)}, {organisation(words, meeting)}"


def say_partner(page: Page, meeting: Seen) -> None:
    """Whom one meets: name and organisation in both scripts."""
    words = page.words
    name = both(words, meeting.partner_name, meeting.partner_name_other, meeting.partner_delegation)
    firm = both(
        words, meeting.partner_organisation, meeting.partner_organisation_other, meeting.partner_delegation
    )
    page.say(
        words("people.name", name=short(name, LONGEST_TITLE)), words("text", text=short(firm, LONGEST_TITLE))
    )


def say_subject(page: Page, meeting: Seen, *, interpreting: bool = False) -> None:
    """What a meeting is about: a project's title, or own words as a quotation; to a side, or to the interpreter."""
    words = page.words
    if meeting.project_id is not None:
        page.say(words("meeting.project", title=short(words.pick(meeting, "project"), LONGEST_TITLE)))
    elif meeting.subject:
        asked = meeting.inviter_id == meeting.side_id
        wrote = meeting.side_delegation if asked else meeting.partner_delegation
        heading = words.plain("meeting.subject")
        quote(page, heading, meeting.subject, wrote, own=asked and not interpreting)


def quote(page: Page, heading: str, text: str, delegation: str, *, own: bool = False) -> None:
    """What somebody wrote, marked where it is not in the reader's language."""
    words, written = page.words, written_in(text, delegation)
    marked = not own and written not in {"", words.language}
    page.say(
        words("people.heading_marked", heading=heading, mark=words.plain(f"people.writes.{written}"))
        if marked
        else words("people.heading", heading=heading),
        words("people.quotation", text=text),
    )


def place(words: Words, meeting: Seen) -> Html:
    """Where an agreed meeting is: '📍 Tavolo 17, Padiglione Cavaniglia'."""
    if meeting.place_id is None:
        return words("meeting.table", table=meeting.table_number)
    where = short(words.pick(meeting, "place"), LONGEST_PLACE)
    return words("meeting.table_at", table=meeting.table_number, place=where)


def help_of(words: Words, meeting: Seen) -> Html:
    """Who interprets, or that somebody will."""
    if meeting.interpreter_id is not None:
        return words("meeting.interpreter", name=interpreter(words, meeting))
    if not meeting.interpreted:
        return Html("")
    if meeting.forgone:
        return words("meeting.interpreter_forgone")
    return words("meeting.interpreter_sought" if meeting.starts else "meeting.interpreter_needed")
