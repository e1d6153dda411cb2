"""The programme, seats, projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class Programme(Button):
    """The programme of a day (`2018-11-29`); '' for the days."""

    prefix: ClassVar[str] = "p"
    day: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class NowAndNext(Button):
    """What is on now and what comes next."""

    prefix: ClassVar[str] = "pn"


@dataclass(frozen=True, slots=True)
class ShowSession(Button):
    """A session; `via` is the prefix of the list it was opened from."""

    prefix: ClassVar[str] = "s"
    session: int
    via: str = "p"


@dataclass(frozen=True, slots=True)
class Attend(Button):
    """Take a session that everybody attends off one's agenda, or put it back."""

    prefix: ClassVar[str] = "sa"
    needs: ClassVar[Need] = Need.DELEGATE
    session: int
    absent: bool
    via: str = "p"


@dataclass(frozen=True, slots=True)
class ShowTables(Button):
    """The thematic tables."""

    prefix: ClassVar[str] = "t"
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowVisits(Button):
    """The company visits."""

    prefix: ClassVar[str] = "v"
    page: int = 0


@dataclass(frozen=True, slots=True)
class Join(Button):
    """Take a seat; `despite_clash`: the clash was shown."""

    prefix: ClassVar[str] = "j"
    needs: ClassVar[Need] = Need.DELEGATE
    session: int
    via: str = "t"
    despite_clash: bool = False


@dataclass(frozen=True, slots=True)
class Leave(Button):
    """Give a seat back; not `sure`: ask first."""

    prefix: ClassVar[str] = "jl"
    needs: ClassVar[Need] = Need.DELEGATE
    session: int
    via: str = "t"
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ShowProjects(Button):
    """All projects of a thematic table."""

    prefix: ClassVar[str] = "ps"
    session: int
    via: str = "t"
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowProject(Button):
    """A project of a thematic table."""

    prefix: ClassVar[str] = "pr"
    project: int
    via: str = "t"
