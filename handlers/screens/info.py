"""Practical information."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.buttons import AskOrganisers, Pin, SendPhone, ShowInfo, ShowInfoPage
from handlers.screens.screen import Key, Page, Screen, short
from locales import Html, Words
from storage.records import InfoPage


def info(words: Words, pages: Sequence[InfoPage], number: int, *, asks: bool) -> Screen:
    """The list of pages; for who `asks` the way to the organisers."""
    page = Page(words)
    here = page.paged(pages, number, ShowInfo)
    page.say(words("info.title"), words("info.choose" if pages else "info.none"))
    page.column(Key(short(words.pick(one, "title")), ShowInfoPage(one.id)) for one in here)
    page.row(page.key("menu.ask", AskOrganisers()) if asks else None)
    page.back(None)
    return page.screen()


def info_page(words: Words, info: InfoPage) -> Screen:
    """A page, with phone, link and pin."""
    page = Page(words)
    page.say(words("session.name", title=words.pick(info, "title")))
    page.tell(words.pick(info, "body"))
    page.say(words("info.phone", phone=info.phone) if info.phone else Html(""))
    page.row(
        Key(words.plain("info.link"), url=info.url) if info.url else None,
        page.key("button.map", Pin("i", info.id)) if info.latitude is not None else None,
    )
    page.row(page.key("info.call", SendPhone(info.id)) if info.phone else None)
    page.back(ShowInfo())
    return page.screen()
