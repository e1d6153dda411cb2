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
_SHOWN = 8
"""So many characters stand for what was shown."""


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


@dataclass(frozen=True, slots=True)
class ShareContacts(Button):
    """Whether those with an agreed meeting may see one's telephone and e-mail."""

    prefix: ClassVar[str] = "os"
    needs: ClassVar[Need] = Need.DELEGATE
    shared: bool
    meeting: int = 0


@dataclass(frozen=True, slots=True)
class ShowPeople(Button):
    """People: '' the ways to find them, else a list.

    's' whom one may want to meet, 'p' those who present a project, or those of a table ('t'), kind ('k'), region
    ('r') or delegation ('d'). `value` is what they have in common: a number, a word, or eight hexadecimal digits that
    stand for a region; '' where it is still to be chosen. In this and the following `acting` is as in `AskMeeting`.
    """

    prefix: ClassVar[str] = "f"
    by: str = ""
    value: str = ""
    page: int = 0
    acting: int = 0


@dataclass(frozen=True, slots=True)
class ShowPerson(Button):
    """A delegate's card.

    `by`, `value` and `page` say where it was opened: a list as in `ShowPeople`, or the prefix of `ShowProject` (with
    its `via` as the value) or of `ShowMeeting`, whose number is then the page.
    """

    prefix: ClassVar[str] = "fc"
    person: int
    by: str = ""
    value: str = ""
    page: int = 0
    acting: int = 0


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
    session: int
    leg: str
    person: int
    aboard: bool
    page: int = 0


@dataclass(frozen=True, slots=True)
class BeginReturn(Button):
    """Begin the roll of the way back, or go on with it."""

    prefix: ClassVar[str] = "vb"
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
    session: int
    demanded: bool
    sure: bool = False


@dataclass(frozen=True, slots=True)
class RemindOfPapers(Button):
    """Ask those once more who owe documents."""

    prefix: ClassVar[str] = "vn"
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


@dataclass(frozen=True, slots=True)
class ShowHelp(Button):
    """What the bot can do."""

    prefix: ClassVar[str] = "q"
    needs: ClassVar[Need] = Need.ANYONE


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
    """The latest notices to a delegate and what became of them."""

    prefix: ClassVar[str] = "et"
    needs: ClassVar[Need] = Need.ORGANISER
    person: int


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
    if field.name == "shown" and len(part) > _SHOWN:
        raise ValueError(part)
    if kind == "str":
        return part
    number = int(part)
    if str(number) != part or abs(number) >= 1 << 63 or (kind == "bool" and number not in (0, 1)):
        raise ValueError(part)
    return bool(number) if kind == "bool" else number
