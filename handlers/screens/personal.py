"""The menu, one's own agenda, settings, help."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from forum.agenda import Gap, clashing, gaps
from forum.preferences import REMINDERS, VISIBILITIES
from handlers.buttons import (
    Button,
    Programme,
    SendCalendar,
    SetLanguage,
    SetReminders,
    SetVisibility,
    ShowAgenda,
    ShowHelp,
    ShowInfo,
    ShowSettings,
    ShowTables,
    ShowVisits,
)
from handlers.screens import programme as programme_screens
from handlers.screens import seats as seat_screens
from handlers.screens.screen import Key, Page, Screen
from locales import LANGUAGES, Html, Words
from locales.words import capital
from storage.records import Attended, Delegate, Session, Visitor


def menu(words: Words, visitor: Visitor, now: Sequence[Session], following: Sequence[Session]) -> Screen:
    """The menu: who one is, what is on, and the ways from here."""
    page = Page(words)
    page.say(words("menu.title", forum=words.pick(visitor, "forum")))
    if visitor.name is not None:
        name = words.name(visitor.name, visitor.name_other or "", visitor.delegation or "")
        page.say(words("menu.hello", name=name))
    page.say(*programme_screens.happening(words, now, following))
    delegate = visitor.delegate_id is not None
    page.row(
        page.key("menu.agenda", ShowAgenda()) if delegate else None, page.key("menu.programme", Programme())
    )
    page.row(page.key("menu.tables", ShowTables()))
    page.row(page.key("menu.visits", ShowVisits()))
    page.row(page.key("menu.info", ShowInfo()), page.key("menu.settings", ShowSettings()))
    page.row(page.key("menu.help", ShowHelp()))
    return page.screen()


def agenda(
    words: Words, day: date, days: Sequence[date], entries: Sequence[Attended], number: int = 0
) -> Screen:
    """One day of one's own agenda, in order, with its gaps and clashes; `entries` are those of all days."""
    today = [entry for entry in entries if words.day_of(entry.starts) == day]
    page = Page(words)
    here = page.paged(today, number, lambda turned: ShowAgenda(day.isoformat(), turned))
    page.say(words("agenda.title"), words("agenda.day", day=words.day_title(day)))
    items: list[Attended | Gap] = [*here, *gaps(here)]
    for item in sorted(items, key=lambda one: (one.starts, one.ends)):
        if isinstance(item, Gap):
            page.say(words("agenda.free", times=words.times(item.starts, item.ends)))
        else:
            page.say(*_entry(words, item, clashing(item, today)))
    if not today:
        page.say(words("agenda.empty"))
    page.say(words("zone.florence"))
    page.column(programme_screens.key(words, entry, ShowAgenda.prefix) for entry in here)
    page.row(
        *(
            Key(words.short_day(other), ShowAgenda(other.isoformat()))
            for other in programme_screens.beside(day, days)
        )
    )
    page.row(page.key("agenda.file", SendCalendar()))
    page.back(None)
    return page.screen()


def _entry(words: Words, entry: Attended, clashes: Sequence[Attended]) -> list[Html]:
    return [
        programme_screens.line(words, entry),
        words("session.place", place=words.pick(entry, "place")),
        seat_screens.mine(words, entry) if entry.seat == "waiting" else Html(""),
        _clash(words, clashes[: programme_screens.FEW]),
    ]


def _clash(words: Words, clashes: Sequence[Attended]) -> Html:
    if not clashes:
        return Html("")
    return words("clash.with", titles=words.listed(words.pick(other, "title") for other in clashes))


def settings(words: Words, delegate: Delegate | None, forum_reminders: Sequence[str]) -> Screen:
    """What one has decided, each with the way to change it."""
    page = Page(words)
    page.say(words("settings.title"))
    lines = [words("settings.language")]
    if delegate is not None:
        lines.append(
            words("settings.reminders", choice=_reminders(words, delegate.reminders, forum_reminders))
        )
        lines.append(words("settings.visibility", choice=words.plain(f"visibility.{delegate.visibility}")))
    page.say(*lines)
    other = next(language for language in LANGUAGES if language != words.language)
    page.row(page.key("settings.other_language", SetLanguage(other)))
    if delegate is not None:
        page.row(
            page.key("settings.reminders_key", SetReminders()),
            page.key("settings.visibility_key", SetVisibility()),
        )
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
    return Key(f"✓ {label}" if chosen else capital(label), button)


def help_screen(words: Words, *, member: bool) -> Screen:
    """What the bot can do, and what to write."""
    page = Page(words)
    page.say(words("help.member" if member else "help.stranger"))
    if member:
        page.back(None)
    return page.screen()
