"""Whatever organisers do in whatever order: in the end everybody knows how things are, each change told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from forum.changes import Edit, Face, Move, Place, Standing, undoable
from forum.changes.difference import face_of
from storage import changes, steps
from tests.support.forums import copied
from tests.support.programmes import TABLE, TEN, VISIT, Programme, add_programme

PEOPLE = {TABLE: (1, 2, 3), VISIT: (1, 3)}

EDITS: st.SearchStrategy[tuple[str, int, Edit | None]] = st.tuples(
    st.just("edit"),
    st.sampled_from([TABLE, VISIT]),
    st.one_of(
        st.sampled_from([Move(TEN), Move(TEN + timedelta(minutes=10)), Move(TEN + timedelta(hours=2))]),
        st.sampled_from([Place("Sala", "Зал"), Place("Aula", "Класс")]),
        st.sampled_from([Standing(cancelled=True), Standing(cancelled=False)]),
    ),
)
STEPS = st.lists(
    st.one_of(
        EDITS,
        st.tuples(st.just("release"), st.sampled_from([0, TABLE]), st.none()),
        st.tuples(st.just("undo"), st.sampled_from([0, TABLE]), st.none()),
        st.tuples(st.just("deliver"), st.sampled_from([1, 2, 3]), st.none()),
    ),
    max_size=14,
)


def known(face: Face) -> Face:
    """What somebody with a seat knows of a session: of one that is cancelled, that alone."""
    if face.cancelled:
        return replace(face, starts=TEN, ends=TEN, place_it="", place_ru="", stops=(), capacity=0)
    return replace(face, capacity=0)


class World:
    """What was released, and what each person was told."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.released: dict[int, Face] = {}
        self.believed: dict[tuple[int, int], Face] = {}

    async def begin(self) -> None:
        self.released = await self.faces()
        self.believed = {
            (person, session): self.released[session]
            for session, people in PEOPLE.items()
            for person in people
        }

    async def faces(self) -> dict[int, Face]:
        async with self.programme.database.read() as view:
            return {number: face_of(text) for number, text in (await changes.faces(view)).items()}

    async def release(self, session: int) -> None:
        await self.programme.release(session)
        now = await self.faces()
        self.released |= {number: now[number] for number in PEOPLE if session in {0, number}}

    async def undo(self, session: int) -> None:
        """Of a release it is as if it had never been: what was released is what was before."""
        async with self.programme.database.read() as view:
            step = await undoable(view, self.programme.now, session)
            numbers = [one.session_id for one in await steps.faces(view, step)]
        came = await self.programme.undo(session)
        assert came.refused is (step == 0 or came.word == "undo_overtaken")
        if came.word == "release_undone":
            now = await self.faces()
            self.released |= {number: now[number] for number in numbers}

    async def deliver(self, person: int) -> None:
        """Each message tells what its reader knows and what was released; and all of it."""
        told = {one.session_id: one for one in await self.programme.deliver(person)}
        for session in (number for number, people in PEOPLE.items() if person in people):
            before, now = self.believed[person, session], self.released[session]
            if known(before) == known(now):
                assert session not in told
                continue
            change = told.pop(session)
            assert change.was is not None
            assert (known(change.was), known(change.now)) == (known(before), known(now))
            self.believed[person, session] = now
        assert told == {}


@settings(max_examples=60, deadline=None)
@given(STEPS)
async def test_everybody_is_told_once_what_was_released(
    empty: Path, run: list[tuple[str, int, Edit | None]]
) -> None:
    async with copied(empty) as database:
        async with database.write() as tx:
            await add_programme(tx)
        world = World(Programme(database))
        await world.begin()
        for what, number, wanted in [
            *run,
            ("release", 0, None),
            *(("deliver", one, None) for one in (1, 2, 3)),
        ]:
            if wanted is not None:
                await world.programme.edit(number, wanted)
            elif what == "release":
                await world.release(number)
            elif what == "undo":
                await world.undo(number)
            else:
                await world.deliver(number)
        assert {
            number: known(face) for number, face in (await world.faces()).items() if number in PEOPLE
        } == {number: known(world.believed[people[0], number]) for number, people in PEOPLE.items()}
        assert await world.programme.pending() == {}
