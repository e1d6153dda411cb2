"""Arriving: language, consent, registration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class Speak(Button):
    """At arrival: go on in this language."""

    prefix: ClassVar[str] = "l"
    needs: ClassVar[Need] = Need.ANYONE
    language: str


@dataclass(frozen=True, slots=True)
class AskInvitation(Button):
    """At arrival: how to enter an invitation."""

    prefix: ClassVar[str] = "li"
    needs: ClassVar[Need] = Need.ANYONE
    language: str


@dataclass(frozen=True, slots=True)
class ShowConsent(Button):
    """What one agrees to; `digest` stands for the invitation, '' for none."""

    prefix: ClassVar[str] = "c"
    needs: ClassVar[Need] = Need.ANYONE
    language: str
    digest: str


@dataclass(frozen=True, slots=True)
class Agree(Button):
    """Consent to this version of the text."""

    prefix: ClassVar[str] = "ca"
    needs: ClassVar[Need] = Need.ANYONE
    language: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class AgreeUnlisted(Button):
    """Consent to this version of the text, but not to being found by others."""

    prefix: ClassVar[str] = "cu"
    needs: ClassVar[Need] = Need.ANYONE
    language: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Registering(Button):
    """Back to the registration where it stands; `again` begins it anew."""

    prefix: ClassVar[str] = "r"
    needs: ClassVar[Need] = Need.CONSENT
    again: bool = False


@dataclass(frozen=True, slots=True)
class ChooseDelegation(Button):
    """The delegation of somebody who registers."""

    prefix: ClassVar[str] = "rd"
    needs: ClassVar[Need] = Need.CONSENT
    delegation: str


@dataclass(frozen=True, slots=True)
class Submit(Button):
    """Send the registration off."""

    prefix: ClassVar[str] = "rs"
    needs: ClassVar[Need] = Need.CONSENT


@dataclass(frozen=True, slots=True)
class Decide(Button):
    """An organiser accepts or declines a registration."""

    prefix: ClassVar[str] = "d"
    needs: ClassVar[Need] = Need.ORGANISER
    in_place: ClassVar[bool] = True
    application: int
    accepted: bool
