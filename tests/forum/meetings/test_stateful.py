"""Thousands of random steps of many people, and after each: nobody and nothing twice, everybody told once."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from forum import changes as changing
from forum import programme, seats
from forum.calendar import hand_out
from forum.changes import Edit, Editable, Move, Standing
from forum.desk import Desk, Outcome
from forum.meetings import pass_time
from tests.forum.meetings import crowd
from tests.forum.meetings.ledger import HISTORY, Person, open_ledger
from tests.forum.meetings.phone import agenda
from tests.forum.meetings.presses import SPECS, Spec, any_spec, ends, one_asks, one_moves, press
from tests.forum.meetings.watched import Watched

STEPS = 3_000
"""So many at least are played."""

RUNS, LENGTH = 40, 80
"""So many runs of so many events with chance alone: the same in every run of the tests, whatever hypothesis draws."""

WAITS = (1, 1, 5, 20, 20, 45, 60, -3)
PERSON = st.sampled_from(crowd.DELEGATES)
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
    *("time", "time", "due", "import", "import", "edit", "calendar", *("else",) * 4),
)
LANGUAGE = st.sampled_from(("it", "it", "ru"))


class Meetings(Watched):
    """Many people at one Meeting Point."""

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

    class Played(Meetings):
        def __init__(self) -> None:
            super().__init__(template, played)

    for seed in range(RUNS):
        play(Played(), Random(seed))
    assert played["steps"] > STEPS
    missed = [act for act in ACTS if not any(what.startswith(f"act: {act} ") for what in played)]
    missed += [came for came in ANSWERS if not played[came]]
    assert not missed, missed
    run_state_machine_as_test(
        Played,
        settings=settings(
            max_examples=15,
            stateful_step_count=35,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def play(forum: Meetings, chance: Random) -> None:
    """A run without hypothesis, which likes to repeat itself and what lies at the edges."""
    try:
        for _ in range(LENGTH):
            forum.something(chance)
    finally:
        forum.teardown()
