"""Every button's meaning on one page.

A button packs into at most 64 bytes of callback data and survives a restart and an upgrade: a prefix and its
fields. What it names is looked up and checked again when it is pressed. `needs` says who may press it.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, fields
from enum import IntEnum
from typing import Any, ClassVar

LONGEST = 64
_FRESH = "!"


class Need(IntEnum):
    """Who may press a button or use a command."""

    ANYONE = 0
    CONSENT = 1  # has given consent
    MEMBER = 2  # a delegate, or an organiser who is none
    DELEGATE = 3
    ORGANISER = 4


class NotAButton(ValueError):
    """The data is no button of ours, or no longer one."""


@dataclass(frozen=True, slots=True)
class Button:
    """What a press means."""

    prefix: ClassVar[str]
    needs: ClassVar[Need] = Need.MEMBER
    in_place: ClassVar[bool] = False
    """Under a notice: the answer takes the place of the notice."""

    def pack(self, *, fresh: bool = False) -> str:
        """Write it as callback data; `fresh`: it stands under a notice, which must not be overwritten by a screen.

        Raises ValueError over 64 bytes.
        """
        names: tuple[str, ...] = self.__match_args__
        parts = [self.prefix, *(_write(getattr(self, name)) for name in names)]
        data = (_FRESH if fresh else "") + ":".join(parts)
        if len(data.encode()) > LONGEST:
            raise ValueError(f"a button of {len(data.encode())} bytes: {self!r}")
        return data


def _write(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


@dataclass(frozen=True, slots=True)
class Home(Button):
    """The menu."""

    prefix: ClassVar[str] = "h"
    needs: ClassVar[Need] = Need.CONSENT


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


@dataclass(frozen=True, slots=True)
class Programme(Button):
    """The programme of a day (`2018-11-29`); '' for the days."""

    prefix: ClassVar[str] = "p"
    day: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class NowAndNext(Button):
    """What is on now and what comes next."""

    prefix: ClassVar[str] = "pn"


@dataclass(frozen=True, slots=True)
class ShowSession(Button):
    """A session; `via` is the prefix of the list it was opened from."""

    prefix: ClassVar[str] = "s"
    session: int
    via: str = "p"


@dataclass(frozen=True, slots=True)
class Attend(Button):
    """Take a session that everybody attends off one's agenda, or put it back."""

    prefix: ClassVar[str] = "sa"
    needs: ClassVar[Need] = Need.DELEGATE
    session: int
    absent: bool
    via: str = "p"


@dataclass(frozen=True, slots=True)
class ShowTables(Button):
    """The thematic tables."""

    prefix: ClassVar[str] = "t"
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowVisits(Button):
    """The company visits."""

    prefix: ClassVar[str] = "v"
    page: int = 0


@dataclass(frozen=True, slots=True)
class Join(Button):
    """Take a seat; `despite_clash`: the clash was shown."""

    prefix: ClassVar[str] = "j"
    needs: ClassVar[Need] = Need.DELEGATE
    session: int
    via: str = "t"
    despite_clash: bool = False


@dataclass(frozen=True, slots=True)
class Leave(Button):
    """Give a seat back; not `sure`: ask first."""

    prefix: ClassVar[str] = "jl"
    needs: ClassVar[Need] = Need.DELEGATE
    session: int
    via: str = "t"
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ShowProjects(Button):
    """All projects of a thematic table."""

    prefix: ClassVar[str] = "ps"
    session: int
    via: str = "t"
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowProject(Button):
    """A project of a thematic table."""

    prefix: ClassVar[str] = "pr"
    project: int
    via: str = "t"


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
    language: str


@dataclass(frozen=True, slots=True)
class SetVisibility(Button):
    """Who may see me; '' shows the choice."""

    prefix: ClassVar[str] = "ov"
    needs: ClassVar[Need] = Need.DELEGATE
    visibility: str = ""


@dataclass(frozen=True, slots=True)
class SetReminders(Button):
    """How long before something I am reminded, by its place among the choices; -1 shows them."""

    prefix: ClassVar[str] = "or"
    needs: ClassVar[Need] = Need.DELEGATE
    choice: int = -1


@dataclass(frozen=True, slots=True)
class ShowHelp(Button):
    """What the bot can do."""

    prefix: ClassVar[str] = "q"
    needs: ClassVar[Need] = Need.ANYONE


def _all(button: type[Button]) -> dict[str, type[Button]]:
    # A dataclass with slots is made anew from the class as written, which lingers among the subclasses.
    return {one.prefix: one for one in button.__subclasses__() if "__slots__" in vars(one)}


BUTTONS = _all(Button)


def unpack(data: str) -> tuple[Button, bool]:
    """Read callback data: the button, and whether it stands under a notice. Raises NotAButton."""
    if not data.isascii():
        raise NotAButton(data)
    fresh = data.startswith(_FRESH)
    prefix, *parts = data.removeprefix(_FRESH).split(":")
    kind = BUTTONS.get(prefix)
    if kind is None or len(parts) != len(fields(kind)):
        raise NotAButton(data)
    try:
        values = [_read(field, part) for field, part in zip(fields(kind), parts, strict=True)]
    except ValueError as error:
        raise NotAButton(data) from error
    return kind(*values), fresh


def _read(field: Field[Any], part: str) -> str | int | bool:
    kind = str(field.type)
    if field.name == "via" and part not in BUTTONS:
        # It is handed on to the buttons of the next screen: of any length it would not fit into them.
        raise ValueError(part)
    if kind == "str":
        return part
    number = int(part)
    if str(number) != part or abs(number) >= 1 << 63 or (kind == "bool" and number not in (0, 1)):
        raise ValueError(part)
    return bool(number) if kind == "bool" else number
