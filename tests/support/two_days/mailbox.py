"""What came: reminders and digests read off the phones, as a person reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.two_days.ledger import FLORENCE, Thing

_REMINDER = re.compile(r"(?:Fra|Через) \d+ |(?:Promemoria|Напоминание): ")
_DIGEST = re.compile(r"(Domani|Завтра|Oggi|Сегодня), .*?: (\d+) (?:impegn|пункт)")
_BUS, _WHEN = re.compile(r"🚌 (\d\d:\d\d) "), re.compile(r"🕘 .*?(\d\d:\d\d)–\d\d:\d\d$")
_KEY = re.compile(r"!(s|mi):(\d+):")


@dataclass(frozen=True)
class Told:
    """A reminder on somebody's phone."""

    person: int
    thing: Thing
    begins: datetime
    at: datetime


@dataclass(frozen=True)
class ToldDay:
    """A digest on somebody's phone."""

    person: int
    day: date
    evening: bool
    entries: int
    at: datetime


def read(person: int, phone: Person) -> Iterator[Told | ToldDay]:
    """The reminders and digests in a chat, in their order."""
    for screen in phone.from_bot:
        if _REMINDER.match(screen.text):
            yield _reminder(person, screen)
        elif found := _DIGEST.match(screen.text):
            at = _arrived(screen)
            evening = found[1] in {"Domani", "Завтра"}
            day = at.astimezone(FLORENCE).date() + timedelta(days=evening)
            yield ToldDay(person, day, evening, int(found[2]), at)


def _reminder(person: int, screen: Screen) -> Told:
    at = _arrived(screen)
    key = _KEY.match(screen.data(screen.labels[0]))
    assert key is not None, screen.message
    thing = ("s" if key[1] == "s" else "m", int(key[2]))
    clock = next(_clocks(screen.text.splitlines()))
    begins = datetime.combine(at.astimezone(FLORENCE).date(), clock, FLORENCE).astimezone(UTC)
    return Told(person, thing, begins, at)


def _clocks(lines: Iterable[str]) -> Iterator[time]:
    """When one has to be there: when the bus leaves, else when it begins."""
    lines = list(lines)
    for pattern in (_BUS, _WHEN):
        yield from (time.fromisoformat(found[1]) for line in lines if (found := pattern.match(line)))


def _arrived(screen: Screen) -> datetime:
    return datetime.fromtimestamp(screen.message["date"], UTC)
