"""What an organiser changes in the chat: tried, done at once, refused with a word; two at once."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from forum import changes
from forum.changes import Capacity, Edit, Length, Move, Place, Standing, StopTime, Title, Trial
from forum.desk import Outcome, outcome, refusal
from storage import sessions
from storage.records import Session
from tests.support.forums import NOW, places
from tests.support.halls import FIRST, POINT, SLOTS, Table
from tests.support.programmes import BUS, GUIDE, PLENARY, TABLE, TEN, VISIT, Programme

DONE = outcome("session_edited")
AN_HOUR = timedelta(hours=1)
ROME = ZoneInfo("Europe/Rome")


async def session(programme: Programme, number: int) -> Session:
    async with programme.database.read() as view:
        found = await sessions.get(view, number)
    assert found is not None
    return found


async def tried(programme: Programme, number: int, wanted: Edit) -> Trial:
    found = await changes.try_out(programme.desk, number, wanted, await programme.shown(number))
    assert isinstance(found, Trial)
    return found


async def test_a_session_begins_later_and_keeps_its_length(programme: Programme) -> None:
    assert await programme.edit(TABLE, Move(TEN + timedelta(minutes=15))) == DONE
    moved = await session(programme, TABLE)
    assert (moved.starts, moved.ends) == (TEN + timedelta(minutes=15), TEN + timedelta(minutes=75))


async def test_the_stops_of_a_visit_move_with_it(programme: Programme) -> None:
    assert await programme.edit(VISIT, Move(NOW + timedelta(hours=3, minutes=10))) == DONE
    async with programme.database.read() as view:
        stops = await sessions.stops(view, VISIT)
    assert [(stop.at - BUS).total_seconds() / 60 for stop in stops] == [10, 40, 160]
    assert await programme.pending() == {VISIT: {"time", "stops"}}


async def test_a_visit_without_stops_moves(programme: Programme) -> None:
    await programme.run(f"DELETE FROM stops WHERE session_id = {VISIT}")
    await programme.dismiss()
    assert await programme.edit(VISIT, Move(NOW + timedelta(hours=4))) == DONE
    assert await programme.pending() == {VISIT: {"time"}}


@pytest.mark.parametrize(
    ("wanted", "word"),
    [
        (Move(NOW - timedelta(minutes=1)), "moved_into_past"),
        (Move(NOW + timedelta(days=2) - timedelta(minutes=59)), "outside_forum"),
        (Move(NOW + timedelta(days=40)), "outside_forum"),
        (Capacity(1_000_000), "not_a_number"),
        (Length(TEN), "ends_first"),
        (Length(NOW + timedelta(days=3)), "outside_forum"),
        (Length(NOW - timedelta(minutes=1)), "ends_first"),
        (StopTime(1, TEN), "gone"),
    ],
)
async def test_what_cannot_be(programme: Programme, wanted: Edit, word: str) -> None:
    before = await session(programme, TABLE)
    shown = await programme.shown(TABLE)
    came = await programme.edit(TABLE, wanted)
    assert (came.word, came.refused) == (word, True)
    assert await changes.try_out(programme.desk, TABLE, wanted, shown) == came
    assert await session(programme, TABLE) == before
    assert await programme.outbox() == []


async def test_a_session_ends_later_and_begins_when_it_did(programme: Programme) -> None:
    assert await programme.edit(TABLE, Length(TEN + timedelta(minutes=90))) == DONE
    found = await session(programme, TABLE)
    assert (found.starts, found.ends) == (TEN, TEN + timedelta(minutes=90))
    assert await programme.pending() == {TABLE: {"time"}}


async def test_what_has_begun_does_not_end_in_the_past(programme: Programme) -> None:
    begun = programme.at(TEN + timedelta(minutes=30))
    assert await begun.edit(TABLE, Length(TEN + timedelta(minutes=20))) == refusal("moved_into_past")
    assert await begun.edit(TABLE, Length(TEN + timedelta(minutes=30))) == DONE
    over = programme.at(TEN + AN_HOUR)
    assert await over.edit(TABLE, Length(TEN + timedelta(minutes=90))) == refusal("session_over")


async def test_a_visit_does_not_end_before_its_bus_is_back(programme: Programme) -> None:
    back = NOW + timedelta(hours=5)
    assert await programme.edit(VISIT, Length(back - timedelta(minutes=1))) == refusal("ends_before_stop")
    assert await programme.edit(VISIT, Length(back + AN_HOUR)) == DONE
    assert await programme.edit(VISIT, Length(back)) == DONE


@pytest.mark.parametrize(
    ("position", "hours", "came"),
    [
        (2, 3.5, DONE),
        (3, 4.5, DONE),
        (3, 5.25, refusal("stop_outside_visit")),
        (2, 2.25, refusal("stop_outside_visit")),
        (1, 3.25, refusal("stop_out_of_order")),
        (3, 2.75, refusal("stop_outside_visit")),
        (2, -1, refusal("moved_into_past")),
        (9, 3.5, refusal("gone")),
    ],
)
async def test_a_stop_at_another_time(
    programme: Programme, position: int, hours: float, came: Outcome
) -> None:
    at = NOW + timedelta(hours=hours)
    assert await programme.edit(VISIT, StopTime(position, at)) == came
    async with programme.database.read() as view:
        stops = await sessions.stops(view, VISIT)
    assert any((one.position, one.at) == (position, at) for one in stops) is (came == DONE)
    assert await programme.pending() == ({VISIT: {"stops"}} if came == DONE else {})


async def test_a_title_in_both_languages(programme: Programme) -> None:
    assert await programme.edit(TABLE, Title("Moda", "Мода")) == DONE
    assert await programme.pending() == {TABLE: {"title"}}
    assert await programme.edit(TABLE, Title(None, "Стиль")) == DONE
    found = await session(programme, TABLE)
    assert (found.title_it, found.title_ru) == ("Moda", "Стиль")


async def test_a_session_may_last_until_the_forum_ends_and_over_midnight(programme: Programme) -> None:
    last = NOW + timedelta(days=2) - AN_HOUR
    assert await programme.edit(TABLE, Move(last)) == DONE
    midnight = datetime(2018, 11, 29, 22, 30, tzinfo=UTC)  # 23:30 in Florence
    assert await programme.edit(TABLE, Move(midnight)) == DONE
    assert (await session(programme, TABLE)).ends == midnight + AN_HOUR


async def test_what_is_over_is_not_changed(programme: Programme) -> None:
    late = programme.at(TEN + AN_HOUR)
    for wanted in (Place("Aula", None), Capacity(5), Standing(cancelled=True)):
        assert await late.edit(TABLE, wanted) == refusal("session_over")
    assert await late.edit(TABLE, Move(late.now - timedelta(minutes=5))) == refusal("moved_into_past")


async def test_what_has_begun_may_still_begin_later(programme: Programme) -> None:
    begun = programme.at(TEN + timedelta(minutes=10))
    assert await begun.edit(TABLE, Move(TEN + timedelta(minutes=15))) == DONE


async def test_a_place_in_one_language_stays_in_the_other(programme: Programme) -> None:
    assert await programme.edit(TABLE, Place(None, "Класс")) == DONE
    found = await session(programme, TABLE)
    assert (found.place_it, found.place_ru) == ("Sala", "Класс")


async def test_more_seats_go_to_those_who_wait(programme: Programme) -> None:
    trial = await tried(programme, TABLE, Capacity(5))
    assert (trial.promoted, dict(trial.preview.people) if trial.preview else None) == (1, {})
    assert await places(programme.database, TABLE) == ([1, 2], [3])
    assert await programme.edit(TABLE, Capacity(5)) == DONE
    assert await places(programme.database, TABLE) == ([1, 2, 3], [])
    assert [(kind, delegate) for kind, delegate, _ in await programme.outbox()] == [("seat_freed", 3)]


async def test_fewer_seats_throw_nobody_out(programme: Programme) -> None:
    trial = await tried(programme, TABLE, Capacity(1))
    assert trial.preview is not None
    assert (trial.preview.over, trial.preview.seated) == (True, 2)
    assert await programme.edit(TABLE, Capacity(1)) == DONE
    assert await places(programme.database, TABLE) == ([1, 2], [3])


async def test_no_limit_at_all(programme: Programme) -> None:
    assert await programme.edit(TABLE, Capacity(None)) == DONE
    assert await places(programme.database, TABLE) == ([1, 2, 3], [])


async def test_what_everybody_attends_has_no_seats(programme: Programme) -> None:
    assert await programme.edit(PLENARY, Capacity(5)) == refusal("gone")
    assert await programme.edit(12345, Capacity(5), "00000000") == refusal("gone")


async def test_a_session_is_cancelled_and_takes_place_after_all(programme: Programme) -> None:
    assert await programme.edit(TABLE, Standing(cancelled=True)) == DONE
    cancelled = await session(programme, TABLE)
    assert cancelled.cancelled_at == NOW
    await programme.run("DELETE FROM seats WHERE delegate_id = 1")
    assert await places(programme.database, TABLE) == ([2], [3])
    assert await programme.edit(TABLE, Standing(cancelled=False)) == DONE
    assert await places(programme.database, TABLE) == ([2, 3], [])
    assert await programme.pending() == {}


async def test_a_trial_changes_nothing(programme: Programme) -> None:
    before = await session(programme, TABLE)
    for wanted in (Move(FIRST), Place("Aula", "Класс"), Capacity(None), Standing(cancelled=True)):
        assert (await tried(programme, TABLE, wanted)).preview is not None
    assert await session(programme, TABLE) == before
    assert await programme.pending() == {}
    assert await programme.outbox() == []


async def test_a_trial_shows_what_people_would_be_told(programme: Programme) -> None:
    await programme.edit(TABLE, Move(TEN + timedelta(minutes=5)))
    trial = await tried(programme, TABLE, Move(TEN + timedelta(minutes=15)))
    assert trial.preview is not None
    assert trial.preview.change.was is not None
    assert trial.preview.change.was.starts == TEN
    assert dict(trial.preview.people) == {"it": 2, "ru": 1}
    assert (await tried(programme, TABLE, Move(TEN))).preview is None


async def test_meetings_lose_their_time_when_the_meeting_point_moves(programme: Programme) -> None:
    hall = Table(programme.database)
    meeting = await hall.agreed(1, 4, SLOTS[0])
    await programme.run("DELETE FROM outbox")
    trial = await tried(programme, POINT, Move(FIRST + timedelta(minutes=10)))
    assert trial.unplaced == 1
    assert (await hall.meeting(meeting)).starts == SLOTS[0]
    assert await programme.edit(POINT, Move(FIRST + timedelta(minutes=10))) == DONE
    assert (await hall.meeting(meeting)).starts is None
    assert await programme.addressed("meeting_unplaced") == [1, 4]


async def test_an_interpreter_who_attends_what_has_moved_is_replaced(programme: Programme) -> None:
    hall = Table(programme.database)
    meeting = await hall.agreed(1, 4, SLOTS[0])
    helper = (await hall.meeting(meeting)).interpreter_id
    await programme.run(
        f"INSERT INTO seats (session_id, delegate_id, state) VALUES ({VISIT}, {helper}, 'seated')"
    )
    await programme.edit(VISIT, Move(FIRST - timedelta(minutes=60)))
    assert (await hall.meeting(meeting)).interpreter_id not in {None, helper}


async def test_the_second_of_two_organisers_sees_what_the_first_did(programme: Programme) -> None:
    shown = await programme.shown(TABLE)
    wanted: list[Edit] = [Move(TEN + timedelta(minutes=5)), Place("Aula", "Класс"), Capacity(7)]
    came = await asyncio.gather(*(programme.edit(TABLE, one, shown) for one in wanted))
    assert sorted(one.word for one in came) == ["session_changed", "session_changed", "session_edited"]
    assert await changes.try_out(programme.desk, TABLE, Capacity(9), shown) == refusal("session_changed")


async def test_pressed_twice_it_is_done_once_and_said_twice(programme: Programme) -> None:
    for wanted in (
        Move(TEN + timedelta(minutes=5)),
        Place("Aula", "Класс"),
        Capacity(7),
        Standing(cancelled=True),
        Standing(cancelled=False),
    ):
        shown = await programme.shown(TABLE)
        assert [await programme.edit(TABLE, wanted, shown) for _ in range(3)] == [DONE] * 3


async def test_somebody_who_joined_meanwhile_changes_nothing_about_what_was_shown(
    programme: Programme,
) -> None:
    shown = await programme.shown(VISIT)
    await programme.run(f"INSERT INTO seats (session_id, delegate_id, state) VALUES ({VISIT}, 2, 'seated')")
    assert await programme.edit(VISIT, Place("Altrove", "Не там"), shown) == DONE
    assert (await programme.release()).facts == {"people": 4}
    assert GUIDE in await programme.addressed("programme_news")


async def draft(
    programme: Programme, text: str, language: str = "it", *, first: bool = True, number: int = TABLE
) -> Outcome:
    return await changes.draft_text(programme.desk, 1001, number, "place", language, text, first=first)


async def drafted(programme: Programme, number: int = TABLE) -> Place | Title | None:
    async with programme.database.read() as view:
        return await changes.drafted_text(view, 1001, number, "place")


async def test_a_place_is_typed_in_one_language_then_in_the_other(programme: Programme) -> None:
    assert await drafted(programme) is None
    assert await draft(programme, "  Класс\n 2 ", "ru") == outcome("text_drafted")
    assert await drafted(programme) == Place(None, "Класс 2")
    assert await draft(programme, "Aula 2", "it", first=False) == outcome("text_drafted")
    assert await drafted(programme) == Place("Aula 2", "Класс 2")
    assert await drafted(programme, VISIT) is None
    assert await draft(programme, "Aula 3") == outcome("text_drafted")
    assert await drafted(programme) == Place("Aula 3", None)


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("", refusal("empty")),
        (" \u200b\u202e\n", refusal("empty")),
        ("x" * 201, refusal("too_long", given=201, most=200)),
        ("😀" * 101, refusal("too_long", given=202, most=200)),
        ("x" * 200, outcome("text_drafted")),
    ],
)
async def test_what_is_no_place(programme: Programme, text: str, came: Outcome) -> None:
    assert await draft(programme, text) == came
    assert await draft(programme, "Aula", number=4321) == refusal("gone")


@pytest.mark.parametrize(
    ("text", "seats"),
    [("0", 0), (" 12 ", 12), ("999999", 999_999), ("007", 7)]
    + [(text, None) for text in ("", "-1", "+3", "1.5", "1e3", "1000000", "٣", "dodici", "12 posti")],
)
def test_a_number_of_seats(text: str, seats: int | None) -> None:
    assert changes.seats_of(text) == seats


def test_an_instant_in_a_button() -> None:
    minutes = int(NOW.timestamp()) // 60
    assert changes.instant_of(minutes) == NOW
    assert [changes.instant_of(number) for number in (0, -5, 10**9, 1 << 62)] == [None] * 4


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("15", 15), (" 600 ", 600), ("1", 1)]
    + [(text, None) for text in ("0", "-5", "-5 minutes", "+5", "601", "1000", "dieci", "", "5 min")],
)
def test_a_delay(text: str, minutes: int | None) -> None:
    assert changes.delay_of(text) == minutes


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("9:30", time(9, 30)),
        (" 09.30 ", time(9, 30)),
        ("930", time(9, 30)),
        ("00:00", time()),
        ("23,59", time(23, 59)),
    ]
    + [(text, None) for text in ("24:00", "9:60", "9", "-9:30", "9:30:15", "noon", "")],
)
def test_a_time_of_the_day(text: str, clock: time | None) -> None:
    assert changes.clock_of(text) == clock


def test_an_end_after_midnight() -> None:
    evening = datetime(2018, 11, 29, 22, 0, tzinfo=UTC)  # 23:00 in Florence
    assert changes.ends_at(evening, time(1, 0), ROME) == evening + timedelta(hours=2)
    assert changes.ends_at(evening, time(22, 0), ROME) == evening - timedelta(hours=1)
    assert changes.at_clock(evening, time(8, 0), ROME) == datetime(2018, 11, 29, 7, 0, tzinfo=UTC)
