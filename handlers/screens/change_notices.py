"""What the bot says of its own accord about changes of the programme."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from forum.changes import Difference, Face, Item, Stop, Waiting
from forum.meetings import Told
from forum.naming import partner, short_title, short_who
from handlers.buttons import Dismiss, ProposeTimes, Release, ShowAgenda, ShowChanges, ShowMeeting, ShowSession
from handlers.screens.change_lines import LONGEST_PLACE, before, place, title, whom
from handlers.screens.meeting_lines import organisation
from handlers.screens.meeting_lines import place as table
from handlers.screens.notice_lines import for_whom
from handlers.screens.screen import NOTHING, Key, Page, Screen, length, short
from locales import Html, Words
from locales.markup import join
from storage.meeting_records import Appointment

_ROOM = 3600
"""So long may what is told be: with its first and its last line it fits into a message."""

_LONGEST_CLASH, _LONGEST_STOP, _MOST_STOPS, _MOST_KEYS = 60, 60, 12, 4


def news(words: Words, items: Sequence[Item]) -> Screen:
    """What has changed for its reader, each with what it was before."""
    page = Page(words)
    told = [_block(words, item) for item in items]
    fitting = _fitting(told)
    if len(items) > 1:
        page.say(words.count("news.many", len(items)))
    for block in told[:fitting]:
        page.say(block)
    if fitting < len(items):
        page.say(words.count("news.more", len(items) - fitting))
    page.column(_meeting_keys(words, items))
    if len(items) == 1 and not {"cancelled", "gone"} & items[0].change.what:
        page.row(page.key("button.open", ShowSession(items[0].change.session_id, ShowAgenda.prefix)))
    page.row(page.key("menu.agenda", ShowAgenda()))
    return page.screen()


def _fitting(told: Sequence[Html]) -> int:
    """How many of these fit into a message, at least one."""
    used = 0
    for number, block in enumerate(told):
        used += length(block) + 2
        if number and used > _ROOM:
            return number
    return len(told)


def _block(words: Words, item: Item) -> Html:
    change, now = item.change, item.change.now
    heading = words(f"news.{headline(change)}", title=title(words, now))
    undone = words("news.undone") if item.undone else NOTHING
    was = change.was or now
    if {"cancelled", "gone"} & change.what:
        means = "news.cancelled_means" if "cancelled" in change.what else "news.gone_means"
        when = words("session.when", when=words.when(was.starts, was.ends))
        return join([heading, undone, when, words(means)])
    return join(
        [
            heading,
            undone,
            words("news.was_called", title=title(words, was)) if "title" in change.what else NOTHING,
            _when(words, change, was),
            _where(words, change, was),
            *(_stops(words, was, now) if "stops" in change.what else ()),
            words("news.waiting") if item.waiting else NOTHING,
            *_clashes(words, item),
        ]
    )


def headline(change: Difference) -> str:
    """The point of a change."""
    single = ("new", "cancelled", "restored", "gone")
    if {"time", "place"} <= change.what:
        return "time_and_place"
    return next(one for one in (*single, "time", "place", "stops", "title") if one in change.what)


def _when(words: Words, change: Difference, was: Face) -> Html:
    now = change.now
    when = words.when(now.starts, now.ends)
    if (was.starts, was.ends) == (now.starts, now.ends):
        return words("session.when", when=when)
    return words("news.when", when=when, before=before(words, was, now))


def _where(words: Words, change: Difference, was: Face) -> Html:
    if words.pick(was, "place") == words.pick(change.now, "place"):
        return words("session.place", place=place(words, change.now))
    return words("news.where", place=place(words, change.now), before=place(words, was))


def _stops(words: Words, was: Face, now: Face) -> list[Html]:
    """The stops as they are, those at another time with the one before."""
    if not now.stops:
        return [words("news.no_stops")]
    known = zip_longest(now.stops[:_MOST_STOPS], was.stops)
    return [_stop(words, stop, old) for stop, old in known if stop is not None]


def _stop(words: Words, stop: Stop, old: Stop | None) -> Html:
    where = short(words.pick(stop, "place"), _LONGEST_STOP)
    same = old is not None and (old.kind, old.place_it) == (stop.kind, stop.place_it)
    line = words(f"stops.{stop.kind}", time=words.time(stop.at), place=where)
    if old is None or not same or old.at == stop.at:
        return line
    return words("news.stop_moved", stop=line, before=words.time(old.at))


def _clashes(words: Words, item: Item) -> list[Html]:
    return [
        words(
            "news.meeting",
            who=short(short_who(words, entry), _LONGEST_CLASH),
            times=words.times(entry.starts, entry.ends),
        )
        if isinstance(entry, Appointment)
        else words("clash.with", titles=short(short_title(words, entry), LONGEST_PLACE))
        for entry in item.clashes
    ]


def _meeting_keys(words: Words, items: Sequence[Item]) -> list[Key]:
    """Other times for the meetings that have become impossible."""
    found = {
        entry.id: entry
        for item in items
        for entry in item.clashes
        if isinstance(entry, Appointment) and not entry.interpreting
    }
    if len(found) == 1:
        (only,) = found.values()
        return [Key(words.plain("meeting.propose"), ProposeTimes(only.id, only.revision))]
    return [
        Key(short(words.plain("news.propose", name=partner(words, one))), ProposeTimes(one.id, one.revision))
        for one in list(found.values())[:_MOST_KEYS]
    ]


def waiting(words: Words, found: Waiting) -> Screen:
    """To organisers: changes wait for their decision."""
    page = Page(words)
    page.say(words.count("changes.waiting_title", len(found.previews)), whom(words, found.people))
    page.row(page.key("changes.preview", ShowChanges()))
    page.row(
        page.key("changes.release", Release(found.shown), number=found.number),
        page.key("changes.dismiss", Dismiss(found.shown)),
    )
    return page.screen()


def may_move(words: Words, told: Told) -> Screen:
    """To the other side of a meeting that has become impossible: without what of the partner's it clashes with."""
    page = Page(words)
    _meeting(page, told, words("news.may_move", name=partner(words, told.meeting)))
    page.say(words("news.may_move_means"))
    _keys(page, told)
    return page.screen()


def clash(words: Words, told: Told, session: Face) -> Screen:
    """To those who act for somebody whose meeting has become impossible."""
    page = Page(words)
    _meeting(page, told, words("news.clash", name=partner(words, told.meeting)))
    page.say(words("clash.with", titles=title(words, session)), words("news.clash_means"))
    _keys(page, told)
    return page.screen()


def _meeting(page: Page, told: Told, heading: Html) -> None:
    words, meeting = page.words, told.meeting
    page.say(heading, for_whom(words, told), words("text", text=organisation(words, meeting)))
    if meeting.starts is not None and meeting.ends is not None:
        page.say(words("session.when", when=words.when(meeting.starts, meeting.ends)), table(words, meeting))


def _keys(page: Page, told: Told) -> None:
    meeting = told.meeting
    page.row(page.key("meeting.propose", ProposeTimes(meeting.id, meeting.revision, acting=told.acting)))
    page.row(page.key("button.open", ShowMeeting(meeting.id, told.acting)))
