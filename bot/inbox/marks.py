"""Writing down what became of updates, many in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.inbox.lanes import Lane
from bot.inbox.verdicts import Afterwards
from storage import inbox
from storage.connection import Connection


@dataclass(frozen=True, slots=True)
class Handled:
    """The update is done with; `afterwards` is written with it."""

    update_id: int
    lane: Lane
    afterwards: Sequence[Afterwards] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt failed; the lane waits so many seconds before the next."""

    update_id: int
    lane: Lane
    pause: float


@dataclass(frozen=True, slots=True)
class SetAside:
    """The update is given up."""

    update_id: int
    lane: Lane
    reason: str


Mark = Handled | Tried | SetAside


async def write_marks(tx: Connection, marks: Sequence[Mark]) -> None:
    """Write a batch of marks, with what is to be written along."""
    await inbox.handled(tx, [mark.update_id for mark in marks if isinstance(mark, Handled)])
    for mark in marks:
        await _write_rest(tx, mark)


async def _write_rest(tx: Connection, mark: Mark) -> None:
    match mark:
        case Handled():
            for write in mark.afterwards:
                await write(tx)
        case Tried():
            await inbox.tried(tx, mark.update_id)
        case SetAside():
            await inbox.set_aside(tx, mark.update_id, mark.reason)
