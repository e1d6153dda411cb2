"""Files to print, made when they are asked for: badges, cards, agendas, the Meeting Point, buses.

Each is gathered after the press has been answered, and drawn in a process of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from forum.agenda import on_agenda
from forum.apart import apart, busy
from forum.meetings.slots import all_slots
from forum.paper import agendas, badges, buses, cards, hall
from forum.paper.drawing import badges as badge_sheets
from forum.paper.drawing import cards as card_sheets
from forum.paper.drawing import listing
from forum.paper.facts import Listing, Listings
from forum.programme import bounds, days
from forum.visits.staff import visit_led
from handlers.buttons import (
    PrintAgenda,
    PrintAgendas,
    PrintBadge,
    PrintBadges,
    PrintBus,
    PrintCards,
    PrintHall,
    PrintOwnAgenda,
    ShowPrinting,
)
from handlers.links import badge_payload, start_link
from handlers.making import later
from handlers.screens import paper as screens
from handlers.screens.paper import Tables
from handlers.screens.screen import File, Screen
from handlers.visit import Visit
from handlers.visits import actor, not_leading
from locales import LANGUAGES, Words
from storage import check_ins, delegates, forums, meeting_hall, sessions, visits
from storage import paper as stored
from storage.connection import Connection
from storage.records import Attended, Delegate, Forum

_AT_ONCE = 10
"""So many agendas are read between two turns of the event loop."""


async def menu(visit: Visit, button: ShowPrinting) -> Screen:
    """What can be printed, or the choice of one kind."""
    words = visit.words
    async with visit.desk.look() as view:
        match button.what:
            case "badges" | "agendas":
                return screens.of_groups(words, button.what, await stored.groups(view))
            case "cards":
                return screens.of_cards(words, await _tables(view))
            case "hall":
                return screens.of_hall(words, await _hall_days(visit, view), (await _tables(view)).numbered)
            case "buses":
                return screens.of_buses(words, await visits.led(view, None), button.page)
    return screens.menu(words)


async def _tables(view: Connection) -> Tables:
    forum = await forums.get(view)
    return Tables(forum.meeting_tables if forum else 0, len(await _thematic(view)))


async def _thematic(view: Connection) -> list[Attended]:
    return await sessions.of_kind(view, "table", None, None)


async def _hall_days(visit: Visit, view: Connection) -> list[date]:
    return days((slot.starts for slot in await all_slots(view)), visit.zone)


async def _forum(view: Connection) -> Forum:
    found = await forums.get(view)
    if found is None:
        raise LookupError("no forum")
    return found


def _both(visit: Visit) -> list[Words]:
    return [visit.in_language(language) for language in LANGUAGES]


def _file(words: Words, kind: str, content: bytes, number: int, *, private: bool) -> File:
    name = words.plain(f"paper.file.{kind}") + ".pdf"
    return File(name, content, words(f"paper.caption.{kind}", number=number), private=private)


def _nothing(visit: Visit) -> Screen:
    return Screen(toast=visit.words.plain("said.nothing_to_print"))


async def _people(view: Connection, visit: Visit, group: str, part: int) -> list[Delegate]:
    if group not in stored.GROUPS or part < 0:
        return []
    size = badges.PART
    return await stored.people(view, group, visit.words.language, size, min(part, size) * size)


async def print_badges(visit: Visit, button: PrintBadges) -> Screen:
    """The badges of a group."""
    async with visit.desk.look() as view:
        people = await _people(view, visit, button.group, button.part)
    return _badges(visit, people)


async def print_badge(visit: Visit, button: PrintBadge) -> Screen:
    """One person's badge."""
    async with visit.desk.look() as view:
        person = await delegates.get(view, button.person)
    return _badges(visit, [person] if person else [])


def _badges(visit: Visit, people: Sequence[Delegate]) -> Screen:
    async def make(bot: str) -> File:
        async with visit.desk.look() as view:
            forum = await _forum(view)
            tokens = await check_ins.badges(view, [one.id for one in people])

        def code(person: Delegate) -> str:
            return start_link(bot, badge_payload(tokens[person.id])) if person.id in tokens else ""

        words = visit.words
        sheets = badges.badges(_both(visit), words.plain("paper.key.badges"), forum, people, code, visit.now)
        content = await apart(badge_sheets.draw, sheets)
        return _file(words, "badges", content, len(people), private=True)

    return later(visit, make) if people else _nothing(visit)


async def print_cards(visit: Visit, button: PrintCards) -> Screen:
    """The cards for tables of one kind."""
    both, title = _both(visit), visit.words.plain("paper.key.cards")
    async with visit.desk.look() as view:
        forum = await _forum(view)
        if button.kind == "numbered":
            made = cards.numbered(both, title, forum, visit.now)
        else:
            made = cards.named(both, title, forum, await _thematic(view), visit.now)

    async def make(_: str) -> File:
        content = await apart(card_sheets.draw, made)
        return _file(visit.words, "cards", content, len(made.cards), private=False)

    return later(visit, make) if made.cards else _nothing(visit)


