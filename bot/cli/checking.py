"""`check`."""

from __future__ import annotations

import asyncio
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import User, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.cli import surroundings
from bot.cli.problem import Problem
from bot.settings import Settings
from storage.errors import StorageError
from storage.inspection import Inspection, inspect

Check = Callable[[Settings], Coroutine[Any, Any, str]]

_IMPORT = "python -m bot import PATH"


def add_to(verbs: _SubParsersAction[ArgumentParser]) -> None:
    """Tell the command line about this verb."""
    verb = verbs.add_parser(
        "check",
        help="settings, database, room, organisers, privacy, catalogues, token: what is wrong and how to mend it",
        description=carry_out.__doc__,
    )
    verb.set_defaults(carry_out=carry_out)


def carry_out(_arguments: Namespace, settings: Settings) -> int:
    """Looks at settings, database, disk, organisers, privacy, catalogues and token; changes nothing.

    What is wrong is said with its remedy.
    """
    wrong = asyncio.run(_all(settings))
    if wrong:
        raise Problem("\n".join(wrong))
    return 0


async def _all(settings: Settings) -> list[str]:
    wrong = []
    for name, check in _CHECKS.items():
        try:
            sys.stdout.write(f"{name:<11} ok: {await check(settings)}\n")
        except (Problem, StorageError) as error:
            wrong.append(f"{name:<11} {error}")
    return wrong


async def _settings(settings: Settings) -> str:
    way = (
        "polling"
        if settings.webhook is None
        else f"webhook {settings.webhook.url}, port {settings.webhook.port}"
    )
    clock = "the real time" if settings.clock_start is None else f"a rehearsal from {settings.clock_start}"
    return f"{way}; {clock}"


async def _database(settings: Settings) -> str:
    if not settings.database.is_file():
        raise Problem(
            f"There is no database at {settings.database}: load a forum with {_IMPORT}, or set DATABASE."
        )
    found = await inspect(settings.database)
    return _verdict(settings, found)


def _verdict(settings: Settings, found: Inspection) -> str:
    where = settings.database
    if found.faults:
        raise Problem(f"The database {where} is damaged: {'; '.join(found.faults)}. Restore a backup.")
    if found.version > found.latest:
        raise Problem(f"The database {where} was written by a newer version of the bot: start that version.")
    if found.forum is None:
        raise Problem(f"There is no forum in {where}: load one with {_IMPORT}.")
    behind = "" if found.version == found.latest else "; it is brought up to date at the next start"
    return f"{where}, sound; {found.forum[0]}; delegates: {found.delegates}{behind}"


async def _catalogues(_settings: Settings) -> str:
    from locales.checking import faults

    found = faults()
    if found:
        raise Problem("\n".join([*found, "Mend locales/*/*.po, or install the bot anew."]))
    return "Italian and Russian are complete"


async def _token(settings: Settings) -> str:
    if settings.bot_token is None:
        return "not set, so not asked; `run` needs one from @BotFather, `demo` needs none"
    try:
        user, webhook = await _asked(settings)
    except InvalidToken as error:
        raise Problem("Telegram refuses BOT_TOKEN. Ask @BotFather for the right one.") from error
    except TelegramError as error:
        raise Problem(
            f"Telegram does not answer at {settings.telegram_api_url} ({type(error).__name__}), so the token could "
            "not be tried. Look at the network, the proxy and TELEGRAM_API_URL."
        ) from error
    if not user.supports_inline_queries:
        raise Problem(
            f"it is @{user.username}, but inline mode is off, so delegates are not found from other chats. Send "
            "/setinline to @BotFather."
        )
    return f"it is @{user.username}{_delivery(settings, webhook)}"


def _delivery(settings: Settings, webhook: WebhookInfo) -> str:
    """What Telegram says of the webhook, where there is to be one."""
    wanted = settings.webhook
    if wanted is None:
        return "; Telegram still has a webhook, which the next start withdraws" if webhook.url else ""
    if webhook.url != wanted.url:
        return "; Telegram does not know the webhook yet: the next start announces it"
    if webhook.last_error_message:
        raise Problem(
            f"Telegram cannot deliver to {wanted.url}: {webhook.last_error_message}. {webhook.pending_update_count} "
            "updates wait. Look at the certificate, the reverse proxy and WEBHOOK_PORT."
        )
    return f"; the webhook works, {webhook.pending_update_count} updates wait"


async def _asked(settings: Settings) -> tuple[User, WebhookInfo]:
    from telegram import Bot

    from bot.transport import AiohttpRequest

    bot = Bot(settings.needed_token(), f"{settings.telegram_api_url}/bot", request=AiohttpRequest())
    async with bot:
        return await bot.get_me(), await bot.get_webhook_info()


_CHECKS: dict[str, Check] = {
    "settings": _settings,
    "database": _database,
    "room": surroundings.room,
    "organisers": surroundings.organisers,
    "privacy": surroundings.privacy,
    "catalogues": _catalogues,
    "token": _token,
}
