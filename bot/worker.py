"""A worker that sleeps until it is woken."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod


class Worker(ABC):
    """Runs in a task of its own from `start` to `stop`; what it has to do is in the database, so nothing is lost."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._woken = asyncio.Event()
        self._runner: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin."""
        self._runner = asyncio.create_task(self._run(), name=self._name)

    def wake(self) -> None:
        """There may be something to do: called after a commit that told somebody something."""
        self._woken.set()

    async def stop(self) -> None:
        """End; what is under way is gone on with at the next start."""
        if self._runner is not None:
            self._runner.cancel()
            await asyncio.wait([self._runner])

    @abstractmethod
    async def _run(self) -> None:
        """Work for ever; clear `_woken` before looking what there is, wait for it where there is nothing."""
