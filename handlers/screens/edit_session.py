"""Changing a session in the chat: what can be changed, and what that does to whom before it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from forum.agenda import JOINED_KINDS
from forum.changes import Editable, Trial, minutes_of
from handlers.buttons import (
    Button,
    EditSession,
    MoveSession,
    SetCancelled,
    SetCapacity,
    SetEnd,
    SetPlace,
    SetStop,
    SetTitle,
    ShowChange,
    ShowRecord,
    ShowSession,
    ShowStops,
    WriteCapacity,
    WritePlace,
    WriteTitle,
)
from handlers.screens.change_lines import broken, lines, undo_row, whom
from handlers.screens.screen import NOTHING, Key, Page, Screen, short
from handlers.screens.times import when
from locales import Html, Words
from storage.records import Stop

DELAYS = (5, 10, 15, 30, 60)
"""By so many minutes a session begins later, or earlier."""

_MOST_STOPS, _LONGEST_STOP = 20, 60


def edit(words: Words, found: Editable, via: str, undo: int = 0) -> Screen:
    """A session as it is, what of it nobody was told of yet, what can be changed, and what can be undone (`undo`)."""
    page, session = Page(words), found.session
    _head(page, found)
    number, shown = session.id, found.shown
    joined, is_cancelled = session.kind in JOINED_KINDS, session.cancelled_at is not None
    page.row(page.key("edit.time", MoveSession(number, shown)), page.key("edit.end", SetEnd(number, shown)))
    page.paired(
        [page.key("edit.place", WritePlace(number, shown)), page.key("edit.title", WriteTitle(number, shown))]
    )
    page.row(
        page.key("edit.capacity", WriteCapacity(number, shown)) if joined else None,
        page.key("edit.stops", ShowStops(number)) if session.kind == "visit" else None,
    )
    turn = page.key(
        "edit.restore" if is_cancelled else "edit.cancel", SetCancelled(number, shown, not is_cancelled)
    )
    page.paired([turn, page.key("record.key", ShowRecord("s", number))])
    if found.pending is not None:
        page.row(page.key("edit.pending", ShowChange(number)))
    undo_row(page, undo)
    page.back(ShowSession(number, via))
    return page.screen()


def _head(page: Page, found: Editable) -> None:
    words, session = page.words, found.session
    page.say(
        words("session.name", title=words.pick(session, "title")),
        words("session.cancelled") if session.cancelled_at else NOTHING,
        words("session.when", when=when(words, session)),
        words("session.place", place=words.pick(session, "place")),
        _seats(words, found),
    )
    if found.pending is not None:
        page.say(words("edit.not_told"))


def _seats(words: Words, found: Editable) -> Html:
    session = found.session
    if session.kind not in JOINED_KINDS:
        return NOTHING
    if session.capacity is None:
        return words("seats.no_limit")
    return words("edit.seats", capacity=session.capacity)


def choose_time(words: Words, found: Editable, now: datetime) -> Screen:
    """When a session is to begin: later, earlier, or at a time that is typed; what has passed cannot be chosen."""
    page, number, shown = Page(words), found.session.id, found.shown
    _head(page, found)
    page.say(words("edit.ask_time"), words("edit.or_type"))
    _times(page, found.session.starts, now, lambda at: MoveSession(number, shown, minutes_of(at)))
    page.back(EditSession(number))
    return page.screen().expecting(MoveSession(number, shown))


def choose_end(words: Words, found: Editable, now: datetime) -> Screen:
    """When a session is to end; it begins when it does."""
    page, session, shown = Page(words), found.session, found.shown
    _head(page, found)
    page.say(words("edit.ask_end"), words("edit.or_type"))
    earliest = max(now, session.starts + timedelta(minutes=1))
    _times(page, session.ends, earliest, lambda at: SetEnd(session.id, shown, minutes_of(at)))
    page.back(EditSession(session.id))
    return page.screen().expecting(SetEnd(session.id, shown))


def _times(page: Page, at: datetime, earliest: datetime, button: Callable[[datetime], Button]) -> None:
    for minutes in DELAYS:
        page.row(
            _shifted(page.words, at, minutes, earliest, button),
            _shifted(page.words, at, -minutes, earliest, button),
        )


def _shifted(
    words: Words, at: datetime, minutes: int, earliest: datetime, button: Callable[[datetime], Button]
) -> Key | None:
    then = at + timedelta(minutes=minutes)
    if then < earliest:
        return None
    key = "edit.later" if minutes > 0 else "edit.earlier"
    return Key(words.plain(key, time=words.time(then), minutes=abs(minutes)), button(then))


def stops(words: Words, found: Editable, stops: Sequence[Stop]) -> Screen:
    """The stops of a visit, each with the key that gives it another time."""
    page, number = Page(words), found.session.id
    _head(page, found)
    page.say(
        words("edit.ask_stop") if stops else words("edit.no_stops"),
        *(_stop(words, one) for one in stops[:_MOST_STOPS]),
    )
    page.column(
        Key(
            short(f"{words.time(one.at)} {words.pick(one, 'place')}"),
            SetStop(number, found.shown, one.position),
        )
        for one in stops[:_MOST_STOPS]
    )
    page.back(EditSession(number))
    return page.screen()


def _stop(words: Words, stop: Stop) -> Html:
    place = short(words.pick(stop, "place"), _LONGEST_STOP)
    return words(f"stops.{stop.kind}", time=words.time(stop.at), place=place)


def choose_stop_time(words: Words, found: Editable, stop: Stop, now: datetime) -> Screen:
    """When the bus is to be at a stop."""
    page, number, shown = Page(words), found.session.id, found.shown
    _head(page, found)
    page.say(_stop(words, stop), words("edit.ask_stop_time"), words("edit.or_type"))
    _times(page, stop.at, now, lambda at: SetStop(number, shown, stop.position, minutes_of(at)))
    page.back(ShowStops(number))
    return page.screen().expecting(SetStop(number, shown, stop.position))


def write_place(words: Words, found: Editable, language: str, *, other: bool) -> Screen:
    """Where a session is to be, in one language after the other; the second may stay as it is."""
    page, number = Page(words), found.session.id
    _head(page, found)
    now = getattr(found.session, f"place_{language}")
    page.say(words(f"edit.ask_place.{language}"), words("edit.place_now", place=now))
    if other:
        page.row(page.key("edit.leave", SetPlace(number, found.shown)))
    page.back(EditSession(number))
    return page.screen().expecting(WritePlace(number, found.shown, other))


def write_title(words: Words, found: Editable, language: str, *, other: bool) -> Screen:
    """What a session is to be called, likewise."""
    page, number = Page(words), found.session.id
    _head(page, found)
    now = getattr(found.session, f"title_{language}")
    page.say(words(f"edit.ask_title.{language}"), words("edit.title_now", title=now))
    if other:
        page.row(page.key("edit.leave", SetTitle(number, found.shown)))
    page.back(EditSession(number))
    return page.screen().expecting(WriteTitle(number, found.shown, other))


def write_capacity(words: Words, found: Editable) -> Screen:
    """How many seats a session is to have."""
    page, number = Page(words), found.session.id
    _head(page, found)
    page.say(words("edit.ask_capacity"))
    if found.session.capacity is not None:
        page.row(page.key("edit.no_limit", SetCapacity(number, found.shown, -1)))
    page.back(EditSession(number))
    return page.screen().expecting(WriteCapacity(number, found.shown))


def trial(words: Words, session_id: int, tried: Trial, sure: Button) -> Screen:
    """What an edit would do, and the key that does it."""
    page = Page(words)
    if tried.preview is None:
        page.say(words("edit.as_known"))
    else:
        page.say(*lines(words, tried.preview.change))
        page.say(whom(words, tried.preview.people), *broken(words, tried.preview), *brings(words, tried))
        page.say(words("edit.told_later") if tried.preview.people else NOTHING)
    page.row(page.key("edit.apply", sure))
    page.back(EditSession(session_id))
    return page.screen()


def brings(words: Words, tried: Trial) -> list[Html]:
    """What comes of it at once: meetings without a time, seats for those who wait."""
    return [
        words.count("edit.unplaced", tried.unplaced) if tried.unplaced else NOTHING,
        words.count("edit.promoted", tried.promoted) if tried.promoted else NOTHING,
    ]
