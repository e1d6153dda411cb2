"""`python -m bot.demo.server`: the server in a process of its own."""

import argparse
import asyncio
import logging
import signal
import time

from bot.demo.server.app import TOKEN, RehearsalServer
from bot.demo.server.limits import Limits

LOG = logging.getLogger("bot.demo.server")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.demo.server", description="A local Bot API server.")
    parser.add_argument("--port", type=int, default=8081, help="where it answers; 0 takes a free port")
    parser.add_argument("--token", default=TOKEN, help="the token of the only bot")
    parser.add_argument("--limits", choices=("real", "off"), default="real", help="Telegram's rates, or none")
    parser.add_argument("--people", type=int, default=0, help="so many people to begin with")
    return parser.parse_args()


async def _serve(arguments: argparse.Namespace) -> None:
    limits = Limits.real() if arguments.limits == "real" else Limits.off()
    first = int(time.time()) % 1_000_000
    server = RehearsalServer(arguments.token, arguments.port, limits=limits, first_message_id=first)
    for number in range(1, arguments.people + 1):
        server.meet(f"Person {number}", language_code="it" if number % 2 else "ru")
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with server:
        LOG.info("listening at %s", server.url)
        await stopped.wait()


def main() -> None:
    """Serves until it is told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    asyncio.run(_serve(_arguments()))


if __name__ == "__main__":
    main()
