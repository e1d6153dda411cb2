"""sendMessage by python-telegram-bot's own transport (httpx) and by ours (aiohttp), and what the pacer adds.

The server has a process of its own; the clients take turns in this one.
"""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter, process_time

from telegram import Bot
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.demo.server.app import TOKEN
from bot.pacing import Limits, Pacer
from bot.transport import AiohttpRequest
from tests.benchmarks.support import FIRST_USER, table
from tests.benchmarks.support_processes import Stage, stage

ROUNDS = 3
PEOPLE = 16
CALLS = 800
WARM_UP = 32
TEXT = "Встреча подтверждена: четверг, 29 ноября, 15:20, стол 17. " * 4
WAYS = {"one after the other": 1, "16 at once": PEOPLE}

Make = Callable[[str], Bot]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a number of calls took: seconds that passed, and seconds of this process."""

    calls: int
    passed: float
    worked: float


Figures = dict[tuple[str, str], list[Taken]]
"""By client and way, one for each round."""


def _httpx(url: str) -> Bot:
    return Bot(TOKEN, url, request=HTTPXRequest(), get_updates_request=HTTPXRequest())


def _aiohttp(url: str) -> Bot:
    return Bot(TOKEN, url, request=AiohttpRequest(), get_updates_request=AiohttpRequest())


def _paced(url: str) -> Bot:
    pacer = Pacer(Limits.off())
    request, polling = AiohttpRequest(), AiohttpRequest()
    return ExtBot(TOKEN, url, request=request, get_updates_request=polling, rate_limiter=pacer)


CLIENTS: dict[str, Make] = {"httpx": _httpx, "aiohttp": _aiohttp, "aiohttp, paced": _paced}


async def main() -> None:
    """Print calls a second of each client and how many times those of httpx they are."""
    figures: Figures = defaultdict(list)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(stage(PEOPLE))
        bots = {
            name: await stack.enter_async_context(make(f"{server.url}/bot")) for name, make in CLIENTS.items()
        }
        await _everybody_writes(server)
        for _ in range(ROUNDS):
            for name, bot in bots.items():
                await _send(bot, WARM_UP, PEOPLE)
                for way, workers in WAYS.items():
                    figures[name, way].append(await _send(bot, CALLS, workers))
        waits = median([await _paced_only() for _ in range(ROUNDS)])
    head = ("client", "calls a second, by rounds", "ratio to httpx", "own µs a call", "ratio to httpx")
    rows = [_row(figures, name, way) for way in WAYS for name in CLIENTS]
    sys.stdout.write(f"{table(head, rows)}\n")
    sys.stdout.write(f"a call through the pacer alone, no limits: {waits * 1e6:.1f} µs\n")


async def _everybody_writes(server: Stage) -> None:
    """A bot may write only to those who wrote to it."""
    for user in range(FIRST_USER, FIRST_USER + PEOPLE):
        async with server.session.post(
            f"{server.url}/rehearsal/phones/{user}/messages", json={"text": "/start"}
        ) as said:
            said.raise_for_status()


def _row(figures: Figures, name: str, way: str) -> tuple[object, ...]:
    rates, theirs = (_rates(figures[who, way]) for who in (name, "httpx"))
    works, their_works = (_works(figures[who, way]) for who in (name, "httpx"))
    rounds = " ".join(f"{rate:.0f}" for rate in rates)
    ratio = median(rates) / median(theirs)
    return f"{name}, {way}", rounds, ratio, f"{median(works):.0f}", median(their_works) / median(works)


def _rates(taken: list[Taken]) -> list[float]:
    return [one.calls / one.passed for one in taken]


def _works(taken: list[Taken]) -> list[float]:
    return [one.worked / one.calls * 1e6 for one in taken]


async def _send(bot: Bot, calls: int, workers: int) -> Taken:
    """So many calls by so many workers, each with a chat of their own."""

    async def work(worker: int) -> None:
        for _ in range(calls // workers):
            await bot.send_message(FIRST_USER + worker, TEXT, parse_mode="HTML")

    begun, idle = perf_counter(), process_time()
    await asyncio.gather(*map(work, range(workers)))
    return Taken(calls, perf_counter() - begun, process_time() - idle)


async def _paced_only() -> float:
    pacer, calls = Pacer(Limits.off()), 20_000

    async def nothing() -> bool:
        return True

    process = partial(pacer.process_request, nothing, (), {}, "sendMessage")
    begun = perf_counter()
    for chat in range(calls):
        await process({"chat_id": chat % 500}, None)
    return (perf_counter() - begun) / calls
