"""What leads where: every command and every button, on one page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from handlers import arriving, home, personal, programme
from handlers.buttons import (
    Agree,
    AskInvitation,
    Attend,
    Button,
    ChooseDelegation,
    Decide,
    Home,
    Join,
    Leave,
    NowAndNext,
    Pin,
    Programme,
    Registering,
    Remove,
    SendCalendar,
    SetLanguage,
    SetReminders,
    SetVisibility,
    ShowAgenda,
    ShowConsent,
    ShowHelp,
    ShowInfo,
    ShowInfoPage,
    ShowProject,
    ShowProjects,
    ShowSession,
    ShowSettings,
    ShowTables,
    ShowVisits,
    Speak,
    Submit,
)
from handlers.screens.screen import Screen
from handlers.visit import Visit

Handler = Callable[[Visit, Any], Awaitable[Screen]]

COMMANDS: dict[str, Button] = {
    "programme": Programme(),
    "tables": ShowTables(),
    "agenda": ShowAgenda(),
    "visits": ShowVisits(),
    "info": ShowInfo(),
    "settings": ShowSettings(),
    "help": ShowHelp(),
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
    ShowVisits: programme.visits,
    ShowProject: programme.project,
    ShowProjects: programme.projects,
    Join: programme.join,
    Leave: programme.leave,
    Attend: programme.attend,
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
}


async def follow(visit: Visit, button: Button) -> Screen:
    """The screen a button leads to; who may not press it is told what to do instead."""
    if visit.may(button.needs):
        return await BUTTONS[type(button)](visit, button)
    doorstep = await arriving.doorstep(visit)
    return doorstep.saying(visit.words.plain(refused(visit)))


def refused(visit: Visit) -> str:
    """Why somebody may not: not yet recognised, or not an organiser."""
    return "said.not_yours" if visit.visitor.delegate_id is not None else "said.first_arrive"
