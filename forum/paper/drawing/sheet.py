"""A PDF in the making: fitted texts, lines, boxes, QR codes. Millimetres from the upper left corner; sizes in points.

The letters are DejaVu's, which has Latin and Cyrillic; matplotlib brings its files along. The PDF holds those letters
alone that are used.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from forum.paper.drawing.fitting import LEADING, MM_PER_POINT, Fitted, fit

Colour = tuple[int, int, int]
Align = Literal["L", "C", "R"]

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
GREY: Colour = (90, 90, 90)
PALE: Colour = (190, 190, 190)
FAINT: Colour = (236, 236, 236)

A4 = (210.0, 297.0)

_FAMILY = "DejaVu"
_FILES = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_HUNDRED = 100.0
_QUIET = 4
"""Modules of white around a QR code, as ISO/IEC 18004 asks."""


class Area(NamedTuple):
    """Where something stands: its upper left corner and its size, in millimetres."""

    x: float
    y: float
    width: float
    height: float


class Type(NamedTuple):
    """How a text looks: its largest and its smallest size in points, and the rest."""

    most: float
    least: float = 6.0
    bold: bool = False
    align: Align = "C"
    colour: Colour = BLACK


@cache
def _fonts() -> Path:
    found = importlib.util.find_spec("matplotlib")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("matplotlib, which brings the fonts, is not installed")
    return Path(found.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"


def legible(text: str) -> str:
    """A text on one line, without signs that have no shape or turn the line around."""
    return " ".join(_UNSEEN.sub(" ", text).split())


class Sheet:
    """Pages of A4; `title` is the document's, `made` the instant that is written into it."""

    def __init__(self, title: str, made: datetime, *, landscape: bool = False) -> None:
        # The bot names these functions and never calls them: the library is imported in the other process alone.
        from fpdf import FPDF

        self.pdf = FPDF(orientation="L" if landscape else "P", format="A4")
        self.width, self.height = A4[::-1] if landscape else A4
        self.pdf.set_margin(0)
        self.pdf.set_auto_page_break(auto=False)
        self.pdf.c_margin = 0
        for style, name in _FILES.items():
            self.pdf.add_font(_FAMILY, style, _fonts() / name)
        self.pdf.set_title(legible(title))
        self.pdf.set_creation_date(made)
        self._widths: dict[bool, dict[str, float]] = {False: {}, True: {}}

    def page(self) -> None:
        """Begin a page."""
        self.pdf.add_page()

    def measure(self, text: str, *, bold: bool = False) -> float:
        """The width of a text at one point."""
        known = self._widths[bold]
        if text not in known:
            self.pdf.set_font(_FAMILY, "B" if bold else "", _HUNDRED)
            known[text] = self.pdf.get_string_width(text) / _HUNDRED
        return known[text]

    def fitted(self, text: str, area: Area, type: Type) -> Fitted:  # noqa: A002
        """A text made to fit, see `fitting.fit`."""
        return fit(
            legible(text),
            lambda part: self.measure(part, bold=type.bold),
            area.width,
            area.height,
            type.most,
            type.least,
        )

    def box(self, area: Area, text: str, type: Type) -> None:  # noqa: A002 -- the printer's word
        """A text in an area, as large as it can be, in its middle from top to bottom."""
        made = self.fitted(text, area, type)
        self.lines(area.x, area.y + (area.height - made.height) / 2, area.width, made, type)

    def lines(self, x: float, y: float, width: float, made: Fitted, type: Type) -> None:  # noqa: A002
        """Lines that have been fitted, from `y` down."""
        self.pdf.set_font(_FAMILY, "B" if type.bold else "", made.size)
        self.pdf.set_text_color(*type.colour)
        step = made.size * LEADING * MM_PER_POINT
        for number, line in enumerate(made.lines):
            self.pdf.set_xy(x, y + number * step)
            self.pdf.cell(width, step, line, align=type.align, new_x="LEFT", new_y="NEXT")

    def fill(self, area: Area, colour: Colour) -> None:
        """An area full of colour."""
        self.pdf.set_fill_color(*colour)
        self.pdf.rect(*area, style="F")

    def frame(self, area: Area) -> None:
        """An area's outline."""
        self.pdf.set_draw_color(*BLACK)
        self.pdf.set_line_width(0.25)
        self.pdf.rect(*area)

    def line(self, x: float, y: float, to_x: float, to_y: float, *, dashed: bool = False) -> None:
        """A thin line; `dashed` where one cuts or folds."""
        self.pdf.set_draw_color(*PALE)
        self.pdf.set_line_width(0.2)
        if dashed:
            self.pdf.set_dash_pattern(dash=2, gap=2)
        self.pdf.line(x, y, to_x, to_y)
        if dashed:
            self.pdf.set_dash_pattern()

    def code(self, area: Area, text: str) -> None:
        """A QR code with its quiet zone in a square; drawn as areas, so that no printer blurs it."""
        import segno

        rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
        one = area.width / (len(rows) + 2 * _QUIET)
        self.pdf.set_fill_color(*BLACK)
        for number, row in enumerate(rows):
            y = area.y + (_QUIET + number) * one
            for run in re.finditer(b"\x01+", row):
                left, right = run.span()
                self.pdf.rect(area.x + (_QUIET + left) * one, y, (right - left) * one, one, style="F")

    @contextmanager
    def turned(self, x: float, y: float) -> Iterator[None]:
        """Whatever is drawn stands on its head, turned about a point."""
        with self.pdf.rotation(180, x, y):
            yield

    def content(self) -> bytes:
        """The finished file."""
        content = bytes(self.pdf.output())
        self.close()
        return content

    def close(self) -> None:
        """Close the files of the letters, which the library leaves open."""
        for font in self.pdf.fonts.values():
            font.ttfont.close()  # type: ignore[union-attr]
