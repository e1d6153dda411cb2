"""A day of meetings: many people at their phones, who ask, answer and propose as people would, key by key."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
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

    `hands` are at their phones at once. With a `meter` statements are counted: then let one act at a time.
    """

    def __init__(
        self,
        server: RehearsalServer,
        people: Sequence[Guest],
        wishes: Sequence[Wish],
        *,
        hands: int,
        meter: Meter | None = None,
    ) -> None:
        self.steps: dict[str, list[float]] = defaultdict(list)
        self.statements: dict[str, list[int]] = defaultdict(list)
        self.agreed: set[int] = set()
        self.closed: set[int] = set()
        self.tried: list[Wish] = []
        self.refused: list[CallRecord] = []
        self.hands = asyncio.Semaphore(hands)
        self.wanted = 0
        self._meter = meter
        self._begun = 0
        self._busy = 0
        self._over = asyncio.Event()
        wished: dict[int, deque[Wish]] = defaultdict(deque)
        for wish in wishes:
            wished[wish.seeker.user_id].append(wish)
        self._people = {
            one.user_id: Person(self, server, one, wished[one.user_id])
            for one in people
        }
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

    async def count(self) -> None:
        """Begin to count statements here."""
        if self._meter is not None:
            self._begun = await self._meter()

    @property
    def enough(self) -> bool:
        """Whether nobody needs to ask for more."""
        return len(self.agreed) >= self.wanted

    def settle(self, meeting: int, *, agreed: bool) -> None:
        """A request has its answer."""
        if agreed:
            self.agreed.add(meeting)
        self.closed.add(meeting)
        for one in self._people.values():
            if meeting in one.open:
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
        """A request of theirs is answered."""
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

    async def _press(self, on: Shown, button: Button) -> Shown:
        step = "choose whom to meet" if on.first(ShowPerson) and isinstance(button, ShowPerson) else ""
        return await self._day.do(step or _STEPS[type(button)], self.phone.press(on, button))

    # Asking.

    async def _ask(self, wish: Wish) -> None:
        """Find somebody, choose up to three times that are free, and ask; where none is free, let it be."""
        self._day.tried.append(wish)
        screen = await self._day.do("find somebody", self.phone.say(wish.sought.name))
        if screen.first(AskMeeting) is None:
            screen = await self._press(screen, screen.all(ShowPerson)[0])
        [ask] = screen.all(AskMeeting)
        screen = await self._day.do("ask", self.phone.press(screen, ask))
        while True:
            screen, times = await self._choose(screen, AskMeeting)
            onwards = screen.first(ChooseSubject)
            if not times or onwards is None:
                return
            screen = await self._press(screen, onwards)
            subject = self._chance.choice(screen.all(SendRequest))
            screen = await self._press(screen, subject)
            if screen.first(ChooseSubject) is None:
                break
            # A time was taken while they chose the subject: they see what is free now.
        self._wait_for(screen, times)

    def _wait_for(self, screen: Shown, times: set[datetime]) -> None:
        sent = screen.first(Withdraw) or screen.first(CancelMeeting)
        if sent is None:
            raise LookupError(f"no request was made: {screen.keys}")
        if sent.meeting not in self._day.closed:
            self.open[sent.meeting] = times

    async def _choose(
        self, screen: Shown, kind: type[AskMeeting] | type[ProposeTimes]
    ) -> tuple[Shown, set[datetime]]:
        """Tap one to three of the times that are free, rather such as they have not proposed to others."""
        chosen: set[datetime] = set()
        for _ in range(self._chance.choice(_HOW_MANY)):
            keys = {times: one for one in screen.all(kind) if (times := frozenset(unpack_times(one.times)))}
            chosen = set(min(keys, key=len)) if False else chosen
            taps = {times: key for times, key in keys.items() if times > chosen and len(times) <= MOST_TIMES}
            if not taps:
                break
            proposed = set().union(*self.open.values())
            best = min(taps, key=lambda times: (len((times - chosen) & proposed), self._chance.random()))
            screen = await self._press(screen, taps[best])
            chosen = set(best)
        return screen, chosen

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
            screen, times = await self._choose(screen, ProposeTimes)
            send = screen.first(SendTimes)
            if not times or send is None:
                break
            screen = await self._press(screen, send)
            if screen.first(Withdraw) is not None:
                return
            # A time was taken meanwhile: the meeting is shown again.
            screen = await self._press(screen, screen.all(ProposeTimes)[0])
        await self._decline(screen)

    async def _decline(self, screen: Shown) -> None:
        screen = await self._press(screen, screen.all(ShowMeeting)[0])
        for _ in range(2):
            decline = screen.first(Decline)
            if decline is None:
                return
            screen = await self._press(screen, decline)
        self._day.settle(decline.meeting, agreed=False)
