"""What waits for those who run the forum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.buttons import Organise
from handlers.screens.screen import NOTHING, Key, Page, Screen
from locales import Html, Words


@dataclass(frozen=True, slots=True)
class Matter:
    """One entry of `/organise`: the line that says what waits (none where nothing does), and the way to it."""

    key: Key
    line: Html = NOTHING


def organise(words: Words, matters: Sequence[Matter]) -> Screen:
    """What waits for a decision, each with the key that leads to it."""
    page = Page(words)
    page.say(words("organise.title"))
    waiting = [matter.line for matter in matters if matter.line]
    page.say(*(waiting or [words("organise.nothing")]))
    page.column(matter.key for matter in matters)
    page.row(page.key("button.refresh", Organise()))
    page.back(None)
    return page.screen()
