"""What waits, who would be told, what it breaks; and one message to each of those concerned."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from forum import changes
from forum.changes import Capacity, Move, Place, Standing
from forum.changes.spreading import GATHERING
from forum.desk import outcome, refusal
from storage.changes import WAITING
from storage.news import NEWS
from tests.support.forums import NOW
from tests.support.halls import FIRST, POINT, SLOTS, Table
from tests.support.programmes import (
    BUS,
    GUIDE,
    ORGANISER,
    PLENARY,
    TABLE,
    TEN,
    VISIT,
    Programme,
)

LATER = Move(TEN + timedelta(minutes=15))
EVERYBODY = [1, 2, 3, 4, 5, ORGANISER, GUIDE]


async def people(programme: Programme, session: int) -> dict[str, int]:
    (found,) = (await programme.waiting(session)).previews
    return dict(found.people)


async def test_a_change_waits_until_it_is_released(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    assert await programme.pending() == {TABLE: {"time"}}
    assert await programme.addressed() == []
    assert await programme.release() == outcome("changes_released", people=3)
    assert await programme.addressed() == [1, 2, 3]
    assert await programme.pending() == {}
    assert await programme.release() == outcome("nothing_waits")


async def test_several_changes_of_a_session_are_one_difference(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    await programme.edit(TABLE, Place("Aula", None))
    await programme.edit(TABLE, Move(TEN + timedelta(minutes=30)))
    (one,) = (await programme.waiting()).previews
    assert one.change.was is not None
    assert one.change.what == {"time", "place"}
    assert one.change.was.starts == TEN
    assert one.change.now.starts == TEN + timedelta(minutes=30)


async def test_what_is_changed_back_was_never_changed(programme: Programme) -> None:
    seen = (await programme.waiting()).shown
    await programme.edit(TABLE, LATER)
    await programme.edit(TABLE, Move(TEN))
    assert await programme.pending() == {}
    assert (await programme.waiting()).shown == seen
    await programme.edit(TABLE, LATER)
    assert await programme.pending() == {TABLE: {"time"}}


async def test_whom_a_change_concerns(programme: Programme) -> None:
    await programme.run("INSERT INTO absences (delegate_id, session_id) VALUES (4, 3)")
    await programme.run("UPDATE sessions SET place_it = 'Aula' WHERE kind <> 'meeting_point'")
    assert await people(programme, TABLE) == {"it": 2, "ru": 1}
    assert await people(programme, VISIT) == {"it": 3}  # its guide, too
    assert await people(programme, PLENARY) == {"it": 5, "ru": 1}  # who has opened the bot, and attends it
    assert (await programme.waiting()).people == {"it": 5, "ru": 1}
    await programme.run("UPDATE delegates SET removed_at = '2018-11-01T00:00:00.000+00:00' WHERE id = 1")
    assert await people(programme, TABLE) == {"it": 1, "ru": 1}


async def test_what_concerns_nobody_does_not_wait(programme: Programme) -> None:
    await programme.run("DELETE FROM seats")
    await programme.edit(TABLE, LATER)
    assert await programme.pending() == {}
    await programme.edit(TABLE, Capacity(7))
    assert await programme.pending() == {}
    await programme.run(f"INSERT INTO seats (session_id, delegate_id, state) VALUES ({TABLE}, 1, 'seated')")
    assert await programme.pending() == {}


async def test_the_message_says_what_is_different_when_it_goes_out(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    await programme.edit(PLENARY, Place("Aula", "Класс"))
    await programme.release()
    assert await programme.told(1) == {TABLE: {"time"}, PLENARY: {"place"}}
    assert await programme.told(4) == {PLENARY: {"place"}}
    await programme.edit(TABLE, Move(TEN))
    await programme.release()
    assert await programme.told(1) == {PLENARY: {"place"}}
    await programme.edit(PLENARY, Place("Sala", "Зал"))
    await programme.release()
    assert await programme.told(1) == {}


async def test_a_change_that_is_not_released_is_not_told(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    await programme.release()
    await programme.edit(TABLE, Move(TEN + timedelta(hours=1)))
    (item,) = await programme.items(1)
    assert item.change.now.starts == LATER.starts
    await programme.dismiss()
    (item,) = await programme.items(1)
    assert item.change.now.starts == TEN + timedelta(hours=1)


async def test_a_run_of_releases_is_one_message(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    await programme.release()
    later = programme.at(NOW + timedelta(seconds=90))
    await later.edit(TABLE, Move(TEN + timedelta(minutes=30)))
    await later.edit(VISIT, Place("Altrove", "Не там"))
    await later.release()
    turns = {delegate: at for kind, delegate, at in await programme.outbox() if kind == NEWS}
    assert turns == {
        1: NOW + GATHERING,
        2: NOW + GATHERING,
        3: NOW + GATHERING,
        GUIDE: later.now + GATHERING,
    }
    (first, second) = await programme.items(1)
    assert first.change.was is not None
    assert (first.change.was.starts, first.change.now.starts) == (TEN, TEN + timedelta(minutes=30))
    assert second.change.what == {"place"}


async def test_a_change_after_the_message_is_another_message(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    await programme.release()
    assert [one.what for one in await programme.deliver(2)] == [{"time"}]
    await programme.edit(TABLE, Move(TEN))
    await programme.release()
    assert await programme.told(1) == {}  # their first message has not gone out: all is as they knew it
    (told,) = await programme.deliver(2)
    assert told.was is not None
    assert (told.was.starts, told.now.starts) == (LATER.starts, TEN)


async def test_what_begins_in_a_few_minutes_is_told_at_once(programme: Programme) -> None:
    soon = programme.at(TEN - timedelta(minutes=9))
    await soon.edit(TABLE, Place("Aula", "Класс"))
    await soon.edit(PLENARY, Place("Aula", "Класс"))
    await soon.release()
    turns = {delegate: at for kind, delegate, at in await programme.outbox() if kind == NEWS}
    assert turns[1] == soon.now
    assert turns[4] == soon.now + GATHERING


async def test_by_night_only_those_are_woken_who_have_to_be(programme: Programme) -> None:
    """Quiet from half past nine to one: the visit's bus leaves at half past eleven, the plenary is at two."""
    await programme.run("UPDATE forum SET quiet_from = '09:30', quiet_until = '11:00'")
    night = programme.at(NOW + timedelta(minutes=45))
    await night.edit(PLENARY, Place("Aula", "Класс"))
    await night.release()
    morning = NOW + timedelta(hours=2)
    assert {at for kind, _, at in await programme.outbox() if kind == NEWS} == {morning}
    await night.edit(VISIT, Place("Altrove", "Не там"))
    await night.release()
    turns = {delegate: at for kind, delegate, at in await programme.outbox() if kind == NEWS}
    at_once = night.now + GATHERING
    assert {delegate for delegate, at in turns.items() if at == at_once} == {1, 3, GUIDE}
    assert set(turns.values()) == {at_once, morning}


