"""The menu, one's own agenda, information, settings, help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class Home(Button):
    """The menu."""

    prefix: ClassVar[str] = "h"
    needs: ClassVar[Need] = Need.CONSENT


@dataclass(frozen=True, slots=True)
class ShowAgenda(Button):
    """One's own agenda of a day; '' for today or the first day."""

    prefix: ClassVar[str] = "a"
    needs: ClassVar[Need] = Need.DELEGATE
    day: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class SendCalendar(Button):
    """One's agenda as a file for the phone's calendar."""

    prefix: ClassVar[str] = "ac"
    needs: ClassVar[Need] = Need.DELEGATE


@dataclass(frozen=True, slots=True)
class ShowInfo(Button):
    """The list of pages of information."""

    prefix: ClassVar[str] = "i"
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowInfoPage(Button):
    """A page of information."""

    prefix: ClassVar[str] = "ip"
    info_page: int


@dataclass(frozen=True, slots=True)
class SendPhone(Button):
    """The phone number of a page of information as a contact, which is called by a tap."""

    prefix: ClassVar[str] = "it"
    info_page: int


@dataclass(frozen=True, slots=True)
class Pin(Button):
    """A place on the map: of a session ('s'), an information page ('i') or a stop ('b', with its position)."""

    prefix: ClassVar[str] = "m"
    of: str
    id: int
    position: int = 0


@dataclass(frozen=True, slots=True)
class Remove(Button):
    """Take this message away."""

    prefix: ClassVar[str] = "x"
    despite_consent: ClassVar[bool] = True
    in_place: ClassVar[bool] = True
    needs: ClassVar[Need] = Need.ANYONE


@dataclass(frozen=True, slots=True)
class ShowSettings(Button):
    """The settings."""

    prefix: ClassVar[str] = "o"


@dataclass(frozen=True, slots=True)
class SetLanguage(Button):
    """Speak another language from now on."""

    prefix: ClassVar[str] = "ol"
    despite_consent: ClassVar[bool] = True
    language: str


@dataclass(frozen=True, slots=True)
class SetVisibility(Button):
    """Who may see me; '' shows the choice."""

    prefix: ClassVar[str] = "ov"
    despite_consent: ClassVar[bool] = True
    needs: ClassVar[Need] = Need.DELEGATE
    visibility: str = ""


@dataclass(frozen=True, slots=True)
class SetReminders(Button):
    """How long before something I am reminded, by its place among the choices; -1 shows them."""

    prefix: ClassVar[str] = "or"
    needs: ClassVar[Need] = Need.DELEGATE
    choice: int = -1


@dataclass(frozen=True, slots=True)
class ShareContacts(Button):
    """Whether those with an agreed meeting may see one's telephone and e-mail."""

    prefix: ClassVar[str] = "os"
    despite_consent: ClassVar[bool] = True
    needs: ClassVar[Need] = Need.DELEGATE
    shared: bool
    meeting: int = 0


@dataclass(frozen=True, slots=True)
class ShowHelp(Button):
    """What the bot can do."""

    prefix: ClassVar[str] = "q"
    needs: ClassVar[Need] = Need.ANYONE
