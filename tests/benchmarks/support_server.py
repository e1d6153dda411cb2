"""`python -m tests.benchmarks.support_server N [real]`: the rehearsal server with N people who can write at once.

POST /benchmark/say and /benchmark/press have people act and give the seconds until the last answer has come.
POST /benchmark/wait has some of them write now and then, and gives how long each waited for the answer while
messages went to all others. With `real` Telegram's limits hold.
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

    def __init__(self, people: int, limits: Limits) -> None:
        super().__init__(limits=limits)
        users = range(FIRST_USER, FIRST_USER + people)
        self._people = [self.meet("Person", id=user, language_code="it") for user in users]
        for person in self._people:
            person.started = True
        self._refused: list[CallRecord] = []
        self._asked_at: dict[int, float] = {}
        self._waited: list[float] = []
        self._told_at: list[float] = []
        self.calls.attach(self._note)

    def application(self) -> web.Application:
        """The server's routes and one more."""
        app = super().application()
        app.router.add_post("/benchmark/{kind:say|press}", self._measure)
        app.router.add_post("/benchmark/wait", self._wait)
        return app

    async def _wait(self, request: web.Request) -> web.Response:
        """One of the last `askers` people writes `text` each `every` seconds, `times` and until `told` others are."""
        asked: Json = await request.json()
        askers = self._people[-asked["askers"] :]
        self._asked_at, self._waited, self._told_at, self._refused = {}, [], [], []
        begun, number = perf_counter(), 0
        while number < asked["times"] or len(self._told_at) < asked["told"]:
            asker = askers[number % len(askers)]
            self._asked_at[asker.id] = perf_counter()
            acts.say(self.world, asker, {"text": asked["text"]})
            number += 1
            await asyncio.sleep(max(0.0, begun + number * asked["every"] - perf_counter()))
        await self.until(lambda: not self._asked_at, SECONDS)
        told = {"told": len(self._told_at), "refused": len(self._refused)}
        seconds = self._told_at[-1] - self._told_at[0] if self._told_at else 0.0
        return web.json_response({"waited": self._waited, "seconds": seconds, **told})

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
        elif record.method == "sendMessage":
            asked_at = self._asked_at.pop(int(record.values["chat_id"]), None)
            if asked_at is None:
                self._told_at.append(perf_counter())
            else:
                self._waited.append(perf_counter() - asked_at)


async def _serve(people: int, limits: Limits) -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with Stage(people, limits) as stage:
        sys.stdout.write(f"{stage.url}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), Limits.real() if "real" in sys.argv[2:] else Limits.off()))
