"""Finding people: lists, typed names, the card of a delegate."""

from __future__ import annotations

from forum import people as rules
from forum.meetings.acting import Actor
from forum.people import Looker
from forum.search import Filters
from forum.workbook.sheets import DELEGATE_KINDS
from handlers.buttons import Need, ShowPeople, ShowPerson
from handlers.screens import card as card_screens
from handlers.screens import people as screens
from handlers.screens.people import Listing, Seeker
from handlers.screens.screen import PAGE_SIZE, Screen, page_of
from handlers.visit import Visit
from locales import LANGUAGES, Words
from storage import people as stored
from storage import sessions
from storage.connection import Connection

_SUGGESTED = 25


async def looker(view: Connection, visit: Visit, acting: int = 0) -> Looker | None:
    """Who looks for people, for themselves or for somebody else; None where they may not act for them."""
    actor = Actor(visit.visitor.delegate_id, visit.organiser)
    return await rules.looker(view, actor, acting, visit.words.language, visit.audience)


def oneself(visit: Visit) -> Looker:
    """Who looks for people, for themselves."""
    actor = Actor(visit.visitor.delegate_id, visit.organiser)
    return rules.oneself(actor, visit.words.language, visit.audience)


async def _seeker(view: Connection, visit: Visit, looker: Looker) -> Seeker:
    if not looker.acting:
        return Seeker()
    return Seeker((await stored.some(view, {looker.acting})).get(looker.acting), visit.organiser)


async def people(visit: Visit, button: ShowPeople) -> Screen:
    """The ways to find people, or one of the lists."""
    async with visit.desk.look() as view:
        who = await looker(view, visit, button.acting)
        if who is None:
            return _not_allowed(visit)
        seeker = await _seeker(view, visit, who)
        return await _list(view, visit, who, seeker, button) or _hub(visit, seeker)


def _not_allowed(visit: Visit) -> Screen:
    return _hub(visit, Seeker()).saying(visit.words.plain("people.may_not_act"))


def _hub(visit: Visit, seeker: Seeker) -> Screen:
    delegation = seeker.acting.delegation if seeker.acting else visit.visitor.delegation
    return screens.hub(visit.words, seeker, delegation=delegation, own=visit.visitor.delegate_id)


async def _list(
    view: Connection, visit: Visit, who: Looker, seeker: Seeker, button: ShowPeople
) -> Screen | None:
    """The list a button names; None where there is none such."""
    if button.value:
        return await _listing(view, visit, who, seeker, button)
    show = _LISTS.get(button.by)
    return await show(view, visit.words, who, seeker, button.page) if show else None


async def _suggestions(view: Connection, words: Words, who: Looker, seeker: Seeker, page: int) -> Screen:
    return screens.suggestions(words, seeker, await rules.suggested(view, who, most=_SUGGESTED), page)


async def _projects(view: Connection, words: Words, who: Looker, seeker: Seeker, page: int) -> Screen:
    return screens.projects(words, seeker, await rules.presented(view, who), page)


async def _tables(view: Connection, words: Words, who: Looker, seeker: Seeker, page: int) -> Screen:
    return screens.tables(words, seeker, await sessions.of_kind(view, "table", None, who.audience), page)


async def _kinds(view: Connection, words: Words, who: Looker, seeker: Seeker, page: int) -> Screen:
    return screens.kinds(words, seeker, await stored.kinds(view, who.wanted), page)


async def _regions(view: Connection, words: Words, who: Looker, seeker: Seeker, page: int) -> Screen:
    return screens.regions(words, seeker, await stored.regions(view, who.wanted), page)


_LISTS = {"s": _suggestions, "p": _projects, "t": _tables, "k": _kinds, "r": _regions}


async def _listing(
    view: Connection, visit: Visit, who: Looker, seeker: Seeker, button: ShowPeople
) -> Screen | None:
    """One page of those who have something in common."""
    chosen = await _chosen(view, visit, who, button)
    if chosen is None:
        return None
    title, filters = chosen
    number = await stored.number(view, who.among(**filters))
    _, page, _ = page_of(range(number), button.page, PAGE_SIZE)
    hits = await rules.matching(view, who, "", most=PAGE_SIZE, offset=page * PAGE_SIZE, **filters)
    here = ShowPeople(button.by, button.value, page, seeker.number)
    return screens.listing(visit.words, seeker, Listing(here, title, hits, number))


async def _chosen(
    view: Connection, visit: Visit, who: Looker, button: ShowPeople
) -> tuple[str, Filters] | None:
    """What the people of a list have in common, in words and as a filter; None for a forged or outdated button."""
    words, value = visit.words, button.value
    if button.by == "k" and value in DELEGATE_KINDS:
        return words.plain(f"people.kinds.{value}"), {"kind": value}
    if button.by == "d" and value in LANGUAGES:
        return words.plain(f"delegation.{value}"), {"delegation": value}
    if button.by == "r":
        region = await rules.region_of(view, who, value)
        return (words.region(region), {"region": region}) if region else None
    if button.by == "t" and value.isdecimal():
        tables = await sessions.of_kind(view, "table", None, who.audience)
        table = next((one for one in tables if str(one.id) == value), None)
        return (words.pick(table, "title"), {"thematic_table": table.id}) if table else None
    return None


async def typed(visit: Visit, button: ShowPeople, text: str) -> Screen:
    """Whom a typed text means: their card, those it may mean, or nobody."""
    async with visit.desk.look() as view:
        who = await looker(view, visit, button.acting)
        if who is None:
            return _not_allowed(visit)
        seeker = await _seeker(view, visit, who)
        hits = rules.likely(await rules.matching(view, who, text, most=PAGE_SIZE + 1))
        meant = rules.meant(hits)
        if meant is not None:
            return await _card(view, visit, who, seeker, ShowPerson(meant.delegate_id, acting=seeker.number))
    if not hits:
        asks = visit.may(Need.DELEGATE) and not visit.organiser
        return screens.nobody(_hub(visit, seeker), visit.words, asks=asks)
    more = len(hits) > PAGE_SIZE
    return screens.results(visit.words, seeker, text, hits[:PAGE_SIZE], more=more)


async def person(visit: Visit, button: ShowPerson) -> Screen:
    """A delegate's card."""
    async with visit.desk.look() as view:
        who = await looker(view, visit, button.acting)
        if who is None:
            return _not_allowed(visit)
        return await _card(view, visit, who, await _seeker(view, visit, who), button)


async def _card(view: Connection, visit: Visit, who: Looker, seeker: Seeker, button: ShowPerson) -> Screen:
    found = await rules.card(view, who, button.person, visit.now)
    if found is None:
        return card_screens.gone(visit.words, seeker, button)
    return card_screens.card(visit.words, seeker, found, button, organiser=visit.organiser)
