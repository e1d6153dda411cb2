"""What is open for those who run the forum, each a tap from being dealt with, and the tools they work with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.buttons import Button, Organise, ShowRoll
from handlers.screens.screen import NOTHING, Key, Page, Screen, short
from handlers.screens.times import near_day
from locales import Html, Words
from storage.desk import Departure

_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Matter:
    """One entry of `/organise`: the line that says what waits (none where nothing does), and the way to it."""

    key: Key
    line: Html = NOTHING


def organise(
    words: Words,
    matters: Sequence[Matter],
    departures: Sequence[Departure],
    tools: Sequence[tuple[str, Button]],
    arrived: Html = NOTHING,
) -> Screen:
    """What is open, each with the key that leads to it; the next departures; then the `tools`.

    `arrived`: how many delegates are here.
    """
    page = Page(words)
    page.say(words("organise.title"), arrived)
    waiting = [matter.line for matter in matters if matter.line]
    page.say(*(waiting or [words("organise.nothing")]))
    if departures:
        page.say(words("organise.departures"), *(_departure(words, one) for one in departures))
    page.paired([matter.key for matter in matters], filling=True)
    page.row(*(_roll_key(page, one) for one in departures))
    keys = [page.key(key, button) for key, button in tools]
    page.paired([*keys, page.key("button.refresh", Organise())], filling=True)
    page.back(None)
    return page.screen()


def _departure(words: Words, one: Departure) -> Html:
    """'🚌 oggi, 29 novembre, 08:45 · Corti: presenti 12 di 16'."""
    when = f"{near_day(words, words.day_of(one.leaves))}, {words.time(one.leaves)}"
    if not one.expected:
        return words("organise.departure_empty", when=when, title=_title(words, one))
    facts = {"title": _title(words, one), "aboard": one.aboard, "expected": one.expected}
    if one.leg == "back":
        return words("organise.departure_back", **facts)
    return words("organise.departure", when=when, **facts)


def _title(words: Words, one: Departure) -> str:
    return short(words.pick(one, "title"), _LONGEST_TITLE)


def _roll_key(page: Page, one: Departure) -> Key:
    """'🚌 08:45': the line above says whose roll it is."""
    return page.key("organise.roll_key", ShowRoll(one.session_id), time=page.words.time(one.leaves))
