"""Badges and check-in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class ShowBadge(Button):
    """One's own badge, a QR code."""

    prefix: ClassVar[str] = "cq"
    needs: ClassVar[Need] = Need.DELEGATE


@dataclass(frozen=True, slots=True)
class CheckIn(Button):
    """Somebody is at the forum, or is not after all.

    `scanned`: their badge was read, and the answer stays there; `page` as in `ShowDelegate`.
    """

    prefix: ClassVar[str] = "ck"
    needs: ClassVar[Need] = Need.ORGANISER
    person: int
    present: bool
    scanned: bool = False
    page: int = -1


@dataclass(frozen=True, slots=True)
class Board(Button):
    """The bearer of a badge is aboard the bus of a visit, on the way `leg`, or is not after all."""

    prefix: ClassVar[str] = "cb"
    for_others: ClassVar[bool] = True
    token: str
    session: int
    leg: str
    aboard: bool
