"""Paper for 400 people: seconds and memory of the process that draws, and the longest pause of the bot meanwhile."""

from __future__ import annotations

import asyncio
import resource
import sys
from collections.abc import Awaitable, Sequence
from datetime import UTC, datetime, timedelta
from time import perf_counter

from forum.apart import apart
from forum.figures.drawing import pictures
from forum.figures.facts import Matrix
from forum.paper.drawing import badges, listing
from forum.paper.facts import Badge, Badges, Listing, Listings, Part
from tests.benchmarks.support import table

PEOPLE, TABLES, HOURS = 400, 90, 8
GOAL = 10.0
_NOW = datetime(2018, 11, 29, 7, 40, tzinfo=UTC)
_BEAT = 0.005


async def main() -> None:
    """Print a row for each kind of paper."""
    rows: list[Sequence[object]] = [
        await _measured(f"badges of {PEOPLE}", apart(badges.draw, _badges())),
        await _measured(f"agendas of {PEOPLE}", apart(listing.draw, _agendas())),
        await _measured(f"chart of {TABLES} tables", apart(pictures.matrix, _hall())),
    ]
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    header = ("what", "seconds", "kB", "longest pause of the loop, ms")
    sys.stdout.write(f"{table(header, rows)}\nat most {most:.0f} MB in a process (goal {GOAL:.0f} s)\n")


async def _measured(what: str, made: Awaitable[bytes]) -> Sequence[object]:
    pauses: list[float] = []
    beating = asyncio.create_task(_beat(pauses))
    began = perf_counter()
    content = await made
    seconds = perf_counter() - began
    beating.cancel()
    return what, seconds, len(content) / 1024, max(pauses) * 1000


async def _beat(pauses: list[float]) -> None:
    while True:
        asked = perf_counter()
        await asyncio.sleep(_BEAT)
        pauses.append(perf_counter() - asked - _BEAT)


def _badges() -> Badges:
    found = [
        Badge(
            f"Константин Вознесенский {number}",
            f"Konstantin Voznesenskii {number}",
            "Средневолжский промышленный банк",
            "Banca industriale del Medio Volga",
            "",
            "ru",
            ("Delegazione russa", "Российская делегация"),
            f"https://t.me/forum_bot?start=c_{number:024x}",
        )
        for number in range(PEOPLE)
    ]
    return Badges("Badge", ("Task Force italo-russa", "Российско-Итальянская рабочая группа"), found, _NOW)


def _agendas() -> Listings:
    rows = [("15:10–15:30", f"Встреча {number}\nТема: «Пряжа»", "Павильон Каванилья") for number in range(16)]
    one = Listing("Вознесенский", ["Банк"], ("Время", "Что", "Где"), (2, 8, 5), [Part("", rows)], bold=1)
    return Listings("Программы", [one] * PEOPLE, _NOW)


def _hall() -> Matrix:
    counts = [[(row + hour) % 4 for hour in range(HOURS)] for row in range(TABLES)]
    hours = [f"{(_NOW + timedelta(hours=hour)).hour}:00" for hour in range(HOURS)]
    return Matrix(
        "Meeting Point", "", [str(row) for row in range(1, TABLES + 1)], hours, "Стол", "Час", counts, 3
    )
