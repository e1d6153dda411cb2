"""A report in two languages side by side: each number stands once, between the two texts that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from forum.paper.drawing.fitting import Fitted
from forum.paper.drawing.sheet import A4, FAINT, GREY, Area, Sheet, Type
from forum.paper.facts import Chapter, Counted, Protocol

INSET = 16.0
_WIDTH = A4[0] - 2 * INSET
_MIDDLE = 20.0
_SIDE = (_WIDTH - _MIDDLE) / 2
_COLUMNS = (INSET, INSET + _SIDE + _MIDDLE)
_BOTTOM = A4[1] - 22.0
_FOOT = A4[1] - 17.0
_LINE = 6.4
_SIGNATURES = 46.0
_TEXT, _NUMBER = Type(9.5, 7, align="L"), Type(10.5, 6, bold=True)
_HEADING = Type(10.5, 7, bold=True, align="L")
_HEAD = (Type(15, 8, bold=True), Type(10.5, 7), Type(9.5, 7, colour=GREY))
_SMALL = Type(7.5, 5, colour=GREY)


def draw(protocol: Protocol) -> bytes:
    """The report as a PDF."""
    return _Writer(protocol).content()


class _Writer:
    def __init__(self, protocol: Protocol) -> None:
        self._protocol = protocol
        self._sheet = Sheet(protocol.title, protocol.made)
        self._y = 0.0
        self._pages = 0

    def content(self) -> bytes:
        """Head, chapters, signatures."""
        self._page()
        for number, texts in enumerate(self._protocol.head):
            self._head(texts, _HEAD[min(number, len(_HEAD) - 1)])
        for chapter in self._protocol.chapters:
            self._chapter(chapter)
        self._signatures()
        return self._sheet.content()

    def _page(self) -> None:
        self._sheet.page()
        self._pages += 1
        self._y = INSET
        for x, text in zip(_COLUMNS, self._protocol.foot, strict=True):
            self._sheet.box(Area(x, _FOOT, _SIDE, 8), text, _SMALL)
        self._sheet.box(Area(INSET + _SIDE, _FOOT, _MIDDLE, 8), str(self._pages), _SMALL._replace(most=9))

    def _head(self, texts: Sequence[str], looks: Type) -> None:
        made = [self._sheet.fitted(text, Area(0, 0, _SIDE, 22), looks) for text in texts]
        for x, one in zip(_COLUMNS, made, strict=True):
            self._sheet.lines(x, self._y, _SIDE, one, looks)
        self._y += max(one.height for one in made) + 1.5

    def _chapter(self, chapter: Chapter) -> None:
        # A heading keeps two lines with it.
        self._make_room(15 + 2 * _LINE)
        self._y += 3
        made = [self._sheet.fitted(text, Area(0, 0, _SIDE - 3, 10), _HEADING) for text in chapter.headings]
        height = max(one.height for one in made) + 2
        self._sheet.fill(Area(INSET, self._y, _WIDTH, height), FAINT)
        for x, one in zip(_COLUMNS, made, strict=True):
            self._sheet.lines(x + 1.5, self._y + (height - one.height) / 2, _SIDE - 3, one, _HEADING)
        self._y += height + 0.5
        for line in chapter.lines:
            self._line(line)

    def _line(self, line: Counted) -> None:
        made = [self._fitted(label) for label in line.labels]
        height = max(_LINE, *(one.height + 1.6 for one in made))
        self._make_room(height)
        for x, one in zip(_COLUMNS, made, strict=True):
            self._sheet.lines(x + 1.5, self._y + (height - one.height) / 2, _SIDE - 3, one, _TEXT)
        self._sheet.box(Area(INSET + _SIDE, self._y, _MIDDLE, height), line.value, _NUMBER)
        self._y += height
        self._sheet.line(INSET, self._y, A4[0] - INSET, self._y)

    def _fitted(self, label: str) -> Fitted:
        return self._sheet.fitted(label, Area(0, 0, _SIDE - 3, 3 * _LINE), _TEXT._replace(least=6))

    def _make_room(self, height: float) -> None:
        if self._y + height > _BOTTOM:
            self._page()

    def _signatures(self) -> None:
        self._make_room(_SIGNATURES)
        top = self._y + 10
        for x, texts in zip(_COLUMNS, self._protocol.signatures, strict=True):
            for number, text in enumerate(texts):
                self._sheet.box(Area(x, top + number * 6, _SIDE, 6), text, Type(10, 7, bold=True))
            self._sheet.line(x, top + 28, x + _SIDE, top + 28)
            self._sheet.box(Area(x, top + 29, _SIDE, 5), " / ".join(self._protocol.sign), _SMALL)
