"""The organisers' desk: delegates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class ShowDelegates(Button):
    """Delegates: '' the figures and the search, 'a' who is not checked in, 'r' who was removed."""

    prefix: ClassVar[str] = "n"
    needs: ClassVar[Need] = Need.ORGANISER
    by: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowDelegate(Button):
    """Everything about a delegate; `page`: opened from that page of those not checked in, -1: from elsewhere."""

    prefix: ClassVar[str] = "nc"
    needs: ClassVar[Need] = Need.ORGANISER
    person: int
    page: int = -1


@dataclass(frozen=True, slots=True)
class EditDelegate(Button):
    """Correct a delegate's profile: '' the fields there are, else one of them, to be typed or chosen."""

    prefix: ClassVar[str] = "ne"
    needs: ClassVar[Need] = Need.ORGANISER
    person: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class SetDelegate(Button):
    """Put a choice into a field of a delegate's profile; '' empties it."""

    prefix: ClassVar[str] = "ns"
    needs: ClassVar[Need] = Need.ORGANISER
    person: int
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class SendInvitation(Button):
    """A delegate's invitation as it is, a link and a QR code."""

    prefix: ClassVar[str] = "ni"
    needs: ClassVar[Need] = Need.ORGANISER
    person: int


@dataclass(frozen=True, slots=True)
class NewInvitation(Button):
    """Give a delegate a new invitation, the old one is void; not `sure`: ask first.

    `shown` stands for the one that was there when it was asked (`forum.delegates_desk.mark_of`): pressed twice, there
    are not two.
    """

    prefix: ClassVar[str] = "nn"
    needs: ClassVar[Need] = Need.ORGANISER
    person: int
    sure: bool = False
    shown: str = ""


@dataclass(frozen=True, slots=True)
class RemoveDelegate(Button):
    """Take a delegate out of the forum; not `sure`: say first what that does."""

    prefix: ClassVar[str] = "nx"
    needs: ClassVar[Need] = Need.ORGANISER
    person: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class RestoreDelegate(Button):
    """Let a removed delegate take part again."""

    prefix: ClassVar[str] = "nr"
    needs: ClassVar[Need] = Need.ORGANISER
    person: int


@dataclass(frozen=True, slots=True)
class ShowApplications(Button):
    """The first of the registrations that wait."""

    prefix: ClassVar[str] = "na"
    needs: ClassVar[Need] = Need.ORGANISER
