"""Questions to the organisers, and how notices arrive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class AskOrganisers(Button):
    """Ask the organisers something; what is typed next is the question."""

    prefix: ClassVar[str] = "k"
    needs: ClassVar[Need] = Need.DELEGATE


@dataclass(frozen=True, slots=True)
class ShowQuestions(Button):
    """The questions without an answer."""

    prefix: ClassVar[str] = "kl"
    needs: ClassVar[Need] = Need.ORGANISER
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowQuestion(Button):
    """A question, for organisers and for who has asked it."""

    prefix: ClassVar[str] = "ks"
    question: int


@dataclass(frozen=True, slots=True)
class AnswerQuestion(Button):
    """Answer a question; what is typed next is the answer."""

    prefix: ClassVar[str] = "ka"
    needs: ClassVar[Need] = Need.ORGANISER
    question: int


@dataclass(frozen=True, slots=True)
class TakeQuestion(Button):
    """Deal with a question. In the organisers' group whoever is there may."""

    prefix: ClassVar[str] = "kt"
    needs: ClassVar[Need] = Need.ORGANISER
    question: int


@dataclass(frozen=True, slots=True)
class LetGoQuestion(Button):
    """Nobody deals with it any more; in the group, too."""

    prefix: ClassVar[str] = "kg"
    needs: ClassVar[Need] = Need.ORGANISER
    question: int


@dataclass(frozen=True, slots=True)
class ShowReach(Button):
    """What became of the notices."""

    prefix: ClassVar[str] = "e"
    needs: ClassVar[Need] = Need.ORGANISER


@dataclass(frozen=True, slots=True)
class ShowUnreached(Button):
    """Who could not be reached."""

    prefix: ClassVar[str] = "eu"
    needs: ClassVar[Need] = Need.ORGANISER
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowFailures(Button):
    """The notices that Telegram has refused."""

    prefix: ClassVar[str] = "ef"
    needs: ClassVar[Need] = Need.ORGANISER
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowFailure(Button):
    """One of them."""

    prefix: ClassVar[str] = "es"
    needs: ClassVar[Need] = Need.ORGANISER
    notice: int


@dataclass(frozen=True, slots=True)
class RetryNotice(Button):
    """Send it again."""

    prefix: ClassVar[str] = "er"
    needs: ClassVar[Need] = Need.ORGANISER
    notice: int


@dataclass(frozen=True, slots=True)
class PutAside(Button):
    """Look after it no more."""

    prefix: ClassVar[str] = "ea"
    needs: ClassVar[Need] = Need.ORGANISER
    notice: int


@dataclass(frozen=True, slots=True)
class ShowTold(Button):
    """The latest notices to a delegate and what became of them.

    `page`: opened from that page of those not reached; -1: from the delegate's card.
    """

    prefix: ClassVar[str] = "et"
    needs: ClassVar[Need] = Need.ORGANISER
    person: int
    page: int = -1
