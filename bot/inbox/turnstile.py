"""First come, first served, although many are handled at once: effects pass in the order in which turns were taken.

A ticket is taken when an update's turn comes. Whoever wants to change something waits until everybody with an
earlier ticket has changed something or is known not to: before an answer goes over the network at the latest.
"""

from __future__ import annotations

import asyncio
from contextvars import ContextVar


class Ticket:
    """One update's place in the order."""

    def __init__(self, turnstile: Turnstile, number: int) -> None:
        self._turnstile = turnstile
        self._number = number

    async def come(self) -> None:
        """Wait until everybody before is through."""
        await self._turnstile.wait_for(self._number)

    def through(self) -> None:
        """Let those behind pass; saying it again does nothing."""
        self._turnstile.let(self._number)


class Turnstile:
    """Hands out tickets and holds people up until it is their turn."""

    def __init__(self) -> None:
        self._next = 0
        self._inside: set[int] = set()
        self._waiting: dict[int, asyncio.Future[None]] = {}

    def enter(self) -> Ticket:
        """The next ticket."""
        self._next += 1
        self._inside.add(self._next)
        return Ticket(self, self._next)

    async def wait_for(self, number: int) -> None:
        """Wait until no smaller number is inside."""
        if min(self._inside, default=number) >= number:
            return
        turn = self._waiting[number] = asyncio.get_running_loop().create_future()
        try:
            await turn
        finally:
            self._waiting.pop(number, None)

    def let(self, number: int) -> None:
        """A number is through: whoever is first now may come."""
        self._inside.discard(number)
        first = min(self._inside, default=None)
        turn = None if first is None else self._waiting.get(first)
        if turn is not None and not turn.done():
            turn.set_result(None)


current: ContextVar[Ticket] = ContextVar("current")
"""The ticket of the update that is being handled."""
