"""Many sessions later at once: at a place from one on, or everything of the day; all of them or none."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from forum.changes import Edit, Length, Move, Place, Standing, Trial, try_out, undoable
from forum.changes.delaying import delay, from_here, scope, starting_points, try_delay
from forum.desk import Outcome, outcome, refusal
from storage import sessions
from tests.support.forums import NOW, add_session
from tests.support.halls import POINT, SLOTS, Table
from tests.support.programmes import PLENARY, TABLE, TEN, VISIT, Programme

DONE = outcome("session_edited")
QUARTER = timedelta(minutes=15)
NEXT, TOMORROW = 50, 51


@pytest.fixture
async def room(programme: Programme) -> Programme:
    """In the table's room a second session follows it, and one on the next day."""
    async with programme.database.write() as tx:
        await add_session(tx, NEXT, kind="other", starts=TEN + timedelta(minutes=75), minutes=30)
        await add_session(tx, TOMORROW, kind="other", starts=NOW + timedelta(hours=26), minutes=30)
        await tx.run(
            f"UPDATE sessions SET place_it = 'Sala 3', place_ru = 'Зал 3' WHERE id IN ({TABLE}, {NEXT}, {TOMORROW})"
        )
        await tx.run("DELETE FROM session_changes")
    return programme


async def shown(programme: Programme, first: int) -> str:
    async with programme.database.read() as view:
        return (await scope(view, first, programme.now)).shown


async def delayed(programme: Programme, first: int, minutes: int = 15) -> Outcome:
    return await delay(programme.desk, first, minutes, await shown(programme, first))


async def times(programme: Programme, number: int) -> tuple[datetime, datetime]:
    async with programme.database.read() as view:
        found = await sessions.get(view, number)
    assert found is not None
    return found.starts, found.ends


async def test_what_can_be_chosen(room: Programme) -> None:
    async with room.database.read() as view:
        assert [one.id for one in await starting_points(view, NOW)] == [TABLE, VISIT]
        assert [one.id for one in await from_here(view, NEXT, NOW)] == [TABLE, NEXT]
        assert [one.id for one in (await scope(view, NEXT, NOW)).sessions] == [NEXT]
        assert [one.id for one in (await scope(view, TABLE, NOW)).sessions] == [TABLE, NEXT]
        assert [one.id for one in (await scope(view, 0, NOW)).sessions] == [
            TABLE,
            NEXT,
            VISIT,
            PLENARY,
            POINT,
        ]
        assert (await scope(view, 999, NOW)).sessions == []
        evening = NOW + timedelta(hours=12)
        assert [one.id for one in (await scope(view, 0, evening)).sessions] == [TOMORROW]
        assert await starting_points(view, NOW + timedelta(days=3)) == []


async def test_everything_at_a_place_begins_later(room: Programme) -> None:
    assert await delayed(room, TABLE) == DONE
    assert await times(room, TABLE) == (TEN + QUARTER, TEN + timedelta(minutes=75))
    assert (await times(room, NEXT))[0] == TEN + timedelta(minutes=90)
    assert (await times(room, TOMORROW))[0] == NOW + timedelta(hours=26)
    assert await room.pending() == {TABLE: {"time"}, NEXT: {"time"}}
    assert (await room.release()).facts == {"people": 7}
    assert await room.told(1) == {TABLE: {"time"}, NEXT: {"time"}}


async def test_from_one_session_on(room: Programme) -> None:
    await delayed(room, NEXT)
    assert (await times(room, TABLE))[0] == TEN
    assert (await times(room, NEXT))[0] == TEN + timedelta(minutes=90)


async def test_what_has_begun_ends_later(room: Programme) -> None:
    begun = room.at(TEN + timedelta(minutes=50))
    assert await delayed(begun, TABLE) == DONE
    assert await times(room, TABLE) == (TEN, TEN + timedelta(minutes=75))
    assert (await times(room, NEXT))[0] == TEN + timedelta(minutes=90)


async def test_the_whole_day_with_its_buses_and_what_has_begun_as_it_is(room: Programme) -> None:
    begun = room.at(TEN + timedelta(minutes=50))
    assert await delayed(begun, 0) == DONE
    assert await times(room, TABLE) == (TEN, TEN + timedelta(hours=1))
    async with room.database.read() as view:
        stops = await sessions.stops(view, VISIT)
    assert stops[0].at == NOW + timedelta(hours=2, minutes=45)


