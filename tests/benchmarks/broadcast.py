"""How long somebody waits for an answer while a broadcast goes to everybody, within Telegram's real limits.

Ours (outbox, delivery, pacer) beside python-telegram-bot with its own AIORateLimiter, each on a server that holds
to the limits; both send 32 at once. `BROADCAST=5000` takes some five minutes for each; the default is 1,200 people.
"""

from __future__ import annotations

import asyncio
import math
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.demo.rehearsal import OPENING
from storage import outbox
from storage.database import Database
from tests.benchmarks.support import FIRST_USER, forum_of, table
from tests.benchmarks.support_processes import Stage, Waits, bot_environment, python, stage

PEOPLE = int(os.environ.get("BROADCAST", "1200"))
ASKERS = 40
EVERY = 1 / 3
"""Three people a second write: what is left for the broadcast are 27 of Telegram's 30."""
LIMIT = 30.0
WARM_UP = 40
ALONE = 200
"""Answers without a broadcast."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One bot's answers without and with a broadcast."""

    alone: Waits
    among: Waits


async def main() -> None:
    """Print the waits at the median and the 99th percentile, their ratios, and how much of the rate was used."""
    head = ("", "p50 ms", "p99 ms", "p50 ms", "p99 ms", "ratio p99", "a second", "of what is left", "refused")
    found = {"ours": await _ours(), "AIORateLimiter": await _theirs()}
    sys.stdout.write(
        f"{PEOPLE} people told; {ALONE} answers before (the first two columns), then during it\n"
    )
    sys.stdout.write(f"{table(head, [_row(name, one) for name, one in found.items()])}\n")


def _row(name: str, one: Figures) -> tuple[object, ...]:
    alone, among = one.alone.waited, one.among.waited
    rate = (one.among.told - 1) / one.among.seconds
    waits = [f"{percentile(times, part) * 1000:.1f}" for times in (alone, among) for part in (0.5, 0.99)]
    ratio = percentile(among, 0.99) / percentile(alone, 0.99)
    share = rate / (LIMIT - 1 / EVERY)
    return (name, *waits, ratio, f"{rate:.2f}", f"{share:.1%}", one.alone.refused + one.among.refused)


def percentile(values: Sequence[float], part: float) -> float:
    """The smallest value that is not below so large a part of them."""
    return sorted(values)[max(0, math.ceil(len(values) * part) - 1)]


async def _measured(server: Stage, tell: Callable[[], Awaitable[None]]) -> Figures:
    await server.waits("/help", askers=ASKERS, every=EVERY, times=WARM_UP)
    alone = await server.waits("/help", askers=ASKERS, every=EVERY, times=ALONE)
    await tell()
    return Figures(alone, await server.waits("/help", askers=ASKERS, every=EVERY, times=0, told=PEOPLE))


async def _ours() -> Figures:
    async with forum_of(PEOPLE + ASKERS, recognised=PEOPLE + ASKERS) as database, _limited_stage() as server:
        environ = bot_environment(server.url, database) | {"TELEGRAM_LIMITS": "real"}
        async with python("-m", "bot", "run", environ=environ):
            return await _measured(server, lambda: _tell(database))


@asynccontextmanager
async def _limited_stage() -> AsyncIterator[Stage]:
    async with stage(PEOPLE + ASKERS, "real") as server:
        yield server


async def _tell(database: Path) -> None:
    """As one use case would: a notice for everybody in one transaction."""
    async with Database.open(database, readers=1) as opened, opened.write() as tx:
        rows = await tx.rows(
            "SELECT delegate_id FROM accounts WHERE user_id < ? ORDER BY user_id", (FIRST_USER + PEOPLE,)
        )
        turns = [(row["delegate_id"], f"benchmark:{row['delegate_id']}", OPENING) for row in rows]
        await outbox.put_many(tx, kind="registration_accepted", priority=2, turns=turns)


async def _theirs() -> Figures:
    async with _limited_stage() as server:
        environ = {"TELEGRAM_API_URL": server.url}
        async with python("-m", "tests.benchmarks.support_echo", "library-limited", environ=environ):

            async def tell() -> None:
                phone = f"{server.url}/rehearsal/phones/{FIRST_USER + PEOPLE}/messages"
                async with server.session.post(phone, json={"text": f"/tell {PEOPLE}"}) as said:
                    said.raise_for_status()

            return await _measured(server, tell)


if __name__ == "__main__":
    asyncio.run(main())
