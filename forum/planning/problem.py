"""A planning problem: who meets whom, and what there is of slots, tables and interpreters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SECONDS = 60.0
"""So long a search lasts where the problem names no bound."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody (a participant, an interpreter) with the slots in which they are not there."""

    id: str
    forbidden: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is to be placed.

    `slot` fixes it: it is placed there, whatever else cannot be. `after` names meetings that must be earlier, where
    both are placed. `interpreter`: it needs one, any of those in `able` (None: of all there are).

    `now` is the slot it has: a first plan begins from there. `was` is a slot that it would rather keep: as few
    meetings as possible leave theirs, before breaks are looked at.
    `table` is the table it has there, or in the slot in which it is fixed: it keeps it where it stays. `helper` is
    the interpreter it has there: it keeps them where it stays, unless another has nobody else.
    """

    id: str
    participants: tuple[str, ...]
    interpreter: bool = False
    slot: int | None = None
    forbidden: frozenset[int] = frozenset()
    after: tuple[str, ...] = ()
    priority: int = 1
    able: frozenset[str] | None = None
    was: int | None = None
    now: int | None = None
    table: int | None = None
    helper: str | None = None

    def stays(self, slot: int) -> bool:
        """Whether it would be where it is already."""
        return slot in {self.slot, self.was, self.now}


@dataclass(frozen=True, slots=True)
class Problem:
    """The planning problem of the contract; slots are numbered from 0, tables from 1.

    `table_capacity` lowers `tables` in some slots: there the first of them are to be had. `fairness` bounds how much
    the numbers of breaks of any two participants may differ. `taken_tables` are not to be had in a slot, by number.
    """

    slots: int
    tables: int
    meetings: Sequence[Meeting]
    participants: Sequence[Person] = ()
    interpreters: Sequence[Person] = ()
    fairness: int | None = None
    table_capacity: Mapping[int, int] = field(default_factory=dict)
    max_seconds: float = SECONDS
    taken_tables: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def tables_in(self, slot: int) -> int:
        """How many tables there are in a slot."""
        taken = len(self.taken_tables.get(slot, ()))
        return min(self.tables - taken, self.table_capacity.get(slot, self.tables))


class Contradictory(Exception):
    """The problem contradicts itself, or is none: `faults` are sentences, each with its place."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)
