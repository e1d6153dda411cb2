"""What comes of a search: how far it is while it goes on, and the plan in the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forum.planning.reasons import Reason


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the search is.

    `stage` is the objective it is at ('lost', 'moved', 'breaks', 'most_breaks', 'idle'); `placed` counts meetings, of
    `total`; `bound` is the fewest breaks that there could be (0 before anything is proved); `seconds` since it began.
    """

    stage: str
    placed: int
    total: int
    breaks: int
    bound: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Assignment:
    """A meeting's place: slots count from 0, tables from 1; `interpreter` is None where none is needed."""

    meeting: str
    slot: int
    table: int
    interpreter: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan.

    `status` is 'optimal' where placed and breaks are proved best, else 'feasible'. `bound` is the fewest breaks there
    could be with so many meetings placed; `moved` how many meetings leave the slot they would rather keep; `unplaced`
    says of each meeting without a place why. `seconds` it took.
    """

    status: str
    breaks: int
    bound: int
    most_breaks: int
    idle: int
    table_changes: int
    moved: int
    assignments: Sequence[Assignment]
    unplaced: Mapping[str, Reason]
    seconds: float

    @property
    def placed(self) -> int:
        """How many meetings have a place."""
        return len(self.assignments)

    def to_json(self) -> dict[str, object]:
        """The answer of the contract."""
        return {
            "status": self.status,
            "placed": self.placed,
            "breaks": self.breaks,
            "most_breaks": self.most_breaks,
            "idle": self.idle,
            "assignments": [
                {"meeting": one.meeting, "slot": one.slot, "table": one.table, "interpreter": one.interpreter}
                for one in self.assignments
            ],
            "unplaced": [
                {"meeting": name, "reason": reason.sentence()} for name, reason in self.unplaced.items()
            ],
        }
