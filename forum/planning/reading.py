"""The planning problem of the contract, from JSON: every fault at once, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from math import isfinite
from typing import TypeVar

from forum.planning.contradictions import contradictions
from forum.planning.json_text import Twice, parsed
from forum.planning.problem import SECONDS, Contradictory, Meeting, Person, Problem

T = TypeVar("T", Person, Meeting)

MOST_SLOTS = 400
MOST_TABLES = 10_000
MOST_MEETINGS = 20_000
MOST_PEOPLE = 40_000
MOST_AT_ONE = 50
MOST_PRIORITY = 1_000_000
MOST_SECONDS = 86_400

_NAMED = 100
"""So many faults are named; of the others how many they are."""

_LONGEST_NAME = 200


def read(content: bytes) -> Problem:
    """A problem. Raises Contradictory with all faults, or the first hundred of them."""
    reader = _Reader()
    problem = reader.problem(parsed(content))
    faults, number = reader.faults, reader.number
    if problem is not None and not faults:
        faults = contradictions(problem)
        number = len(faults)
    if problem is None or faults:
        more = [f"and {number - _NAMED} more"] if number > _NAMED else []
        raise Contradictory([*faults[:_NAMED], *more])
    return problem


class _Reader:
    """Reads values; what is wrong with them it writes down, and goes on."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.number = 0
        self._slots = MOST_SLOTS
        self._tables = MOST_TABLES

    def problem(self, value: object) -> Problem | None:
        known = {
            "name", "slots", "tables", "fairness", "participants", "interpreters", "meetings", "table_capacity",
            "max_seconds",
        }  # fmt: skip
        value = self._object("the file", value, known)
        if value is None:
            return None
        self._slots = self._number("slots", value.get("slots"), 1, MOST_SLOTS) or MOST_SLOTS
        self._tables = self._number("tables", value.get("tables"), 1, MOST_TABLES) or MOST_TABLES
        fairness = value.get("fairness")
        found = Problem(
            slots=self._slots,
            tables=self._tables,
            fairness=None if fairness is None else self._number("fairness", fairness, 0, MOST_SLOTS),
            participants=self._people("participants", value.get("participants")),
            interpreters=self._people("interpreters", value.get("interpreters")),
            meetings=self._meetings(value.get("meetings")),
            table_capacity=self._capacity(value.get("table_capacity")),
            max_seconds=self._seconds(value.get("max_seconds")),
        )
        self._orders(found.meetings)
        return found

    def _people(self, where: str, value: object) -> list[Person]:
        return self._rows(where, value, MOST_PEOPLE, self._person)

    def _person(self, where: str, value: object) -> Person | None:
        value = self._object(where, value, {"id", "forbidden"})
        if value is None:
            return None
        name = self._name(f"{where}.id", value.get("id"))
        return Person(name, self._slot_set(f"{where}.forbidden", value.get("forbidden")))

    def _meetings(self, value: object) -> list[Meeting]:
        found = self._rows("meetings", value, MOST_MEETINGS, self._meeting)
        if value is None or value == []:
            self._fault("meetings", "there are none")
        return found

    def _meeting(self, where: str, value: object) -> Meeting | None:
        known = {"id", "participants", "interpreter", "slot", "forbidden", "after", "priority"}
        value = self._object(where, value, known)
        if value is None:
            return None
        slot, priority, interpreter = (
            value.get("slot"),
            value.get("priority", 1),
            value.get("interpreter", False),
        )
        if not isinstance(interpreter, bool):
            self._fault(f"{where}.interpreter", f"{_short(interpreter)} is neither true nor false")
        return Meeting(
            id=self._name(f"{where}.id", value.get("id")),
            participants=self._participants(f"{where}.participants", value.get("participants")),
            interpreter=interpreter is True,
            slot=None if slot is None else self._slot(f"{where}.slot", slot),
            forbidden=self._slot_set(f"{where}.forbidden", value.get("forbidden")),
            after=tuple(self._names(f"{where}.after", value.get("after"), MOST_MEETINGS)),
            priority=self._number(f"{where}.priority", priority, 1, MOST_PRIORITY) or 1,
        )

    def _participants(self, where: str, value: object) -> tuple[str, ...]:
        found = self._names(where, value, MOST_AT_ONE)
        if len(found) < 2:  # noqa: PLR2004 -- one person is no meeting
            self._fault(where, "a meeting has two participants at least")
        return tuple(found)

    def _orders(self, meetings: Iterable[Meeting]) -> None:
        names = {one.id for one in meetings}
        for index, one in enumerate(meetings):
            for other in one.after:
                if other not in names:
                    self._fault(f"meetings[{index}].after", f"there is no meeting {_short(other)}")

    def _capacity(self, value: object) -> dict[int, int]:
        found = {}
        for key, number in (
            (self._object("table_capacity", value, None) or {}).items() if value is not None else ()
        ):
            where = f"table_capacity[{_short(key)}]"
            slot = int(key) if key.isascii() and key.isdecimal() and len(key) < 9 else -1  # noqa: PLR2004 -- far beyond all slots
            if not 0 <= slot < self._slots or str(slot) != key:
                self._wrong(where, key, f"slot: 0 to {self._slots - 1}")
            else:
                found[slot] = self._number(where, number, 0, self._tables) or 0
        return found

    def _seconds(self, value: object) -> float:
        if value is None:
            return SECONDS
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= MOST_SECONDS:
            self._wrong("max_seconds", value, f"number above 0, at most {MOST_SECONDS}")
            return SECONDS
        return float(value)

    def _rows(self, where: str, value: object, most: int, row: Callable[[str, object], T | None]) -> list[T]:
        """The rows of a list whose rows have an id, each only once."""
        found = [(at, one) for at, each in self._each(where, value, most) if (one := row(at, each))]
        first: dict[str, str] = {}
        for at, one in found:
            if one.id and first.setdefault(one.id, at) != at:
                self._fault(f"{at}.id", f"{_short(one.id)} is the id of {first[one.id]}, too")
        return [one for _, one in found]

    def _slot_set(self, where: str, value: object) -> frozenset[int]:
        slots = [self._slot(at, each) for at, each in self._each(where, value, MOST_SLOTS)]
        return frozenset(slot for slot in slots if slot is not None)

    def _slot(self, where: str, value: object) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < self._slots:
            return value
        self._wrong(where, value, f"slot: 0 to {self._slots - 1}")
        return None

    def _names(self, where: str, value: object, most: int) -> list[str]:
        found = [self._name(at, each) for at, each in self._each(where, value, most)]
        for name, number in Counter(found).items():
            if number > 1 and name:
                self._fault(where, f"{_short(name)} stands in it {number} times")
        return found

    def _name(self, where: str, value: object) -> str:
        if isinstance(value, str) and 0 < len(value) <= _LONGEST_NAME:
            return value
        self._wrong(where, value, f"id: a text of 1 to {_LONGEST_NAME} characters")
        return ""

    def _number(self, where: str, value: object, least: int, most: int) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self._wrong(where, value, f"whole number from {least} to {most}")
        return None

    def _each(self, where: str, value: object, most: int) -> list[tuple[str, object]]:
        """What stands in a list, each with its place; nothing where it is left out, or no list."""
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong(where, value, "list")
            return []
        if len(value) > most:
            self._fault(where, f"{len(value)} are too many: at most {most}")
            return []
        return [(f"{where}[{index}]", each) for index, each in enumerate(value)]

    def _object(self, where: str, value: object, known: set[str] | None) -> dict[str, object] | None:
        """An object, all its keys among those known (None: any); None where it is no object."""
        if not isinstance(value, dict):
            self._wrong(where, value, "object")
            return None
        for key in value:
            if known is not None and key not in known:
                self._fault(where, f"unknown key {_short(key)}")
        if isinstance(value, Twice):
            for key in value.twice:
                self._fault(where, f"the key {_short(key)} stands in it more than once")
        return value

    def _fault(self, where: str, what: str) -> None:
        self.number += 1
        if self.number <= _NAMED:
            self.faults.append(f"{where}: {what}")

    def _wrong(self, where: str, value: object, wanted: str) -> None:
        self._fault(
            where, f"{_short(value)} is no {wanted}" if value is not None else f"left out; wanted: {wanted}"
        )


def _short(value: object) -> str:
    """A value as it is shown in a fault: a stranger's text may have any length and any sign."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, float) and not isfinite(value):
        return "so large a number"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:37]}..."  # noqa: PLR2004 -- as wide as a line has room
