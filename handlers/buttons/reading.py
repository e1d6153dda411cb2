"""Reading callback data back into buttons."""

from __future__ import annotations

from dataclasses import Field, fields
from typing import Any

from handlers.buttons import (
    announcements,
    arrival,
    changes,
    check_in,
    delegates,
    desk,
    figures,
    live,
    meetings,
    paper,
    people,
    personal,
    planning,
    privacy,
    programme,
    questions,
    visits,
    workbook,
)
from handlers.buttons.base import FRESH, Button, NotAButton

_SHOWN = 8
"""So many characters stand for what was shown."""

_PAGES = (
    announcements,
    arrival,
    changes,
    check_in,
    delegates,
    desk,
    figures,
    live,
    meetings,
    paper,
    people,
    personal,
    planning,
    privacy,
    programme,
    questions,
    visits,
    workbook,
)

BUTTONS: dict[str, type[Button]] = {
    one.prefix: one
    for page in _PAGES
    for one in vars(page).values()
    if isinstance(one, type) and issubclass(one, Button) and one is not Button
}


def unpack(data: str) -> tuple[Button, bool]:
    """Read callback data: the button, and whether it stands under a notice. Raises NotAButton."""
    if not data.isascii():
        raise NotAButton(data)
    fresh = data.startswith(FRESH)
    prefix, *parts = data.removeprefix(FRESH).split(":")
    kind = BUTTONS.get(prefix)
    if kind is None or len(parts) != len(fields(kind)):
        raise NotAButton(data)
    try:
        values = [_read(field, part) for field, part in zip(fields(kind), parts, strict=True)]
    except ValueError as error:
        raise NotAButton(data) from error
    return kind(*values), fresh


def _read(field: Field[Any], part: str) -> str | int | bool:
    kind = str(field.type)
    if field.name == "via" and part not in BUTTONS:
        # It is handed on to the buttons of the next screen: of any length it would not fit into them.
        raise ValueError(part)
    if field.name == "shown" and len(part) > _SHOWN:
        raise ValueError(part)
    if kind == "str":
        return part
    number = int(part)
    if str(number) != part or abs(number) >= 1 << 63 or (kind == "bool" and number not in (0, 1)):
        raise ValueError(part)
    return bool(number) if kind == "bool" else number