async def test_who_has_left_since_is_not_told(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    await programme.edit(PLENARY, Place("Aula", "Класс"))
    await programme.release()
    await programme.run("DELETE FROM seats WHERE delegate_id = 1")
    await programme.run("INSERT INTO absences (delegate_id, session_id) VALUES (2, 3)")
    assert await programme.told(1) == {PLENARY: {"place"}}
    assert await programme.told(2) == {TABLE: {"time"}}
    assert [item.waiting for item in await programme.items(3)] == [True, False]


async def test_what_is_over_is_told_to_nobody(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    await programme.edit(PLENARY, Place("Aula", "Класс"))
    await programme.release()
    over = programme.at(LATER.starts + timedelta(hours=1))
    assert await over.told(1) == {PLENARY: {"place"}}
    await programme.run(f"UPDATE sessions SET place_it = 'Cortile' WHERE id = {TABLE}")
    assert await over.release() == outcome("changes_released", people=0)
    assert await over.pending() == {}


async def test_an_import_may_move_a_session_into_the_past_and_that_is_told(programme: Programme) -> None:
    await programme.run(
        "UPDATE sessions SET starts = '2018-11-29T06:00:00.000+00:00', ends = '2018-11-29T07:00:00.000+00:00' "
        f"WHERE id = {TABLE}"
    )
    await programme.release()
    assert await programme.told(1) == {TABLE: {"time"}}


async def test_a_visit_that_loses_its_stops(programme: Programme) -> None:
    await programme.run(f"DELETE FROM stops WHERE session_id = {VISIT}")
    assert await programme.pending() == {VISIT: {"stops"}}
    (one,) = (await programme.waiting()).previews
    assert one.change.was is not None
    assert one.change.was.begins == BUS
    assert one.change.now.stops == ()
    await programme.release()
    assert await programme.told(3) == {VISIT: {"stops"}}
    await programme.edit(VISIT, Move(NOW + timedelta(hours=4)))
    assert await programme.pending() == {VISIT: {"time"}}


async def test_only_what_was_shown_is_released(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    shown = (await programme.waiting()).shown
    await programme.edit(PLENARY, Place("Aula", "Класс"))
    assert await changes.release(programme.desk, shown) == refusal("changes_changed")
    assert await changes.dismiss(programme.desk, shown) == refusal("changes_changed")
    assert await programme.addressed() == []
    assert len(await programme.pending()) == 2


async def test_two_organisers_release_at_once(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    shown = (await programme.waiting()).shown
    came = await asyncio.gather(*(changes.release(programme.desk, shown) for _ in range(4)))
    assert sorted(one.word for one in came) == ["changes_released", *["nothing_waits"] * 3]
    await changes.spread(programme.desk)
    assert await programme.addressed() == [1, 2, 3]


async def test_one_change_is_released_and_one_dismissed(programme: Programme) -> None:
    await programme.edit(TABLE, LATER)
    await programme.edit(VISIT, Place("Altrove", "Не там"))
    await programme.edit(PLENARY, Place("Aula", "Класс"))
    assert (await programme.release(TABLE)).facts == {"people": 3}
    assert await programme.dismiss(VISIT) == outcome("changes_dismissed")
    assert await programme.pending() == {PLENARY: {"place"}}
    assert await programme.told(1) == {TABLE: {"time"}}


async def test_organisers_are_told_once_that_changes_wait(programme: Programme) -> None:
    named = Programme(programme.database, organisers=frozenset({77}))
    await named.edit(TABLE, LATER)
    await named.at(NOW + timedelta(seconds=30)).edit(PLENARY, Place("Aula", "Класс"))
    notices = [one for one in await programme.outbox() if one[0] == WAITING]
    assert notices == [(WAITING, None, NOW + GATHERING), (WAITING, ORGANISER, NOW + GATHERING)]
    await programme.run("UPDATE outbox SET state = 'sent'")
    await named.edit(VISIT, Place("Altrove", "Не там"))
    assert [one[0] for one in await programme.outbox()] == [WAITING, WAITING]


async def test_a_capacity_alone_waits_for_nobody(programme: Programme) -> None:
    await programme.edit(TABLE, Capacity(1))
    assert await programme.pending() == {}
    assert await programme.outbox() == []
    await programme.edit(TABLE, LATER)
    (one,) = (await programme.waiting()).previews
    assert one.over
    assert one.change.what == {"time", "capacity"}


async def test_seats_at_tables_and_visits_that_now_overlap(programme: Programme) -> None:
    await programme.edit(TABLE, Move(NOW + timedelta(hours=3, minutes=30)))
    (one,) = (await programme.waiting()).previews
    assert [(each.other_id, each.people) for each in one.overlaps] == [
        (VISIT, 1)
    ]  # 3 only waits at the table
    await programme.dismiss()
    await programme.edit(TABLE, Move(NOW + timedelta(hours=4)))
    (one,) = (await programme.waiting()).previews
    assert one.overlaps == []  # it did before
    (item,) = await _released(programme, 1)
    assert item == []


async def _released(programme: Programme, delegate: int) -> list[list[int]]:
    await programme.release()
    return [[entry.id for entry in item.clashes] for item in await programme.items(delegate)]


async def test_one_is_told_what_a_change_clashes_with_on_ones_agenda(programme: Programme) -> None:
    await programme.edit(TABLE, Move(NOW + timedelta(hours=3, minutes=30)))
    assert await _released(programme, 1) == [[VISIT]]
    assert await _released(programme, 3) == [[]]  # who waits for a seat is not there


@pytest.fixture
async def meeting(programme: Programme) -> int:
    """Delegates 1 and 4 meet in the first slot, after the plenary."""
    number = await Table(programme.database).agreed(1, 4, SLOTS[0])
    await programme.run("DELETE FROM outbox")
    return number


async def test_a_meeting_that_a_table_makes_impossible(programme: Programme, meeting: int) -> None:
    await programme.edit(TABLE, Move(FIRST - timedelta(minutes=30)))
    (one,) = (await programme.waiting()).previews
    assert one.meetings == 1
    assert [(clash.meeting_id, clash.delegate_id) for clash in one.clashes] == [(meeting, 1)]
    await programme.release()
    (item,) = await programme.items(1)
    assert [entry.id for entry in item.clashes] == [PLENARY, meeting]
    assert await programme.addressed("meeting_may_move") == [4]
    assert await programme.addressed("meeting_clash") == []
    assert (await Table(programme.database).meeting(meeting)).starts == SLOTS[0]


async def test_both_who_attend_are_told_by_their_own_message_alone(
    programme: Programme, meeting: int
) -> None:
    await programme.edit(PLENARY, Move(FIRST - timedelta(minutes=45)))
    (one,) = (await programme.waiting()).previews
    assert (one.meetings, len(one.clashes)) == (1, 2)
    await programme.release()
    assert [[entry.id for entry in item.clashes] for item in await programme.items(4)] == [[meeting]]
    assert await programme.addressed("meeting_may_move") == []


async def test_those_who_act_for_somebody_without_telegram_are_told(programme: Programme) -> None:
    number = await Table(programme.database).agreed(5, 6, SLOTS[0])
    await programme.run("DELETE FROM outbox")
    await programme.run("INSERT INTO heads (head_id, delegate_id) VALUES (2, 6)")
    await programme.edit(PLENARY, Move(FIRST - timedelta(minutes=45)))
    await programme.release()
    assert await programme.addressed("meeting_clash") == [2]
    assert await programme.addressed("meeting_may_move") == []
    assert (await Table(programme.database).meeting(number)).starts == SLOTS[0]


async def test_a_meeting_that_was_accepted_in_spite_of_a_clash_is_not_impossible_anew(
    programme: Programme, meeting: int
) -> None:
    await programme.edit(TABLE, Move(FIRST))
    await programme.dismiss()
    await programme.edit(TABLE, Move(FIRST + timedelta(minutes=5)))
    (one,) = (await programme.waiting()).previews
    assert one.clashes == []
    await programme.edit(TABLE, Place("Aula", "Класс"))
    await programme.release()
    assert await programme.addressed("meeting_may_move") == []
    assert meeting


async def test_a_cancelled_session_clashes_with_nothing_and_a_restored_one_does(
    programme: Programme, meeting: int
) -> None:
    await programme.edit(TABLE, Move(FIRST))
    await programme.edit(TABLE, Standing(cancelled=True))
    (one,) = (await programme.waiting()).previews
    assert one.change.what == {"cancelled"}
    assert one.clashes == []
    await programme.release()
    await programme.edit(TABLE, Standing(cancelled=False))
    (one,) = (await programme.waiting()).previews
    assert one.change.what == {"restored"}
    assert [clash.meeting_id for clash in one.clashes] == [meeting]


async def test_the_meeting_point_itself_clashes_with_no_meeting(programme: Programme, meeting: int) -> None:
    await programme.run(f"UPDATE sessions SET place_it = 'Atrio', audience = 'it' WHERE id = {POINT}")
    (one,) = (await programme.waiting()).previews
    assert one.clashes == []
    assert meeting
