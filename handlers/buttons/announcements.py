"""The organisers' desk: announcements. The key of those who get them is the last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class ShowAnnouncements(Button):
    """One's drafts, and all announcements that are more than that."""

    prefix: ClassVar[str] = "u"
    needs: ClassVar[Need] = Need.ORGANISER
    page: int = 0


@dataclass(frozen=True, slots=True)
class NewAnnouncement(Button):
    """Begin one."""

    prefix: ClassVar[str] = "un"
    needs: ClassVar[Need] = Need.ORGANISER


@dataclass(frozen=True, slots=True)
class ShowAnnouncement(Button):
    """A draft with what can be changed of it; of any other how it stands."""

    prefix: ClassVar[str] = "us"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int


@dataclass(frozen=True, slots=True)
class WriteAnnouncement(Button):
    """Type the text in a language; '' where nothing was asked for."""

    prefix: ClassVar[str] = "uw"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int
    language: str


@dataclass(frozen=True, slots=True)
class AttachFile(Button):
    """Send a picture or a file that goes with it."""

    prefix: ClassVar[str] = "uf"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int


@dataclass(frozen=True, slots=True)
class DetachFile(Button):
    """Take the picture or file away."""

    prefix: ClassVar[str] = "ud"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int


@dataclass(frozen=True, slots=True)
class AskForReading(Button):
    """Let there be a key to say that one has read it, or not."""

    prefix: ClassVar[str] = "ur"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int
    asked: bool


@dataclass(frozen=True, slots=True)
class ChooseAudience(Button):
    """Whom it is for: the traits that can be chosen."""

    prefix: ClassVar[str] = "ua"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int


@dataclass(frozen=True, slots=True)
class ChooseAmong(Button):
    """The values of a trait."""

    prefix: ClassVar[str] = "ug"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int
    trait: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Aim(Button):
    """Want a value of a trait (its token), or no more; the trait '' is everybody."""

    prefix: ClassVar[str] = "ui"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int
    trait: str
    value: str
    wanted: bool
    page: int = 0


@dataclass(frozen=True, slots=True)
class PreviewAnnouncement(Button):
    """See it in both languages as those concerned will, and then decide."""

    prefix: ClassVar[str] = "up"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int


@dataclass(frozen=True, slots=True)
class SendAnnouncement(Button):
    """Send it now, as it was in this revision. Not `sure`: ask first."""

    prefix: ClassVar[str] = "uz"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int
    revision: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ScheduleAnnouncement(Button):
    """Type the time at which it is to go out."""

    prefix: ClassVar[str] = "ut"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int
    revision: int


@dataclass(frozen=True, slots=True)
class UnscheduleAnnouncement(Button):
    """Do not send it at its time: to change it, or not at all."""

    prefix: ClassVar[str] = "uu"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int
    to_change: bool


@dataclass(frozen=True, slots=True)
class DiscardAnnouncement(Button):
    """Drop a draft. Not `sure`: ask first."""

    prefix: ClassVar[str] = "ux"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class StopAnnouncement(Button):
    """Send it to nobody else. `live`: pressed under the message that shows how it goes on."""

    prefix: ClassVar[str] = "uh"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int
    live: bool = False


@dataclass(frozen=True, slots=True)
class ResumeAnnouncement(Button):
    """Send it to the others after all. Not `sure`: ask first."""

    prefix: ClassVar[str] = "uo"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class CorrectAnnouncement(Button):
    """Write other texts for what went out."""

    prefix: ClassVar[str] = "uc"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int


@dataclass(frozen=True, slots=True)
class SendCorrection(Button):
    """Put the texts of a draft, as they were in this revision, into the messages that went out."""

    prefix: ClassVar[str] = "uk"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int
    revision: int


@dataclass(frozen=True, slots=True)
class TakeBackAnnouncement(Button):
    """Take it out of all chats. Not `sure`: ask first."""

    prefix: ClassVar[str] = "uy"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ShowMissed(Button):
    """Whom it could not reach."""

    prefix: ClassVar[str] = "uv"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowUnread(Button):
    """Who has not said that they have read it."""

    prefix: ClassVar[str] = "ue"
    needs: ClassVar[Need] = Need.ORGANISER
    announcement: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class MarkRead(Button):
    """A reader says that they have read it."""

    prefix: ClassVar[str] = "um"
    announcement: int
