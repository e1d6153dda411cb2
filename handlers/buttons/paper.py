"""What is printed: files that organisers, guides and delegates have made in the chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class ShowPrinting(Button):
    """What can be printed, or the choice of one kind: 'badges', 'cards', 'agendas', 'hall', 'buses'."""

    prefix: ClassVar[str] = "z"
    needs: ClassVar[Need] = Need.ORGANISER
    what: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class PrintBadges(Button):
    """The badges of a group (`storage.paper.GROUPS`); of a large one a part, counted from 0."""

    prefix: ClassVar[str] = "zb"
    needs: ClassVar[Need] = Need.ORGANISER
    group: str
    part: int = 0


@dataclass(frozen=True, slots=True)
class PrintBadge(Button):
    """One person's badge."""

    prefix: ClassVar[str] = "zp"
    needs: ClassVar[Need] = Need.ORGANISER
    person: int


@dataclass(frozen=True, slots=True)
class PrintCards(Button):
    """Cards for the tables: 'numbered' those of the Meeting Point, 'named' the thematic ones."""

    prefix: ClassVar[str] = "zc"
    needs: ClassVar[Need] = Need.ORGANISER
    kind: str


@dataclass(frozen=True, slots=True)
class PrintAgendas(Button):
    """The agendas of a group, as with `PrintBadges`."""

    prefix: ClassVar[str] = "za"
    needs: ClassVar[Need] = Need.ORGANISER
    group: str
    part: int = 0


@dataclass(frozen=True, slots=True)
class PrintAgenda(Button):
    """One person's agenda, in their language."""

    prefix: ClassVar[str] = "zg"
    needs: ClassVar[Need] = Need.ORGANISER
    person: int


@dataclass(frozen=True, slots=True)
class PrintOwnAgenda(Button):
    """One's own agenda."""

    prefix: ClassVar[str] = "zo"
    needs: ClassVar[Need] = Need.DELEGATE


@dataclass(frozen=True, slots=True)
class PrintHall(Button):
    """The tables of the Meeting Point on a day ('2018-11-29'; '' for all days), all of them or (not 0) one."""

    prefix: ClassVar[str] = "zh"
    needs: ClassVar[Need] = Need.ORGANISER
    day: str = ""
    table: int = 0


@dataclass(frozen=True, slots=True)
class PrintBus(Button):
    """The list of a visit's bus, for those who lead the visit."""

    prefix: ClassVar[str] = "zv"
    session: int
