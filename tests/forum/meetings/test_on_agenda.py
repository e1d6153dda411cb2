"""Meetings on the agendas of those who meet and of those who interpret."""

from __future__ import annotations

from datetime import datetime, timedelta

from forum.agenda import SOON, clashing, on_agenda, soon
from forum.desk import Work, outcome, refusal
from forum.meetings import Actor, report
from forum.meetings.reconciling import unplace
from forum.seats import clashes, join
from storage import meetings, sessions
from storage.meeting_records import Appointment, Pending
from tests.support.forums import add_session
from tests.support.halls import FIRST, POINT, SLOTS, Table


async def appointments(table: Table, who: int) -> list[Appointment]:
    async with table.database.read() as view:
        return await meetings.on_agenda(view, who)


async def brief(table: Table, who: int) -> list[tuple[int, datetime, str, int]]:
    """What stands on an agenda: the meeting, when, its state, the table."""
    return [(one.id, one.starts, one.state, one.table_number) for one in await appointments(table, who)]


async def named(table: Table, who: int) -> list[tuple[str, int]]:
    """Sessions and meetings on an agenda, in order."""
    async with table.database.read() as view:
        found = await on_agenda(view, who)
    return [("meeting" if isinstance(one, Appointment) else one.kind, one.id) for one in found]


async def soon_of(table: Table, who: int, now: datetime) -> tuple[int | None, int | None]:
    async with table.database.read() as view:
        found = await soon(view, who, now)
    return (found.on.id if found.on else None, found.following.id if found.following else None)


async def pending(table: Table, who: int) -> Pending:
    async with table.database.read() as view:
        return await meetings.pending(view, who)


async def test_agreed_meetings_with_a_time_stand_on_the_agendas_of_all_who_are_there(table: Table) -> None:
    later, sooner = await table.agreed(1, 2, SLOTS[3]), await table.agreed(3, 2, SLOTS[1])
    await table.ask(4, 1, SLOTS[2])
    first, second = (sooner, SLOTS[1], "agreed", 1), (later, SLOTS[3], "agreed", 1)
    assert await brief(table, 2) == [first, second]
    assert await brief(table, 1) == [second]
    assert await brief(table, 3) == [first]
    assert await brief(table, 4) == []
    assert sorted([*await brief(table, 11), *await brief(table, 12)]) == sorted([first, second])
    assert [one.interpreting for one in await appointments(table, 11)] == [True]
    assert [one.interpreting for one in await appointments(table, 1)] == [False]


async def test_each_reads_the_other_and_the_interpreter_reads_both(table: Table) -> None:
    await table.agreed(1, 2, SLOTS[0])
    [mine], [theirs], [helped] = [await appointments(table, who) for who in (1, 2, 11)]
    assert (mine.partner_name, theirs.partner_name) == ("Delegate 2", "Delegate 1")
    assert (helped.side_name, helped.partner_name) == ("Delegate 1", "Delegate 2")
    assert mine.interpreter_name == theirs.interpreter_name == "Interpreter 11"
    assert {(one.place_id, one.place_it, one.place_ru) for one in (mine, theirs, helped)} == {
        (POINT, "Sala", "Зал")
    }


async def test_what_is_cancelled_or_has_lost_its_time_is_gone(table: Table) -> None:
    cancelled, unplaced = await table.agreed(1, 2, SLOTS[0]), await table.agreed(3, 2, SLOTS[1])
    await table.cancel(1, cancelled)
    async with table.database.write() as tx:
        await unplace(Work(tx, table.now), await table.meeting(unplaced))
    assert [await brief(table, who) for who in (1, 2, 3, 11, 12)] == [[], [], [], [], []]


async def test_what_was_held_or_missed_stays(table: Table) -> None:
    number = await table.agreed(5, 2, SLOTS[2])
    after = table.at(SLOTS[3])
    for answer, state in (("1", "held"), ("0", "missed")):
        await report(after.desk, Actor(5), 0, number, "held", answer)
        assert await brief(table, 2) == [(number, SLOTS[2], state, 1)]


