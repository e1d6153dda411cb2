"""A run is asked for, its plan accepted or not: everything in one transaction, and everybody told once."""

from __future__ import annotations

from datetime import timedelta

from forum.desk import Outcome
from forum.hall import deciding
from forum.hall.recalling import recall
from storage import planning
from tests.forum.hall.stories import ORGANISER, accepted, agree, away, computed, keys, proposed
from tests.support.forums import told
from tests.support.halls import SLOTS, Table

ACCOUNT = (
    "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
    "VALUES ({0}, {1}, 'it', '', '')"
)


async def state(table: Table, run: int) -> str | None:
    async with table.database.read() as view:
        found = await planning.get(view, run)
    return found.state if found else None


async def test_an_accepted_plan_is_written_and_everybody_is_told_once(table: Table) -> None:
    numbers = await agree(table, (1, 2), (1, 4), (3, 2))
    came = await accepted(table)
    found = [await table.meeting(number) for number in numbers]
    assert {one.starts for one in found} <= set(SLOTS)
    assert None not in {one.starts for one in found}
    assert all(one.table_number in {1, 2} and one.interpreter_id in {11, 12} for one in found)
    helpers = {one.interpreter_id for one in found}
    assert came == Outcome("plan_accepted", {"meetings": 3, "people": 4 + len(helpers)})
    assert await keys(table) == [1, 2, 3, 4, *sorted(one or 0 for one in helpers)]
    assert [one.revision for one in found] == [2, 2, 2]
    assert all(one.nudge_at == one.ends for one in found)


async def test_who_acts_for_somebody_is_told_too(table: Table) -> None:
    await table.run("INSERT INTO heads VALUES (3, 1)")
    await table.run(ACCOUNT.format(3, 3))
    await agree(table, (1, 2))
    await accepted(table)
    helper = (await table.meeting(1)).interpreter_id or 0
    assert await keys(table) == [1, 2, 3, helper]


async def test_whoever_loses_a_meeting_to_interpret_is_told(table: Table) -> None:
    number = await table.agreed(1, 2, SLOTS[5])
    assert (await table.meeting(number)).interpreter_id == 11
    await away(table, 11, SLOTS[5], SLOTS[5] + timedelta(minutes=20))
    await accepted(table, "few")
    after = await table.meeting(number)
    assert (after.starts, after.interpreter_id, await keys(table)) == (SLOTS[5], 12, [1, 2, 11, 12])
    async with table.database.read() as view:
        news = await recall(view, 11, "meetings_planned:1:11", table.now)
    assert news is not None
    assert (news.placed, news.lost) == ([], 1)


async def test_what_has_changed_meanwhile_is_said_and_nothing_is_written(table: Table) -> None:
    one, other = await agree(table, (1, 2), (3, 4))
    run, plan = await proposed(table)
    await table.cancel(1, one)
    assert await deciding.accept(table.desk, run) == Outcome(
        "plan_changed", {"number": 1, "of": len(plan.placements)}, refused=True
    )
    assert ((await table.meeting(other)).starts, await state(table, run)) == (None, "proposed")
    came = await deciding.accept(table.desk, run, rest=True)
    assert came.facts["meetings"] == 1
    assert (await table.meeting(other)).starts is not None
    assert (await table.meeting(one)).state == "cancelled"


async def test_what_would_stand_where_another_stays_does_not_hold_either(table: Table) -> None:
    """Two are to change places; one of them was touched meanwhile and stays where it is."""
    first, second = await table.agreed(1, 2, SLOTS[0]), await table.agreed(1, 4, SLOTS[1])
    await away(table, 2, SLOTS[0], SLOTS[1])
    await away(table, 4, SLOTS[1], SLOTS[2])
    await away(table, 1, SLOTS[2], SLOTS[5] + timedelta(minutes=20))
    run, plan = await proposed(table, "few")
    assert {one.meeting_id: one.starts for one in plan.placements} == {first: SLOTS[1], second: SLOTS[0]}
    await table.run("UPDATE meetings SET revision = revision + 1 WHERE id = 2")
    came = await deciding.accept(table.desk, run)
    assert came == Outcome("plan_changed", {"number": 2, "of": 2}, refused=True)
    assert (await deciding.accept(table.desk, run, rest=True)).facts == {"meetings": 0, "people": 0}
    assert [(await table.meeting(number)).starts for number in (first, second)] == SLOTS[:2]


async def test_two_can_change_places(table: Table) -> None:
    first, second = await table.agreed(1, 2, SLOTS[0]), await table.agreed(1, 4, SLOTS[1])
    await away(table, 2, SLOTS[0], SLOTS[1])
    await away(table, 4, SLOTS[1], SLOTS[2])
    await away(table, 1, SLOTS[2], SLOTS[5] + timedelta(minutes=20))
    await accepted(table, "few")
    assert [(await table.meeting(number)).starts for number in (second, first)] == SLOTS[:2]


