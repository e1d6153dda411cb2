"""The whole path of an update, in updates a second, against the least a bot can be.

Ours: getUpdates, durable inbox, who it is, rules, screen, answer, mark. The others repeat what they get.
Every bot has a process of its own and the same server; they take turns, in several rounds. The processor time of
the bot's process is given beside: it says the same where the machine is busy with other things.
"""

from __future__ import annotations

import sys
from asyncio.subprocess import Process
from collections import defaultdict
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from handlers import buttons
from storage.database import Database
from tests.benchmarks.support import forum_of, table
from tests.benchmarks.support_processes import Stage, bot_environment, cpu_seconds, python, stage

ROUNDS = 3
PEOPLE = 200
DELEGATES = 4000
OURS = "ours"
ECHOES = {
    "PTB echo": "library",
    "PTB echo, 16 at once": "library-concurrent",
    "aiogram echo": "aiogram",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What people do: 'say' or 'press', and with what, by turns."""

    name: str
    act: str
    what: Sequence[str]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who does it: so many people, each so many times; `apart`: one act at a time, the next once it is answered."""

    name: str
    people: int
    times: int
    apart: bool = False

    @property
    def acts(self) -> int:
        """How many updates that makes."""
        return self.people * self.times


CROWDS = (
    Crowd("200 people", PEOPLE, 6),
    Crowd("one chat", 1, 300),
    Crowd("one by one", 1, 200, apart=True),
)
MEET = Crowd("everybody once", PEOPLE, 1)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement: updates a second, and milliseconds of processor time for each."""

    rate: float
    cpu: float

    def against(self, ours: Figure) -> str:
        """This beside ours: updates a second and how many times that ours handled; the same of processor time."""
        return f"{self.rate:.0f} x{ours.rate / self.rate:.2f} ({self.cpu:.2f} ms x{self.cpu / ours.cpu:.2f})"


Figures = dict[tuple[str, str, str], list[Figure]]
"""By bot, kind and crowd: one for each round."""


async def main() -> None:
    """Let the bots take turns; print updates a second and how many times those of each echo bot ours handled."""
    figures: Figures = defaultdict(list)
    async with forum_of(DELEGATES, recognised=PEOPLE) as database, stage(PEOPLE) as server:
        ours = await _our_kinds(database)
        for _ in range(ROUNDS):
            async with _our_bot(server, database) as bot:
                await _measure(server, bot, OURS, ours, figures)
            for name, kind in ECHOES.items():
                async with _echo(server, kind) as bot:
                    await _measure(server, bot, name, _echo_kinds(), figures)
    sys.stdout.write(f"{_report(ours, figures)}\n")


async def _our_kinds(database: Path) -> Sequence[Kind]:
    async with Database.open(database, readers=1) as opened, opened.read() as view:
        session = await view.number("SELECT id FROM sessions WHERE code = 'energia'")
    look = (buttons.ShowTables(), buttons.Home())
    change = (buttons.Join(session, despite_clash=True), buttons.Leave(session, sure=True))
    return (
        Kind("/start", "say", ("/start",)),
        Kind("press, looks", "press", [button.pack() for button in look]),
        Kind("press, changes", "press", [button.pack() for button in change]),
    )


def _echo_kinds() -> Sequence[Kind]:
    return Kind("say", "say", ("/start",)), Kind("press", "press", ("t", "h"))


def _our_bot(server: Stage, database: Path) -> AbstractAsyncContextManager[Process]:
    return python("-m", "bot", "run", environ=bot_environment(server.url, database))


def _echo(server: Stage, kind: str) -> AbstractAsyncContextManager[Process]:
    arguments = ("-m", "tests.benchmarks.support_echo", kind)
    return python(*arguments, environ={"TELEGRAM_API_URL": server.url})


async def _measure(server: Stage, bot: Process, name: str, kinds: Sequence[Kind], figures: Figures) -> None:
    # Everybody has a message to press on, and the process is warm.
    await server.seconds("say", ("/start",), people=MEET.people, times=MEET.times)
    for kind in kinds:
        for crowd in CROWDS:
            before = cpu_seconds(bot.pid)
            seconds = await server.seconds(
                kind.act, kind.what, people=crowd.people, times=crowd.times, apart=crowd.apart
            )
            cpu = (cpu_seconds(bot.pid) - before) / crowd.acts * 1000
            figures[name, kind.name, crowd.name].append(Figure(crowd.acts / seconds, cpu))


def _report(ours: Sequence[Kind], figures: Figures) -> str:
    middle = {
        what: Figure(median(one.rate for one in found), median(one.cpu for one in found))
        for what, found in figures.items()
    }
    rows = []
    for crowd in CROWDS:
        for kind in ours:
            own = middle[OURS, kind.name, crowd.name]
            others = (middle[name, kind.act, crowd.name].against(own) for name in ECHOES)
            rows.append((f"{crowd.name}: {kind.name}", f"{own.rate:.0f} ({own.cpu:.2f} ms)", *others))
    return table(("updates a second (processor time for each)", OURS, *ECHOES), rows)
