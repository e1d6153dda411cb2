"""Where the library is asked for raw updates, which it would rather parse itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot

from bot.inbox.backoff import persist

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
"""What we ask Telegram for; left out, Telegram would go on with what was last asked."""

Fetch = Callable[[int, int], Awaitable[list[Any]]]
"""(offset, seconds to wait) -> raw updates; offset 0 confirms nothing."""

_SLACK = 15.0


def raw_updates(bot: Bot, allowed: Sequence[str] = ALLOWED_UPDATES) -> Fetch:
    """A function that calls getUpdates and gives its result as it came.

    It raises telegram.error.*; a refused token arrives as InvalidToken or, once the bot is initialised, as
    EndPointNotFound.
    """

    async def fetch(offset: int, timeout: int) -> list[Any]:  # noqa: ASYNC109 -- Telegram's word, for the server
        parameters: dict[str, Any] = {"timeout": timeout, "limit": 100, "allowed_updates": list(allowed)}
        if offset:
            parameters["offset"] = offset
        # With its plain name the library would warn each time that it has a method of its own for this.
        found = await bot.do_api_request(
            "getUpdates_",
            api_kwargs=parameters,
            read_timeout=timeout + _SLACK,
            connect_timeout=10.0,
            write_timeout=10.0,
            pool_timeout=10.0,
        )
        return found if isinstance(found, list) else []

    return fetch


async def announce_webhook(bot: Bot, url: str, secret: str, allowed: Sequence[str] = ALLOWED_UPDATES) -> None:
    """Have Telegram deliver to `url`; what waits there is kept. Tries until Telegram answers.

    Raises telegram.error.BadRequest where Telegram does not like the address.
    """

    async def announce() -> None:
        await bot.set_webhook(
            url, secret_token=secret, allowed_updates=list(allowed), drop_pending_updates=False
        )

    await persist(announce)


async def withdraw_webhook(bot: Bot) -> None:
    """Have Telegram wait for polling; what waits there is kept. Tries until Telegram answers."""

    async def withdraw() -> None:
        await bot.delete_webhook(drop_pending_updates=False)

    await persist(withdraw)
