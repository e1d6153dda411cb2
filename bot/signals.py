"""Being told to stop: politely by a signal, and for certain by a deadline."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from types import FrameType

logger = logging.getLogger(__name__)

DEADLINE = 9.5
"""Seconds from the signal to the end of the process, come what may: whoever stops us kills after ten."""


class StopSignal:
    """Set by SIGTERM or SIGINT; must be made in the main thread, in the running loop.

    The deadline is kept by a thread: a handler that blocks the loop itself cannot hold the process up. The inbox
    and the outbox make that safe.
    """

    def __init__(self, deadline: float = DEADLINE) -> None:
        self._deadline = deadline
        self._loop = asyncio.get_running_loop()
        self._told = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            # Not the loop's own way: that waits for the loop.
            signal.signal(number, self._tell)

    async def wait(self) -> None:
        """Wait for the signal."""
        await self._told.wait()

    def set(self) -> None:
        """Stop for another reason, with the same deadline; from any thread."""
        guard = threading.Timer(self._deadline, _give_up)
        guard.daemon = True
        guard.start()
        self._loop.call_soon_threadsafe(self._told.set)

    def _tell(self, _number: int, _frame: FrameType | None) -> None:
        self.set()


def _give_up() -> None:
    logger.error("the stop took too long; what was under way is taken up again at the next start")
    logging.shutdown()
    os._exit(1)
