"""Arriving: language, invitation, consent, registration."""

from __future__ import annotations

from forum.arrival import Consent
from handlers.buttons import (
    Agree,
    AgreeUnlisted,
    AskInvitation,
    ChooseDelegation,
    Home,
    Registering,
    ShowConsent,
    Speak,
    Submit,
)
from handlers.screens.screen import Key, Page, Screen
from locales import LANGUAGES, Html, Words
from storage.records import Application, Visitor


def languages(words: dict[str, Words], guessed: str, visitor: Visitor) -> Screen:
    """The one screen in two languages: which one is yours? The guessed one stands first."""
    order = sorted(LANGUAGES, key=lambda language: language != guessed)
    page = Page(words[guessed])
    for language in order:
        page.say(words[language]("arrival.hello", forum=words[language].pick(visitor, "forum")))
    page.column(Key(words[language].plain("arrival.go_on"), Speak(language)) for language in order)
    return page.screen()


def welcome(words: Words, registration: str) -> Screen:
    """What a newcomer can do: an invitation, or a registration where the forum allows one."""
    page = Page(words)
    page.say(words("arrival.invitation_only" if registration == "invitation" else "arrival.both_ways"))
    if registration != "invitation":
        page.row(page.key("arrival.have_invitation", AskInvitation(words.language)))
        page.row(page.key("arrival.no_invitation", ShowConsent(words.language, "")))
    other = next(language for language in LANGUAGES if language != words.language)
    page.row(page.key("settings.other_language", Speak(other)))
    return page.screen()


def ask_invitation(words: Words) -> Screen:
    """How to enter an invitation."""
    page = Page(words)
    page.say(words("arrival.type_invitation"))
    page.row(page.key("button.back", Speak(words.language)))
    return page.screen()


def consent(words: Words, consent: Consent, digest: str) -> Screen:
    """What one agrees to, by name where the invitation said who it is."""
    page = Page(words)
    who = consent.delegate
    if who is not None:
        page.say(words("arrival.greeting", name=words.name(who.name, who.name_other, who.delegation)))
    page.say(words("consent.title"), words("consent.text", text=consent.text))
    page.say(words("consent.version", version=consent.version))
    page.say(words("consent.found"))
    page.row(page.key("consent.agree", Agree(words.language, consent.version, digest)))
    page.row(page.key("consent.unlisted", AgreeUnlisted(words.language, consent.version, digest)))
    other = next(language for language in LANGUAGES if language != words.language)
    page.row(Key(words.plain("consent.other_language"), ShowConsent(other, digest)))
    return page.screen()


def registering(words: Words, application: Application) -> Screen:
    """Where a registration stands: what is asked next, or all of it to look through and send."""
    page = Page(words)
    if application.state == "waiting":
        page.say(words("registration.waiting"))
        page.row(page.key("button.refresh", Home()))
    elif application.state == "declined":
        page.say(words("registration.declined"))
        page.row(page.key("registration.again", Registering(again=True)))
    elif not application.name:
        page.say(words("registration.title"), words("registration.ask_name"))
    elif not application.organisation:
        page.say(words("registration.title"), words("registration.ask_organisation"))
    elif not application.delegation:
        page.say(words("registration.title"), words("registration.ask_delegation"))
        page.column(page.key(f"delegation.{one}", ChooseDelegation(one)) for one in LANGUAGES)
    else:
        _summary(page, application)
    return page.screen()


def _summary(page: Page, application: Application) -> None:
    words = page.words
    page.say(
        words("registration.check"),
        words("registration.name", text=application.name),
        words("registration.organisation", text=application.organisation),
        Html(words.plain(f"delegation.{application.delegation}")),
    )
    page.row(page.key("registration.send", Submit()), page.key("registration.again", Registering(again=True)))
