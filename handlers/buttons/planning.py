"""Planning the Meeting Point: a run, its plan, and what is decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class ShowPlanning(Button):
    """What there is to plan, the run that is under way, or the plan that waits for a decision."""

    prefix: ClassVar[str] = "pl"
    needs: ClassVar[Need] = Need.ORGANISER


@dataclass(frozen=True, slots=True)
class BeginPlanning(Button):
    """Begin a run: `scope` is what it may change. Not `fresh`: the meetings that were to stay, stay."""

    prefix: ClassVar[str] = "plb"
    needs: ClassVar[Need] = Need.ORGANISER
    scope: str
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class StopPlanning(Button):
    """End a run with the best plan so far. `live`: pressed under the message that shows how it goes on."""

    prefix: ClassVar[str] = "pls"
    needs: ClassVar[Need] = Need.ORGANISER
    run: int
    live: bool = False


@dataclass(frozen=True, slots=True)
class AcceptPlan(Button):
    """Write a plan down and tell everybody concerned; not `sure`: ask first. `rest`: without what holds no more."""

    prefix: ClassVar[str] = "pla"
    needs: ClassVar[Need] = Need.ORGANISER
    run: int
    sure: bool = False
    rest: bool = False


@dataclass(frozen=True, slots=True)
class DiscardPlan(Button):
    """Everything stays as it is."""

    prefix: ClassVar[str] = "pld"
    needs: ClassVar[Need] = Need.ORGANISER
    run: int


@dataclass(frozen=True, slots=True)
class ShowNotPlaced(Button):
    """The meetings for which a plan has no place, and why."""

    prefix: ClassVar[str] = "plu"
    needs: ClassVar[Need] = Need.ORGANISER
    run: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowMoves(Button):
    """The meetings that a plan moves; `keep`: one of them that is to stay where it is, or no more."""

    prefix: ClassVar[str] = "plm"
    needs: ClassVar[Need] = Need.ORGANISER
    run: int
    page: int = 0
    keep: int = 0


@dataclass(frozen=True, slots=True)
class SendHall(Button):
    """A picture of the Meeting Point as a plan would have it, by slot and table."""

    prefix: ClassVar[str] = "plp"
    needs: ClassVar[Need] = Need.ORGANISER
    run: int
