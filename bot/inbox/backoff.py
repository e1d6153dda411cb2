"""How long to wait after Telegram could not be reached."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable

from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter, TelegramError

from bot.flood import seconds_of

logger = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[object]]
Chance = Callable[[], float]

_CONFLICT = 15.0
_LONGEST = 30.0


class Backoff:
    """Pauses that double from one second to thirty, spread by `chance` (0..1); a success begins anew."""

    def __init__(self, chance: Chance = random.random) -> None:
        self._chance = chance
        self._failures = 0

    def succeeded(self) -> None:
        """The next failure is the first again."""
        self._failures = 0

    def pause(self, error: Exception) -> float:
        """The seconds to wait after this error, which is logged."""
        if isinstance(error, RetryAfter):
            return seconds_of(error)
        if isinstance(error, Conflict):
            logger.error("another process polls with this token, or a webhook is set: %s", error)
            return _CONFLICT * (1 + self._chance())
        if isinstance(error, TelegramError):
            logger.warning("Telegram cannot be reached (%s), trying again", error)
        else:
            logger.error("updates cannot be taken in, trying again", exc_info=error)
        self._failures += 1
        longest = min(_LONGEST, 2.0 ** min(self._failures - 1, 10))
        return max(1.0, longest * (0.5 + self._chance() / 2))


async def persist(call: Callable[[], Awaitable[object]], sleep: Sleep = asyncio.sleep) -> None:
    """Call Telegram until it has answered; raises what no patience mends (a bad request, a refused token)."""
    backoff = Backoff()
    while True:
        try:
            await call()
        except BadRequest:
            raise
        except (NetworkError, RetryAfter) as error:
            await sleep(backoff.pause(error))
        else:
            return
