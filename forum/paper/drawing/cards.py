"""Cards for tables: a page of A4 folded in the middle, with the same on both sides of the tent."""

from __future__ import annotations

from collections.abc import Sequence

from forum.paper.drawing.sheet import A4, GREY, Area, Sheet, Type
from forum.paper.facts import Card, Cards

INSET = 12.0
_WIDTH, _HALF = A4[0] - 2 * INSET, A4[1] / 2
_NUMBER, _NAME = Type(260, 40, bold=True), Type(54, 12, bold=True)


def draw(cards: Cards) -> bytes:
    """A PDF with all cards; the upper half stands on its head."""
    sheet = Sheet(cards.title, cards.made)
    for card in cards.cards:
        sheet.page()
        _face(sheet, card, cards.forum)
        with sheet.turned(A4[0] / 2, A4[1] / 2):
            _face(sheet, card, cards.forum)
        sheet.line(0, _HALF, A4[0], _HALF, dashed=True)
    return sheet.content()


def _face(sheet: Sheet, card: Card, forum: Sequence[str]) -> None:
    """The lower half of the page."""
    top = _HALF + INSET
    bottom = A4[1] - INSET - 6 * len(forum)
    for row, name in enumerate(forum):
        sheet.box(Area(INSET, bottom + row * 6, _WIDTH, 6), name, Type(11, colour=GREY))
    notes = [note for note in card.notes if note]
    bottom -= 3 + 8 * len(notes)
    for row, note in enumerate(notes):
        sheet.box(Area(INSET, bottom + row * 8, _WIDTH, 8), note, Type(14))
    if card.number:
        sheet.box(Area(INSET, top, _WIDTH, bottom - top - 16), card.number, _NUMBER)
        sheet.box(Area(INSET, bottom - 16, _WIDTH, 14), " · ".join(card.names), Type(30, bold=True))
        return
    room = (bottom - top) / len(card.names)
    # Neither language is written larger than the other.
    area = Area(INSET, top, _WIDTH, room - 2)
    size = min(sheet.fitted(name, area, _NAME).size for name in card.names)
    for row, name in enumerate(card.names):
        sheet.box(area._replace(y=top + row * room), name, _NAME._replace(most=size))
