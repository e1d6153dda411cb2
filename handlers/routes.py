"""What leads where: every command and every button, on one page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from handlers import (
    answering,
    arriving,
    asking,
    changes,
    editing,
    gate,
    home,
    meetings,
    organise,
    people,
    personal,
    programme,
    visits,
)
from handlers.buttons import (
    Accept,
    Agree,
    AskInvitation,
    AskMeeting,
    Attend,
    BeginReturn,
    Button,
    CallMissing,
    CancelMeeting,
    Cannot,
    ChooseDelegation,
    ChooseSubject,
    Decide,
    Decline,
    DeletePapers,
    DemandPapers,
    Dismiss,
    EditSession,
    Home,
    Join,
    Leave,
    MarkAboard,
    MoveSession,
    NowAndNext,
    Organise,
    Pin,
    Programme,
    ProposeTimes,
    Registering,
    Release,
    RemindOfPapers,
    Remove,
    ReportMeeting,
    SayLate,
    SendCalendar,
    SendGateList,
    SendRequest,
    SendTimes,
    SetCancelled,
    SetCapacity,
    SetLanguage,
    SetPlace,
    SetReminders,
    SetVisibility,
    ShareContacts,
    ShowAgenda,
    ShowCancelled,
    ShowChange,
    ShowChanges,
    ShowConsent,
    ShowContact,
    ShowDelegation,
    ShowGate,
    ShowGuide,
    ShowHelp,
    ShowInfo,
    ShowInfoPage,
    ShowMeeting,
    ShowMeetings,
    ShowMissing,
    ShowPapers,
    ShowPassengers,
    ShowPeople,
    ShowPerson,
    ShowProject,
    ShowProjects,
    ShowRoll,
    ShowSession,
    ShowSettings,
    ShowTables,
    ShowVisits,
    Speak,
    Submit,
    TypePaper,
    Withdraw,
    WriteCapacity,
    WritePlace,
)
from handlers.screens.screen import Screen
from handlers.visit import Visit

Handler = Callable[[Visit, Any], Awaitable[Screen]]

COMMANDS: dict[str, Button] = {
    "programme": Programme(),
    "tables": ShowTables(),
    "people": ShowPeople(),
    "meetings": ShowMeetings(),
    "agenda": ShowAgenda(),
    "visits": ShowVisits(),
    "info": ShowInfo(),
    "settings": ShowSettings(),
    "help": ShowHelp(),
    "organise": Organise(),
}
"""Commands do the same as buttons; `/start` alone is more than a button."""

BUTTONS: dict[type[Button], Handler] = {
    Speak: arriving.speak,
    AskInvitation: arriving.ask_invitation,
    ShowConsent: arriving.show_consent,
    Agree: arriving.agreed,
    Registering: arriving.registering,
    ChooseDelegation: arriving.choose_delegation,
    Submit: arriving.submitted,
    Decide: arriving.decided,
    Home: arriving.come_home,
    ShowHelp: home.show_help,
    Programme: programme.programme,
    NowAndNext: programme.now_and_next,
    ShowSession: programme.session,
    ShowTables: programme.tables,
    ShowVisits: visits.visits,
    ShowGuide: visits.guide,
    ShowPassengers: visits.passengers,
    ShowRoll: visits.roll,
    MarkAboard: visits.mark,
    BeginReturn: visits.begin_return,
    ShowMissing: visits.missing,
    CallMissing: visits.call,
    ShowGate: gate.gate,
    DemandPapers: gate.demand,
    RemindOfPapers: gate.remind,
    SendGateList: gate.send_list,
    ShowPapers: gate.papers,
    TypePaper: gate.ask,
    DeletePapers: gate.delete,
    ShowProject: programme.project,
    ShowProjects: programme.projects,
    Join: programme.join,
    Leave: programme.leave,
    Attend: programme.attend,
    ShowPeople: people.people,
    ShowPerson: people.person,
    AskMeeting: asking.ask_meeting,
    ChooseSubject: asking.choose_subject,
    SendRequest: asking.send_request,
    ProposeTimes: asking.propose_times,
    SendTimes: asking.send_times,
    ShowMeetings: meetings.show_meetings,
    ShowMeeting: meetings.show_meeting,
    ShowDelegation: meetings.delegation,
    ShowContact: meetings.contact,
    ShareContacts: meetings.share,
    Accept: answering.accept,
    Decline: answering.decline,
    Withdraw: answering.withdraw,
    CancelMeeting: answering.cancel,
    SayLate: answering.late,
    ReportMeeting: answering.report,
    Cannot: answering.cannot,
    ShowAgenda: personal.agenda,
    SendCalendar: personal.calendar,
    ShowInfo: personal.info,
    ShowInfoPage: personal.info_page,
    Pin: personal.pin,
    Remove: personal.remove,
    ShowSettings: personal.settings,
    SetLanguage: personal.set_language,
    SetVisibility: personal.set_visibility,
    SetReminders: personal.set_reminders,
    Organise: organise.organise,
    ShowChanges: changes.waiting,
    ShowChange: changes.change,
    Release: changes.release,
    Dismiss: changes.dismiss,
    ShowCancelled: changes.cancelled,
    EditSession: editing.edit,
    MoveSession: editing.move,
    WritePlace: editing.write_place,
    SetPlace: editing.set_place,
    WriteCapacity: editing.write_capacity,
    SetCapacity: editing.set_capacity,
    SetCancelled: editing.set_cancelled,
}


TYPED: dict[type[Button], Callable[[Visit, Any, str], Awaitable[Screen]]] = {
    ShowPeople: people.typed,
    WritePlace: editing.typed_place,
    WriteCapacity: editing.typed_capacity,
    ChooseSubject: asking.typed_subject,
    Decline: answering.typed_decline,
    CancelMeeting: answering.typed_cancel,
    TypePaper: gate.typed,
}
"""What becomes of a text typed while a screen expects one (`Screen.expects`), by the button that it completes."""


async def follow(visit: Visit, button: Button) -> Screen:
    """The screen a button leads to; who may not press it is told what to do instead."""
    if visit.may(button.needs):
        return await BUTTONS[type(button)](visit, button)
    doorstep = await arriving.doorstep(visit)
    return doorstep.saying(visit.words.plain(refused(visit)))


async def complete(visit: Visit, text: str) -> Screen:
    """The screen a typed text leads to: of what is expected or, where nothing is, of a search for people."""
    awaited = visit.awaited
    if awaited is None or type(awaited) not in TYPED or not visit.may(awaited.needs):
        awaited = ShowPeople()
    return await TYPED[type(awaited)](visit, awaited, text)


def refused(visit: Visit) -> str:
    """Why somebody may not: not yet recognised, or not an organiser."""
    return "said.not_yours" if visit.visitor.delegate_id is not None else "said.first_arrive"
