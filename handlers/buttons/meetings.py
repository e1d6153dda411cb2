"""Bilateral meetings: asking, answering, the day itself, acting for others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class AskMeeting(Button):
    """Choose the times of a request to somebody; `times` are those chosen so far (`handlers.slots`).

    In this and the following buttons `acting` is the delegate on whose behalf one acts, 0 for oneself.
    """

    prefix: ClassVar[str] = "ma"
    person: int
    times: str = ""
    page: int = 0
    acting: int = 0


@dataclass(frozen=True, slots=True)
class ChooseSubject(Button):
    """Choose the subject of a request; no `times`: whenever it suits."""

    prefix: ClassVar[str] = "mq"
    person: int
    times: str = ""
    acting: int = 0


@dataclass(frozen=True, slots=True)
class SendRequest(Button):
    """Send a request off, with a project as its subject (0: none)."""

    prefix: ClassVar[str] = "mr"
    person: int
    times: str = ""
    project: int = 0
    acting: int = 0


@dataclass(frozen=True, slots=True)
class ShowMeetings(Button):
    """One's meetings: '' all there is at a glance, else a section (`forum.meetings.SECTIONS`)."""

    prefix: ClassVar[str] = "mm"
    section: str = ""
    page: int = 0
    acting: int = 0


@dataclass(frozen=True, slots=True)
class ShowMeeting(Button):
    """A meeting, as a side or its interpreter sees it."""

    prefix: ClassVar[str] = "mi"
    meeting: int
    acting: int = 0


@dataclass(frozen=True, slots=True)
class Accept(Button):
    """Accept a request or a move at a time; '': whenever it suits. `revision` is the meeting as it was shown."""

    prefix: ClassVar[str] = "mk"
    in_place: ClassVar[bool] = True
    meeting: int
    revision: int
    time: str = ""
    acting: int = 0


@dataclass(frozen=True, slots=True)
class Decline(Button):
    """Decline a request or a move; not `sure`: ask first, a reason may be typed."""

    prefix: ClassVar[str] = "md"
    in_place: ClassVar[bool] = True
    meeting: int
    revision: int
    sure: bool = False
    acting: int = 0


@dataclass(frozen=True, slots=True)
class ProposeTimes(Button):
    """Choose other times for a meeting; `times` are those chosen so far."""

    prefix: ClassVar[str] = "mp"
    in_place: ClassVar[bool] = True
    meeting: int
    revision: int
    times: str = ""
    page: int = 0
    acting: int = 0


@dataclass(frozen=True, slots=True)
class SendTimes(Button):
    """Propose the chosen times to the other side."""

    prefix: ClassVar[str] = "ms"
    meeting: int
    revision: int
    times: str
    acting: int = 0


@dataclass(frozen=True, slots=True)
class Withdraw(Button):
    """Take one's own request or one's own proposal of another time back."""

    prefix: ClassVar[str] = "mw"
    meeting: int
    revision: int
    sure: bool = False
    acting: int = 0


@dataclass(frozen=True, slots=True)
class CancelMeeting(Button):
    """Cancel an agreed meeting; not `sure`: ask first, a reason may be typed."""

    prefix: ClassVar[str] = "mc"
    meeting: int
    revision: int
    sure: bool = False
    acting: int = 0


@dataclass(frozen=True, slots=True)
class SayLate(Button):
    """Tell the other side that one comes later."""

    prefix: ClassVar[str] = "ml"
    meeting: int
    minutes: int
    acting: int = 0


@dataclass(frozen=True, slots=True)
class ReportMeeting(Button):
    """What became of a meeting: a question (`what`) and its answer; '' shows the questions."""

    prefix: ClassVar[str] = "mo"
    meeting: int
    what: str = ""
    answer: str = ""
    acting: int = 0


@dataclass(frozen=True, slots=True)
class Cannot(Button):
    """An interpreter cannot come; not `sure`: ask first."""

    prefix: ClassVar[str] = "mx"
    in_place: ClassVar[bool] = True
    needs: ClassVar[Need] = Need.DELEGATE
    meeting: int
    revision: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ShowContact(Button):
    """The other side's telephone and e-mail, with a contact card."""

    prefix: ClassVar[str] = "mv"
    meeting: int
    acting: int = 0


@dataclass(frozen=True, slots=True)
class ShowDelegation(Button):
    """Those on whose behalf one may act."""

    prefix: ClassVar[str] = "mh"
    needs: ClassVar[Need] = Need.DELEGATE
    page: int = 0
