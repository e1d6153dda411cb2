"""Undoing within a minute: all is as it was; what has not gone out never goes, whoever was told is told that."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta

import pytest

from forum import changes
from forum.changes import Capacity, Edit, Length, Move, Place, Standing, StopTime, Title
from forum.changes.difference import Face, face_of
from forum.changes.spreading import GATHERING
from forum.desk import outcome, refusal
from storage import changes as rows
from tests.support.forums import NOW, places
from tests.support.halls import FIRST, POINT, SLOTS, Table
from tests.support.programmes import BUS, PLENARY, TABLE, TEN, VISIT, Programme

LATER = Move(TEN + timedelta(minutes=15))
SECOND = timedelta(seconds=1)


async def faces(programme: Programme) -> dict[int, Face]:
    async with programme.database.read() as view:
        return {number: face_of(text) for number, text in (await rows.faces(view)).items()}


async def last_step(programme: Programme, session: int = 0, now: datetime = NOW) -> int:
    async with programme.database.read() as view:
        return await changes.undoable(view, now, session)


@pytest.mark.parametrize(
    ("session", "wanted"),
    [
        (TABLE, LATER),
        (TABLE, Length(TEN + timedelta(minutes=30))),
        (TABLE, Place("Aula", "Класс")),
        (TABLE, Title("Altro", "Другой")),
        (TABLE, Capacity(None)),
        (TABLE, Standing(cancelled=True)),
        (VISIT, Move(NOW + timedelta(hours=4))),
        (VISIT, StopTime(1, BUS + timedelta(minutes=10))),
    ],
)
async def test_an_edit_is_undone(programme: Programme, session: int, wanted: Edit) -> None:
    before = await faces(programme)
    await programme.edit(session, wanted)
    assert await faces(programme) != before
    assert await programme.undo() == outcome("change_undone", session=session)
    assert await faces(programme) == before
    assert await programme.pending() == {}
    assert await last_step(programme) == 0


async def test_what_was_cancelled_before_is_cancelled_again(programme: Programme) -> None:
    await programme.edit(TABLE, Standing(cancelled=True))
    before = await faces(programme)
    await programme.edit(TABLE, Standing(cancelled=False))
    await programme.undo()
    assert await faces(programme) == before


async def test_a_release_is_undone_before_anybody_was_told(programme: Programme) -> None:
    before = await faces(programme)
    await programme.edit(TABLE, LATER)
    await programme.edit(VISIT, Place("Altrove", "Не там"))
    await programme.release()
    assert await programme.undo() == outcome("release_undone", session=0)
    assert await faces(programme) == before
    assert await programme.pending() == {}
    assert [await programme.told(one) for one in (1, 2, 3)] == [{}, {}, {}]


async def test_whoever_has_the_message_is_told_that_it_does_not_hold(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    await programme.release()
    assert [one.what for one in await programme.deliver(2)] == [{"time"}]
    await programme.undo(TABLE)
    (item,) = await programme.items(2)
    assert item.undone
    assert item.change.was is not None
    assert (item.change.was.starts, item.change.now.starts) == (LATER.starts, TEN)
    assert await programme.told(1) == {}
    assert await programme.addressed() == [1, 2, 3]
    await programme.edit(TABLE, Move(TEN + timedelta(minutes=30)))
    await programme.release()
    assert [item.undone for item in await programme.items(2)] == [False]


async def test_only_within_a_minute(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    step = await last_step(programme)
    in_time = NOW + timedelta(minutes=1)
    assert await last_step(programme, now=in_time - SECOND) == step
    assert await last_step(programme, now=in_time) == 0
    late = programme.at(in_time)
    assert await changes.undo(late.desk, step) == refusal("undo_too_late")
    assert (await faces(programme))[TABLE].starts == LATER.starts


async def test_pressed_twice_it_is_undone_once(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    step = await last_step(programme)
    came = await asyncio.gather(*(changes.undo(programme.desk, step) for _ in range(3)))
    assert set(map(str, came)) == {str(outcome("change_undone", session=TABLE))}
    assert (await faces(programme))[TABLE].starts == TEN
    assert await changes.undo(programme.desk, 12345) == refusal("gone")
    assert await changes.undo(programme.desk, step + 1) == refusal("gone")  # the undoing itself


async def test_what_somebody_has_changed_since_is_not_undone(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    first = await last_step(programme)
    await programme.edit(TABLE, Capacity(7))
    assert await changes.undo(programme.desk, first) == refusal("undo_overtaken")
    assert await programme.undo() == outcome("change_undone", session=TABLE)
    assert await changes.undo(programme.desk, first) == outcome("change_undone", session=TABLE)


async def test_what_an_import_has_changed_since_is_not_undone(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    await programme.edit(VISIT, Place("Altrove", "Не там"))
    await programme.release()
    step = await last_step(programme)
    await programme.run(f"UPDATE sessions SET place_it = 'Import' WHERE id = {VISIT}")
    before = await faces(programme)
    assert await changes.undo(programme.desk, step) == refusal("undo_overtaken")
    assert await faces(programme) == before


async def test_an_edit_that_was_released_is_undone_by_undoing_the_release(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    edited = await last_step(programme)
    await programme.release()
    assert await changes.undo(programme.desk, edited) == refusal("undo_overtaken")
    assert (await programme.undo(TABLE)).word == "release_undone"
    assert (await faces(programme))[TABLE].starts == TEN


async def test_stops_that_an_import_took_away_come_back(programme: Programme) -> None:
    before = await faces(programme)
    await programme.run(f"UPDATE stops SET latitude = 43.7, longitude = 11.2 WHERE session_id = {VISIT}")
    await programme.run(f"DELETE FROM stops WHERE session_id = {VISIT} AND position = 3")
    await programme.release()
    await programme.undo(VISIT)
    assert await faces(programme) == before
    async with programme.database.read() as view:
        kept = await view.rows(f"SELECT latitude FROM stops WHERE session_id = {VISIT} ORDER BY position")
    assert [row[0] for row in kept] == [43.7, 43.7, None]


async def test_a_seat_that_was_given_stays_given(programme: Programme) -> None:
    await programme.edit(TABLE, Capacity(3))
    await programme.undo()
    assert (await faces(programme))[TABLE].capacity == 2
    assert await places(programme.database, TABLE) == ([1, 2, 3], [])


async def test_meetings_have_their_time_again(programme: Programme) -> None:
    hall = Table(programme.database)
    meeting = await hall.agreed(1, 4, SLOTS[0])
    had = await hall.meeting(meeting)
    await programme.run("DELETE FROM outbox")
    await programme.edit(POINT, Move(FIRST + timedelta(minutes=10)))
    await programme.run(
        "UPDATE outbox SET state = 'sent' WHERE kind = 'meeting_unplaced' AND delegate_id = 4"
    )
    await programme.undo()
    now = await hall.meeting(meeting)
    assert (now.starts, now.ends, now.table_number, now.interpreter_id) == (
        had.starts,
        had.ends,
        had.table_number,
        had.interpreter_id,
    )
    assert await programme.addressed("meeting_agreed") == [4]  # the first was never told that it was gone


async def test_a_time_that_was_given_away_meanwhile_stays_given(programme: Programme) -> None:
    hall = Table(programme.database)
    meeting = await hall.agreed(1, 4, SLOTS[0])
    await programme.edit(POINT, Move(FIRST + timedelta(minutes=10)))
    await programme.run(
        "INSERT INTO unavailable (delegate_id, starts, ends) SELECT 1, starts, ends FROM sessions "
        f"WHERE id = {POINT}"
    )
    await programme.undo()
    assert (await hall.meeting(meeting)).starts is None


async def clashing(programme: Programme) -> Programme:
    """A table of which one side of a meeting has a seat comes to be when the meeting is."""
    await Table(programme.database).agreed(1, 4, SLOTS[0])
    await programme.run("DELETE FROM outbox")
    await programme.edit(TABLE, Move(SLOTS[0]))
    return programme


async def test_partners_are_not_troubled_by_what_is_undone(programme: Programme) -> None:
    await (await clashing(programme)).release()
    assert [one for one in await programme.outbox() if one[0] == "meeting_may_move"] == [
        ("meeting_may_move", 4, NOW + GATHERING)
    ]
    async with programme.database.read() as view:
        facts = json.loads(str(await view.value("SELECT facts FROM outbox WHERE kind = 'meeting_may_move'")))
        assert await changes.clashing(view, facts) is not None
    await programme.undo()
    async with programme.database.read() as view:
        assert await changes.clashing(view, facts) is None  # it never goes
    assert await programme.addressed("meeting_stays") == []


async def test_partners_who_were_told_learn_that_nothing_is_in_the_way(programme: Programme) -> None:
    await (await clashing(programme)).release()
    await programme.run(
        "UPDATE outbox SET state = 'sent', facts = '{}', settled_at = '2018-11-29T08:00:10.000+00:00' "
        "WHERE kind = 'meeting_may_move'"
    )
    await programme.undo()
    assert await programme.addressed("meeting_stays") == [4]
    await programme.edit(TABLE, Move(SLOTS[0]))
    await programme.release()
    assert await programme.addressed("meeting_may_move") == [4]  # and is told again where it happens again


async def test_old_steps_are_forgotten(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    await programme.at(NOW + timedelta(hours=2)).edit(PLENARY, Place("Aula", "Класс"))
    async with programme.database.read() as view:
        assert await view.number("SELECT count(*) FROM steps") == 1
