"""Company visits: the guide, the roll, what the gate asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class ShowGuide(Button):
    """How to reach a guide of a visit, with a contact card."""

    prefix: ClassVar[str] = "vk"
    session: int
    guide: int


@dataclass(frozen=True, slots=True)
class ShowPassengers(Button):
    """Who has a seat on a visit. This and the following, up to `SendGateList`, are for those who lead the visit."""

    prefix: ClassVar[str] = "vl"
    session: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowRoll(Button):
    """The roll of a visit's way out ('out') or back ('back'); '' for the one that is taken now."""

    prefix: ClassVar[str] = "vr"
    session: int
    leg: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class MarkAboard(Button):
    """A passenger is aboard, or is not."""

    prefix: ClassVar[str] = "va"
    for_others: ClassVar[bool] = True
    session: int
    leg: str
    person: int
    aboard: bool
    page: int = 0


@dataclass(frozen=True, slots=True)
class BeginReturn(Button):
    """Begin the roll of the way back, or go on with it."""

    prefix: ClassVar[str] = "vb"
    for_others: ClassVar[bool] = True
    session: int


@dataclass(frozen=True, slots=True)
class ShowMissing(Button):
    """Who is missing, with telephones."""

    prefix: ClassVar[str] = "vm"
    session: int
    leg: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class CallMissing(Button):
    """Tell those missing that the bus leaves: from a stop (its position) or, '', from the visit's own place."""

    prefix: ClassVar[str] = "vc"
    for_others: ClassVar[bool] = True
    session: int
    leg: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class ShowGate(Button):
    """What passengers have written for the gate of a visit."""

    prefix: ClassVar[str] = "vg"
    session: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class DemandPapers(Button):
    """Ask the passengers for documents, or no more; not `sure`: ask first whether what they wrote may go."""

    prefix: ClassVar[str] = "vq"
    for_others: ClassVar[bool] = True
    session: int
    demanded: bool
    sure: bool = False


@dataclass(frozen=True, slots=True)
class RemindOfPapers(Button):
    """Ask those once more who owe documents."""

    prefix: ClassVar[str] = "vn"
    for_others: ClassVar[bool] = True
    session: int


@dataclass(frozen=True, slots=True)
class SendGateList(Button):
    """The list for the gate as a file."""

    prefix: ClassVar[str] = "vf"
    session: int


@dataclass(frozen=True, slots=True)
class ShowPapers(Button):
    """What one has written oneself for the gate of a visit."""

    prefix: ClassVar[str] = "vp"
    needs: ClassVar[Need] = Need.DELEGATE
    session: int


@dataclass(frozen=True, slots=True)
class TypePaper(Button):
    """Type the name or the number of one's passport (`forum.visits.papers.FIELDS`)."""

    prefix: ClassVar[str] = "vt"
    needs: ClassVar[Need] = Need.DELEGATE
    session: int
    field: str


@dataclass(frozen=True, slots=True)
class DeletePapers(Button):
    """Delete what one has written; not `sure`: ask first."""

    prefix: ClassVar[str] = "vx"
    needs: ClassVar[Need] = Need.DELEGATE
    session: int
    sure: bool = False
