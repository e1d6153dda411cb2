"""Long polling: fetch, write, and only then confirm."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence

from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.flood import seconds_of
from bot.inbox.inbox import Closed, Inbox
from bot.inbox.raw import number_of
from bot.inbox.seam import Fetch

logger = logging.getLogger(__name__)

_LONG_POLL = 30
_CONFLICT = 15.0
_LONGEST = 30.0
_REFUSED = (
    "Telegram refuses BOT_TOKEN. Ask @BotFather for the right one, and see that TELEGRAM_API_URL is right."
)


class TokenRefused(Exception):
    """Telegram does not know the token."""


class Poller:
    """Asks Telegram for updates until it is cancelled.

    The offset never comes from the database, only from a batch that this process has written: Telegram begins
    anew with other numbers, lower ones too, after a week of silence. For the same reason nothing is confirmed
    twice: after an empty answer the offset is left out again. What Telegram delivers once more is known by its
    number and ignored.

    `sleep` and `chance` (0..1, spreads the retries) are replaced in tests.
    """

    def __init__(
        self,
        fetch: Fetch,
        inbox: Inbox,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._fetch = fetch
        self._inbox = inbox
        self._sleep = sleep
        self._chance = chance
        self._offset = 0
        self._failures = 0

    async def run(self) -> None:
        """Poll until cancelled or the inbox closes; raises TokenRefused where Telegram does not know the token."""
        while True:
            await self._inbox.room()
            try:
                await self._once()
            except Closed:
                return
            except (InvalidToken, EndPointNotFound) as error:
                raise TokenRefused(_REFUSED) from error
            except Exception as error:  # noqa: BLE001 -- nothing may end the polling
                await self._sleep(self._pause(error))
            else:
                self._failures = 0

    async def _once(self) -> None:
        batch = await self._fetch(self._offset, _LONG_POLL)
        await self._inbox.keep(batch)
        self._offset = _after(batch)

    def _pause(self, error: Exception) -> float:
        if isinstance(error, RetryAfter):
            return seconds_of(error)
        if isinstance(error, Conflict):
            logger.error("another process polls with this token, or a webhook is set: %s", error)
            return _CONFLICT * (1 + self._chance())
        self._failures += 1
        if isinstance(error, TelegramError):
            logger.warning("no updates from Telegram (%s), trying again", error)
        else:
            logger.error("updates cannot be taken in, trying again", exc_info=error)
        longest = min(_LONGEST, 2.0 ** min(self._failures - 1, 10))
        return max(1.0, longest * (0.5 + self._chance() / 2))


def _after(batch: Sequence[object]) -> int:
    numbers = [number for number in map(number_of, batch) if number is not None]
    if batch and not numbers:
        raise ValueError("a batch without a single update_id")
    return max(numbers) + 1 if numbers else 0
