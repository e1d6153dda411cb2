"""Waiting for something to become true, without asking again and again."""

import asyncio
from collections.abc import Callable


class Changes:
    """Wakes whoever waits each time something in the world has changed."""

    def __init__(self) -> None:
        self.number = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        """Something has changed."""
        self.number += 1
        if self._waiting:
            waiting, self._waiting = self._waiting, set()
            for future in waiting:
                if not future.done():
                    future.set_result(None)

    def coming(self) -> asyncio.Future[None]:
        """Done at the next change after this very call; to be cancelled by whoever waits no longer."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return future

    async def next(self) -> None:
        """Returns after the next change."""
        await self.coming()

    async def until(self, holds: Callable[[], object], seconds: float = 10) -> None:
        """Returns as soon as `holds()` is true; TimeoutError after `seconds` of real time."""
        async with asyncio.timeout(seconds):
            while not holds():
                await self.next()
