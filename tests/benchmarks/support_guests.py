"""A day of meetings: many people at their phones, who ask, answer and propose as people would, key by key."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from time import perf_counter

from bot.demo.server.app import RehearsalServer
from bot.demo.server.calls import CallRecord
from forum.meetings import MOST_TIMES
from handlers.buttons import (
    Accept,
    AskMeeting,
    Button,
    CancelMeeting,
    ChooseSubject,
    Decline,
    ProposeTimes,
    SendRequest,
    SendTimes,
    ShowMeeting,
    ShowPerson,
    Withdraw,
)
from handlers.slots import unpack_times
from tests.benchmarks.support_day import OPEN_REQUESTS, Guest, Wish
from tests.benchmarks.support_phones import Phone, Shown

Meter = Callable[[], Awaitable[int]]
"""Waits until all that an act has caused is done; how many statements the database has executed until then."""

_HOW_MANY = (1, 2, 2, 3, 3)
"""So many times people propose."""

_STEPS: dict[type[Button], str] = {
    ShowPerson: "card",
    AskMeeting: "choose a time",
    ChooseSubject: "choose the subject",
    SendRequest: "send the request",
    Accept: "accept",
    ProposeTimes: "choose another time",
    SendTimes: "propose other times",
    ShowMeeting: "meeting",
    Decline: "decline",
}


class Day:
    """The day of all guests; `steps` are the seconds that each act took, `statements` those it caused, by kind.

    `at_once` people are at their phones at the same moment. With a `meter` statements are counted: then let one act
    at a time.
    """

    def __init__(
        self,
        server: RehearsalServer,
        people: Sequence[Guest],
        wishes: Sequence[Wish],
        *,
        at_once: int,
        meter: Meter | None = None,
    ) -> None:
        self.steps: dict[str, list[float]] = defaultdict(list)
        self.statements: dict[str, list[int]] = defaultdict(list)
        self.agreed: set[int] = set()
        self.closed: set[int] = set()
        self.waiting: set[int] = set()
        self.tried: list[Wish] = []
        self.refused: list[CallRecord] = []
        self.hands = asyncio.Semaphore(at_once)
        self.wanted = 0
        self._meter = meter
        self._begun = 0
        self._busy = 0
        self._over = asyncio.Event()
        wished: dict[int, deque[Wish]] = defaultdict(deque)
        for wish in wishes:
            wished[wish.seeker.user_id].append(wish)
        self._people = {one.user_id: Person(self, server, one, wished[one.user_id]) for one in people}
        server.calls.attach(self._note)

    @property
    def updates(self) -> int:
        """So many acts there were."""
        return sum(len(taken) for taken in self.steps.values())

    @property
    def left(self) -> list[Wish]:
        """The wishes that nobody has tried yet."""
        return [wish for one in self._people.values() for wish in one.wishes]

    async def arrive(self) -> None:
        """Everybody opens the menu, one after the other: the bot may write to them now."""
        for one in self._people.values():
            await one.phone.say("/start")

    async def play(self, wanted: int) -> float:
        """Let people meet until so many meetings are agreed, or nobody wishes for more; the seconds it took.

        When it ends nobody waits for an answer.
        """
        self.wanted = wanted
        self._over.clear()
        await self._count()
        begun = perf_counter()
        async with asyncio.TaskGroup() as group:
            living = [group.create_task(one.live()) for one in self._people.values()]
            over = group.create_task(self._over.wait())
            await over
            for task in living:
                task.cancel()
        return perf_counter() - begun

    async def do(self, step: str, act: Awaitable[Shown]) -> Shown:
        """An act, with what it took noted."""
        begun = perf_counter()
        shown = await act
        self.steps[step].append(perf_counter() - begun)
        if self._meter is not None:
            now = await self._meter()
            self.statements[step].append(now - self._begun)
            self._begun = now
        return shown

    async def _count(self) -> None:
        """Count statements from here on."""
        if self._meter is not None:
            self._begun = await self._meter()

    @property
    def enough(self) -> bool:
        """Whether nobody needs to ask for more: what is asked already may be enough."""
        return len(self.agreed) + len(self.waiting) >= self.wanted

    def send(self, meeting: int) -> bool:
        """A request is sent; whether it still waits for its answer."""
        if meeting in self.closed:
            return False
        self.waiting.add(meeting)
        return True

    def settle(self, meeting: int, *, agreed: bool) -> None:
        """A request has its answer; where that is no, others may ask again."""
        if agreed:
            self.agreed.add(meeting)
        self.closed.add(meeting)
        self.waiting.discard(meeting)
        for one in self._people.values():
            if meeting in one.open or not agreed:
                one.hear(meeting)

    def take(self) -> None:
        """Somebody takes their phone."""
        self._busy += 1

    def put_down(self) -> None:
        """Somebody puts their phone down; the day is over when nobody has anything left to do."""
        self._busy -= 1
        if not self._busy and not any(one.has_to_do or one.open for one in self._people.values()):
            self._over.set()

    def _note(self, record: CallRecord) -> None:
        if record.ok or record.method in {"getUpdates", "deleteMessage"}:
            return
        if record.method == "editMessageText" and "not modified" in record.body["description"]:
            self._people[int(record.values["chat_id"])].phone.unchanged()
        else:
            self.refused.append(record)


class Person:
    """Somebody at their phone: they answer first, and ask then; `open` are their requests that wait for an answer."""

    def __init__(self, day: Day, server: RehearsalServer, guest: Guest, wishes: deque[Wish]) -> None:
        self.wishes = wishes
        self.open: dict[int, set[datetime]] = {}
        self._day = day
        self._chance = random.Random(guest.user_id)
        self._stirred = asyncio.Event()
        chat = server.world.private(guest.user_id) or server.meet(
            guest.name, id=guest.user_id, language_code=guest.language
        )
        self.phone = Phone(server, chat, self._stirred.set)

    @property
    def has_to_do(self) -> bool:
        """Whether they have to answer, or may ask."""
        asks = bool(self.wishes) and len(self.open) < OPEN_REQUESTS and not self._day.enough
        return asks or bool(self.phone.notices)

    def hear(self, meeting: int) -> None:
        """A request is answered, perhaps one of theirs."""
        self.open.pop(meeting, None)
        self._stirred.set()

    async def live(self) -> None:
        """Answer and ask until nobody has anything left to do."""
        self._day.take()
        try:
            while True:
                while self.has_to_do:
                    async with self._day.hands:
                        await self._turn()
                self._stirred.clear()
                self._day.put_down()
                try:
                    await self._stirred.wait()
                finally:
                    self._day.take()
        finally:
            self._day.put_down()

    async def _turn(self) -> None:
        if self.phone.notices:
            await self._answer(self.phone.notices.popleft())
        elif self.has_to_do:
            await self._ask(self.wishes.popleft())

    async def _press(self, on: Shown, button: Button, step: str = "") -> Shown:
        return await self._day.do(step or _STEPS[type(button)], self.phone.press(on, button))

    # Asking.

    async def _ask(self, wish: Wish) -> None:
        """Find somebody, choose up to three times that are free, and ask; where none is free, let it be."""
        self._day.tried.append(wish)
        screen = await self._day.do("find somebody", self.phone.say(wish.sought.name))
        if screen.first(AskMeeting) is None:
            screen = await self._press(screen, screen.all(ShowPerson)[0])
        screen = await self._press(screen, screen.all(AskMeeting)[0], "ask")
        while True:
            screen, times = await self._choose(screen, AskMeeting)
            onwards = screen.first(ChooseSubject)
            if onwards is None:
                return
            screen = await self._press(screen, onwards)
            screen = await self._press(screen, self._chance.choice(screen.all(SendRequest)))
            sent = screen.first(Withdraw) or screen.first(CancelMeeting)
            if sent is not None:
                if self._day.send(sent.meeting):
                    self.open[sent.meeting] = times
                return
            # A time was taken while they chose the subject: they see which are free now.

    async def _choose(
        self, screen: Shown, kind: type[AskMeeting | ProposeTimes]
    ) -> tuple[Shown, set[datetime]]:
        """Tap one to three of the times that are free, rather such as they have not proposed to others."""
        elsewhere = set[datetime]().union(*self.open.values())
        for _ in range(self._chance.choice(_HOW_MANY)):
            chosen = _chosen(screen)
            taps = [one for one in screen.all(kind) if _adds(chosen, one)]
            if not taps:
                break
            tap = min(
                taps,
                key=lambda one: (
                    len((set(unpack_times(one.times)) - chosen) & elsewhere),
                    self._chance.random(),
                ),
            )
            screen = await self._press(screen, tap)
        return screen, _chosen(screen)

    # Answering.

    async def _answer(self, notice: Shown) -> None:
        """Accept the first time that is still free, else propose others, else decline."""
        screen = notice
        while (key := screen.first(Accept)) is not None:
            screen = await self._press(screen, key)
            agreed = screen.first(CancelMeeting)
            if agreed is not None:
                self._day.settle(agreed.meeting, agreed=True)
                return
        propose, decline = screen.first(ProposeTimes), screen.first(Decline)
        if propose is None or decline is None:
            return
        screen = await self._press(screen, propose)
        while True:
            screen, _ = await self._choose(screen, ProposeTimes)
            send = screen.first(SendTimes)
            if send is None:
                await self._decline(screen)
                return
            screen = await self._press(screen, send)
            if screen.first(Withdraw) or screen.first(CancelMeeting):
                return
            # A time was taken while they chose: the meeting is shown as it stands.
            screen = await self._press(screen, screen.all(ProposeTimes)[0])

    async def _decline(self, screen: Shown) -> None:
        """Back to the meeting, decline, and once more where the bot asks whether one is sure."""
        screen = await self._press(screen, screen.all(ShowMeeting)[0])
        asked = screen.first(Decline)
        if asked is None:
            return
        screen = await self._press(screen, asked)
        sure = screen.first(Decline)
        if sure is not None:
            await self._press(screen, sure)
            self._day.settle(sure.meeting, agreed=False)


def _chosen(screen: Shown) -> set[datetime]:
    """The times that are chosen so far."""
    onwards = screen.first(ChooseSubject) or screen.first(SendTimes)
    return set(unpack_times(onwards.times)) if onwards else set()


def _adds(chosen: set[datetime], key: AskMeeting | ProposeTimes) -> bool:
    """Whether a key adds a time, and may."""
    times = set(unpack_times(key.times))
    return times > chosen and len(times) <= MOST_TIMES
