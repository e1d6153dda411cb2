"""Faults that chance has found (test_stateful.py), each told shortly."""

from __future__ import annotations

from datetime import timedelta

from forum import meetings
from forum.meetings import Actor
from storage.instants import to_sql
from tests.forum.meetings.test_negotiation import reconcile
from tests.support.forums import told
from tests.support.halls import SLOTS, Table

ACCOUNT = (
    "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
    "VALUES ({0}, {0}, 'it', '', '')"
)


async def people(table: Table, kind: str) -> list[int | None]:
    """Who was told of that, in order."""
    return [delegate for what, delegate, _ in await told(table.database) if what == kind]


async def test_the_head_of_the_one_who_is_the_other_is_told_once(table: Table) -> None:
    await table.run("INSERT INTO heads VALUES (1, 2)")
    await table.run(ACCOUNT.format(1))
    await table.ask(1, 2, SLOTS[0])
    await meetings.withdraw(table.desk, Actor(None, organiser=True), 1, 1, 2)
    assert await people(table, "meeting_withdrawn") == [1, 2]


async def test_a_head_who_accepts_their_own_request_is_not_told_of_it(table: Table) -> None:
    await table.run("INSERT INTO heads VALUES (1, 2)")
    await table.run(ACCOUNT.format(1))
    await table.ask(1, 2, SLOTS[0])
    assert (await table.accept(1, 1, SLOTS[0], acting=2)).word == "agreed"
    assert await people(table, "meeting_agreed") == [2]


async def test_whoever_no_longer_takes_part_is_told_nothing(table: Table) -> None:
    await table.agreed(1, 2, SLOTS[0])
    await table.agreed(3, 2, SLOTS[1])
    await table.run("UPDATE delegates SET removed_at = '2018-11-29' WHERE id IN (1, 2, 11)")
    await reconcile(table)
    assert await people(table, "meeting_cancelled") == [3]
    assert await people(table, "interpreter_released") == [12]


async def test_that_an_interpreter_is_needed_now_and_there_is_none_the_organisers_know(table: Table) -> None:
    await table.run("UPDATE delegates SET languages = 'it,ru' WHERE id = 2")
    number = await table.agreed(1, 2, SLOTS[0])
    await table.run("UPDATE delegates SET role = 'organiser' WHERE id = 12")
    await table.run("UPDATE delegates SET languages = 'fr' WHERE id = 2")
    for _ in range(2):
        await reconcile(table)
    assert (await table.meeting(number)).interpreted
    assert await people(table, "meeting_interpreter") == [1, 2]
    assert await people(table, "meeting_no_interpreter") == [12]


async def test_a_report_before_the_tick_ends_the_move_that_nobody_answered(table: Table) -> None:
    number = await table.agreed(1, 2, SLOTS[0])
    await table.propose(1, number, SLOTS[3])
    after = table.at(SLOTS[0] + timedelta(minutes=1))
    assert (await meetings.report(after.desk, Actor(1), 0, number, "held", "1")).word == "noted"
    held = await table.meeting(number)
    assert (held.state, held.awaits_id, held.times) == ("held", None, ())
    assert await people(table, "meeting_move_lapsed") == [1, 2]
    await meetings.pass_time(after.desk)
    assert await people(table, "meeting_report") == []
    await meetings.pass_time(table.at(SLOTS[1]).desk)
    assert await people(table, "meeting_report") == [2]


async def test_an_interpreter_who_is_freed_while_the_hall_moves_is_not_taken_for_free(table: Table) -> None:
    await table.run("UPDATE forum SET meeting_tables = 3")
    await table.run("UPDATE delegates SET languages = '' WHERE id IN (5, 6)")
    await table.agreed(1, 2, SLOTS[0])
    lacking = await table.agreed(5, 6, SLOTS[0])
    await table.cannot(12, lacking)
    await table.run("DELETE FROM unavailable")
    await table.agreed(3, 4, SLOTS[0])
    await table.run("UPDATE delegates SET removed_at = '2018-11-29' WHERE id IN (1, 11)")
    await table.run(f"UPDATE sessions SET starts = '{to_sql(SLOTS[3])}' WHERE id = 90")  # noqa: S608
    await reconcile(table)
    assert await people(table, "meeting_interpreter") == [5, 6]
    assert await people(table, "interpreter_assigned") == [11, 12, 12]
    assert await people(table, "meeting_unplaced") == [5, 6, 3, 4]


async def test_whoever_an_import_frees_goes_where_one_lacks(table: Table) -> None:
    lacking = await table.agreed(1, 2, SLOTS[0])
    other = await table.agreed(3, 4, SLOTS[0])
    await table.cannot(11, lacking)
    assert (await table.meeting(lacking)).interpreter_id is None
    await table.run("UPDATE delegates SET languages = 'it,ru' WHERE id = 4")
    await reconcile(table)
    assert (await table.meeting(other)).interpreter_id is None
    assert (await table.meeting(lacking)).interpreter_id == 12


async def test_two_interpreters_whom_an_import_confuses_are_exchanged(table: Table) -> None:
    first = await table.agreed(1, 2, SLOTS[0])
    second = await table.agreed(3, 4, SLOTS[0])
    await table.run("UPDATE delegates SET languages = 'ru,fr' WHERE id = 11")
    await table.run("UPDATE delegates SET languages = 'it,de,ru' WHERE id = 12")
    await table.run("UPDATE delegates SET languages = 'fr' WHERE id = 3")
    await table.run("UPDATE delegates SET languages = 'de' WHERE id = 1")
    await reconcile(table)
    assert (await table.meeting(first)).interpreter_id == 12
    assert (await table.meeting(second)).interpreter_id == 11


async def test_what_one_who_left_took_is_not_given_to_another_who_left(table: Table) -> None:
    await table.agreed(1, 2, SLOTS[0])
    lacking = await table.agreed(3, 4, SLOTS[0])
    await table.cannot(12, lacking)
    await table.run("UPDATE delegates SET removed_at = '2018-11-29' WHERE id = 1")
    await table.run("UPDATE delegates SET role = 'interpreter' WHERE id = 4")
    await reconcile(table)
    assert (await table.meeting(lacking)).state == "cancelled"
    assert await people(table, "meeting_interpreter") == [3, 4]
    assert await people(table, "interpreter_assigned") == [11, 12]
