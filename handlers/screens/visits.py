"""What a visit has besides a session: the bus and its stops, the guide, the gate, the keys of those who lead it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forum.visits.roll import Roll
from handlers.buttons import (
    Pin,
    ShowGate,
    ShowGuide,
    ShowPapers,
    ShowPassengers,
    ShowRoll,
    ShowSession,
    ShowVisits,
)
from handlers.screens.screen import NOTHING, Key, Page, Screen, short
from handlers.screens.times import when
from locales import Html, Words
from storage.gates import Papers
from storage.records import Session, Stop
from storage.visits import Guide, Led

MOST_STOPS, MOST_GUIDES = 30, 3
_IN_A_ROW = 3
_ROOM_FOR_STOPS, _LONGEST_PLACE, _SHORTEST_NOTE = 1600, 100, 20
"""The stops share so many characters: a visit always fits into a message. Notes are cut before places are."""


@dataclass(frozen=True, slots=True)
class Trip:
    """What there is to a visit for its reader.

    `closed`: nobody can join any more; `joinable`: the reader is somebody who could; `guides` only for those whom
    they concern; `roll` for who leads it; `asked`: its gate asks for documents; `papers` are the reader's own, None
    where none are asked of them.
    """

    stops: Sequence[Stop]
    guides: Sequence[Guide]
    closed: bool
    joinable: bool
    roll: Roll | None
    asked: bool
    papers: Papers | None


def say_standing(page: Page, trip: Trip) -> None:
    """How the visit stands: who is aboard, whether one can still join."""
    words = page.words
    page.say(
        aboard(words, trip.roll) if trip.roll else NOTHING,
        _closed(words, trip) if trip.closed else NOTHING,
    )


def aboard(words: Words, roll: Roll) -> Html:
    """'Presenti alla partenza: 12 di 16'."""
    return words(f"roll.{roll.leg}.count", aboard=len(roll.aboard), expected=len(roll.expected))


def _closed(words: Words, trip: Trip) -> Html:
    left = any(stop.kind == "departure" for stop in trip.stops)
    return words("visit.bus_left" if left else "visit.begun")


def say_way(page: Page, trip: Trip) -> None:
    """The stops of the bus, the guide, and what the gate asks."""
    words = page.words
    if trip.stops:
        page.say(words("stops.title"), *(line for stop in _shown(trip) for line in _stop(words, stop, trip)))
    say_guides(page, trip.guides)
    if trip.asked:
        page.say(_gate(words, trip.papers))


def _shown(trip: Trip) -> Sequence[Stop]:
    return trip.stops[:MOST_STOPS]


def _stop(words: Words, stop: Stop, trip: Trip) -> tuple[Html, Html]:
    room = _ROOM_FOR_STOPS // len(_shown(trip)) - 20
    place = short(words.pick(stop, "place"), min(room, _LONGEST_PLACE))
    note, left = words.pick(stop, "note"), room - len(place)
    return (
        words(f"stops.{stop.kind}", time=words.time(stop.at), place=place),
        words("stops.note", note=short(note, left)) if note and left >= _SHORTEST_NOTE else NOTHING,
    )


def say_guides(page: Page, guides: Sequence[Guide]) -> None:
    """Who guides a visit, with telephones: the first few, where many guide all visits."""
    for guide in guides[:MOST_GUIDES]:
        page.say(
            page.words("visit.guide", name=guide_name(page.words, guide)),
            page.words("info.phone", phone=guide.phone) if guide.phone else NOTHING,
        )


def guide_name(words: Words, guide: Guide) -> str:
    """The guide in the reader's script."""
    return words.name(guide.name, guide.name_other, guide.delegation)


def _gate(words: Words, papers: Papers | None) -> Html:
    if papers is None:
        return words("gate.asks")
    return words("gate.answered" if papers.complete else "gate.awaits")


def add_keys(page: Page, session: Session, trip: Trip) -> None:
    """The keys of a visit: documents, pins, the guide's card, and those of whoever leads it."""
    if trip.roll is not None:
        page.row(
            page.key("roll.key", ShowRoll(session.id)),
            page.key("passengers.key", ShowPassengers(session.id)),
        )
        page.row(page.key("gate.key", ShowGate(session.id)))
    if trip.papers is not None:
        page.row(page.key("papers.key", ShowPapers(session.id)))
    pins = [_pin_key(page, stop) for stop in _shown(trip) if stop.latitude is not None]
    in_a_row = _IN_A_ROW if len(pins) != _IN_A_ROW + 1 else 2
    for first in range(0, len(pins), in_a_row):
        page.row(*pins[first : first + in_a_row])
    page.column(_guide_key(page, session, guide) for guide in trip.guides[:MOST_GUIDES] if guide.phone)


def has_pins(trip: Trip) -> bool:
    """Whether stops have pins, so that the visit needs none of its own."""
    return any(stop.latitude is not None for stop in trip.stops)


def _pin_key(page: Page, stop: Stop) -> Key:
    pin = Pin("b", stop.session_id, stop.position)
    return page.key("stops.map", pin, time=page.words.time(stop.at))


def _guide_key(page: Page, session: Session, guide: Guide) -> Key:
    label = page.words.plain("visit.guide_key", name=guide_name(page.words, guide))
    return Key(short(label), ShowGuide(session.id, guide.id))


def led(words: Words, visits: Sequence[Led], number: int = 0) -> Screen:
    """The visits that a guide leads."""
    page = Page(words)
    page.say(words("visits.title"), words("visit.led" if visits else "visit.led_none"))
    here = page.paged(visits, number, ShowVisits)
    for visit in here:
        page.say(
            words("session.name", title=words.pick(visit, "title")),
            words("session.when", when=when(words, visit)),
            passengers(words, visit),
        )
    page.column(Key(short(words.pick(one, "title")), ShowSession(one.id, ShowVisits.prefix)) for one in here)
    page.back(None)
    return page.screen()


def passengers(words: Words, visit: Led) -> Html:
    """'Passeggeri: 16', 'Passeggeri: 16, in lista d’attesa: 2'."""
    if visit.waiting:
        return words("passengers.number_waiting", seated=visit.seated, waiting=visit.waiting)
    return words("passengers.number", seated=visit.seated)
