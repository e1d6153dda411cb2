"""What stands on an agenda, named in the reader's language and script: on screens and in the phone's calendar."""

from __future__ import annotations

from forum.agenda import Entry
from locales import Words
from storage.meeting_records import Appointment, Seen
from storage.records import Attended


def side(words: Words, meeting: Seen) -> str:
    """The one whose view of the meeting it is."""
    return words.name(meeting.side_name, meeting.side_name_other, meeting.side_delegation)


def partner(words: Words, meeting: Seen) -> str:
    """The one whom they meet."""
    return words.name(meeting.partner_name, meeting.partner_name_other, meeting.partner_delegation)


def interpreter(words: Words, meeting: Seen) -> str:
    """The meeting's interpreter; '' where it has none."""
    return words.name(
        meeting.interpreter_name or "",
        meeting.interpreter_name_other or "",
        meeting.interpreter_delegation or "",
    )


def subject(words: Words, meeting: Seen) -> str:
    """What a meeting is about: a project's title, or own words as they were typed; '' where nothing was said."""
    return words.pick(meeting, "project") if meeting.project_id is not None else meeting.subject


def languages(words: Words, meeting: Seen) -> str:
    """Between which languages is interpreted: 'italiano e inglese – russo'."""
    one, other = (
        words.languages(spoken or (delegation,))
        for spoken, delegation in (
            (meeting.side_languages, meeting.side_delegation),
            (meeting.partner_languages, meeting.partner_delegation),
        )
    )
    return words.plain("agenda.pair", one=one, other=other)


def short_who(words: Words, meeting: Appointment) -> str:
    """Whom one meets; for the interpreter, the two who meet."""
    if meeting.interpreting:
        return words.plain("agenda.pair", one=side(words, meeting), other=partner(words, meeting))
    return partner(words, meeting)


def who(words: Words, meeting: Appointment) -> str:
    """Whom one meets, with the organisation; for the interpreter, the two who meet."""
    if meeting.interpreting:
        return short_who(words, meeting)
    organisation = words.name(
        meeting.partner_organisation, meeting.partner_organisation_other, meeting.partner_delegation
    )
    return f"{partner(words, meeting)}, {organisation}"


def title(words: Words, entry: Entry) -> str:
    """A session's title; 'Incontro: Алексей Щербаков, Станкомаш', 'Interpretariato: Antonio Franceschini – ...'."""
    if isinstance(entry, Attended):
        return words.pick(entry, "title")
    return words.plain(
        "agenda.interpreting" if entry.interpreting else "agenda.meeting", who=who(words, entry)
    )


def short_title(words: Words, entry: Entry) -> str:
    """The same among others in a sentence: 'Incontro (Алексей Щербаков)', 'Interpretariato (15:20)'."""
    if isinstance(entry, Attended):
        return words.pick(entry, "title")
    if entry.interpreting:
        return words.plain("agenda.interpreting_among_others", time=words.time(entry.starts))
    return words.plain("agenda.meeting_among_others", who=partner(words, entry))
