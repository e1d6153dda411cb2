"""Badges: four A6 on a page of A4, to be cut along the dashed lines and put into holders."""

from __future__ import annotations

from forum.paper.drawing.sheet import A4, BLACK, GREY, WHITE, Area, Colour, Sheet, Type
from forum.paper.facts import Badge, Badges

COLOURS: dict[str, Colour] = {
    "it": (0, 92, 58),
    "ru": (24, 58, 130),
    "organiser": (150, 26, 42),
    "interpreter": (88, 52, 128),
    "guide": (150, 82, 0),
}
"""The band at the foot: delegates by their delegation, the others by their role. All carry white letters."""

WIDTH, HEIGHT = A4[0] / 2, A4[1] / 2
INSET = 8.0
"""Nothing but the dashed lines is nearer to a badge's edge."""

CODE = 36.0
"""Millimetres of the QR code: read at arm's length by any phone's camera."""

_INNER = WIDTH - 2 * INSET
_FORUM, _NAME, _OTHER, _ORGANISATION, _CODE, _NOTE, _BAND = 7, 27, 52, 65, 83.5, 119.5, 124.5
"""Where each part begins, from a badge's upper edge."""

_SMALL, _BAND_TYPE = Type(9, colour=GREY), Type(14, bold=True, colour=WHITE)


def draw(sheets: Badges) -> bytes:
    """A PDF with all badges."""
    sheet = Sheet(sheets.title, sheets.made)
    for number, badge in enumerate(sheets.badges):
        place = number % 4
        if place == 0:
            sheet.page()
            sheet.line(WIDTH, 0, WIDTH, A4[1], dashed=True)
            sheet.line(0, HEIGHT, A4[0], HEIGHT, dashed=True)
        left, top = place % 2 * WIDTH, place // 2 * HEIGHT
        for row, name in enumerate(sheets.forum):
            sheet.box(Area(left + INSET, top + _FORUM + row * 9, _INNER, 8.5), name, _SMALL)
        _badge(sheet, left, top, badge)
    return sheet.content()


def _badge(sheet: Sheet, left: float, top: float, badge: Badge) -> None:
    x = left + INSET
    sheet.box(Area(x, top + _NAME, _INNER, 25), badge.name, Type(30, 9, bold=True))
    sheet.box(Area(x, top + _OTHER, _INNER, 11), badge.other, Type(17, 7))
    organisation = [one for one in (badge.organisation, badge.organisation_other) if one]
    room = 18.0 / max(1, len(organisation))
    for row, one in enumerate(organisation):
        looks = Type(13, colour=GREY if row else BLACK)
        sheet.box(Area(x, top + _ORGANISATION + row * room, _INNER, room), one, looks)
    if badge.code:
        sheet.code(Area(left + (WIDTH - CODE) / 2, top + _CODE, CODE, CODE), badge.code)
    sheet.box(Area(x, top + _NOTE, _INNER, 4.5), badge.note, Type(8, colour=GREY))
    sheet.fill(Area(x, top + _BAND, _INNER, 16), COLOURS[badge.role])
    for row, text in enumerate(badge.band):
        sheet.box(Area(x + 2, top + _BAND + 1 + row * 7, _INNER - 4, 7), text, _BAND_TYPE)
