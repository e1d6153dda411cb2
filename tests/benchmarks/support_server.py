"""`python -m tests.benchmarks.support_server N`: the rehearsal server with N people, who can all write at once.

POST /benchmark/say and /benchmark/press have people act and give the seconds until the last answer has come.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from aiohttp import web

from bot.demo.server.app import RehearsalServer
from bot.demo.server.calls import CallRecord
from bot.demo.server.chats import PrivateChat
from bot.demo.server.limits import Limits
from bot.demo.server.people import acts
from bot.demo.server.wire import Json
from tests.benchmarks.support import FIRST_USER

SECONDS = 60.0
ANSWERS = {"say": ("sendMessage",), "press": ("answerCallbackQuery", "editMessageText")}


@dataclass(frozen=True, slots=True)
class Doing:
    """What people do and which calls answer each act; `what` are texts or buttons, taken by turns."""

    act: Callable[[PrivateChat, str], object]
    answers: Sequence[str]
    what: Sequence[str]


class Stage(RehearsalServer):
    """The server, and what a benchmark asks of its people."""

    def __init__(self, people: int) -> None:
        super().__init__(limits=Limits.off())
        users = range(FIRST_USER, FIRST_USER + people)
        self._people = [self.meet("Person", id=user, language_code="it") for user in users]
        self._refused: list[CallRecord] = []
        self.calls.attach(self._note)

    def application(self) -> web.Application:
        """The server's routes and one more."""
        app = super().application()
        app.router.add_post("/benchmark/{kind:say|press}", self._measure)
        return app

    async def _measure(self, request: web.Request) -> web.Response:
        """`people` act `times` times each, doing `what` by turns; `apart`: one act at a time, each answered first."""
        asked: Json = await request.json()
        kind = request.match_info["kind"]
        doing = Doing(self._say if kind == "say" else self._press, ANSWERS[kind], asked["what"])
        people = self._people[: asked["people"]] * asked["times"]
        turns: Counter[int] = Counter()
        groups = [[person] for person in people] if asked["apart"] else [people]
        seconds = sum([await self._seconds(group, doing, turns) for group in groups])
        await self.quiet()
        refused = [f"{one.method}: {one.body}" for one in self._refused]
        return web.json_response({"seconds": seconds, "refused": refused})

    async def _seconds(self, people: Sequence[PrivateChat], doing: Doing, turns: Counter[int]) -> float:
        counts = self.calls.counts
        wanted = {method: counts[method] + len(people) for method in doing.answers}
        for person in people:
            doing.act(person, doing.what[turns[person.id] % len(doing.what)])
            turns[person.id] += 1
        begun = perf_counter()
        await self.until(lambda: all(counts[name] >= least for name, least in wanted.items()), SECONDS)
        return perf_counter() - begun

    def _say(self, person: PrivateChat, text: str) -> None:
        acts.say(self.world, person, {"text": text})

    def _press(self, person: PrivateChat, data: str) -> None:
        newest = max(number for number, kept in person.messages.items() if kept.by_bot)
        acts.press(self.world, person, newest, data)

    def _note(self, record: CallRecord) -> None:
        if not record.ok and record.method != "getUpdates":
            self._refused.append(record)


async def _serve(people: int) -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with Stage(people) as stage:
        sys.stdout.write(f"{stage.url}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
