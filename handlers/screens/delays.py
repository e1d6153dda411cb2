"""Delaying many sessions at once: which, by how much, and what that does to whom before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from forum.changes import Preview, Trial
from forum.changes.delaying import Scope
from handlers.buttons import Button, Delay, DelayFrom, Organise, ShowDelays
from handlers.screens.change_lines import before, broken, title, whom
from handlers.screens.edit_session import brings
from handlers.screens.screen import NOTHING, Key, Page, Screen, length, short
from handlers.screens.times import near_day
from locales import Html, Words
from locales.markup import join
from storage.records import Session

MINUTES = (5, 10, 15, 20, 30, 45)

_ROOM = 3000
"""So long may the list of what begins later be: with what else is said it fits into a message."""

_LISTED, _LONGEST = 12, 80


def choose_place(words: Words, found: Sequence[Session], number: int) -> Screen:
    """The places at which something is still to come, and everything of the day."""
    page = Page(words)
    here = page.paged(found, number, ShowDelays)
    page.say(words("delays.title"))
    if not found:
        page.say(words("delays.none"))
    else:
        page.say(words("delays.ask_place", day=near_day(words, words.day_of(found[0].starts))))
        page.row(page.key("delays.everything", Delay(0)))
    page.column(Key(short(words.pick(one, "place")), DelayFrom(one.id)) for one in here)
    page.back(Organise())
    return page.screen()


def choose_first(words: Words, found: Sequence[Session], number: int, session_id: int) -> Screen:
    """From which session on; one that has begun ends later."""
    page = Page(words)
    here = page.paged(found, number, lambda turned: DelayFrom(session_id, turned))
    place = words.pick(found[0], "place") if found else ""
    page.say(words("delays.title"), words("session.place", place=place) if place else NOTHING)
    page.say(words("delays.ask_first") if found else words("delays.none"))
    page.column(
        Key(short(f"{words.time(one.starts)} {words.pick(one, 'title')}"), Delay(one.id)) for one in here
    )
    page.back(ShowDelays())
    return page.screen()


def choose_minutes(words: Words, first: int, scope: Scope) -> Screen:
    """By how many minutes these begin later."""
    page = Page(words)
    page.say(words("delays.title"))
    page.say(*(_line(words, one) for one in scope.sessions[:_LISTED]), _more(words, len(scope.sessions)))
    page.say(words("delays.ask_minutes") if scope.sessions else words("delays.none"))
    if scope.sessions:
        keys = [page.key("delays.minutes", Delay(first, scope.shown, one), minutes=one) for one in MINUTES]
        page.row(*keys[:3])
        page.row(*keys[3:])
    page.back(DelayFrom(first) if first else ShowDelays())
    return page.screen().expecting(Delay(first, scope.shown))


def _line(words: Words, session: Session) -> Html:
    times = words.times(session.starts, session.ends)
    return words("session.line", times=times, title=short(words.pick(session, "title"), _LONGEST))


def _more(words: Words, number: int) -> Html:
    return words.count("delays.more", number - _LISTED) if number > _LISTED else NOTHING


def trial(words: Words, button: Delay, tried: Trial, sure: Button) -> Screen:
    """What a delay would do, and the key that does it."""
    page = Page(words)
    page.say(words.count("delays.trial", button.minutes))
    blocks = [_block(words, one) for one in tried.found.previews]
    fitting = _fitting(blocks)
    for block in blocks[:fitting]:
        page.say(block)
    page.say(words.count("delays.more", len(blocks) - fitting) if fitting < len(blocks) else NOTHING)
    page.say(whom(words, tried.found.people), *brings(words, tried))
    page.say(words("edit.told_later") if tried.found.people else NOTHING)
    page.row(page.key("edit.apply", sure))
    page.back(Delay(button.first))
    # Who finds that too much, or too little, types another number at once.
    return page.screen().expecting(Delay(button.first, button.shown))


def _block(words: Words, seen: Preview) -> Html:
    was, now = seen.change.was or seen.change.now, seen.change.now
    times = words("changes.when", before=before(words, was, now), now=words.times(now.starts, now.ends))
    return join([words("session.name", title=title(words, now)), times, *broken(words, seen)])


def _fitting(blocks: Sequence[Html]) -> int:
    used = 0
    for number, block in enumerate(blocks):
        used += length(block) + 2
        if used > _ROOM:
            return number
    return len(blocks)