async def test_a_slot_that_has_begun_does_not_hold(table: Table) -> None:
    await agree(table, (1, 2))
    run, plan = await proposed(table)
    late = table.at(plan.placements[0].starts + timedelta(minutes=1))
    came = await deciding.accept(late.desk, run, rest=True)
    assert came.facts == {"meetings": 0, "people": 0}


async def test_a_table_that_is_gone_does_not_hold(table: Table) -> None:
    await agree(table, (1, 2))
    run, _ = await proposed(table)
    await table.run("UPDATE forum SET meeting_tables = 0")
    assert (await deciding.accept(table.desk, run)).word == "plan_changed"


async def test_one_run_at_a_time(table: Table) -> None:
    await agree(table, (1, 2))
    run, _ = await proposed(table)
    assert await deciding.begin(table.desk, "open", ORGANISER) == Outcome(
        "planning_already", {"run": run}, refused=True
    )
    again, _ = await proposed(table, "open", again=True)
    assert (again, await state(table, run), await state(table, again)) == (run + 1, "discarded", "proposed")


async def test_discarded_everything_stays_as_it_is(table: Table) -> None:
    (number,) = await agree(table, (1, 2))
    run, _ = await proposed(table)
    assert (await deciding.discard(table.desk, run)).word == "plan_discarded"
    assert (await deciding.discard(table.desk, run)).word == "planning_over"
    assert (await deciding.accept(table.desk, run)).word == "planning_over"
    assert ((await table.meeting(number)).starts, await keys(table)) == (None, [])


async def test_there_has_to_be_something_to_plan_and_a_slot(table: Table) -> None:
    assert (await deciding.begin(table.desk, "open", ORGANISER)).word == "nothing_to_plan"
    await agree(table, (1, 2))
    assert (await deciding.begin(table.at(SLOTS[5]).desk, "open", ORGANISER)).word == "no_slots"


async def test_a_meeting_is_to_stay_or_no_more(table: Table) -> None:
    (number,) = await agree(table, (1, 2))
    for expected in ({number}, set()):
        assert (await deciding.keep(table.desk, number)).word == "plan_kept"
        async with table.database.read() as view:
            assert await planning.kept(view) == expected


async def test_a_run_that_came_to_nothing_can_be_asked_for_again(table: Table) -> None:
    await agree(table, (1, 2))
    await table.run(ACCOUNT.format(ORGANISER, "NULL"))
    came = await deciding.begin(table.desk, "open", ORGANISER)
    run = int(came.facts["run"] or 0)
    await deciding.fail(table.desk, run)
    assert await state(table, run) == "failed"
    assert deciding.READY in [kind for kind, _, _ in await told(table.database)]
    assert (await deciding.begin(table.desk, "open", ORGANISER)).word == "planning"


async def test_a_plan_of_the_command_line_is_accepted_at_once(table: Table) -> None:
    (number,) = await agree(table, (1, 2))
    plan = await computed(table, "open")
    came = await deciding.accept_at_once(table.desk, "open", plan)
    assert came.word == "plan_accepted"
    assert (await table.meeting(number)).starts == plan.placements[0].starts
    assert (await deciding.accept_at_once(table.desk, "open", plan)).word == "plan_changed"


async def test_what_is_told_is_what_stands_when_it_is_read(table: Table) -> None:
    one, other = await agree(table, (1, 2), (1, 4))
    await accepted(table)
    async with table.database.read() as view:
        news = await recall(view, 1, "meetings_planned:1:1", table.now)
    assert news is not None
    assert [each.meeting.id for each in news.placed] in ([one, other], [other, one])
    assert (news.lost, news.unplaced, news.acting) == (0, [], None)
    await table.cancel(1, one)
    async with table.database.read() as view:
        news = await recall(view, 1, "meetings_planned:1:1", table.now)
        assert news is not None
        assert [each.meeting.id for each in news.placed] == [other]
        assert await recall(view, 2, "meetings_planned:1:2", table.now) is None


async def test_whoever_has_agreed_elsewhere_meanwhile_without_interpreter_is_in_the_way(table: Table) -> None:
    """Such a meeting is never planned anew, and its people are there all the same."""
    (number,) = await agree(table, (1, 2))
    run, plan = await proposed(table)
    await table.agreed(1, 4, plan.placements[0].starts)
    await table.run("UPDATE meetings SET interpreter_id = NULL WHERE starts IS NOT NULL")
    await table.run("UPDATE meetings SET forgone = 1 WHERE starts IS NOT NULL")
    assert (await deciding.accept(table.desk, run)).word == "plan_changed"
    assert (await deciding.accept(table.desk, run, rest=True)).facts == {"meetings": 0, "people": 0}
    assert (await table.meeting(number)).starts is None
