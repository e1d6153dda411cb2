"""Correcting a delegate's profile: the fields, and one of them to be typed or chosen."""

from __future__ import annotations

from forum.delegates_desk import CHOICES, FIELDS, OPTIONAL, now_in
from forum.desk import Outcome
from forum.workbook.problems import Problem
from handlers.buttons import EditDelegate, SetDelegate, ShowDelegate
from handlers.screens.screen import NOTHING, Key, Page, Screen, short
from handlers.screens.workbook_lines import problem
from locales import Html, Words
from locales.words import capital
from storage.records import Delegate

_LONGEST = 100
_TWINS = {"name": "name_other", "organisation": "organisation_other"}
"""Where one is corrected, the same in the other script may be wrong, too."""


def fields(words: Words, person: Delegate) -> Screen:
    """All that can be corrected, as it is."""
    page = Page(words)
    _head(page, person)
    page.say(*(_line(words, person, field) for field in FIELDS))
    page.paired(page.key(f"delegates.field.{field}", EditDelegate(person.id, field)) for field in FIELDS)
    page.back(ShowDelegate(person.id))
    return page.screen()


def also(words: Words, person: Delegate, field: str) -> Html:
    """After a name was corrected: that the one in the other script is to be looked at, where there is one."""
    twin = _TWINS.get(field, "")
    text = getattr(person, twin) if twin else ""
    if not text:
        return NOTHING
    label = words.plain(f"delegates.field.{twin}")
    return words("delegates.check_other", field=label, text=short(text, _LONGEST))


def _head(page: Page, person: Delegate) -> None:
    name = page.words.name(person.name, person.name_other, person.delegation)
    page.say(page.words("people.name", name=short(name, _LONGEST)))


def _line(words: Words, person: Delegate, field: str) -> Html:
    text = short(" / ".join(_shown(words, person, field).splitlines()), _LONGEST)
    return words("delegates.line", field=words.plain(f"delegates.field.{field}"), text=text or "–")


def _shown(words: Words, person: Delegate, field: str) -> str:
    value = now_in(person, field)
    if field == "kind":
        return words.plain(f"people.kind.{person.kind}") if person.kind else ""
    if field in {"languages", "language"} and value:
        return words.languages(person.languages if field == "languages" else (person.language,))
    return value


def field(words: Words, person: Delegate, field: str) -> Screen:
    """One field: typed, or chosen from a few."""
    page, chosen = Page(words), field in CHOICES
    _head(page, person)
    page.say(words(f"delegates.ask.{field}"))
    value = now_in(person, field)
    if chosen:
        page.column(_choice(words, person, field, one) for one in CHOICES[field])
    else:
        page.say(words("delegates.now", text=value) if value else NOTHING)
    if value and field in OPTIONAL:
        page.row(page.key("delegates.empty", SetDelegate(person.id, field, "")))
    page.back(EditDelegate(person.id))
    screen = page.screen()
    return screen if chosen else screen.expecting(EditDelegate(person.id, field))


def _choice(words: Words, person: Delegate, field: str, one: str) -> Key:
    label = words.plain(f"people.kind.{one}") if field == "kind" else capital(words.languages((one,)))
    chosen = getattr(person, field) == one
    return Key(f"✓ {label}" if chosen else label, SetDelegate(person.id, field, one))


def refused(words: Words, came: Outcome) -> Html:
    """Why the workbook would not take what was typed."""
    facts = {name: fact for name, fact in came.facts.items() if isinstance(fact, str | int)}
    return problem(words, Problem("", 0, "", str(facts.pop("fault")), facts))
