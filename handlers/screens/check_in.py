"""Badges as they are shown, and as those who run the forum or guide a visit read them."""

from __future__ import annotations

from datetime import datetime

from forum.check_in import Badge, Boarding, Trip
from handlers.buttons import Board, CheckIn, ShowDelegate
from handlers.screens.card import scripts
from handlers.screens.screen import NOTHING, Code, Key, Page, Screen, short
from handlers.screens.times import near_day
from locales import Html, Words
from locales.words import capital
from storage.check_ins import Seen
from storage.records import Delegate

_TITLE, _NAME = 100, 100


def own(words: Words, person: Delegate, payload: str) -> Screen:
    """One's own badge: a picture to be shown at the entrance and at the bus."""
    name = short(words.name(person.name, person.name_other, person.delegation), _NAME)
    caption = words("badge.own", name=name)
    return Screen(extra=Code(payload, caption), toast=words.plain("badge.sent"))


def checked_in(words: Words, seen: Seen | None) -> Html:
    """'✓ Arrivo: oggi, 29 novembre, 09:12 (Beatrice Lombardi)', or that it is not noted."""
    return words("badge.not_seen") if seen is None else words("badge.seen", **_when_and_who(words, seen))


def _when_and_who(words: Words, seen: Seen) -> dict[str, str]:
    who = words.name(seen.name or "", seen.name_other or "", seen.delegation or "")
    return {
        "when": when(words, seen.at),
        "who": short(who, _NAME) if who else words.plain("badge.an_organiser"),
    }


def when(words: Words, instant: datetime) -> str:
    """'oggi, 29 novembre, 09:12'."""
    return f"{near_day(words, words.day_of(instant))}, {words.time(instant)}"


def badge(words: Words, found: Badge, token: str, *, organiser: bool) -> Screen:
    """What a badge says to an organiser, or to the guide of a visit: who it is, and the keys that tick them off."""
    page, person = Page(words), found.person
    _head(page, found, organiser=organiser)
    if organiser:
        page.say(checked_in(words, found.seen))
        page.row(check_in_key(page, found.seen, CheckIn(person.id, found.seen is None, scanned=True)))
    for one in found.boardings:
        page.say(*_boarding(words, one))
        page.row(_tick(words, one, token))
    if not found.boardings:
        page.say(*_elsewhere(words, found, organiser=organiser))
    if organiser:
        page.row(page.key("badge.card", ShowDelegate(person.id)))
    page.back(None)
    return page.screen()


def check_in_key(page: Page, seen: Seen | None, button: CheckIn) -> Key:
    """The key that notes an arrival, or takes it back."""
    return page.key("badge.check_in" if seen is None else "badge.undo", button)


def _head(page: Page, found: Badge, *, organiser: bool) -> None:
    words, person = page.words, found.person
    name, other = scripts(words, person.name, found.name_other, person.delegation)
    about = [words.plain(f"role.{person.role}"), words.plain(f"delegation.{person.delegation}")]
    page.say(
        words("people.name_both", name=name, other=other) if other else words("people.name", name=name),
        words("text", text=words.name(person.organisation, person.organisation_other, person.delegation)),
        words("text", text=" · ".join(about)) if organiser else NOTHING,
    )


def _boarding(words: Words, one: Boarding) -> list[Html]:
    title = short(words.pick(one.session, "title"), _TITLE)
    state = words("badge.not_aboard")
    if one.seen is not None:
        state = words("badge.aboard_since", **_when_and_who(words, one.seen))
    elif one.aboard:
        state = words("badge.aboard")
    return [words("badge.bus", title=title), words(f"badge.leg.{one.leg}"), state]


def _tick(words: Words, one: Boarding, token: str) -> Key:
    title = words.pick(one.session, "title")
    label = words.plain("badge.off" if one.aboard else "badge.board", title=title)
    return Key(short(label), Board(token, one.session.id, one.leg, not one.aboard))


def _elsewhere(words: Words, found: Badge, *, organiser: bool) -> list[Html]:
    """For whoever is on none of the buses that the reader leads now: on which they are."""
    lines = []
    if not organiser:
        titles = [short(words.pick(one, "title"), _TITLE) for one in found.led]
        lines.append(
            words("badge.not_listed", titles=words.listed(titles)) if titles else words("badge.no_bus")
        )
    if found.trips:
        lines += [_trip(words, trip) for trip in found.trips]
    elif not organiser:
        lines.append(words("badge.no_trip"))
    return lines


def _trip(words: Words, trip: Trip) -> Html:
    key = "badge.trip" if trip.session.seat == "seated" else "badge.trip_waiting"
    title = short(words.pick(trip.session, "title"), _TITLE)
    return words(key, title=title, when=capital(when(words, trip.leaves)))