async def print_agendas(visit: Visit, button: PrintAgendas) -> Screen:
    """The agendas of a group, each in its owner's language."""
    async with visit.desk.look() as view:
        people = await _people(view, visit, button.group, button.part)
    return _agendas(visit, people, "agendas", private=True)


async def print_agenda(visit: Visit, button: PrintAgenda) -> Screen:
    """One person's agenda."""
    async with visit.desk.look() as view:
        person = await delegates.get(view, button.person)
    return _agendas(visit, [person] if person else [], "agenda", private=True)


async def print_own_agenda(visit: Visit, button: PrintOwnAgenda) -> Screen:  # noqa: ARG001 -- routed alike
    """One's own agenda."""
    async with visit.desk.look() as view:
        person = await delegates.get(view, visit.delegate_id)
    return _agendas(visit, [person] if person else [], "agenda", private=False)


def _agendas(visit: Visit, people: Sequence[Delegate], kind: str, *, private: bool) -> Screen:
    async def make(_: str) -> File:
        async with visit.desk.look() as view:
            forum = await _forum(view)
            lists = []
            for number, person in enumerate(people):
                if number % _AT_ONCE == _AT_ONCE - 1:
                    await asyncio.sleep(0)
                lists.append(await _agenda(view, visit, forum, person))
        words = visit.words
        made = Listings(words.plain("paper.agenda"), lists, visit.now)
        return _file(words, kind, await apart(listing.draw, made), len(people), private=private)

    return later(visit, make) if people else _nothing(visit)


async def _agenda(view: Connection, visit: Visit, forum: Forum, person: Delegate) -> Listing:
    entries = await on_agenda(view, person.id)
    trips = [entry.id for entry in entries if isinstance(entry, Attended) and entry.kind == "visit"]
    stops = {trip: await sessions.stops(view, trip) for trip in trips}
    words = visit.in_language(person.language)
    return agendas.footed(words, forum, agendas.agenda(words, person, entries, stops), visit.now)


async def print_hall(visit: Visit, button: PrintHall) -> Screen:
    """Sheets for the tables of the Meeting Point."""
    async with visit.desk.look() as view:
        lists = await _hall(view, visit, button)

    async def make(_: str) -> File:
        words = visit.words
        made = Listings(words.plain("paper.key.hall"), lists, visit.now)
        return _file(words, "hall", await apart(listing.draw, made), len(lists), private=True)

    return later(visit, make) if lists else _nothing(visit)


async def _hall(view: Connection, visit: Visit, button: PrintHall) -> list[Listing]:
    forum = await _forum(view)
    slots, points = await all_slots(view), await meeting_hall.meeting_points(view)
    numbers = [number for number in range(1, forum.meeting_tables + 1) if button.table in {0, number}]
    lists: list[Listing] = []
    for day in await _hall_days(visit, view):
        if button.day in {"", day.isoformat()}:
            since, until = bounds(day, visit.zone)
            found = await stored.in_hall(view, since, until, button.table or None)
            today = [slot for slot in slots if since <= slot.starts < until]
            made = hall.tables(_both(visit), day, today, points, found, numbers)
            lists += [agendas.footed(visit.words, forum, one, visit.now) for one in made]
    return lists


async def typed_table(visit: Visit, button: ShowPrinting, text: str) -> Screen:
    """The number of a table was typed: its sheets of all days."""
    screen = await menu(visit, ShowPrinting("hall"))
    number = text.strip()
    if button.what != "hall" or not number.isdecimal() or len(number) > len("999"):
        return screen.saying(visit.words.plain("said.no_such_table"))
    made = await print_hall(visit, PrintHall(table=int(number) or -1))
    if made.extra is None:
        return screen.saying(visit.words.plain("said.no_such_table") if not busy() else made.toast)
    return replace(screen.saying(made.toast), extra=made.extra)


async def print_bus(visit: Visit, button: PrintBus) -> Screen:
    """The list of a visit's bus, for those who lead the visit."""
    words = visit.words
    async with visit.desk.look() as view:
        session = await visit_led(view, button.session, actor(visit))
        if session is None:
            return await not_leading(visit)
        forum, people = await _forum(view), await visits.passengers(view, session.id, words.language)
        found = buses.bus_list(
            words,
            session,
            await sessions.stops(view, session.id),
            await visits.guides_of(view, session.id),
            people,
            await stored.queued(view, session.id),
        )
    footed = agendas.footed(words, forum, found, visit.now)
    made = Listings(words.pick(session, "title"), [footed], visit.now)

    async def make(_: str) -> File:
        return _file(words, "bus", await apart(listing.draw, made), len(people), private=True)

    return later(visit, make)
