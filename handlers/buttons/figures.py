"""Figures: what the forum has come to, for its organisers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class ShowFigures(Button):
    """The figures at a glance, or one subject's: 'tables', 'visits', 'meetings', 'regions'."""

    prefix: ClassVar[str] = "b"
    needs: ClassVar[Need] = Need.ORGANISER
    subject: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class SendChart(Button):
    """A picture of figures: 'filling', 'hall' or 'regions'."""

    prefix: ClassVar[str] = "bc"
    needs: ClassVar[Need] = Need.ORGANISER
    chart: str


@dataclass(frozen=True, slots=True)
class SendFigures(Button):
    """All figures as a workbook."""

    prefix: ClassVar[str] = "bw"
    needs: ClassVar[Need] = Need.ORGANISER


@dataclass(frozen=True, slots=True)
class ShowReport(Button):
    """The report for the final protocol, to be read."""

    prefix: ClassVar[str] = "br"
    needs: ClassVar[Need] = Need.ORGANISER


@dataclass(frozen=True, slots=True)
class SendReport(Button):
    """The same in both languages side by side, to be signed."""

    prefix: ClassVar[str] = "bp"
    needs: ClassVar[Need] = Need.ORGANISER
