"""Thousands of random steps of many people, and after each: nobody and nothing twice, everybody told once."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import AsyncExitStack, closing
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from forum import changes as changing
from forum import programme, seats
from forum.calendar import hand_out
from forum.changes import Edit, Editable, Move, Standing
from forum.desk import Desk, Outcome
from forum.meetings import pass_time
from storage import meetings as stored
from storage import sessions as programme_rows
from storage.database import Database
from tests.forum.meetings import crowd
from tests.forum.meetings.crowd import BEGIN, Edition
from tests.forum.meetings.expected import Expecting, changes, check_facts, notices
from tests.forum.meetings.ledger import HISTORY, Ledger, Met, Person, Span, invariants, open_ledger
from tests.forum.meetings.phone import Phone, agenda
from tests.forum.meetings.presses import SPECS, Press, Spec, any_spec, ends, one_asks, one_moves, press

Run = Callable[[Desk], Coroutine[Any, Any, Any]]

STEPS = 3_000
"""So many at least are played."""

WAITS = (1, 1, 5, 20, 20, 45, 60, -3)
PERSON = st.sampled_from(crowd.DELEGATES)
BESIDES = {("interpreter", "time"), ("interpreter", "interpreter"), ("lapsed", "time")}
"""What may be done in consequence of a press: another interpreter, a move that is too late now."""
ENDS = (*("accept",) * 6, "decline", "withdraw", "")
END = st.sampled_from(ENDS)
EDITED = ("m1", "m2", "m3", "p1", "t2")
EDITS = (-20, -10, 10, 20, 40, True, False, False)
ELSE = ("t1", "t2", "p1", "opens", "starts")
TRADE = (
    *("agree",) * 8,
    *("move",) * 4,
    *("press",) * 12,
    *("two",) * 4,
    *("time", "time", "due", "import", "import", "edit", "calendar", "else", "else"),
)
LANGUAGE = st.sampled_from(("it", "it", "ru"))
HINDRANCES = {"not_free_you", "not_free_partner", "tables_full", "no_interpreter"}


class Meetings(RuleBasedStateMachine):
    """Many people at one Meeting Point; the ledger is read after each step."""

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

    def open(self) -> None:
        self.database = self.runner.run(self.stack.enter_async_context(Database.open(self.path, readers=1)))

    def close(self) -> None:
        self.runner.run(self.stack.aclose())

    def teardown(self) -> None:
        self.reader.close()
        self.close()
        self.runner.close()

    # What happens.

    @rule(spec=SPECS, twice=st.booleans())
    def one_presses(self, *, spec: Spec, twice: bool) -> None:
        found = press(spec, self.ledger, self.now)
        if found is not None:
            self.pressed(found)
            if twice:
                self.nothing(found.run)

    @rule(one=SPECS, other=SPECS, same=st.booleans())
    def two_press_at_the_same_instant(self, *, one: Spec, other: Spec, same: bool) -> None:
        first = press(one, self.ledger, self.now)
        second = press(other, self.ledger, self.now, first.meeting if first and same else 0)
        # Of one who is late and another who changes the meeting either may be first: who knows who is told.
        if first and second and (first.kind == "late") == (second.kind == "late"):
            self.pressed(first, second)

    @rule(one=PERSON, other=PERSON, which=st.integers(0, 9), end=END)
    def two_agree(self, *, one: str, other: str, which: int, end: str) -> None:
        asked = one_asks(self.ledger, self.now, one, other, which)
        if asked:
            (came,) = self.pressed(asked)
            met = self.ledger.meetings.get(int(came.facts.get("meeting") or 0))
            if end and met and met.state == "asked":
                self.pressed(ends(end, self.ledger, met, asked.times[0]))

    @rule(which=st.integers(0, 9), into=st.integers(0, 9), end=END)
    def two_move_their_meeting(self, *, which: int, into: int, end: str) -> None:
        proposed = one_moves(self.ledger, self.now, which, into)
        if proposed:
            (came,) = self.pressed(proposed)
            if end and not came.refused:
                met = self.ledger.meetings[proposed.meeting]
                self.pressed(ends(end, self.ledger, met, proposed.times[0]))

    @rule(seed=st.integers(0, 2**32), number=st.integers(1, 30))
    def much_happens(self, *, seed: int, number: int) -> None:
        """Many of all of these, evenly mixed: what hypothesis draws of itself repeats and looks for edges."""
        # The same number drawn again is to bring something else.
        chance = Random(f"{seed} {self.steps}")
        for _ in range(number):
            self.something(chance)

    @rule(seed=st.integers(0, 2**32))
    def much_else_happens(self, seed: int) -> None:
        self.much_happens(seed=seed, number=15)

    def something(self, chance: Random) -> None:
        match chance.choice(TRADE):
            case "agree":
                one, other = chance.sample(crowd.DELEGATES, 2)
                self.two_agree(one=one, other=other, which=chance.randrange(10), end=chance.choice(ENDS))
            case "move":
                which, into = chance.randrange(10), chance.randrange(10)
                self.two_move_their_meeting(which=which, into=into, end=chance.choice(ENDS))
            case "press":
                self.one_presses(spec=any_spec(chance), twice=chance.random() < 0.2)
            case "two":
                first, second = any_spec(chance), any_spec(chance)
                self.two_press_at_the_same_instant(one=first, other=second, same=chance.random() < 0.6)
            case "time":
                self.time_goes_by(minutes=chance.choice(WAITS), ticks=chance.random() < 0.7)
            case "due":
                after, ticks = chance.choice((0, 0, 1)), chance.random() < 0.7
                self.something_comes_due(which=chance.randrange(3), after=after, ticks=ticks)
            case "import":
                self.the_workbook_changes(changed=crowd.any_changes(chance), twice=chance.random() < 0.2)
            case "edit":
                wanted = chance.choice(EDITS)
                self.an_organiser_changes_a_session(which=chance.choice(EDITED), wanted=wanted)
            case "calendar":
                people = chance.sample(list(crowd.LANGUAGES), 2)
                self.people_take_their_calendar(people=people, language=chance.choice(("it", "it", "ru")))
            case _:
                who, on = chance.choice(crowd.EVERYBODY), chance.random() < 0.5
                self.something_else_happens(who=who, what=chance.choice(ELSE), on=on)

    @rule(minutes=st.sampled_from(WAITS), ticks=st.booleans())
    def time_goes_by(self, *, minutes: int, ticks: bool) -> None:
        self.jump(self.now + timedelta(minutes=minutes))
        if ticks:
            self.tick()

    @rule(which=st.integers(0, 2), after=st.sampled_from((0, 0, 1)), ticks=st.booleans())
    def something_comes_due(self, *, which: int, after: int, ticks: bool) -> None:
        instants = {
            instant
            for met in self.ledger.meetings.values()
            for instant in (met.starts, met.ends, met.nudge, met.lapses)
            if instant is not None and instant > self.now
        }
        coming = sorted(instants)[:3]
        if coming:
            self.jump(coming[which % len(coming)] + timedelta(minutes=after))
        if ticks:
            self.tick()

    def tick(self) -> None:
        self.step("tick", pass_time)
        # A move that lapses with a meeting that is over leaves the question what became of it for the next tick.
        self.step("tick", pass_time)
        for met in self.ledger.meetings.values():
            assert all(instant is None or instant > self.now for instant in (met.lapses, met.nudge)), met
        self.nothing(pass_time)

    @rule(changed=crowd.changes(), twice=st.booleans())
    def the_workbook_changes(self, *, changed: list[crowd.Change], twice: bool) -> None:
        self.edition = self.edition.changed(changed)

        async def publish(desk: Desk) -> None:
            await crowd.publish(desk, self.edition, self.folder / "sheets")

        self.step(f"import {changed}", publish)
        self.check_interpreters()
        if twice:
            self.nothing(publish)

    @rule(
        who=st.sampled_from(crowd.EVERYBODY),
        what=st.sampled_from(ELSE),
        on=st.booleans(),
    )
    def something_else_happens(self, *, who: str, what: str, on: bool) -> None:
        if what == "starts":
            self.close()
            self.open()
            self.step("the bot is started again")
        elif what == "opens":
            self.open_bot(self.ledger.codes[who])
        else:
            self.attend(self.ledger.codes[who], what, on=on)

    @rule(people=st.lists(st.sampled_from(list(crowd.LANGUAGES)), min_size=1, max_size=3), language=LANGUAGE)
    def people_take_their_calendar(self, people: list[str], language: str) -> None:
        for code in people:
            person = self.ledger.codes[code]

            async def run(desk: Desk, who: int = person.id) -> Outcome:
                return await hand_out(desk, who, language)

            (came,) = self.step(f"{code} takes the calendar", run)
            assert came.refused != person.here
            if person.here:
                self.phones[person.id].take(str(came.facts["file"]))
                assert self.phones[person.id].lines == agenda(self.ledger, person.id)
                assert self.step("the same", run) == [came]

    @rule(which=st.sampled_from(EDITED), wanted=st.sampled_from(EDITS))
    def an_organiser_changes_a_session(self, *, which: str, wanted: int) -> None:
        number, starts, shown = self.session(which)
        edit: Edit = (
            Standing(wanted) if isinstance(wanted, bool) else Move(starts + timedelta(minutes=wanted))
        )

        async def change(desk: Desk) -> Outcome:
            return await changing.edit(desk, number, edit, shown)

        async def try_out(desk: Desk) -> object:
            return await changing.try_out(desk, number, edit, shown)

        self.nothing(try_out)
        self.step(f"edit {which} {edit}", change)
        self.check_interpreters()

    def session(self, code: str) -> tuple[int, datetime, str]:
        """A session as an organiser sees it: its number, when it begins, and what stands for it."""
        (number,) = self.reader.execute("SELECT id FROM sessions WHERE code = ?", (code,)).fetchone()

        async def look() -> Editable | None:
            async with self.database.read() as view:
                return await changing.editable(view, number)

        found = self.runner.run(look())
        assert found is not None
        return number, found.session.starts, found.shown

    def attend(self, person: Person, what: str, *, on: bool) -> None:
        (session,) = self.reader.execute("SELECT id FROM sessions WHERE code = ?", (what,)).fetchone()

        async def run(desk: Desk) -> Outcome:
            if what == "p1":
                return await programme.attend(desk, person.id, session, absent=not on)
            if on:
                return await seats.join(desk, person.id, session, despite_clash=True)
            return await seats.leave(desk, person.id, session)

        self.step(f"{person.code} {'joins' if on else 'leaves'} {what}", run)

    def open_bot(self, person: Person) -> None:
        user = next(self.users)

        async def run(desk: Desk) -> None:
            async with desk.database.write() as tx:
                await tx.run(
                    "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
                    "VALUES (?, ?, 'it', '', '')",
                    (user, person.id),
                )

        if person.account is None and person.here:
            self.step(f"{person.code} opens the bot", run)

    # How it is checked.

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
            if met.state == "agreed" and met.interpreted and met.span and met.span.starts > self.now:
                if met.interpreter:
                    assert not self.ledger.engaged(met.interpreter, met.span, besides=met.id), met
                else:
                    helpers = [one for one in self.ledger.people if self.could_help(one, met)]
                    assert not helpers, (met, helpers)

    def could_help(self, person: int, met: Met) -> bool:
        able = met.span is not None and self.ledger.could_interpret(person, met.sides)
        return able and not self.ledger.engaged(person, met.span or Span(BEGIN, BEGIN))

    def check_freed(self, before: Ledger) -> None:
        """Whoever interprets no longer at some time interprets where nobody does."""
        freed = {
            (met.interpreter, met.span) for met in before.meetings.values() if met.span and met.interpreter
        }
        for person, span in freed:
            for met in self.ledger.meetings.values():
                lacks = met.state == "agreed" and met.interpreted and met.interpreter is None and met.span
                if lacks and met.span and met.span.starts > self.now and met.span.meets(span):
                    assert not self.could_help(person or 0, met), (person, met)

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
        note(f"{self.now:%d %H:%M} {words}")
        desk = Desk(self.database, lambda: self.now, crowd.ORGANISER_USERS)
        before = self.ledger

        async def play() -> list[Any]:
            return list(await asyncio.gather(*(run(desk) for run in runs)))

        outcomes = self.runner.run(play())
        self.ledger = Ledger(self.reader, since=before)
        self.steps += 1
        self.played["steps"] += 1
        self.played.update(f"act: {act.act} {act.manner}" for act in self.ledger.acts)
        came = [getattr(one, "word", one) for one in outcomes]
        note(f"    {came} {[(act.meeting, act.act) for act in self.ledger.acts]}")
        faults = list(invariants(self.ledger, self.latest))
        assert not faults, faults
        self.check_told(before, zip(presses, outcomes, strict=False))
        moved = {person for met in self.ledger.history for person in (*before.people_of(met.id), *met.people)}
        self.runner.run(self.check_agendas(moved if presses else self.ledger.people))
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
        lacking = {
            met.id
            for met in self.ledger.meetings.values()
            if met.state == "agreed" and met.interpreted and met.span and met.interpreter is None
        }
        coming = {one for one in lacking if (self.ledger.meetings[one].starts or BEGIN) > self.latest}
        assert coming <= expecting.lacking, "no interpreter, and no organiser knows"
        self.lacking = expecting.lacking & lacking

    async def check_agendas(self, people: Iterable[int]) -> None:
        async with self.database.read() as view:
            for person in people:
                found = {one.id for one in await stored.on_agenda(view, person)}
                assert found == {
                    met.id for met in self.ledger.meetings.values() if met.span and person in met.people
                }, person
                sessions = {one.id for one in await programme_rows.on_agenda(view, person)}
                assert sessions == {event.id for event in self.ledger.attended(person)}, person


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


ACTS = (
    *("asked", "accepted", "agreed", "moved", "declined", "kept", "proposed", "withdrawn", "move_withdrawn"),
    *("cancelled", "lapsed", "unplaced", "interpreter"),
)
ANSWERS = (
    *("ask: they_asked", "ask: already_agreed", "ask: tables_full", "accept: changed", "accept: not_awaited"),
    *(
        "accept: not_free_you",
        "accept: not_allowed",
        "cannot: replaced",
        "cannot: organisers_told",
        "report: noted",
    ),
)
"""What chance must have come upon: else nothing was tested."""


@pytest.mark.timeout(900)
def test_whatever_happens_everybody_is_where_they_were_told(tmp_path: Path) -> None:
    template = tmp_path / "first.sqlite3"
    asyncio.run(crowd.prepare(template, tmp_path / "sheets"))
    with closing(open_ledger(template)) as connection:
        connection.executescript(HISTORY)
    played: Counter[str] = Counter()
    run_state_machine_as_test(
        lambda: Meetings(template, played),  # type: ignore[arg-type]  # it is called, no more
        settings=settings(
            max_examples=70,
            stateful_step_count=35,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert played["steps"] > STEPS
    missed = [act for act in ACTS if not any(what.startswith(f"act: {act} ") for what in played)]
    missed += [came for came in ANSWERS if not played[came]]
    assert not missed, missed
