"""What a screen is: text, rows of keys, and what comes with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from handlers.buttons import Button, Home
from locales import Html, Words
from locales.markup import join

Rows = tuple[tuple["Key", ...], ...]

T = TypeVar("T")

NOTHING = Html("")
LONGEST_TEXT = 4096
LONGEST_LABEL = 60
LONGEST_TOAST = 200


@dataclass(frozen=True, slots=True)
class Key:
    """A key under a message: its label, and the button it presses or the address it opens."""

    label: str
    button: Button | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A pin on the map, sent as a message of its own."""

    latitude: float
    longitude: float
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class File:
    """A file, sent as a message of its own."""

    name: str
    content: bytes
    caption: Html


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: markup of at most 4,096 characters, keys, and a word that passes (`toast`, plain, 200).

    `extra` is sent as a message of its own; without `text` only the extra is sent and the screen stays.
    `removes`: the message pressed on goes.
    """

    text: Html = NOTHING
    rows: Rows = ()
    toast: str = ""
    extra: Place | File | None = None
    removes: bool = False

    def saying(self, toast: str) -> Screen:
        """The same screen with a passing word."""
        return replace(self, toast=toast[:LONGEST_TOAST])

    def below(self, notice: Html) -> Screen:
        """The same screen under a notice: for those who typed, whom no passing word reaches."""
        return replace(self, text=join([notice, self.text], "\n\n"))


@dataclass(slots=True)
class Page:
    """A screen in the making: paragraphs and rows."""

    words: Words
    paragraphs: list[Html] = field(default_factory=list)
    rows: list[tuple[Key, ...]] = field(default_factory=list)

    def say(self, *lines: Html) -> None:
        """Add a paragraph."""
        self.paragraphs.append(join(list(lines)))

    def key(self, key: str, button: Button, **values: object) -> Key:
        """A key whose label is in the catalogue."""
        return Key(self.words.plain(key, **values), button)

    def row(self, *keys: Key | None) -> None:
        """Add a row of keys, leaving out what is None."""
        present = tuple(one for one in keys if one is not None)
        if present:
            self.rows.append(present)

    def column(self, keys: Iterable[Key]) -> None:
        """Add keys, one in a row."""
        self.rows.extend((one,) for one in keys)

    def back(self, button: Button | None) -> None:
        """Add the last row: back and home."""
        self.row(
            None if button is None else self.key("button.back", button),
            self.key("button.home", Home()),
        )

    def screen(self) -> Screen:
        """The finished screen."""
        return Screen(join(self.paragraphs, "\n\n"), tuple(self.rows))


def short(label: str) -> str:
    """A label that fits on a key."""
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"


def page_of(items: Sequence[T], number: int, size: int) -> tuple[Sequence[T], int, int]:
    """The items of a page, its number from 0 (one there is not becomes the nearest), and how many pages there are."""
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 0), pages - 1)
    return items[number * size : (number + 1) * size], number, pages
