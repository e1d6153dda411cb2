"""Changes of the programme that wait to be told."""

from __future__ import annotations

from collections.abc import Sequence

from forum.changes import Preview
from handlers.buttons import Organise, ShowChanges
from handlers.screens.organise import Matter
from handlers.screens.screen import Key, Page, Screen
from locales import Words


def matter(words: Words, number: int) -> Matter:
    """How many changes wait, and the way to them."""
    key = Key(words.plain("changes.key", number=number), ShowChanges())
    return Matter(key, words.count("changes.waiting", number))


def waiting(words: Words, found: Sequence[Preview], number: int) -> Screen:
    """What waits to be told."""
    page = Page(words)
    here = page.paged(found, number, ShowChanges)
    page.say(words("changes.title"))
    for one in here:
        page.say(words("session.name", title=words.pick(one.change.now, "title")))
    page.back(Organise())
    return page.screen()
