"""Changes of the programme that wait to be told, as those who run the forum see them."""

from __future__ import annotations

from collections.abc import Sequence

from forum.changes import Preview, Waiting
from handlers.buttons import (
    Dismiss,
    EditSession,
    Organise,
    Release,
    ShowCancelled,
    ShowChange,
    ShowChanges,
    ShowSession,
)
from handlers.screens.change_lines import broken, lines, title, undo_row, whom
from handlers.screens.organise import Matter
from handlers.screens.screen import PAGE_SIZE, Key, Page, Screen, short
from handlers.screens.times import when
from locales import Html, Words
from storage.change_records import Clash, Concerned
from storage.records import Session

CHANGES, NAMES = 4, 12
"""So many changes, and so many names, stand on a page: with whatever each of them says, it fits into a message."""

_FEW, _LONGEST_NAME = 5, 60


def matter(words: Words, number: int) -> Matter:
    """How many changes wait, and the way to them."""
    key = Key(words.plain("changes.key", number=number), ShowChanges())
    return Matter(key, words.count("changes.waiting", number))


def matter_cancelled(words: Words, number: int) -> Matter:
    """The way to what is cancelled."""
    return Matter(Key(words.plain("changes.cancelled_key", number=number), ShowCancelled()))


def waiting(words: Words, found: Waiting, number: int, undo: int = 0) -> Screen:
    """Every change that waits, with whom it concerns and what it breaks, and the keys that decide on all of them.

    `undo`: the step that can still be undone.
    """
    page = Page(words)
    here = page.paged(found.previews, number, ShowChanges, CHANGES)
    page.say(words("changes.title"))
    for one in here:
        page.say(*lines(words, one.change), whom(words, one.people), *broken(words, one))
    if not found.previews:
        page.say(words("changes.none"))
    elif len(found.previews) > 1:
        page.say(words.count("changes.together", found.number))
    page.column(Key(short(title(words, one.change.now)), ShowChange(one.change.session_id)) for one in here)
    _decide(page, found)
    undo_row(page, undo)
    page.back(Organise())
    return page.screen()


def released(words: Words, people: int, others: int, undo: int) -> Screen:
    """The changes go out: how many people learn of them, and how all that can still be undone; others may wait."""
    page = Page(words)
    page.say(words("changes.released"), words.count("changes.released_to", people))
    if undo:
        page.say(words("changes.undo_means"))
    undo_row(page, undo)
    if others:
        page.row(matter(words, others).key)
    page.back(Organise())
    return page.screen()


def _decide(page: Page, found: Waiting, session_id: int = 0) -> None:
    if found.previews:
        release = Release(found.shown, session_id, sure=True)
        page.paired(
            [
                page.key("changes.release", release, number=found.number),
                page.key("changes.dismiss", Dismiss(found.shown, session_id)),
            ]
        )


def change(words: Words, found: Waiting, people: Sequence[Concerned], number: int, undo: int = 0) -> Screen:
    """One change with the meetings it breaks and the names of those concerned; `people` are those of this page."""
    page, seen = Page(words), found.previews[0]
    session_id = seen.change.session_id
    page.say(*lines(words, seen.change))
    page.say(*broken(words, seen), *_meetings(words, seen))
    page.say(whom(words, seen.people), *(_person(words, one) for one in people))
    page.paged(range(found.number), number, lambda turned: ShowChange(session_id, turned), NAMES)
    page.row(page.key("changes.edit", EditSession(session_id)))
    _decide(page, found, session_id)
    undo_row(page, undo)
    page.back(ShowChanges())
    return page.screen()


def _meetings(words: Words, seen: Preview) -> list[Html]:
    by_meeting = {clash.meeting_id: clash for clash in seen.clashes}
    return [_meeting(words, clash) for clash in list(by_meeting.values())[:_FEW]]


def _meeting(words: Words, clash: Clash) -> Html:
    one = words.name(clash.name, clash.name_other, clash.delegation)
    other = words.name(clash.partner, clash.partner_other, clash.partner_delegation)
    both = f"{short(one, _LONGEST_NAME)}, {short(other, _LONGEST_NAME)}"
    return words("session.line", times=words.times(clash.starts, clash.ends), title=both)


def _person(words: Words, one: Concerned) -> Html:
    name = short(words.name(one.name, one.name_other, one.delegation), _LONGEST_NAME)
    firm = short(words.name(one.organisation, one.organisation_other, one.delegation), _LONGEST_NAME)
    key = "changes.person_waiting" if one.seat == "waiting" else "changes.person"
    return words(key, name=name, organisation=firm)


def confirm_release(words: Words, found: Waiting, session_id: int) -> Screen:
    """Before the changes are told, where they do not stand on the screen."""
    page = Page(words)
    page.say(words.count("changes.waiting_title", len(found.previews)), whom(words, found.people))
    _decide(page, found, session_id)
    page.row(page.key("changes.preview", ShowChange(session_id) if session_id else ShowChanges()))
    page.back(Organise())
    return page.screen()


def confirm_dismiss(words: Words, found: Waiting, session_id: int) -> Screen:
    """Before it is decided that nobody is told."""
    page = Page(words)
    page.say(words("changes.ask_dismiss"))
    page.say(
        *(words("changes.item", title=title(words, one.change.now)) for one in found.previews[:PAGE_SIZE])
    )
    page.say(whom(words, found.people))
    page.row(page.key("changes.dismiss", Dismiss(found.shown, session_id, sure=True)))
    page.back(ShowChange(session_id) if session_id else ShowChanges())
    return page.screen()


def cancelled(words: Words, sessions: Sequence[Session], number: int) -> Screen:
    """What does not take place, and might."""
    page = Page(words)
    here = page.paged(sessions, number, ShowCancelled)
    page.say(words("changes.cancelled_title"))
    for one in here:
        page.say(
            words("session.name", title=words.pick(one, "title")),
            words("session.when", when=when(words, one)),
        )
    page.column(Key(short(words.pick(one, "title")), ShowSession(one.id)) for one in here)
    page.back(Organise())
    return page.screen()
