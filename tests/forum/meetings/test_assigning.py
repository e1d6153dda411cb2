"""Organisers decide on meetings without an interpreter: who interprets, or that nobody will."""

from __future__ import annotations

from datetime import timedelta

from forum import meetings
from forum.desk import Outcome, outcome, refusal
from forum.meetings import Actor
from tests.support.forums import told
from tests.support.halls import SLOTS, Table

ORGANISER = Actor(3, organiser=True)


async def without_interpreter(table: Table, time: int = 0) -> int:
    """An agreed meeting of an Italian and a Russian whose interpreter is gone; nobody has been told of anything."""
    number = await table.agreed(1, 2, SLOTS[time])
    await table.run("UPDATE meetings SET interpreter_id = NULL, revision = revision + 1")
    await table.run("DELETE FROM outbox")
    return number


async def assign(table: Table, number: int, interpreter: int, revision: int = 0) -> Outcome:
    shown = revision or (await table.meeting(number)).revision
    return await meetings.assign(table.desk, ORGANISER, number, shown, interpreter)


async def forgo(table: Table, number: int, revision: int = 0) -> Outcome:
    shown = revision or (await table.meeting(number)).revision
    return await meetings.forgo(table.desk, ORGANISER, number, shown)


async def helpers(table: Table, number: int) -> list[int] | None:
    async with table.database.read() as view:
        found = await meetings.casting(view, number, table.now)
    return None if found is None else [one.id for one in found.helpers]


async def test_those_who_are_free_and_able_those_with_least_to_do_first(table: Table) -> None:
    number = await without_interpreter(table)
    assert await helpers(table, number) == [11, 12]
    await table.run(
        "INSERT INTO meetings (inviter_id, invitee_id, state, interpreted, starts, ends, table_number, "
        "interpreter_id, asked_at) SELECT 3, 4, 'agreed', 1, starts, ends, 2, 11, asked_at FROM meetings"
    )
    # At the same time the one is taken.
    assert await helpers(table, number) == [12]
    await table.run(
        "UPDATE meetings SET starts = '2018-11-29T14:40:00.000+00:00', ends = '2018-11-29T15:00:00.000+00:00' "
        "WHERE interpreter_id = 11"
    )
    assert await helpers(table, number) == [12, 11]
    await table.run("UPDATE delegates SET languages = 'it,en' WHERE id = 12")
    assert await helpers(table, number) == [11]


async def test_the_meeting_gets_its_interpreter_and_all_three_are_told_once(table: Table) -> None:
    number = await without_interpreter(table)
    assert await assign(table, number, 12) == outcome("interpreter_given", person=12)
    assert await told(table.database) == [
        ("meeting_interpreter", 1, None),
        ("meeting_interpreter", 2, None),
        ("interpreter_assigned", 12, None),
    ]
    # The same again is what holds already; somebody else now is another matter.
    assert await assign(table, number, 12, revision=1) == outcome("interpreter_given")
    assert await assign(table, number, 11) == refusal("interpreter_changed")
    assert (await table.meeting(number)).interpreter_id == 12
    assert len(await told(table.database)) == 3


async def test_who_cannot_interpret_is_not_assigned(table: Table) -> None:
    number = await without_interpreter(table)
    await table.run(
        "INSERT INTO unavailable VALUES (11, '2018-11-29T13:00:00.000+00:00', '2018-11-29T15:00:00.000+00:00')"
    )
    for nobody in (11, 5, 99, 0, -1):
        assert await assign(table, number, nobody) == refusal("interpreter_taken")
    assert await told(table.database) == []


async def test_a_meeting_that_needs_nobody_gets_nobody(table: Table) -> None:
    number = await without_interpreter(table)
    assert await assign(table, 99, 11, revision=1) == refusal("interpreter_changed")
    assert await assign(table, number, 11, revision=1) == refusal("interpreter_changed")
    over = table.at(SLOTS[0] + timedelta(minutes=1))
    assert await assign(over, number, 11) == refusal("interpreter_changed")
    assert await forgo(over, number) == refusal("interpreter_changed")
    assert await helpers(over, number) is None
    await table.cancel(1, number)
    assert await assign(table, number, 11) == refusal("interpreter_changed")
    among_themselves = await table.agreed(1, 3, SLOTS[1])
    assert await assign(table, among_themselves, 11) == refusal("interpreter_changed")
    assert await forgo(table, among_themselves) == refusal("interpreter_changed")


async def test_that_nobody_interprets_both_sides_learn_once(table: Table) -> None:
    number = await without_interpreter(table)
    shown = (await table.meeting(number)).revision
    assert await forgo(table, number) == outcome("interpreter_forgone")
    assert await told(table.database) == [("meeting_forgone", 1, None), ("meeting_forgone", 2, None)]
    assert await forgo(table, number, shown) == outcome("interpreter_forgone")
    assert len(await told(table.database)) == 2
    async with table.database.read() as view:
        rows = await view.rows("SELECT act, manner, actor_id FROM meeting_acts ORDER BY id DESC LIMIT 1")
    assert [tuple(row) for row in rows] == [("forgone", "organiser", 3)]


async def test_whoever_becomes_free_helps_all_the_same(table: Table) -> None:
    busy = await table.agreed(3, 4, SLOTS[0])
    number = await without_interpreter(table)
    await table.run(f"UPDATE meetings SET interpreter_id = 11 WHERE id = {busy}")  # noqa: S608 -- a test's own words
    await table.run("UPDATE delegates SET languages = 'it' WHERE id = 12")
    assert await helpers(table, number) == []
    await forgo(table, number)
    await table.cancel(3, busy)
    found = await table.meeting(number)
    assert (found.interpreter_id, found.forgone) == (11, False)


async def test_another_time_is_another_question(table: Table) -> None:
    number = await without_interpreter(table)
    await forgo(table, number)
    # Who proposes another time has not changed anything yet.
    await table.propose(1, number, SLOTS[2])
    assert (await table.meeting(number)).forgone
    await table.accept(2, number, SLOTS[2])
    found = await table.meeting(number)
    assert (found.starts, found.forgone, found.interpreter_id) == (SLOTS[2], False, 11)
