"""A calendar program, which knows nothing but the files it was given, one after the other."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC

from icalendar import Calendar

from tests.forum.meetings.ledger import Ledger, Span

CODES = re.compile(r"\b[dmpt]\d\b")
TABLE = re.compile(r"(?:tavolo|стол)\s(\d+)")

Line = tuple[frozenset[str], Span, int]
"""Whom or what, when, and at which table of the Meeting Point (0: it is no meeting)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as it was last accepted."""

    sequence: int
    text: str
    line: Line
    cancelled: bool


@dataclass
class Phone:
    """A higher sequence replaces the entry of the same UID; the same sequence must say the same."""

    entries: dict[str, Shown] = field(default_factory=dict)

    def take(self, file: str) -> None:
        """Import a file."""
        met = set()
        for event in Calendar.from_ical(file).walk("VEVENT"):
            uid, sequence = str(event["UID"]), int(str(event["SEQUENCE"]))
            assert uid not in met
            met.add(uid)
            del event["DTSTAMP"]
            text = event.to_ical().decode()
            table = TABLE.search(str(event["LOCATION"]))
            line = (
                frozenset(CODES.findall(str(event["SUMMARY"]))),
                Span(event.decoded("DTSTART").astimezone(UTC), event.decoded("DTEND").astimezone(UTC)),
                int(table[1]) if table else 0,
            )
            old = self.entries.get(uid)
            assert (
                old is None or sequence > old.sequence or (sequence == old.sequence and text == old.text)
            ), (old, text)
            self.entries[uid] = Shown(sequence, text, line, cancelled=str(event["STATUS"]) == "CANCELLED")
        assert met >= self.entries.keys(), "an entry is left on the phone for ever"

    @property
    def lines(self) -> Counter[Line]:
        """What the phone shows."""
        return Counter(shown.line for shown in self.entries.values() if not shown.cancelled)


def agenda(ledger: Ledger, person: int) -> Counter[Line]:
    """What it has to show."""
    lines = [(frozenset({event.code}), event.span, 0) for event in ledger.attended(person)]
    for met in ledger.meetings.values():
        if met.span and person in met.people:
            others = frozenset(ledger.people[side].code for side in met.sides if side != person)
            lines.append((others, met.span, met.table or 0))
    return Counter(lines)
