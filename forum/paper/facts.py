"""What stands on each kind of paper: plain texts, put into words before, drawn after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Badge:
    """One person's badge; `other` and `organisation_other` are in the other script ('' where it is the same).

    `role` is a word of `drawing.badges.COLOURS`, `band` what it says in each language; above it a smaller `note`.
    `code` is the text of the QR code ('' for none).
    """

    name: str
    other: str
    organisation: str
    organisation_other: str
    note: str
    role: str
    band: Sequence[str]
    code: str


@dataclass(frozen=True, slots=True)
class Badges:
    """A sheet of badges; `forum` is its name in each language."""

    title: str
    forum: Sequence[str]
    badges: Sequence[Badge]
    made: datetime


@dataclass(frozen=True, slots=True)
class Card:
    """A card that stands on a table: a `number`, or '', and lines with what it is called in each language."""

    number: str
    names: Sequence[str]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards, each a page to be folded."""

    title: str
    forum: Sequence[str]
    cards: Sequence[Card]
    made: datetime


Cells = Sequence[str]
"""A row of a listing; a cell may have several lines, the first of which is its main one."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a listing under a heading of their own ('' for none); `boxes`: which rows have which boxes ticked."""

    heading: str
    rows: Sequence[Cells]
    boxes: Sequence[Sequence[bool]] = ()
    none: str = ""
    """What stands there where there are no rows."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list over as many pages as it takes: a head, then parts with rows in columns.

    `columns` are the labels, `widths` their shares of the page. `boxes` are the labels of columns with a box to tick,
    which stand before the others. `height` is the least of a row in millimetres: room to write by hand.
    `bold` is the column that stands out. `foot` stands under each page, `page` ('pag. {number}') under the second and
    the following.
    """

    heading: str
    lines: Sequence[str]
    columns: Sequence[str]
    widths: Sequence[float]
    parts: Sequence[Part]
    boxes: Sequence[str] = ()
    height: float = 7.0
    bold: int = 0
    foot: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Listings:
    """Several lists in one file, each from a new page on."""

    title: str
    lists: Sequence[Listing]
    made: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """A line of a report: what is counted, in each language, and the number between them."""

    labels: Sequence[str]
    value: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading in each language, and its lines."""

    headings: Sequence[str]
    lines: Sequence[Counted]


@dataclass(frozen=True, slots=True)
class Protocol:
    """A report in two languages side by side: a head, numbers, and lines to sign; all pairs in the same order."""

    title: str
    head: Sequence[Sequence[str]]
    """Rows of the head, the first of which is the largest."""
    chapters: Sequence[Chapter]
    signatures: Sequence[Sequence[str]]
    """For each side, what stands above its line in each language."""
    sign: Sequence[str]
    """What stands below each line, in each language: 'firma e data'."""
    foot: Sequence[str]
    made: datetime
