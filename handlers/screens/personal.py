"""The menu, settings, help."""

from __future__ import annotations

from collections.abc import Sequence

from forum.agenda import NO_MEETING, Soon
from forum.preferences import REMINDERS, VISIBILITIES
from handlers.buttons import (
    AskOrganisers,
    Button,
    Organise,
    Programme,
    SetLanguage,
    SetReminders,
    SetVisibility,
    ShareContacts,
    ShowAgenda,
    ShowBadge,
    ShowHelp,
    ShowInfo,
    ShowMeetings,
    ShowPeople,
    ShowPrivacy,
    ShowSettings,
    ShowTables,
    ShowVisits,
)
from handlers.screens import programme as programme_screens
from handlers.screens.agenda import say_soon
from handlers.screens.screen import NOTHING, Key, Page, Screen
from locales import LANGUAGES, Words
from locales.words import capital
from storage.records import Delegate, Session, Visitor


def menu(
    words: Words,
    visitor: Visitor,
    now: Sequence[Session],
    following: Sequence[Session],
    meetings: Soon = NO_MEETING,
    *,
    organiser: bool = False,
) -> Screen:
    """The menu: who one is, one's next meeting, what is on, and the ways from here."""
    page = Page(words)
    page.say(words("menu.title", forum=words.pick(visitor, "forum")))
    if visitor.name is not None:
        name = words.name(visitor.name, visitor.name_other or "", visitor.delegation or "")
        page.say(words("menu.hello", name=name))
    say_soon(page, meetings)
    page.say(*programme_screens.happening(words, now, following))
    delegate = visitor.delegate_id is not None
    page.row(
        page.key("menu.agenda", ShowAgenda()) if delegate else None, page.key("menu.programme", Programme())
    )
    page.row(page.key("menu.tables", ShowTables()))
    page.row(page.key("menu.people", ShowPeople()), page.key("menu.meetings", ShowMeetings()))
    page.row(page.key("menu.visits", ShowVisits()))
    page.row(page.key("menu.badge", ShowBadge()) if delegate else None)
    page.row(page.key("menu.info", ShowInfo()), page.key("menu.settings", ShowSettings()))
    page.row(page.key("menu.help", ShowHelp()), _to_organisers(page, asks=delegate, organiser=organiser))
    return page.screen()


def _to_organisers(page: Page, *, asks: bool, organiser: bool) -> Key | None:
    """The way to what organisers do or, for all others who take part, to them."""
    if organiser:
        return page.key("menu.organise", Organise())
    return page.key("menu.ask", AskOrganisers()) if asks else None


def settings(
    words: Words, delegate: Delegate | None, forum_reminders: Sequence[str], *, shares: bool = False
) -> Screen:
    """What one has decided, each with the way to change it; `shares`: one's contacts can be seen."""
    page = Page(words)
    page.say(words("settings.title"))
    lines = [words("settings.language")]
    if delegate is not None:
        lines.append(
            words("settings.reminders", choice=_reminders(words, delegate.reminders, forum_reminders))
        )
        lines.append(words("settings.visibility", choice=words.plain(f"visibility.{delegate.visibility}")))
        lines.append(words("settings.contacts_shown" if shares else "settings.contacts_hidden"))
    page.say(*lines)
    other = next(language for language in LANGUAGES if language != words.language)
    page.row(page.key("settings.other_language", SetLanguage(other)))
    if delegate is not None:
        page.row(
            page.key("settings.reminders_key", SetReminders()),
            page.key("settings.visibility_key", SetVisibility()),
        )
        page.row(
            page.key(
                "settings.hide_contacts" if shares else "meeting.share", ShareContacts(shared=not shares)
            )
        )
    page.row(page.key("privacy.key", ShowPrivacy()))
    page.back(None)
    return page.screen()


def _reminders(words: Words, choice: str | None, forum_reminders: Sequence[str]) -> str:
    if choice is None:
        return _forum_reminders(words, forum_reminders)
    if not choice:
        return words.plain("reminders.none")
    return words.plain("reminders.own", minutes=words.listed(choice.split(",")))


def _forum_reminders(words: Words, minutes: Sequence[str]) -> str:
    if not minutes:
        return words.plain("reminders.forum_none")
    return words.plain("reminders.forum", minutes=words.listed(minutes))


def reminders(words: Words, delegate: Delegate, forum_reminders: Sequence[str]) -> Screen:
    """The choice of lead times."""
    page = Page(words)
    page.say(words("reminders.ask"))
    page.column(
        _choice(delegate.reminders == one, _reminders(words, one, forum_reminders), SetReminders(number))
        for number, one in enumerate(REMINDERS)
    )
    page.back(ShowSettings())
    return page.screen()


def visibility(words: Words, delegate: Delegate) -> Screen:
    """The choice of who may see one."""
    page = Page(words)
    page.say(words("visibility.ask"))
    page.column(
        _choice(delegate.visibility == one, words.plain(f"visibility.{one}"), SetVisibility(one))
        for one in VISIBILITIES
    )
    page.back(ShowSettings())
    return page.screen()


def _choice(chosen: bool, label: str, button: Button) -> Key:  # noqa: FBT001 -- reads as a sentence where it is called
    return Key(f"✓ {capital(label)}" if chosen else capital(label), button)


def help_screen(words: Words, *, member: bool, asks: bool, organiser: bool = False) -> Screen:
    """What the bot can do, and what to write."""
    page = Page(words)
    page.say(
        words("help.member" if member else "help.stranger"),
        words("help.organiser") if organiser else NOTHING,
    )
    page.row(_to_organisers(page, asks=asks, organiser=organiser))
    if member:
        page.back(None)
    return page.screen()
