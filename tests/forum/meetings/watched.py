"""A forum under watch: steps are played on a real database, and after each it is looked whether all is right."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import AsyncExitStack
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import currently_in_test_context, note
from hypothesis.stateful import RuleBasedStateMachine

from forum.desk import Desk, Outcome
from storage import meetings, sessions
from storage.database import Database
from tests.forum.meetings.crowd import BEGIN, ORGANISER_USERS, Edition
from tests.forum.meetings.expected import Expecting, changes, check_facts, notices
from tests.forum.meetings.invariants import invariants
from tests.forum.meetings.ledger import Ledger, Met, open_ledger
from tests.forum.meetings.phone import Phone
from tests.forum.meetings.presses import Press

Run = Callable[[Desk], Coroutine[Any, Any, Any]]

BESIDES = {("interpreter", "time"), ("interpreter", "interpreter"), ("lapsed", "time")}
"""What may be done in consequence of a press: another interpreter, a move that is too late now."""

HINDRANCES = {"not_free_you", "not_free_partner", "tables_full", "no_interpreter"}


def say(line: str) -> None:
    """What is played, to be read where it goes wrong; hypothesis shows its smallest run only."""
    (note if currently_in_test_context() else print)(line)


class Watched(RuleBasedStateMachine):
    """Each step is played on a database file, then the ledger is read and all is looked at."""

    def __init__(self, template: Path, played: Counter[str]) -> None:
        super().__init__()
        self.played = played
        self.folder = template.parent
        self.path = self.folder / "played.sqlite3"
        for file in self.folder.glob(f"{self.path.name}*"):
            file.unlink()
        shutil.copy(template, self.path)
        self.steps = 0
        self.now = self.latest = BEGIN
        self.edition = Edition()
        self.lacking: set[int] = set()
        self.late: set[tuple[int, int, int, int]] = set()
        self.users = count(500)
        self.phones: dict[int, Phone] = defaultdict(Phone)
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.open()
        self.reader = open_ledger(self.path)
        self.ledger = Ledger(self.reader)
        self.looked_at = 0

    def open(self) -> None:
        self.database = self.runner.run(self.stack.enter_async_context(Database.open(self.path, readers=1)))

    def close(self) -> None:
        self.runner.run(self.stack.aclose())

    def teardown(self) -> None:
        self.reader.close()
        self.close()
        self.runner.close()

    def version(self) -> int:
        """Another number after each commit that has changed anything."""
        (number,) = self.reader.execute("PRAGMA data_version").fetchone()
        return int(number)

    def jump(self, now: datetime) -> None:
        self.now = now
        self.latest = max(self.latest, now)

    def pressed(self, *presses: Press) -> list[Outcome]:
        before = self.ledger
        outcomes = self.step(
            " | ".join(one.words for one in presses), *(one.run for one in presses), presses=presses
        )
        for one, came in zip(presses, outcomes, strict=True):
            self.played[f"{one.kind}: {came.word}"] += 1
            assert came.refused or one.manner is not None, came
            assert (came.word == "not_allowed") <= (one.manner is None), came
            if came.word == "agreed" and not came.facts["again"]:
                self.check_place(int(came.facts["meeting"]), one.times[0])
        if len(presses) == 1:
            check_answer(presses[0], outcomes[0], before, self.now)
        if all(came.refused for came in outcomes):
            assert self.ledger.state == before.state
        self.check_freed(before)
        recorded = [(one.side, one.actor, one.manner) for one in presses]
        for act in self.ledger.acts:
            known = (act.side, act.actor, act.manner) in recorded
            assert known or (act.act, act.manner) in BESIDES, act
        return outcomes

    def check_interpreters(self) -> None:
        """After the forum has changed nobody interprets who is elsewhere, and nobody lacks whoever is free."""
        for met in self.ledger.meetings.values():
            if met.state == "agreed" and met.span is not None and met.span.starts > self.now:
                if met.interpreter is not None:
                    assert not self.ledger.engaged(met.interpreter, met.span, besides=met.id), met
                if met.lacks:
                    assert not any(self.could_help(one, met) for one in self.ledger.people), met

    def could_help(self, person: int, met: Met) -> bool:
        if met.span is None or self.ledger.engaged(person, met.span):
            return False
        return self.ledger.could_interpret(person, met.sides)

    def check_freed(self, before: Ledger) -> None:
        """Whoever interprets no longer at some time interprets where nobody does."""
        lacking = [
            met for met in self.ledger.meetings.values() if met.lacks and (met.starts or BEGIN) > self.now
        ]
        for was in before.meetings.values() if lacking else ():
            for met in lacking:
                if was.interpreter is not None and was.span and met.span and was.span.meets(met.span):
                    assert not self.could_help(was.interpreter, met), (was, met)

    def check_place(self, meeting: int, starts: datetime) -> None:
        """Nobody had anything else to do at the time that was agreed."""
        met = self.ledger.meetings[meeting]
        if met.span and met.starts == starts:
            assert not any(self.ledger.engaged(one, met.span, besides=met.id) for one in met.people), met

    def nothing(self, run: Run) -> None:
        """The same once more changes nothing."""
        before = self.ledger.state
        self.step("the same", run)
        assert self.ledger.state == before

    def step(self, words: str, *runs: Run, presses: Sequence[Press] = ()) -> list[Any]:
        """Play it, read the ledger, and look whether all is as it must be."""
        say(f"{self.now:%d %H:%M} {words}")
        desk = Desk(self.database, lambda: self.now, ORGANISER_USERS)
        before = self.ledger

        async def play() -> list[Any]:
            return list(await asyncio.gather(*(run(desk) for run in runs)))

        outcomes = self.runner.run(play())
        self.ledger = Ledger(self.reader, since=before)
        self.steps += 1
        self.played["steps"] += 1
        self.played.update(f"act: {act.act} {act.manner}" for act in self.ledger.acts)
        came = [getattr(one, "word", one) for one in outcomes]
        say(f"    {came} {[(act.meeting, act.act) for act in self.ledger.acts]}")
        faults = list(invariants(self.ledger, self.latest))
        assert not faults, faults
        self.check_told(before, zip(presses, outcomes, strict=False))
        moved = {person for met in self.ledger.history for person in (*before.people_of(met.id), *met.people)}
        if presses:
            self.runner.run(self.check_agendas(moved))
        elif self.looked_at != self.version():
            self.looked_at = self.version()
            self.runner.run(self.check_agendas(self.ledger.people))
        return outcomes

    def check_told(self, before: Ledger, late: Iterable[tuple[Press, Outcome]]) -> None:
        expecting = Expecting(self.ledger, lacking=self.lacking)
        found = list(changes(before, self.ledger))
        for change in found:
            expecting.change(change)
        for one, came in late:
            if came.word == "late_said":
                met = self.ledger.meetings[one.meeting]
                said = (met.id, met.revision, one.minutes, one.side)
                if said not in self.late:
                    self.late.add(said)
                    expecting.late(met, one.side, one.minutes, doer=one.actor)
        told = notices(self.ledger.told)
        assert told == expecting.found, f"told: {told - expecting.found}, not told: {expecting.found - told}"
        check_facts(self.ledger.told, found, self.ledger)
        lacking = {met.id for met in self.ledger.meetings.values() if met.lacks}
        coming = {one for one in lacking if (self.ledger.meetings[one].starts or BEGIN) > self.latest}
        assert coming <= expecting.lacking, "no interpreter, and no organiser knows"
        self.lacking = expecting.lacking & lacking

    async def check_agendas(self, people: Iterable[int]) -> None:
        async with self.database.read() as view:
            for person in people:
                found = {one.id for one in await meetings.on_agenda(view, person)}
                assert found == {
                    met.id for met in self.ledger.meetings.values() if met.span and person in met.people
                }, person
                attended = {one.id for one in await sessions.on_agenda(view, person)}
                assert attended == {event.id for event in self.ledger.attended(person)}, person


def check_answer(one: Press, came: Outcome, ledger: Ledger, now: datetime) -> None:
    """What is refused cannot be had, what can be had is not refused."""
    slots = [slot for slot in ledger.slots if slot.starts > now]
    sides = (one.side, one.partner)
    if came.word in HINDRANCES:
        at = datetime.fromisoformat(str(came.facts["at"]))
        (slot,) = (slot for slot in slots if slot.starts == at)
        assert ledger.hindrance(sides, slot, besides=one.meeting) == came.word
        free = [slot for slot in slots if not ledger.hindrance(sides, slot, besides=one.meeting)]
        assert str(came.facts["free"]).split() == [slot.starts.isoformat() for slot in free]
    if came.word == "time_gone":
        assert came.facts["at"] not in {slot.starts.isoformat() for slot in slots}
    met = ledger.meetings.get(one.meeting)
    if one.kind == "accept" and met and met.awaits == one.side and one.times and not came.refused:
        assert came.word == "agreed"
        assert one.times[0] in ledger.times.get(met.id, {one.times[0]})
    acceptable = (
        one.kind == "accept"
        and met is not None
        and one.manner is not None
        and one.revision == met.revision
        and met.awaits == one.side
        and (met.starts is None or met.starts > now)
        and set(one.times) <= ledger.times.get(met.id, set())
    )
    for time in one.times if acceptable else ():
        for slot in slots:
            if slot.starts == time and not ledger.hindrance(sides, slot, besides=one.meeting):
                assert came.word == "agreed"
