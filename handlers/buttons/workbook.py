"""The forum as a workbook: sent to the bot, looked at, released; and got back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class ShowWorkbook(Button):
    """How to send a workbook; a file that is sent next is one."""

    prefix: ClassVar[str] = "fb"
    needs: ClassVar[Need] = Need.ORGANISER


@dataclass(frozen=True, slots=True)
class ExportWorkbook(Button):
    """The forum as it stands, as a file."""

    prefix: ClassVar[str] = "fe"
    needs: ClassVar[Need] = Need.ORGANISER


@dataclass(frozen=True, slots=True)
class SendTemplate(Button):
    """An empty workbook."""

    prefix: ClassVar[str] = "ft"
    needs: ClassVar[Need] = Need.ORGANISER


@dataclass(frozen=True, slots=True)
class ReleaseWorkbook(Button):
    """Import a workbook that was sent, if that changes what was shown."""

    prefix: ClassVar[str] = "fr"
    needs: ClassVar[Need] = Need.ORGANISER
    workbook: int
    shown: str


@dataclass(frozen=True, slots=True)
class DiscardWorkbook(Button):
    """Forget a workbook that was sent."""

    prefix: ClassVar[str] = "fd"
    needs: ClassVar[Need] = Need.ORGANISER
    workbook: int
