"""The resident memory of the bot with 4,000 delegates, before and after 2,000 updates (Linux only)."""

from __future__ import annotations

import sys

from tests.benchmarks.support import forum_of, table
from tests.benchmarks.support_memory import megabytes
from tests.benchmarks.support_processes import bot_environment, python, stage

DELEGATES = 4000
PEOPLE = 200
ROUNDS = 5
GOAL = 120
_LOOKED_AT = ("/start", "/tables", "/agenda", "/programme", "/info", "/visits", "/settings", "/help")


async def main() -> None:
    """Print megabytes, resident now and at most, as the updates come; 400 of them at a time."""
    async with (
        forum_of(DELEGATES, recognised=PEOPLE) as database,
        stage(PEOPLE) as server,
        python("-m", "bot", "run", environ=bot_environment(server.url, database)) as bot,
    ):
        await server.seconds("say", ("/start",), people=1, times=1)
        rows = [(0, *megabytes(bot.pid))]
        for turn in range(1, ROUNDS + 1):
            await server.seconds("say", _LOOKED_AT, people=PEOPLE, times=2)
            rows.append((turn * PEOPLE * 2, *megabytes(bot.pid)))
    sys.stdout.write(f"{table(('updates', 'MB resident', 'MB at most'), rows)}\n(goal {GOAL} MB)\n")
