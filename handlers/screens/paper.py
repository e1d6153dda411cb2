"""What can be printed, and what stands under each file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from forum.paper.badges import PART
from handlers.buttons import (
    Organise,
    PrintAgendas,
    PrintBadges,
    PrintBus,
    PrintCards,
    PrintHall,
    ShowPrinting,
)
from handlers.screens.screen import Key, Page, Screen, short
from locales import Words
from storage.paper import Group
from storage.visits import Led

KINDS = ("badges", "cards", "agendas", "hall", "buses")


@dataclass(frozen=True, slots=True)
class Tables:
    """How many tables there are to make cards for."""

    numbered: int
    named: int


def menu(words: Words) -> Screen:
    """The kinds of paper."""
    page = Page(words)
    page.say(words("paper.title"), words("paper.explained"))
    page.column(Key(words.plain(f"paper.key.{kind}"), ShowPrinting(kind)) for kind in KINDS)
    page.back(Organise())
    return page.screen()


def of_groups(words: Words, what: str, groups: Sequence[Group]) -> Screen:
    """Whose badges or agendas: everybody's or a group's; a large group in parts."""
    button = PrintBadges if what == "badges" else PrintAgendas
    page = Page(words)
    page.say(words(f"paper.of.{what}"))
    page.column(
        Key(_label(words, group, part), button(group.name, part))
        for group in groups
        for part in range(-(-group.number // PART))
    )
    page.back(ShowPrinting())
    return page.screen()


def _label(words: Words, group: Group, part: int) -> str:
    name = words.plain(f"paper.group.{group.name or 'all'}")
    if group.number <= PART:
        return words.plain("paper.group_key", group=name, number=group.number)
    last = min((part + 1) * PART, group.number)
    return words.plain("paper.part_key", group=name, first=part * PART + 1, last=last)


def of_cards(words: Words, tables: Tables) -> Screen:
    """Which tables' cards."""
    page = Page(words)
    page.say(words("paper.of.cards"))
    if tables.numbered:
        page.row(page.key("paper.numbered_key", PrintCards("numbered"), number=tables.numbered))
    if tables.named:
        page.row(page.key("paper.named_key", PrintCards("named"), number=tables.named))
    page.back(ShowPrinting())
    return page.screen()


def of_hall(words: Words, days: Sequence[date], most: int) -> Screen:
    """On which day, all tables; or one table, whose number is typed."""
    page = Page(words)
    if not days or not most:
        page.say(words("paper.no_hall"))
        page.back(ShowPrinting())
        return page.screen()
    page.say(words("paper.of.hall", most=most))
    page.column(
        Key(words.plain("paper.day_key", day=words.short_day(day)), PrintHall(day.isoformat()))
        for day in days
    )
    page.back(ShowPrinting())
    return page.screen().expecting(ShowPrinting("hall"))


def of_buses(words: Words, visits: Sequence[Led], number: int) -> Screen:
    """Of which visit."""
    page = Page(words)
    page.say(words("paper.of.buses" if visits else "paper.no_buses"))
    here = page.paged(visits, number, lambda turned: ShowPrinting("buses", turned))
    page.column(Key(_visit(words, visit), PrintBus(visit.id)) for visit in here)
    page.back(ShowPrinting())
    return page.screen()


def _visit(words: Words, visit: Led) -> str:
    return short(f"{words.time(visit.starts)} {words.pick(visit, 'title')}")
