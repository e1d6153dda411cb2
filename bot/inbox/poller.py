"""Long polling: fetch, write, and only then confirm."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

from telegram.error import EndPointNotFound, InvalidToken

from bot.inbox.backoff import Backoff, Chance, Sleep
from bot.inbox.inbox import Closed, Inbox
from bot.inbox.raw import number_of
from bot.inbox.seam import Fetch

_LONG_POLL = 30
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
        self, fetch: Fetch, inbox: Inbox, *, sleep: Sleep = asyncio.sleep, chance: Chance = random.random
    ) -> None:
        self._fetch = fetch
        self._inbox = inbox
        self._sleep = sleep
        self._backoff = Backoff(chance)
        self._offset = 0

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
            except Exception as error:  # noqa: BLE001 -- nothing else may end the polling
                await self._sleep(self._backoff.pause(error))
            else:
                self._backoff.succeeded()

    async def _once(self) -> None:
        batch = await self._fetch(self._offset, _LONG_POLL)
        await self._inbox.keep(batch)
        self._offset = _after(batch)


def _after(batch: Sequence[object]) -> int:
    numbers = [number for number in map(number_of, batch) if number is not None]
    if batch and not numbers:
        raise ValueError("a batch without a single update_id")
    return max(numbers) + 1 if numbers else 0
