"""What a run plans at the small Meeting Point: six slots, two tables, two interpreters."""

from __future__ import annotations

from datetime import timedelta

from storage import planning
from storage.instants import to_sql
from tests.forum.hall.stories import agree, away, computed
from tests.support.halls import FIRST, SLOTS, Table


async def test_what_has_no_time_gets_one_and_the_rest_stays(table: Table) -> None:
    settled = await table.agreed(1, 2, SLOTS[2])
    one, other = await agree(table, (1, 4), (3, 2))
    plan = await computed(table, "open")
    assert (plan.status, plan.placed, plan.total, plan.moved, plan.unplaced) == ("optimal", 3, 3, 0, [])
    assert sorted(each.meeting_id for each in plan.placements) == [one, other]
    assert settled not in {each.meeting_id for each in plan.placements}
    # Beside the settled one, so that nobody waits; each with an interpreter.
    assert {each.starts for each in plan.placements} <= {SLOTS[1], SLOTS[3]}
    assert (plan.before, plan.breaks, plan.people) == (
        0,
        0,
        4 + len({p.interpreter_id for p in plan.placements}),
    )
    assert all(each.interpreter_id in {11, 12} for each in plan.placements)


async def test_who_understands_the_other_needs_no_interpreter(table: Table) -> None:
    await agree(table, (5, 6))
    (one,) = (await computed(table, "open")).placements
    assert one.interpreter_id is None


async def test_whoever_is_elsewhere_is_left_in_peace(table: Table) -> None:
    await away(table, 1, SLOTS[0], SLOTS[4])
    await agree(table, (1, 2), (1, 4))
    plan = await computed(table, "open")
    assert sorted(each.starts for each in plan.placements) == SLOTS[4:]


async def test_what_has_no_place_says_why(table: Table) -> None:
    await table.run("UPDATE forum SET meeting_tables = 1")
    async with table.database.write() as tx:
        await tx.run("UPDATE sessions SET ends = ?", (to_sql(FIRST + timedelta(minutes=20)),))
    await agree(table, (1, 2), (1, 4), (3, 6))
    plan = await computed(table, "open")
    assert (plan.placed, plan.total) == (1, 3)
    reasons = {one.meeting_id: one.reason for one in plan.unplaced}
    (placed,) = plan.placements
    sides = {1: (1, 2), 2: (1, 4), 3: (3, 6)}
    shared = {one for one in reasons if set(sides[one]) & set(sides[placed.meeting_id])}
    assert all(reasons[one] == "crowded" for one in shared)
    assert all(reasons[one] == "tables_full" for one in set(reasons) - shared)


async def test_where_nobody_can_interpret_it_is_said(table: Table) -> None:
    await table.run("UPDATE delegates SET role = 'delegate' WHERE id IN (11, 12)")
    await agree(table, (1, 2))
    (one,) = (await computed(table, "open")).unplaced
    assert (one.sides, one.reason) == ((1, 2), "no_interpreter")


async def test_as_few_as_possible_move(table: Table) -> None:
    """Both are taken all the time but once, and there the other sits with somebody who could meet at any time."""
    in_the_way = await table.agreed(1, 4, SLOTS[0])
    others = [await table.agreed(1, 6, SLOTS[3]), await table.agreed(3, 4, SLOTS[5])]
    await away(table, 2, SLOTS[1], (SLOTS[5] + timedelta(hours=1)))
    (new,) = await agree(table, (1, 2))
    plan = await computed(table, "few")
    assert (plan.placed, plan.moved) == (4, 1)
    assert {one.meeting_id: one.was for one in plan.placements} == {new: None, in_the_way: SLOTS[0]}
    assert all(one.meeting_id not in others for one in plan.placements)


async def test_with_everything_free_to_move_nobody_waits(table: Table) -> None:
    for other, slot in ((2, 0), (4, 2), (6, 4)):
        await table.agreed(1, other, SLOTS[slot])
    plan = await computed(table, "all")
    assert (plan.before, plan.breaks, plan.bound, plan.status) == (2, 0, 0, "optimal")


async def test_a_meeting_that_has_a_time_never_loses_it(table: Table) -> None:
    """Nobody can interpret any more: what is agreed stays where it is, and what is new is planned around it."""
    timed = [await table.agreed(1, 2, SLOTS[0]), await table.agreed(3, 4, SLOTS[0])]
    await table.run("UPDATE meetings SET interpreter_id = NULL")
    await table.run("UPDATE delegates SET role = 'delegate' WHERE id IN (11, 12)")
    (new,) = await agree(table, (5, 6))
    for scope in ("few", "all"):
        plan = await computed(table, scope)
        assert [one.meeting_id for one in plan.placements] == [new]
        assert plan.placements[0].starts != SLOTS[0]
        assert (plan.placed, plan.unplaced) == (3, [])
    assert timed == [1, 2]


async def test_what_is_to_stay_stays(table: Table) -> None:
    numbers = [await table.agreed(1, other, SLOTS[slot]) for other, slot in ((2, 0), (4, 3))]
    async with table.database.write() as tx:
        await planning.keep(tx, [numbers[0]])
    (moved,) = (await computed(table, "all")).placements
    assert (moved.meeting_id, moved.starts) == (numbers[1], SLOTS[1])


async def test_tables_of_a_time_when_slots_were_cut_otherwise_are_taken(table: Table) -> None:
    """Fifteen minutes now, twenty when it was agreed: it sits at its table through two slots."""
    old = await table.agreed(1, 2, SLOTS[0])
    await table.run("UPDATE forum SET slot_minutes = 15, meeting_tables = 1")
    await agree(table, (3, 4))
    (one,) = (await computed(table, "open")).placements
    assert one.starts >= FIRST + timedelta(minutes=30)
    assert (await table.meeting(old)).starts == SLOTS[0]


async def test_whoever_sits_at_a_table_that_is_gone_is_planned_around(table: Table) -> None:
    await table.agreed(1, 2, SLOTS[0])
    await table.run("UPDATE meetings SET table_number = 2")
    await table.run("UPDATE forum SET meeting_tables = 1")
    await agree(table, (3, 4))
    (one,) = (await computed(table, "open")).placements
    assert one.table_number == 1


async def test_a_meeting_point_that_is_no_more(table: Table) -> None:
    await table.run("UPDATE sessions SET cancelled_at = '2018-11-29'")
    await agree(table, (1, 2))
    plan = await computed(table, "open")
    assert (plan.placements, len(plan.unplaced)) == ([], 1)


async def test_where_the_organisers_have_given_up_the_interpreter_it_stays(table: Table) -> None:
    await table.agreed(1, 2, SLOTS[3])
    await table.run("UPDATE meetings SET interpreter_id = NULL")
    await table.run("UPDATE meetings SET forgone = 1")
    (new,) = await agree(table, (1, 4))
    for scope in ("few", "all"):
        assert [one.meeting_id for one in (await computed(table, scope)).placements] == [new]


async def test_stopped_at_once_nothing_is_worse_than_it_stands(table: Table) -> None:
    for other, slot in ((2, 0), (4, 1), (6, 2)):
        await table.agreed(1, other, SLOTS[slot])
    plan = await computed(table, "all", stop=lambda: True)
    assert (plan.placements, plan.breaks, plan.before) == ([], 0, 0)
