"""Changing a session in the chat: what can be changed, and what that does to whom before it is done."""

from __future__ import annotations

from datetime import datetime, timedelta

from forum.agenda import JOINED_KINDS
from forum.changes import Editable, Trial
from handlers.buttons import (
    Button,
    EditSession,
    MoveSession,
    SetCancelled,
    SetCapacity,
    SetPlace,
    ShowChange,
    ShowSession,
    WriteCapacity,
    WritePlace,
)
from handlers.screens.change_lines import broken, lines, whom
from handlers.screens.screen import NOTHING, Key, Page, Screen
from handlers.screens.times import when
from locales import Html, Words

DELAYS = (5, 10, 15, 30, 60)
"""By so many minutes a session begins later, or earlier."""


def edit(words: Words, found: Editable, via: str) -> Screen:
    """A session as it is, what of it nobody was told of yet, and what can be changed."""
    page, session = Page(words), found.session
    _head(page, found)
    number, shown = session.id, found.shown
    page.row(
        page.key("edit.time", MoveSession(number, shown)), page.key("edit.place", WritePlace(number, shown))
    )
    is_cancelled = session.cancelled_at is not None
    page.row(
        page.key("edit.capacity", WriteCapacity(number, shown)) if session.kind in JOINED_KINDS else None,
        page.key(
            "edit.restore" if is_cancelled else "edit.cancel", SetCancelled(number, shown, not is_cancelled)
        ),
    )
    if found.pending is not None:
        page.row(page.key("edit.pending", ShowChange(number)))
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
    """When a session is to begin: later, or earlier; what has passed cannot be chosen."""
    page = Page(words)
    _head(page, found)
    page.say(words("edit.ask_time"))
    for minutes in DELAYS:
        page.row(_delay(words, found, minutes, now), _delay(words, found, -minutes, now))
    page.back(EditSession(found.session.id))
    return page.screen()


def _delay(words: Words, found: Editable, minutes: int, now: datetime) -> Key | None:
    starts = found.session.starts + timedelta(minutes=minutes)
    if starts < now:
        return None
    key = "edit.later" if minutes > 0 else "edit.earlier"
    label = words.plain(key, time=words.time(starts), minutes=abs(minutes))
    return Key(label, MoveSession(found.session.id, found.shown, int(starts.timestamp()) // 60))


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
        page.say(
            whom(words, tried.preview.people),
            *broken(words, tried.preview),
            words.count("edit.unplaced", tried.unplaced) if tried.unplaced > 0 else NOTHING,
            words.count("edit.promoted", tried.promoted) if tried.promoted else NOTHING,
        )
        page.say(words("edit.told_later") if tried.preview.people else NOTHING)
    page.row(page.key("edit.apply", sure))
    page.back(EditSession(session_id))
    return page.screen()
