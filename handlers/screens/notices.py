"""What the bot says of its own accord, and how outcomes and refusals are worded: one place for each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forum.desk import Outcome
from handlers.buttons import Decide, Home, Leave, SetLanguage, ShowSession, ShowSettings
from handlers.screens.screen import Page, Screen
from locales import LANGUAGES, Words

Facts = Mapping[str, Any]


def said(words: Words, outcome: Outcome) -> str:
    """An outcome or a refusal in a sentence: plain, for a passing word."""
    facts = dict(outcome.facts)
    if outcome.word == "waiting":
        return words.plain("said.waiting", position=facts["position"])
    if outcome.word in {"wrong", "wait"}:
        key = f"said.{outcome.word}"
        number = int(facts["left" if outcome.word == "wrong" else "minutes"] or 0)
        return words.plain_count(key, number) if number else words.plain("said.wrong_last")
    return words.plain(f"said.{outcome.word}", **facts)


def render(kind: str, facts: Facts, words: Words) -> Screen:
    """A notice of the outbox in the recipient's language. Raises KeyError for a kind there is not."""
    page = Page(words)
    _NOTICES[kind](page, facts)
    return page.screen()


def _session(words: Words, facts: Facts) -> dict[str, str]:
    return {
        "title": facts[f"title_{words.language}"],
        "place": facts[f"place_{words.language}"],
        "when": words.when(datetime.fromisoformat(facts["starts"]), datetime.fromisoformat(facts["ends"])),
    }


def _seat_freed(page: Page, facts: Facts) -> None:
    page.say(page.words("notice.seat_freed", **_session(page.words, facts)))
    page.say(page.words("notice.seat_freed_hint"))
    page.row(
        page.key("button.open", ShowSession(facts["session"], "a")),
        page.key("button.leave", Leave(facts["session"], "a")),
    )


def _person(words: Words, facts: Facts) -> str:
    return words.name(facts["name"], facts["name_other"], facts["delegation"])


def _invitation_used(page: Page, facts: Facts) -> None:
    page.say(page.words("notice.invitation_used", name=_person(page.words, facts), code=facts["code"]))


def _over_capacity(page: Page, facts: Facts) -> None:
    words = page.words
    page.say(
        words(
            "notice.over_capacity",
            seated=facts["seated"],
            capacity=facts["capacity"],
            **_session(words, facts),
        )
    )
    page.row(page.key("button.open", ShowSession(facts["session"], "t")))


def _registration(page: Page, facts: Facts) -> None:
    words = page.words
    page.say(
        words("notice.registration", name=facts["name"], organisation=facts["organisation"]),
        words("text", text=words.plain(f"delegation.{facts['delegation']}")),
    )
    page.row(
        page.key("registration.accept", Decide(facts["application"], accepted=True)),
        page.key("registration.decline", Decide(facts["application"], accepted=False)),
    )


def _registration_accepted(page: Page, facts: Facts) -> None:  # noqa: ARG001 -- every notice is called alike
    page.say(page.words("notice.registration_accepted"))
    page.row(page.key("button.home", Home()))


def _registration_declined(page: Page, facts: Facts) -> None:  # noqa: ARG001 -- every notice is called alike
    page.say(page.words("notice.registration_declined"))


def _language_changed(page: Page, facts: Facts) -> None:
    other = next(language for language in LANGUAGES if language != facts["language"])
    page.say(page.words("notice.language_changed"))
    page.row(page.key("settings.other_language", SetLanguage(other)))
    page.row(page.key("menu.settings", ShowSettings()))


_NOTICES = {
    "seat_freed": _seat_freed,
    "invitation_used": _invitation_used,
    "language_changed": _language_changed,
    "over_capacity": _over_capacity,
    "registration": _registration,
    "registration_accepted": _registration_accepted,
    "registration_declined": _registration_declined,
}

KINDS = frozenset(_NOTICES)
"""Every kind of notice there is."""
