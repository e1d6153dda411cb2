"""What handling an update came to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from storage.connection import Connection

Afterwards = Callable[[Connection], Awaitable[None]]
"""Something to be written in the transaction that marks the update as handled."""


@dataclass(frozen=True, slots=True)
class Done:
    """The update is handled and answered."""

    afterwards: Sequence[Afterwards] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """Telegram said wait: the lane stands still for so many seconds (real time), no attempt is counted."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """It went wrong: tried again a few times, then set aside with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unparsable:
    """It is nothing we can read: set aside at once with the reason."""

    reason: str


Verdict = Done | Later | Failed | Unparsable
