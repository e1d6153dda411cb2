"""The roll of a visit's bus, for those who lead the visit: passengers, who is aboard, who is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from forum.visits.bus import BACK, OUT, OWN_PLACE
from forum.visits.roll import Roll
from handlers.buttons import (
    BeginReturn,
    CallMissing,
    MarkAboard,
    PrintBus,
    ShowMissing,
    ShowPassengers,
    ShowRoll,
    ShowSession,
    ShowVisits,
)
from handlers.screens.screen import NOTHING, Key, Page, Screen, page_of, short
from handlers.screens.visits import MOST_STOPS, aboard
from locales import Html, Words
from storage.records import Session, Stop
from storage.visits import Call, Passenger

ROLL_SIZE = 20
"""So many names on a page of the roll: one scrolls more quickly than one turns pages with people boarding."""

_MOST_NAMES, _LONGEST_NAME = 20, 60


def name_of(words: Words, person: Passenger) -> str:
    """A passenger in the reader's script."""
    return words.name(person.name, person.name_other, person.delegation)


def organisation_of(words: Words, person: Passenger) -> str:
    """A passenger's organisation in the reader's script."""
    return words.name(person.organisation, person.organisation_other, person.delegation)


def _line(words: Words, person: Passenger) -> Html:
    name = short(name_of(words, person), _LONGEST_NAME)
    return words("passengers.line", name=name, organisation=short(organisation_of(words, person)))


def _name(page: Page, session: Session) -> Html:
    return page.words("text", text=short(page.words.pick(session, "title"), 120))


def passengers(words: Words, session: Session, people: Sequence[Passenger], number: int) -> Screen:
    """All who have a seat."""
    page = Page(words)
    here = page.paged(people, number, lambda turned: ShowPassengers(session.id, turned))
    page.say(words("passengers.title", seated=len(people)), _name(page, session))
    page.say(*(_line(words, person) for person in here))
    page.row(page.key("roll.key", ShowRoll(session.id)), page.key("paper.bus_key", PrintBus(session.id)))
    page.back(ShowSession(session.id, ShowVisits.prefix))
    return page.screen()


def roll(words: Words, session: Session, roll: Roll, call: Call | None, number: int) -> Screen:
    """The roll of one way: a key for each passenger, which says what it will hold when pressed."""
    page = Page(words)
    page.say(words(f"roll.{roll.leg}.title"), _name(page, session))
    page.say(
        aboard(words, roll),
        words("roll.all" if not roll.missing else "roll.explained") if roll.people else words("roll.nobody"),
        _stayed(words, roll),
        words("roll.called", time=words.time(call.called_at)) if call and roll.missing else NOTHING,
    )
    here, number, pages = page_of(roll.people, number, ROLL_SIZE)
    names = Counter(name_of(words, person) for person in roll.people)
    for person in here:
        name = name_of(words, person)
        label = name if names[name] == 1 else f"{name}, {organisation_of(words, person)}"
        page.row(_tick(session, roll, person, label, number))
    page.row(
        page.key("button.previous", ShowRoll(session.id, roll.leg, number - 1)) if number else None,
        page.key("button.next", ShowRoll(session.id, roll.leg, number + 1)) if number < pages - 1 else None,
    )
    if roll.missing:
        missing = ShowMissing(session.id, roll.leg)
        page.row(page.key("roll.missing_key", missing, number=len(roll.missing)))
    page.row(
        page.key("roll.to_back", BeginReturn(session.id))
        if roll.leg == OUT
        else page.key("roll.to_out", ShowRoll(session.id, OUT)),
        page.key("button.refresh", ShowRoll(session.id, roll.leg, number)),
    )
    page.back(ShowSession(session.id, ShowVisits.prefix))
    return page.screen()


def _tick(session: Session, roll: Roll, person: Passenger, label: str, number: int) -> Key:
    there = roll.has(person)
    return Key(
        short(f"✓ {label}" if there else label),
        MarkAboard(session.id, roll.leg, person.id, not there, number),
    )


def _stayed(words: Words, roll: Roll) -> Html:
    """Who was not aboard on the way out and is not waited for: a tick that was forgotten shows here."""
    names = [short(name_of(words, person), _LONGEST_NAME) for person in roll.stayed[:_MOST_NAMES]]
    more = "…" if len(roll.stayed) > _MOST_NAMES else ""
    return words("roll.stayed", names=", ".join(names) + more) if names and roll.leg == BACK else NOTHING


def missing(
    words: Words, session: Session, roll: Roll, stops: Sequence[Stop], number: int, *, callable_now: bool
) -> Screen:
    """Who is missing, with telephones, and from where to call them."""
    page = Page(words)
    here = page.paged(roll.missing, number, lambda turned: ShowMissing(session.id, roll.leg, turned))
    page.say(words(f"roll.{roll.leg}.title"), _name(page, session))
    page.say(words("roll.missing", number=len(roll.missing)) if roll.missing else words("roll.all"))
    for person in here:
        page.say(
            _line(words, person),
            words("info.phone", phone=person.phone) if person.phone else words("roll.no_phone"),
            NOTHING if person.reachable else words("roll.not_reachable"),
        )
    if roll.missing:
        page.say(words("roll.call_explained" if callable_now else "roll.call_later"))
    if roll.missing and callable_now:
        page.column(_places(words, session, roll, stops))
    page.back(ShowRoll(session.id, roll.leg))
    return page.screen()


def _places(words: Words, session: Session, roll: Roll, stops: Sequence[Stop]) -> list[Key]:
    if not stops:
        label = words.plain("roll.call_here", place=words.pick(session, "place"))
        return [Key(short(label), CallMissing(session.id, roll.leg, OWN_PLACE))]
    return [
        Key(
            short(words.plain("roll.call_from", time=words.time(stop.at), place=words.pick(stop, "place"))),
            CallMissing(session.id, roll.leg, str(stop.position)),
        )
        for stop in stops[:MOST_STOPS]
    ]
