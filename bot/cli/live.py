"""`run` and `demo`."""

from __future__ import annotations

import asyncio
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from datetime import datetime

from telegram.error import InvalidToken, TelegramError

from bot import logs
from bot.cli.problem import Problem
from bot.clock import Clock
from bot.inbox.poller import TokenRefused
from bot.service import serving
from bot.settings import Settings, clock_speed, clock_start
from bot.signals import StopSignal

DEMO_PORT = 8000


def add_to(verbs: _SubParsersAction[ArgumentParser]) -> None:
    """Tell the command line about these verbs."""
    run = verbs.add_parser(
        "run",
        help="the bot, by long polling, or by webhook where WEBHOOK_URL is set",
        description=carry_out_run.__doc__,
    )
    run.set_defaults(carry_out=carry_out_run)
    demo = verbs.add_parser(
        "demo", help="a rehearsal in the browser: no token, no network", description=carry_out_demo.__doc__
    )
    demo.add_argument(
        "--port", type=_port, default=DEMO_PORT, metavar="N", help=f"where the page is ({DEMO_PORT})"
    )
    demo.add_argument(
        "--clock-start",
        type=_instant,
        metavar="T",
        help="the forum's clock starts at this instant, ISO with offset",
    )
    demo.add_argument("--clock-speed", type=_speed, metavar="X", help="forum seconds per real second (1)")
    demo.set_defaults(carry_out=carry_out_demo)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:  # noqa: PLR2004 -- the highest port there is
        raise ArgumentTypeError(f"{text!r} is no port: a number from 0 (a free one) to 65535")
    return int(text)


def _instant(text: str) -> datetime:
    try:
        return clock_start(text)
    except ValueError:
        raise ArgumentTypeError(
            f"{text!r} is no instant with its offset, like 2018-11-29T08:30+01:00"
        ) from None


def _speed(text: str) -> float:
    try:
        return clock_speed(text)
    except ValueError:
        raise ArgumentTypeError(f"invalid speed {text!r}: a number above 0, at most 100000") from None


def carry_out_run(_arguments: Namespace, settings: Settings) -> int:
    """Runs the bot until it is told to stop (SIGTERM, SIGINT)."""
    settings.needed_token()
    logs.configure(settings.log_level, settings.log_format, settings.secrets)
    asyncio.run(_run(settings))
    return 0


async def _run(settings: Settings) -> None:
    logs.watch(asyncio.get_running_loop())
    stop = StopSignal()
    clock = Clock(settings.clock_start, settings.clock_speed)
    try:
        async with serving(settings, clock) as service:
            told = asyncio.create_task(stop.wait())
            await asyncio.wait([told, service.arriving], return_when=asyncio.FIRST_COMPLETED)
            told.cancel()
            if service.arriving.done() and not service.arriving.cancelled():
                service.arriving.result()
    except (InvalidToken, TokenRefused) as error:
        raise Problem("Telegram refuses BOT_TOKEN. Ask @BotFather for the right one.") from error
    except TelegramError as error:
        raise Problem(
            f"Telegram does not answer at {settings.telegram_api_url}: {type(error).__name__}."
        ) from error


def carry_out_demo(arguments: Namespace, settings: Settings) -> int:
    """Starts a local Bot API server with a chat page in the browser, and the bot on it with the sample forum."""
    from bot.demo.rehearsal import rehearse

    start = arguments.clock_start or settings.clock_start
    speed = arguments.clock_speed if arguments.clock_speed is not None else settings.clock_speed
    logs.configure(settings.log_level, settings.log_format, settings.secrets)
    try:
        asyncio.run(rehearse(arguments.port, start, speed, sys.stdout))
    except OSError as error:
        raise Problem(
            f"The page cannot be served at port {arguments.port}: {error.strerror}. Choose another with --port."
        ) from error
    except ValueError as error:
        raise Problem(f"{error}.") from error
    return 0
