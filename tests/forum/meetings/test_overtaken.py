"""Notices that could not be sent at once: told only while they still hold."""

from __future__ import annotations

import json
from datetime import timedelta

from forum import meetings
from forum.desk import outcome
from forum.meetings import Actor, Told
from tests.support.halls import SLOTS, Table

AFTER = SLOTS[0] + timedelta(minutes=20)


async def told(table: Table, kind: str, recipient: int) -> list[Told | None]:
    """What the notices of a kind for somebody would say now, in the order in which they were decided."""
    async with table.database.read() as view:
        found = await view.rows(
            "SELECT facts FROM outbox WHERE kind = ? AND delegate_id = ? ORDER BY id", (kind, recipient)
        )
        return [await meetings.recall(view, kind, json.loads(row[0]), table.now) for row in found]


async def holds(table: Table, kind: str, recipient: int) -> list[bool]:
    return [one is not None for one in await told(table, kind, recipient)]


async def test_a_notice_to_a_side_is_overtaken_by_the_next_change(table: Table) -> None:
    await table.ask(1, 2, SLOTS[0])
    assert await holds(table, "meeting_asked", 2) == [True]
    await table.accept(2, 1, SLOTS[0])
    assert await holds(table, "meeting_asked", 2) == [False]
    assert await holds(table, "meeting_agreed", 1) == [True]
    await table.cancel(1, 1)
    assert await holds(table, "meeting_agreed", 1) == [False]
    assert await holds(table, "meeting_cancelled", 2) == [True]


async def test_what_is_over_is_told_no_more_but_the_question_what_became_of_it(table: Table) -> None:
    await table.agreed(1, 2, SLOTS[0])
    over = table.at(AFTER)
    await meetings.pass_time(over.desk)
    assert await holds(over, "meeting_agreed", 1) == [False]
    assert await holds(over, "interpreter_assigned", 11) == [False]
    assert await holds(over, "meeting_report", 1) == [True]
    await meetings.report(over.desk, Actor(1), 0, 1, "held", "1")
    assert (await holds(over, "meeting_report", 1), await holds(over, "meeting_report", 2)) == (
        [False],
        [True],
    )


async def test_an_assignment_holds_while_the_interpreter_has_it(table: Table) -> None:
    number = await table.agreed(1, 2, SLOTS[0])
    await table.propose(1, number, SLOTS[2])
    assert await holds(table, "interpreter_assigned", 11) == [True]
    await table.cannot(11, number)
    assert (
        await holds(table, "interpreter_assigned", 11),
        await holds(table, "interpreter_assigned", 12),
    ) == (
        [False],
        [True],
    )
    assert await holds(table, "interpreter_released", 11) == [True]
    await table.cannot(12, number)
    assert await holds(table, "interpreter_released", 12) == [True]


async def test_a_lack_holds_while_it_lasts(table: Table) -> None:
    async with table.database.write() as tx:
        await tx.run("UPDATE delegates SET role = 'organiser' WHERE id = 6")
    await table.run("UPDATE delegates SET removed_at = '2018' WHERE id = 12")
    number = await table.agreed(1, 2, SLOTS[0])
    await table.cannot(11, number)
    assert await holds(table, "meeting_no_interpreter", 6) == [True]
    await table.cancel(1, number)
    assert await holds(table, "meeting_no_interpreter", 6) == [False]


async def test_what_asks_for_an_answer_tells_what_competes(table: Table) -> None:
    await table.ask(1, 2, SLOTS[0])
    await table.ask(3, 2, SLOTS[0], SLOTS[1])
    await table.ask(5, 2)
    rivals = [(one.rivals, one.whenever, one.answers) for one in await told(table, "meeting_asked", 2) if one]
    assert rivals == [(1, False, True), (1, False, True), (0, True, True)]


async def test_each_who_comes_later_is_told_of(table: Table) -> None:
    number = await table.agreed(1, 2, SLOTS[0])
    soon = table.at(SLOTS[0] - timedelta(minutes=10))
    for who in (1, 2, 11):
        for _ in range(2):
            came = await meetings.late(soon.desk, Actor(who), 0, number, 5)
            assert came == outcome("late_said", minutes=5)
    late = {
        recipient: [one.facts["late"] for one in await told(soon, "meeting_late_5", recipient) if one]
        for recipient in (1, 2, 11)
    }
    assert late == {1: [2, 11], 2: [1, 11], 11: [1, 2]}
    assert await holds(soon.at(AFTER), "meeting_late_5", 1) == [False, False]
    assert (await meetings.late(soon.desk, Actor(12), 0, number, 5)).word == "gone"
