"""One's own data: what is kept, the consents, deletion; and texts that have changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from forum.arrival import Consent
from forum.preferences import VISIBILITIES
from forum.privacy.consenting import PURPOSES
from handlers.buttons import (
    Agree,
    DeleteMe,
    SendMyData,
    SetVisibility,
    ShareContacts,
    ShowPrivacy,
    ShowSettings,
)
from handlers.screens.screen import Key, Page, Screen
from locales import Html, Words
from locales.words import capital
from storage.records import Delegate

Given = Mapping[str, tuple[str, datetime]]


def privacy(words: Words, purge_after: str, given: Given, *, member: bool) -> Screen:
    """What is kept of somebody, why, how long and who sees it; `given` as in `storage.consents.standing`."""
    page = Page(words)
    page.say(words("privacy.title"))
    page.say(words("privacy.kept"), words("privacy.who"), _until(words, purge_after))
    page.say(words("privacy.consents"), *(_consent(words, purpose, given) for purpose in PURPOSES))
    page.row(page.key("privacy.file_key", SendMyData()))
    if member:
        shares = "contacts" in given
        page.row(page.key("settings.visibility_key", SetVisibility()))
        key = "settings.hide_contacts" if shares else "meeting.share"
        page.row(page.key(key, ShareContacts(shared=not shares)))
    page.row(page.key("privacy.delete_key", DeleteMe()))
    page.back(ShowSettings() if member else None)
    return page.screen()


def _until(words: Words, purge_after: str) -> Html:
    if not purge_after:
        return words("privacy.until_none")
    day = date.fromisoformat(purge_after)
    return words("privacy.until", date=f"{words.date(day)} {day.year}")


def _consent(words: Words, purpose: str, given: Given) -> Html:
    name = words.plain(f"privacy.purpose.{purpose}")
    if purpose not in given:
        return words("privacy.not_given", purpose=name)
    version, at = given[purpose]
    return words("privacy.given", purpose=name, date=words.date(words.day_of(at)), version=version)


def confirm(words: Words, *, member: bool) -> Screen:
    """What deletion does, before it is done."""
    page = Page(words)
    page.say(words("privacy.delete_title"))
    if member:
        page.say(words("privacy.delete_member"))
    page.say(words("privacy.delete_all"))
    page.row(page.key("privacy.delete_sure", DeleteMe(sure=True)))
    page.back(ShowPrivacy())
    return page.screen()


def farewell(words: Words) -> Screen:
    """It is done: nothing leads on from here."""
    page = Page(words)
    page.say(words("privacy.farewell_title"))
    page.say(words("privacy.farewell"))
    return page.screen()


def consent_anew(words: Words, consent: Consent) -> Screen:
    """The text of the consent has changed."""
    page = Page(words)
    page.say(words("privacy.anew"))
    page.say(words("consent.text", text=consent.text))
    page.say(words("consent.version", version=consent.version))
    page.row(page.key("consent.agree", Agree(words.language, consent.version, "")))
    page.row(page.key("privacy.key", ShowPrivacy()))
    return page.screen()


def purpose_anew(words: Words, purpose: str, person: Delegate | None) -> Screen:
    """The text of one of the other purposes has changed."""
    page = Page(words)
    page.say(words("privacy.anew"))
    page.say(words(f"privacy.explained.{purpose}"))
    if purpose == "contacts":
        page.row(page.key("meeting.share", ShareContacts(shared=True)))
        page.row(page.key("settings.hide_contacts", ShareContacts(shared=False)))
    elif person is not None:
        page.column(
            Key(capital(words.plain(f"visibility.{one}")), SetVisibility(one)) for one in VISIBILITIES
        )
    page.row(page.key("privacy.key", ShowPrivacy()))
    return page.screen()
