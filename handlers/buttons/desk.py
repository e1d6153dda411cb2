"""The organisers' desk: what is open, who interprets what, and the record of who did what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class ShowRecord(Button):
    """Who did what: all of it, or what is about a person ('p') or a session ('s') with this number."""

    prefix: ClassVar[str] = "gj"
    needs: ClassVar[Need] = Need.ORGANISER
    about: str = ""
    number: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowCrowded(Button):
    """The tables and visits with more people than seats."""

    prefix: ClassVar[str] = "yc"
    needs: ClassVar[Need] = Need.ORGANISER
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowUnplaced(Button):
    """The meetings that are agreed and have no time."""

    prefix: ClassVar[str] = "yu"
    needs: ClassVar[Need] = Need.ORGANISER
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowUninterpreted(Button):
    """The meetings to come that need an interpreter and have none."""

    prefix: ClassVar[str] = "yi"
    needs: ClassVar[Need] = Need.ORGANISER
    page: int = 0


@dataclass(frozen=True, slots=True)
class ChooseInterpreter(Button):
    """Who of those who are free interprets a meeting."""

    prefix: ClassVar[str] = "yh"
    needs: ClassVar[Need] = Need.ORGANISER
    meeting: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class AssignInterpreter(Button):
    """Give a meeting this interpreter; `revision` is the meeting as it was shown."""

    prefix: ClassVar[str] = "ya"
    needs: ClassVar[Need] = Need.ORGANISER
    meeting: int
    revision: int
    interpreter: int


@dataclass(frozen=True, slots=True)
class ForgoInterpreter(Button):
    """Say that nobody will interpret a meeting; not `sure`: ask first."""

    prefix: ClassVar[str] = "yn"
    needs: ClassVar[Need] = Need.ORGANISER
    meeting: int
    revision: int
    sure: bool = False