async def test_within_a_time_stands_what_shares_an_instant_with_it(table: Table) -> None:
    first, second, third = [await table.agreed(who, 2, SLOTS[who // 2]) for who in (1, 3, 5)]
    async with table.database.read() as view:
        found = await meetings.on_agenda(view, 2, (SLOTS[1], SLOTS[1] + timedelta(minutes=1)))
        around = await meetings.on_agenda(view, 2, (SLOTS[0] + timedelta(minutes=19), SLOTS[2]))
    assert [one.id for one in found] == [second]
    assert [one.id for one in around] == [first, second]
    assert third not in {one.id for one in [*found, *around]}


async def test_sessions_and_meetings_stand_in_order(table: Table) -> None:
    async with table.database.write() as tx:
        await add_session(tx, 1, kind="plenary", starts=FIRST - timedelta(hours=1), minutes=50)
        await add_session(tx, 2, kind="social", starts=FIRST + timedelta(hours=3))
    number = await table.agreed(1, 2, SLOTS[0])
    expected = [("plenary", 1), ("meeting_point", POINT), ("meeting", number), ("social", 2)]
    assert await named(table, 1) == expected
    assert await named(table, 11) == expected


async def test_what_is_still_to_be_settled_is_counted(table: Table) -> None:
    assert await pending(table, 2) == Pending(unplaced=0, to_answer=0)
    await table.ask(1, 2, SLOTS[0])
    await table.ask(3, 2)
    assert (await table.accept(2, 2)).word == "accepted"
    agreed = await table.agreed(5, 2, SLOTS[1])
    assert await pending(table, 2) == Pending(unplaced=1, to_answer=1)
    assert await pending(table, 1) == Pending(unplaced=0, to_answer=0)
    await table.propose(5, agreed, SLOTS[3])
    assert await pending(table, 2) == Pending(unplaced=1, to_answer=2)
    assert await pending(table, 3) == Pending(unplaced=1, to_answer=0)
    assert await pending(table, 5) == Pending(unplaced=0, to_answer=0)


async def test_the_meeting_that_is_on_and_the_one_that_comes_next(table: Table) -> None:
    first, second, third = [await table.agreed(who, 2, SLOTS[slot]) for who, slot in ((1, 0), (3, 1), (5, 3))]
    moment = timedelta(minutes=1)
    assert await soon_of(table, 2, SLOTS[0] - SOON - moment) == (None, None)
    assert await soon_of(table, 2, SLOTS[0] - SOON + moment) == (None, first)
    assert await soon_of(table, 2, SLOTS[0]) == (first, second)
    assert await soon_of(table, 2, SLOTS[1] - moment) == (first, second)
    assert await soon_of(table, 2, SLOTS[1]) == (second, third)
    assert await soon_of(table, 2, SLOTS[2]) == (None, third)
    assert await soon_of(table, 2, SLOTS[4]) == (None, None)
    assert await soon_of(table, 11, SLOTS[0]) == (first, third)


async def test_a_meeting_known_not_to_be_held_is_not_on(table: Table) -> None:
    number = await table.agreed(1, 2, SLOTS[0])
    await report(table.at(SLOTS[0] + timedelta(minutes=10)).desk, Actor(1), 0, number, "held", "0")
    assert await soon_of(table, 1, SLOTS[0] + timedelta(minutes=11)) == (None, None)


async def test_who_joins_a_session_is_asked_because_of_a_meeting(table: Table) -> None:
    async with table.database.write() as tx:
        await add_session(tx, 1, starts=SLOTS[1], minutes=40)
        await add_session(tx, 2, starts=SLOTS[2], minutes=40)
    number = await table.agreed(1, 2, SLOTS[1])
    assert await join(table.desk, 1, 1) == refusal("clash")
    assert await join(table.desk, 1, 2) == outcome("seated", position=0)
    assert await join(table.desk, 1, 1, despite_clash=True) == outcome("seated", position=0)
    async with table.database.read() as view:
        joined = await sessions.attended(view, 1, 1)
        assert joined is not None
        met, other = await clashes(view, joined, 1)
        agenda = await on_agenda(view, 1)
    assert isinstance(met, Appointment)
    assert (met.id, other.id) == (number, 2)
    assert [one.id for one in clashing(met, agenda)] == [1]


async def test_a_place_in_a_waiting_list_blocks_no_meeting_but_the_clash_is_seen(table: Table) -> None:
    async with table.database.write() as tx:
        await add_session(tx, 1, starts=SLOTS[1], minutes=40, capacity=0)
    assert await join(table.desk, 1, 1) == outcome("waiting", position=1)
    number = await table.agreed(1, 2, SLOTS[1])
    async with table.database.read() as view:
        agenda = await on_agenda(view, 1)
    met = next(one for one in agenda if isinstance(one, Appointment))
    assert (met.id, [one.id for one in clashing(met, agenda)]) == (number, [1])
