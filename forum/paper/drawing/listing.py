"""Lists over as many pages as they take: a head, columns, rows that are never torn apart, a foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forum.paper.drawing.fitting import Fitted, cut, wrap
from forum.paper.drawing.sheet import A4, FAINT, GREY, Area, Sheet, Type, legible
from forum.paper.facts import Cells, Listing, Listings, Part

INSET = 14.0
_WIDTH = A4[0] - 2 * INSET
_BOTTOM = A4[1] - 17.0
_FOOT = A4[1] - 15.0
_BOX = 14.0
_PAD = 1.2
_SIZE, _SMALL = 9.5, 8.0
_MOST_LINES = 6


def draw(listings: Listings) -> bytes:
    """A PDF with all lists."""
    sheet = Sheet(listings.title, listings.made)
    for listing in listings.lists:
        _Writer(sheet, listing).write()
    return sheet.content()


@dataclass(slots=True)
class _Cell:
    """One cell's lines: its main one and the lesser ones below, each already at its width."""

    blocks: list[tuple[Fitted, bool]]

    @property
    def height(self) -> float:
        return sum(block.height for block, _ in self.blocks)


class _Writer:
    """Writes one list, from a new page on."""

    def __init__(self, sheet: Sheet, listing: Listing) -> None:
        self._sheet, self._listing = sheet, listing
        self._y = 0.0
        self._pages = 0
        self._left = INSET + _BOX * len(listing.boxes)
        room = _WIDTH - _BOX * len(listing.boxes)
        self._widths = [room * share / sum(listing.widths) for share in listing.widths]

    def write(self) -> None:
        """The head, then part by part."""
        self._new_page()
        for part in self._listing.parts:
            self._part(part)

    def _new_page(self) -> None:
        self._sheet.page()
        self._pages += 1
        self._y = INSET
        if self._pages == 1:
            self._text(self._listing.heading, 17, bold=True)
            for line in self._listing.lines:
                self._text(line, 10)
            self._y += 2
        else:
            self._text(self._listing.heading, 10, bold=True)
        self._foot()
        self._columns()

    def _text(self, text: str, size: float, *, bold: bool = False) -> None:
        looks = Type(size, 7, bold, align="L")
        made = self._sheet.fitted(text, Area(INSET, self._y, _WIDTH, 24), looks)
        self._sheet.lines(INSET, self._y, _WIDTH, made, looks)
        self._y += made.height + 0.8

    def _foot(self) -> None:
        looks = Type(7.5, align="L", colour=GREY)
        self._sheet.box(Area(INSET, _FOOT, _WIDTH - 32, 7), self._listing.foot, looks)
        if self._pages > 1:
            number = self._listing.page.format(number=self._pages)
            self._sheet.box(Area(A4[0] - INSET - 30, _FOOT, 30, 7), number, looks._replace(align="R"))

    def _columns(self) -> None:
        if not any((*self._listing.columns, *self._listing.boxes)):
            return
        self._sheet.fill(Area(INSET, self._y, _WIDTH, 7), FAINT)
        for place, label in enumerate(self._listing.boxes):
            area = Area(INSET + place * _BOX + 0.3, self._y, _BOX - 0.6, 7)
            self._sheet.box(area, label, Type(8, 5, bold=True))
        x = self._left
        for label, width in zip(self._listing.columns, self._widths, strict=True):
            area = Area(x + _PAD, self._y, width - 2 * _PAD, 7)
            self._sheet.box(area, label, Type(8.5, 5.5, bold=True, align="L"))
            x += width
        self._y += 7

    def _part(self, part: Part) -> None:
        if part.heading:
            # A heading does not stand alone at the foot of a page.
            if self._y + 9 + 2 * self._listing.height > _BOTTOM:
                self._new_page()
            self._y += 3
            self._text(part.heading, 12, bold=True)
        if not part.rows and part.none:
            self._text(part.none, 10)
        for number, row in enumerate(part.rows):
            self._row(row, part.boxes[number] if number < len(part.boxes) else ())

    def _row(self, row: Cells, ticked: Sequence[bool]) -> None:
        cells = [self._cell(row[place], width, place) for place, width in enumerate(self._widths)]
        height = max(self._listing.height, *(cell.height + 2 * _PAD for cell in cells))
        if self._y + height > _BOTTOM:
            self._new_page()
        for place in range(len(self._listing.boxes)):
            self._tick(place, height, ticked=place < len(ticked) and ticked[place])
        x = self._left
        for cell, width in zip(cells, self._widths, strict=True):
            y = self._y + (height - cell.height) / 2
            for block, bold in cell.blocks:
                self._sheet.lines(x + _PAD, y, width - 2 * _PAD, block, Type(0, bold=bold, align="L"))
                y += block.height
            x += width
        self._y += height
        self._sheet.line(INSET, self._y, A4[0] - INSET, self._y)

    def _cell(self, text: str, width: float, place: int) -> _Cell:
        """The first line of a text at the size of a list, the others smaller; words too long are broken."""
        blocks = []
        for number, line in enumerate(text.splitlines() or [""]):
            bold = place == self._listing.bold and number == 0
            size = _SMALL if number else _SIZE
            blocks.append((self._wrapped(line, width - 2 * _PAD, size, bold=bold), bold))
        return _Cell(blocks)

    def _wrapped(self, line: str, width: float, size: float, *, bold: bool) -> Fitted:
        def measure(part: str) -> float:
            return self._sheet.measure(part, bold=bold)

        lines = wrap(legible(line), measure, width / size)
        return Fitted(tuple(cut(lines, _MOST_LINES, measure, width / size)), size)

    def _tick(self, place: int, height: float, *, ticked: bool) -> None:
        side = 5.0
        area = Area(INSET + place * _BOX + (_BOX - side) / 2, self._y + (height - side) / 2, side, side)
        self._sheet.frame(area)
        if ticked:
            self._sheet.box(area, "✓", Type(12, bold=True))
