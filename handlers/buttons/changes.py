"""The organisers' desk: changes of the programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class Organise(Button):
    """What waits for those who run the forum."""

    prefix: ClassVar[str] = "g"
    needs: ClassVar[Need] = Need.ORGANISER


@dataclass(frozen=True, slots=True)
class ShowChanges(Button):
    """The changes of the programme that wait to be told, as those concerned will see them."""

    prefix: ClassVar[str] = "gc"
    needs: ClassVar[Need] = Need.ORGANISER
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowChange(Button):
    """One of these changes, with the names of those concerned."""

    prefix: ClassVar[str] = "gs"
    needs: ClassVar[Need] = Need.ORGANISER
    session: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class Release(Button):
    """Tell those concerned of the changes, of one session or (0) of all; `shown` stands for the changes as shown.

    Not `sure`: ask first.
    """

    prefix: ClassVar[str] = "gr"
    needs: ClassVar[Need] = Need.ORGANISER
    shown: str
    session: int = 0
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Dismiss(Button):
    """Tell nobody of the changes; otherwise as `Release`."""

    prefix: ClassVar[str] = "gd"
    needs: ClassVar[Need] = Need.ORGANISER
    shown: str
    session: int = 0
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ShowCancelled(Button):
    """The sessions that are cancelled."""

    prefix: ClassVar[str] = "gn"
    needs: ClassVar[Need] = Need.ORGANISER
    page: int = 0


@dataclass(frozen=True, slots=True)
class EditSession(Button):
    """What can be changed about a session; `via` is as in `ShowSession`."""

    prefix: ClassVar[str] = "ge"
    needs: ClassVar[Need] = Need.ORGANISER
    session: int
    via: str = "p"


@dataclass(frozen=True, slots=True)
class MoveSession(Button):
    """Let a session begin at another time, in minutes since 1970; 0 shows the choice.

    In this and the following `shown` stands for the session as it was shown; not `sure`: show first what it does.
    """

    prefix: ClassVar[str] = "gm"
    needs: ClassVar[Need] = Need.ORGANISER
    session: int
    shown: str
    starts: int = 0
    sure: bool = False


@dataclass(frozen=True, slots=True)
class WritePlace(Button):
    """Type a session's new place: in one's own language or, then, in the `other` one."""

    prefix: ClassVar[str] = "gw"
    needs: ClassVar[Need] = Need.ORGANISER
    session: int
    shown: str
    other: bool = False


@dataclass(frozen=True, slots=True)
class SetPlace(Button):
    """Give a session the place that was typed."""

    prefix: ClassVar[str] = "gp"
    needs: ClassVar[Need] = Need.ORGANISER
    session: int
    shown: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class WriteCapacity(Button):
    """Type how many seats a session has."""

    prefix: ClassVar[str] = "gq"
    needs: ClassVar[Need] = Need.ORGANISER
    session: int
    shown: str


@dataclass(frozen=True, slots=True)
class SetCapacity(Button):
    """Give a session so many seats; -1: no limit."""

    prefix: ClassVar[str] = "gk"
    needs: ClassVar[Need] = Need.ORGANISER
    session: int
    shown: str
    seats: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class SetCancelled(Button):
    """Cancel a session, or let it take place after all."""

    prefix: ClassVar[str] = "gx"
    needs: ClassVar[Need] = Need.ORGANISER
    session: int
    shown: str
    cancelled: bool
    sure: bool = False
