"""The record of deeds in words: when, who, what, about whom or what."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from forum.delegates_desk import FIELDS
from handlers.buttons import BUTTONS, Button, EditSession, Organise, ShowDelegate, ShowRecord
from handlers.screens.screen import NOTHING, Page, Screen, short
from handlers.screens.times import near_day
from locales import Html, Words
from locales.words import capital
from storage.deeds import Recorded
from storage.records import Delegate, Session

LINES = 10
"""So many deeds stand on a page."""

_LONGEST_NAME, _LONGEST_TITLE = 60, 80
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_INSTANTS = ("starts", "ends", "at")
"""The fields of buttons that hold an instant."""

Facts = Mapping[str, Any]

_CONTRARY: Mapping[str, Callable[[Facts], bool]] = {
    "mark_aboard": lambda facts: not facts["aboard"],
    "set_cancelled": lambda facts: not facts["cancelled"],
    "set_capacity": lambda facts: facts["seats"] < 0,
}
"""Buttons that may do one thing or the contrary, which has a sentence of its own, and when they do the contrary."""


def record(
    words: Words, found: Sequence[Recorded], number: int, button: ShowRecord, about: Delegate | Session | None
) -> Screen:
    """A page of the record, day by day, the latest first; `number` is how many deeds there are in all.

    `about`: whom or what it is about, None where it is all of it.
    """
    page = Page(words)
    page.paged(
        range(number), button.page, lambda turned: ShowRecord(button.about, button.number, turned), LINES
    )
    page.say(words("record.title"), _subject(words, about))
    if not found:
        page.say(words("record.nothing"))
    days: dict[date, list[Html]] = {}
    for one in found:
        days.setdefault(words.day_of(one.at), []).append(line(words, one))
    for day, lines in days.items():
        page.say(words("record.day", day=capital(near_day(words, day))), *lines)
    page.back(_came_from(button))
    return page.screen()


def _subject(words: Words, about: Delegate | Session | None) -> Html:
    if about is None:
        return NOTHING
    if isinstance(about, Session):
        return words("text", text=short(words.pick(about, "title"), _LONGEST_TITLE))
    return words("people.name", name=_name(words, about.name, about.name_other, about.delegation))


def _came_from(button: ShowRecord) -> Button:
    if button.about == "s":
        return EditSession(button.number)
    return ShowDelegate(button.number) if button.about == "p" else Organise()


def line(words: Words, one: Recorded) -> Html:
    """'14:05 Beatrice Lombardi: posti: 40 – Tavolo 3'."""
    facts = {"time": words.time(one.at), "who": _who(words, one), "what": sentence(words, one)}
    about = _about(words, one)
    return words("record.line_about", about=about, **facts) if about else words("record.line", **facts)


def _who(words: Words, one: Recorded) -> str:
    if one.actor_name is not None:
        return _name(words, one.actor_name, one.actor_name_other, one.actor_delegation)
    if one.user_id is None:
        return words.plain(f"record.nobody.{one.part}")
    return words.plain(f"record.by_number.{one.part}", user=one.user_id)


def _name(words: Words, name: str | None, other: str | None, delegation: str | None) -> str:
    return short(words.name(name or "", other or "", delegation or ""), _LONGEST_NAME)


def _about(words: Words, one: Recorded) -> str:
    """The session, the person, the two who meet: first the one it was done for."""
    about = [] if one.title_it is None else [short(words.pick(one, "title"), _LONGEST_TITLE)]
    if one.person_name is not None and one.person_id != one.one_id:
        about.append(_name(words, one.person_name, one.person_name_other, one.person_delegation))
    if one.one_id is not None:
        first = _name(words, one.one_name, one.one_name_other, one.one_delegation)
        second = _name(words, one.other_name, one.other_name_other, one.other_delegation)
        about.append(words.plain("record.pair", one=first, other=second))
    return ", ".join(about)


def sentence(words: Words, one: Recorded) -> Html:
    """What was done; of a button or an outcome that this version no longer knows, only that something was."""
    try:
        return told(words, one.act, one.word, json.loads(one.facts))
    except KeyError:
        return words("record.something")


def told(words: Words, act: str, word: str, facts: Facts) -> Html:
    """What was done. Raises KeyError where there is no sentence for it."""
    name = act_of(BUTTONS[act])
    contrary = name in _CONTRARY and _CONTRARY[name](facts)
    deed = f"{name}.{word}.contrary" if contrary else f"{name}.{word}"
    return words(f"deed.{deed}", **{**facts, **_field(words, facts), **_in_words(words, facts)})


def act_of(button: type[Button]) -> str:
    """What a button is called in the catalogue: 'set_capacity'."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", button.__name__).lower()


def _field(words: Words, facts: Facts) -> dict[str, str]:
    """Which field of a profile it was, as its button says."""
    field = facts.get("field")
    return {"field": words.plain(f"delegates.field.{field}")} if field in FIELDS else {}


def _in_words(words: Words, facts: Facts) -> dict[str, str]:
    """What a button holds as a number and people read otherwise: an instant in minutes since 1970, as `when`."""
    minutes = next((facts[name] for name in _INSTANTS if isinstance(facts.get(name), int)), None)
    if minutes is None:
        return {}
    at = _EPOCH + timedelta(minutes=minutes)
    return {"when": f"{words.short_day(words.day_of(at))}, {words.time(at)}"}