async def test_it_is_undone_at_once(room: Programme) -> None:
    before = [await times(room, number) for number in (TABLE, NEXT, VISIT, PLENARY)]
    await delayed(room, 0)
    await room.release()
    assert await room.undo() == outcome("release_undone", session=0)
    assert [await times(room, number) for number in (TABLE, NEXT, VISIT, PLENARY)] == before
    assert await room.told(1) == {}


async def test_pressed_twice_it_is_delayed_once_and_after_an_undo_again(room: Programme) -> None:
    seen = await shown(room, TABLE)
    came = await asyncio.gather(*(delay(room.desk, TABLE, 15, seen) for _ in range(3)))
    assert came == [DONE] * 3
    assert (await times(room, TABLE))[0] == TEN + QUARTER
    await room.undo()
    assert (await times(room, TABLE))[0] == TEN
    assert await delay(room.desk, TABLE, 15, seen) == DONE
    assert (await times(room, TABLE))[0] == TEN + QUARTER


async def test_the_second_organiser_sees_what_the_first_did(room: Programme) -> None:
    seen = await shown(room, TABLE)
    await room.edit(NEXT, Move(TEN + timedelta(minutes=80)))
    assert await delay(room.desk, TABLE, 15, seen) == refusal("delay_changed")
    assert await try_delay(room.desk, TABLE, 15, seen) == refusal("delay_changed")
    assert (await times(room, TABLE))[0] == TEN


@pytest.mark.parametrize("minutes", [0, -5, 601, 1 << 40])
async def test_what_is_no_delay(room: Programme, minutes: int) -> None:
    assert await delayed(room, TABLE, minutes) == refusal("not_a_delay", most=600)


async def test_nothing_is_left_to_delay(room: Programme) -> None:
    late = room.at(NOW + timedelta(days=1, hours=12))
    assert await delayed(late, 0) == refusal("nothing_to_delay")
    assert await delayed(room, 999) == refusal("nothing_to_delay")


async def test_one_that_cannot_be_hinders_all(room: Programme) -> None:
    await room.run(
        "UPDATE forum SET ends = (SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', ends, '+5 minutes') "
        f"FROM sessions WHERE id = {PLENARY})"
    )
    assert await delayed(room, 0) == refusal("outside_forum")
    assert (await times(room, TABLE))[0] == TEN


async def test_the_trial_says_what_it_does_to_whom(room: Programme) -> None:
    await Table(room.database).agreed(1, 4, SLOTS[0])
    trial = await try_delay(room.desk, 0, 15, await shown(room, 0))
    assert isinstance(trial, Trial)
    assert [one.change.session_id for one in trial.found.previews] == [TABLE, NEXT, VISIT, PLENARY, POINT]
    assert trial.unplaced == 1
    assert trial.found.number == 7
    assert (await times(room, TABLE))[0] == TEN
    assert await room.pending() == {}
    async with room.database.read() as view:
        assert await undoable(view, NOW) == 0


async def neighbours(programme: Programme, wanted: Edit, number: int = TABLE) -> list[int]:
    found = await try_out(programme.desk, number, wanted, await programme.shown(number))
    assert isinstance(found, Trial)
    assert found.preview is not None
    return [one.other_id for one in found.preview.neighbours]


async def test_what_runs_into_its_neighbour_says_so(room: Programme) -> None:
    assert await neighbours(room, Length(TEN + timedelta(minutes=75))) == []
    assert await neighbours(room, Length(TEN + timedelta(minutes=76))) == [NEXT]
    assert await neighbours(room, Move(TEN + timedelta(minutes=30))) == [NEXT]
    assert await neighbours(room, Place("Sala 3", "Зал 3"), PLENARY) == []
    await room.edit(NEXT, Move(NOW + timedelta(hours=5)))
    assert await neighbours(room, Place("Sala 3", None), PLENARY) == [NEXT]
    await room.edit(NEXT, Standing(cancelled=True))
    assert await neighbours(room, Place("Sala 3", None), PLENARY) == []


async def test_who_overlaps_already_is_not_named_again(room: Programme) -> None:
    await room.edit(NEXT, Move(TEN + timedelta(minutes=30)))
    await room.release()
    assert await neighbours(room, Length(TEN + timedelta(minutes=50))) == []
