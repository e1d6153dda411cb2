"""What a screen is: text, rows of keys, and what comes with it."""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from handlers.buttons import Button, Home
from locales import Html, Words
from locales.markup import escape, join

Rows = tuple[tuple["Key", ...], ...]

T = TypeVar("T")
_TAG = re.compile(r"<[^>]*>")

NOTHING = Html("")
LONGEST_TEXT = 4096
LONGEST_LABEL = 60
LONGEST_TOAST = 200
_HALF_A_ROW = 14
PAGE_SIZE = 8
"""So many entries of a list fit on a phone without scrolling."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key under a message: its label, and the button it presses, the address it opens, or what it seeks `inline`.

    `inline` puts the bot's name and these words into the text field, which opens inline mode in this chat.
    """

    label: str
    button: Button | None = None
    url: str = ""
    inline: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A pin on the map, sent as a message of its own."""

    latitude: float
    longitude: float
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class File:
    """A file, sent as a message of its own; under a `private` one is a key that takes the message away."""

    name: str
    content: bytes
    caption: Html
    private: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """A card for the phone's contacts, sent as a message of its own."""

    name: str
    phone: str
    organisation: str
    email: str


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code that opens the bot with a start payload, sent as a picture; `spelled`: with its address below."""

    payload: str
    caption: Html
    spelled: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, sent as a message of its own."""

    name: str
    content: bytes
    caption: Html


@dataclass(frozen=True, slots=True)
class Later:
    """What takes seconds to make: it begins when the press has been answered. `make` is given the bot's user name."""

    make: Callable[[str], Awaitable[File | Picture]]


Extra = Place | File | Contact | Code | Picture | Later


@dataclass(frozen=True, slots=True)
class Next:
    """A screen that takes seconds to come to: it takes the place of the one that says so.

    `make` is given the content of the file `fetches` (Telegram's number of one that was sent to the bot, '' for
    none), or None where Telegram does not give it out.
    """

    make: Callable[[bytes | None], Awaitable[Screen]]
    fetches: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A message with a text as somebody typed it, with Telegram's own formatting instead of HTML.

    `file_kind` is 'photo', 'document' or '' and `file_id` Telegram's; `plain_links`: no preview of what is linked.
    """

    text: str
    entities: tuple[Mapping[str, Any], ...] = ()
    plain_links: bool = False
    file_kind: str = ""
    file_id: str = ""
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class Previews:
    """Messages sent before a screen: how an announcement will look; `old` are those of an earlier look, which go."""

    announcement: int
    messages: tuple[Typed, ...] = ()
    old: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: markup of at most 4,096 characters, keys, and a word that passes (`toast`, plain, 200).

    `extra` is sent as a message of its own; without `text` only the extra is sent and the screen stays.
    `removes`: the message pressed on goes. `speaks`: the language the reader has just chosen, so that
    Telegram's menu of commands in this chat changes with it. `expects`: the packed button that the text typed next
    completes (`handlers.routes.TYPED`); while another screen is shown, nothing is expected. `erases`: the message
    that was typed goes from the chat. `renews`: the Telegram user whose menu of commands changes, because somebody
    has changed their language for them. `unkeys`: the message pressed on loses its keys. `following`: what this
    screen only announces.
    """

    text: Html = NOTHING
    rows: Rows = ()
    toast: str = ""
    extra: Extra | None = None
    removes: bool = False
    speaks: str = ""
    expects: str | None = None
    erases: bool = False
    renews: int | None = None
    unkeys: bool = False
    previews: Previews | None = None
    following: Next | None = None

    def expecting(self, button: Button) -> Screen:
        """The same screen, and what is typed next completes this button."""
        return replace(self, expects=button.pack())

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
    turning: tuple[Key, ...] = ()
    long: tuple[int, str] | None = None

    def say(self, *lines: Html) -> None:
        """Add a paragraph."""
        self.paragraphs.append(join(list(lines)))

    def tell(self, text: str) -> None:
        """Add a long text of the workbook as a paragraph; what does not fit into the message is cut off."""
        if text:
            self.long = len(self.paragraphs), text
            self.paragraphs.append(escape(text))

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

    def paired(self, keys: Iterable[Key], *, filling: bool = False) -> None:
        """Add keys two in a row; one that would be cut there on a narrow phone has a row of its own.

        `filling`: the next short one comes up beside a short one that stands alone, whatever is between them.
        """
        rows: list[list[Key]] = []
        alone: list[Key] | None = None
        for key in keys:
            fits = len(key.label) <= _HALF_A_ROW
            if fits and alone is not None:
                alone.append(key)
                alone = None
                continue
            rows.append([key])
            if fits:
                alone = rows[-1]
            elif not filling:
                alone = None
        for row in rows:
            self.row(*row)

    def paged(
        self, items: Sequence[T], number: int, turn: Callable[[int], Button], size: int = PAGE_SIZE
    ) -> Sequence[T]:
        """The items of a page, and keys to turn it where there are more; `turn` makes the button of a page."""
        here, number, count = page_of(items, number, size)
        self.turning = tuple(
            key
            for key in (
                self.key("button.previous", turn(number - 1)) if number else None,
                self.key("button.next", turn(number + 1)) if number < count - 1 else None,
            )
            if key is not None
        )
        return here

    def back(self, button: Button | None) -> None:
        """Add the last rows: the keys that turn the page, where there are any, then back and home."""
        self.row(*self.turning)
        self.row(
            None if button is None else self.key("button.back", button),
            self.key("button.home", Home()),
        )

    def screen(self) -> Screen:
        """The finished screen."""
        text = join(self.paragraphs, "\n\n")
        excess = length(text) - LONGEST_TEXT
        if self.long is not None and excess > 0:
            place, told = self.long
            self.paragraphs[place] = escape(told[: max(0, len(told) - excess - 1)].rstrip() + "…")
            text = join(self.paragraphs, "\n\n")
        return Screen(text, tuple(self.rows))


def length(text: Html) -> int:
    """How long Telegram finds a text: UTF-16 units after its markup is read."""
    return len(html.unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2


def short(label: str, most: int = LONGEST_LABEL) -> str:
    """A label that fits on a key, or a text of at most so many characters."""
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"


def page_of(items: Sequence[T], number: int, size: int) -> tuple[Sequence[T], int, int]:
    """The items of a page, its number from 0 (one there is not becomes the nearest), and how many pages there are."""
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 0), pages - 1)
    return items[number * size : (number + 1) * size], number, pages
