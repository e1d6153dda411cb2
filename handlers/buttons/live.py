"""The organisers' desk: the programme live. In all of these `shown` and `sure` are as in `MoveSession`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class WriteTitle(Button):
    """Type a session's new title: in one's own language or, then, in the `other` one."""

    prefix: ClassVar[str] = "wt"
    needs: ClassVar[Need] = Need.ORGANISER
    session: int
    shown: str
    other: bool = False


@dataclass(frozen=True, slots=True)
class SetTitle(Button):
    """Give a session the title that was typed."""

    prefix: ClassVar[str] = "ws"
    needs: ClassVar[Need] = Need.ORGANISER
    session: int
    shown: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class SetEnd(Button):
    """Let a session end at another time, in minutes since 1970; 0 shows the choice."""

    prefix: ClassVar[str] = "wl"
    needs: ClassVar[Need] = Need.ORGANISER
    session: int
    shown: str
    ends: int = 0
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ShowStops(Button):
    """The stops of a visit, to give one of them another time."""

    prefix: ClassVar[str] = "wb"
    needs: ClassVar[Need] = Need.ORGANISER
    session: int


@dataclass(frozen=True, slots=True)
class SetStop(Button):
    """Let the bus be at a stop at another time, in minutes since 1970; 0 shows the choice."""

    prefix: ClassVar[str] = "wp"
    needs: ClassVar[Need] = Need.ORGANISER
    session: int
    shown: str
    position: int
    at: int = 0
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ShowDelays(Button):
    """What can begin later together: everything of a day, or what is at one place."""

    prefix: ClassVar[str] = "wd"
    needs: ClassVar[Need] = Need.ORGANISER
    page: int = 0


@dataclass(frozen=True, slots=True)
class DelayFrom(Button):
    """What is at the place of a session, to choose from which on."""

    prefix: ClassVar[str] = "wf"
    needs: ClassVar[Need] = Need.ORGANISER
    session: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class Delay(Button):
    """Let a session and what follows it at its place (0: everything of the day) begin later; 0 minutes: ask."""

    prefix: ClassVar[str] = "wm"
    needs: ClassVar[Need] = Need.ORGANISER
    first: int
    shown: str = ""
    minutes: int = 0
    sure: bool = False


@dataclass(frozen=True, slots=True)
class NewSession(Button):
    """Begin a new session of a kind; '': ask which."""

    prefix: ClassVar[str] = "wn"
    needs: ClassVar[Need] = Need.ORGANISER
    kind: str = ""


@dataclass(frozen=True, slots=True)
class AskNew(Button):
    """A question about the new session; '': the next one, and after the last what it would do."""

    prefix: ClassVar[str] = "wq"
    needs: ClassVar[Need] = Need.ORGANISER
    what: str = ""


@dataclass(frozen=True, slots=True)
class AnswerNew(Button):
    """The answer to such a question by a key."""

    prefix: ClassVar[str] = "wa"
    needs: ClassVar[Need] = Need.ORGANISER
    what: str
    value: str


@dataclass(frozen=True, slots=True)
class AddSession(Button):
    """Add the new session as it was shown."""

    prefix: ClassVar[str] = "wc"
    needs: ClassVar[Need] = Need.ORGANISER
    shown: str


@dataclass(frozen=True, slots=True)
class UndoStep(Button):
    """Undo what an organiser has just done about the programme."""

    prefix: ClassVar[str] = "wu"
    needs: ClassVar[Need] = Need.ORGANISER
    step: int
