"""From a request to a table at the Meeting Point, and back."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from forum import meetings
from forum.desk import Work, outcome, refusal
from forum.meetings import Actor
from storage import meeting_hall
from tests.support.forums import told
from tests.support.halls import SLOTS, Table


async def test_a_request_accepted_gets_a_table_and_an_interpreter(table: Table) -> None:
    assert await table.ask(1, 2, SLOTS[0], SLOTS[1], subject="  Filati  ") == outcome(
        "asked", meeting=1, again=False
    )
    asked = await table.meeting(1)
    assert (asked.state, asked.awaits_id, asked.times) == ("asked", 2, (SLOTS[0], SLOTS[1]))
    assert (asked.subject, asked.interpreted, asked.starts) == ("Filati", True, None)
    assert await table.accept(2, 1, SLOTS[1]) == outcome("agreed", meeting=1, again=False)
    agreed = await table.meeting(1)
    assert (agreed.state, agreed.awaits_id, agreed.times) == ("agreed", None, ())
    assert (agreed.starts, agreed.table_number, agreed.interpreter_id) == (SLOTS[1], 1, 11)
    assert await told(table.database) == [
        ("meeting_asked", 2, None),
        ("meeting_agreed", 1, None),
        ("interpreter_assigned", 11, None),
    ]


async def test_two_who_share_a_language_need_no_interpreter(table: Table) -> None:
    number = await table.agreed(5, 6, SLOTS[0])
    assert (await table.meeting(number)).interpreter_id is None
    assert [kind for kind, _, _ in await told(table.database)] == ["meeting_asked", "meeting_agreed"]


async def test_pressing_twice_says_what_holds(table: Table) -> None:
    await table.ask(1, 2, SLOTS[0])
    assert await table.ask(1, 2, SLOTS[0]) == outcome("asked", meeting=1, again=True)
    await table.accept(2, 1, SLOTS[0])
    assert await table.accept(2, 1, SLOTS[0], revision=2) == outcome("agreed", meeting=1, again=True)
    assert await table.cancel(1, 1) == outcome("cancelled", meeting=1)
    assert await table.cancel(1, 1) == outcome("cancelled", meeting=1)
    assert len(await told(table.database)) == 5


async def test_whom_one_cannot_ask(table: Table) -> None:
    assert await table.ask(1, 1, SLOTS[0]) == refusal("oneself")
    assert await table.ask(1, 99, SLOTS[0]) == refusal("gone")
    assert await table.ask(1, 11, SLOTS[0]) == refusal("gone")
    assert await table.ask(11, 1, SLOTS[0]) == refusal("not_a_participant")
    await table.run("UPDATE delegates SET visibility = 'nobody' WHERE id = 2")
    assert await table.ask(1, 2, SLOTS[0]) == refusal("hidden")
    assert (await table.ask(2, 1, SLOTS[0])).word == "asked"
    assert await table.ask(1, 2, SLOTS[0]) == refusal("they_asked", meeting=1)
    await table.accept(1, 1, SLOTS[0])
    assert await table.ask(1, 2, SLOTS[0]) == refusal("already_agreed", meeting=1)


async def test_what_cannot_be_asked(table: Table) -> None:
    assert await table.ask(1, 2, SLOTS[0], subject="x" * 301) == refusal("subject_long", length=301)
    assert await table.ask(1, 2, SLOTS[0], project=7) == refusal("project_gone")
    assert await table.ask(1, 2, *SLOTS[:4]) == refusal("too_many_times")
    off = SLOTS[0] + timedelta(minutes=5)
    assert await table.ask(1, 2, off) == refusal("time_gone", at=off.isoformat())
    late = table.at(SLOTS[0])
    assert await late.ask(1, 2, SLOTS[0]) == refusal("time_gone", at=SLOTS[0].isoformat())
    for whom in (2, 3, 4):
        await table.ask(1, whom, SLOTS[0])
    assert await table.ask(1, 6, SLOTS[0]) == refusal("too_many", limit=3)


async def test_scheduling_says_who_plans(table: Table) -> None:
    await table.run("UPDATE forum SET scheduling = 'instant'")
    assert await table.ask(1, 2) == refusal("needs_time")
    await table.run("UPDATE forum SET scheduling = 'planned'")
    assert await table.ask(1, 2, SLOTS[0]) == refusal("planned_only")
    assert (await table.ask(1, 2)).word == "asked"
    assert await table.accept(2, 1, SLOTS[0]) == refusal("planned_only")
    assert await table.accept(2, 1) == outcome("accepted", meeting=1, again=False)
    assert await table.accept(2, 1, revision=2) == outcome("accepted", meeting=1, again=True)
    found = await table.meeting(1)
    assert (found.state, found.starts, found.awaits_id) == ("agreed", None, None)


async def test_whenever_may_be_answered_with_a_time(table: Table) -> None:
    await table.ask(1, 2)
    assert (await table.accept(2, 1, SLOTS[3])).word == "agreed"
    assert (await table.meeting(1)).starts == SLOTS[3]


async def test_the_time_must_be_free_for_both(table: Table) -> None:
    await table.agreed(1, 2, SLOTS[0])
    assert (await table.ask(1, 4, SLOTS[0])).word == "not_free_you"
    assert (await table.ask(3, 2, SLOTS[0])).word == "not_free_partner"
    async with table.database.write() as tx:
        await meeting_hall.unavailable(tx, 3, SLOTS[1], SLOTS[2])
    assert (await table.ask(3, 4, SLOTS[1])).word == "not_free_you"
    assert (await table.ask(3, 4, SLOTS[2])).word == "asked"


async def test_what_lacks_is_said_with_the_times_that_are_free(table: Table) -> None:
    await table.run("UPDATE delegates SET removed_at = '2018' WHERE id = 12")
    await table.agreed(1, 2, SLOTS[0])
    came = await table.ask(3, 4, SLOTS[0])
    free = " ".join(slot.isoformat() for slot in SLOTS[1:])
    assert came == refusal("no_interpreter", at=SLOTS[0].isoformat(), free=free)
    await table.run("UPDATE forum SET meeting_tables = 1")
    assert await table.ask(5, 6, SLOTS[0]) == refusal("tables_full", at=SLOTS[0].isoformat(), free=free)


async def test_a_request_blocks_nobody_and_the_first_who_accepts_has_the_time(table: Table) -> None:
    await table.ask(1, 2, SLOTS[0])
    await table.ask(3, 2, SLOTS[0])
    await table.accept(2, 1, SLOTS[0])
    came = await table.accept(2, 2, SLOTS[0])
    assert came.word == "not_free_you"
    assert (await table.meeting(2)).state == "asked"
    assert (await table.propose(2, 2, SLOTS[1])).word == "proposed"
    assert (await table.accept(3, 2, SLOTS[1])).word == "agreed"


async def test_proposals_go_back_and_forth_until_both_agree(table: Table) -> None:
    await table.ask(1, 2, SLOTS[0])
    assert await table.propose(2, 1, SLOTS[1], SLOTS[2]) == outcome("proposed", meeting=1)
    assert await table.accept(2, 1, SLOTS[1]) == refusal("not_awaited", meeting=1)
    assert await table.accept(1, 1, SLOTS[0]) == refusal("time_not_proposed")
    assert (await table.propose(1, 1, SLOTS[3])).word == "proposed"
    assert (await table.accept(2, 1, SLOTS[3])).word == "agreed"
    assert [(kind, who) for kind, who, _ in await told(table.database)] == [
        ("meeting_asked", 2),
        ("meeting_proposed", 1),
        ("meeting_proposed", 2),
        ("meeting_agreed", 1),
        ("interpreter_assigned", 11),
    ]


async def test_a_move_keeps_the_old_time_until_it_is_accepted(table: Table) -> None:
    number = await table.agreed(1, 2, SLOTS[0])
    assert await table.propose(1, number, SLOTS[0]) == refusal("same_time")
    await table.propose(1, number, SLOTS[1])
    assert (await table.meeting(number)).starts == SLOTS[0]
    assert await table.decline(2, number) == outcome("kept", meeting=number)
    await table.propose(2, number, SLOTS[1])
    assert await table.withdraw(2, number) == outcome("move_withdrawn", meeting=number)
    await table.propose(2, number, SLOTS[1])
    assert (await table.accept(1, number, SLOTS[1])).word == "agreed"
    moved = await table.meeting(number)
    assert (moved.starts, moved.table_number, moved.interpreter_id) == (SLOTS[1], 1, 11)
    assert [(kind, who) for kind, who, _ in await told(table.database)][3:] == [
        ("meeting_move_asked", 2),
        ("meeting_kept", 1),
        ("meeting_move_asked", 1),
        ("meeting_move_withdrawn", 1),
        ("meeting_move_asked", 1),
        ("meeting_moved", 2),
        ("interpreter_moved", 11),
    ]


async def test_declined_withdrawn_cancelled(table: Table) -> None:
    await table.ask(1, 2, SLOTS[0])
    assert await table.withdraw(2, 1) == refusal("not_yours_to_withdraw", meeting=1)
    assert await table.decline(2, 1, reason="Non ora") == outcome("declined", meeting=1)
    assert (await table.meeting(1)).reason == "Non ora"
    await table.ask(1, 2, SLOTS[0])
    assert await table.withdraw(1, 2) == outcome("withdrawn", meeting=2)
    assert await table.accept(2, 2, SLOTS[0], revision=2) == refusal("changed", meeting=2)
    number = await table.agreed(1, 2, SLOTS[0])
    assert await table.cancel(2, number) == outcome("cancelled", meeting=number)
    gone = await table.meeting(number)
    assert (gone.state, gone.starts, gone.table_number, gone.interpreter_id) == (
        "cancelled",
        None,
        None,
        None,
    )
    assert (await table.ask(3, 2, SLOTS[0])).word == "asked"


async def test_strangers_to_a_meeting_change_nothing(table: Table) -> None:
    await table.ask(1, 2, SLOTS[0])
    assert await table.accept(3, 1, SLOTS[0]) == refusal("gone")
    assert await table.accept(3, 1, SLOTS[0], acting=2) == refusal("not_allowed")
    assert await table.cancel(3, 1) == refusal("gone")
    assert await table.cannot(11, 1) == refusal("gone")


async def test_a_head_acts_and_the_record_says_so(table: Table) -> None:
    await table.run("INSERT INTO heads VALUES (3, 1)")
    assert (await table.ask(3, 2, SLOTS[0], acting=1)).word == "asked"
    async with table.database.read() as view:
        rows = await view.rows("SELECT act, side_id, actor_id, manner FROM meeting_acts")
    assert [tuple(row) for row in rows] == [("asked", 1, 3, "head")]
    assert [(kind, who) for kind, who, _ in await told(table.database)] == [
        ("meeting_asked", 1),
        ("meeting_asked", 2),
    ]
    organiser = Actor(None, organiser=True)
    came = await meetings.withdraw(table.desk, organiser, 1, 1, 2)
    assert came == outcome("withdrawn", meeting=1)


async def test_who_has_no_telegram_is_told_through_the_head(table: Table) -> None:
    await table.run("INSERT INTO heads VALUES (4, 2)")
    await table.run(
        "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
        "VALUES (40, 4, 'ru', '', '')"
    )
    await table.ask(1, 2, SLOTS[0])
    assert [(kind, who) for kind, who, _ in await told(table.database)] == [
        ("meeting_asked", 2),
        ("meeting_asked", 4),
    ]


async def test_an_interpreter_who_cannot_come_is_replaced_and_then_the_organisers_know(table: Table) -> None:
    await table.run(
        "INSERT INTO delegates (id, code, name, organisation, delegation, language, role) "
        "VALUES (20, 'o', 'Org', 'Forum', 'it', 'it', 'organiser')"
    )
    number = await table.agreed(1, 2, SLOTS[0])
    assert await table.cannot(11, number) == outcome("replaced")
    assert (await table.meeting(number)).interpreter_id == 12
    assert await table.cannot(12, number) == outcome("organisers_told")
    assert (await table.meeting(number)).interpreter_id is None
    assert [(kind, who) for kind, who, _ in await told(table.database)][3:] == [
        ("meeting_interpreter", 1),
        ("meeting_interpreter", 2),
        ("interpreter_released", 11),
        ("interpreter_assigned", 12),
        ("meeting_interpreter", 1),
        ("meeting_interpreter", 2),
        ("interpreter_released", 12),
        ("meeting_no_interpreter", 20),
    ]


async def test_an_interpreter_who_is_free_again_goes_where_one_lacks(table: Table) -> None:
    first = await table.agreed(1, 2, SLOTS[0])
    second = await table.agreed(3, 4, SLOTS[0])
    await table.cannot(11, first)
    assert (await table.meeting(first)).interpreter_id is None
    await table.cancel(3, second)
    assert (await table.meeting(first)).interpreter_id == 12


async def test_time_passes(table: Table) -> None:
    await table.ask(1, 2, SLOTS[5])
    asked = await table.meeting(1)
    assert asked.lapses_at == SLOTS[5]
    await meetings.pass_time(table.desk)
    assert [kind for kind, _, _ in await told(table.database)] == ["meeting_asked"]
    assert asked.nudge_at is not None
    await meetings.pass_time(table.at(asked.nudge_at).desk)
    await meetings.pass_time(table.at(asked.nudge_at).desk)
    assert (await told(table.database))[1:] == [("meeting_nudge", 2, None)]
    await meetings.pass_time(table.at(SLOTS[5]).desk)
    assert (await told(table.database))[2:] == [("meeting_lapsed", 1, None), ("meeting_lapsed", 2, None)]
    assert (await table.meeting(1)).state == "lapsed"


async def test_a_move_that_nobody_answers_lapses_and_the_time_stands(table: Table) -> None:
    number = await table.agreed(1, 2, SLOTS[3])
    await table.propose(1, number, SLOTS[5])
    assert (await table.meeting(number)).lapses_at == SLOTS[3]
    await meetings.pass_time(table.at(SLOTS[3]).desk)
    stands = await table.meeting(number)
    assert (stands.state, stands.starts, stands.awaits_id, stands.times) == ("agreed", SLOTS[3], None, ())


async def test_after_the_last_of_a_row_each_side_is_asked_once_what_became_of_them(table: Table) -> None:
    await table.agreed(1, 2, SLOTS[0])
    last = await table.agreed(1, 4, SLOTS[1])
    await meetings.pass_time(table.at(SLOTS[1]).desk)
    await meetings.pass_time(table.at(SLOTS[2]).desk)
    asked = [(kind, who) for kind, who, _ in await told(table.database) if kind == "meeting_report"]
    assert asked == [("meeting_report", 2), ("meeting_report", 1), ("meeting_report", 4)]
    after = table.at(SLOTS[2])
    assert await meetings.report(after.desk, Actor(1), 0, last, "held", "0") == outcome("noted", meeting=last)
    assert (await table.meeting(last)).state == "missed"
    await meetings.report(after.desk, Actor(4), 0, last, "result", "protocol")
    assert (await table.meeting(last)).state == "held"
    assert await meetings.report(after.desk, Actor(4), 0, last, "rating", "6") == refusal("no_answer")
    assert await meetings.cancel(after.desk, Actor(4), 0, last, 2) == refusal("changed", meeting=last)


@pytest.mark.parametrize("minutes", [5, 10])
async def test_late(table: Table, minutes: int) -> None:
    number = await table.agreed(1, 2, SLOTS[0])
    assert await meetings.late(table.desk, Actor(1), 0, number, minutes) == refusal("too_early")
    now = table.at(SLOTS[0] - timedelta(minutes=3))
    for _ in range(2):
        assert await meetings.late(now.desk, Actor(1), 0, number, minutes) == outcome(
            "late_said", minutes=minutes
        )
    assert (await told(table.database))[3:] == [
        (f"meeting_late_{minutes}", 2, None),
        (f"meeting_late_{minutes}", 11, None),
    ]


async def test_both_press_at_the_same_instant(table: Table) -> None:
    await table.ask(1, 2, SLOTS[0])
    shown = (await table.meeting(1)).revision
    accepted, withdrawn = await asyncio.gather(
        meetings.accept(table.desk, Actor(2), 0, 1, shown, SLOTS[0]),
        meetings.withdraw(table.desk, Actor(1), 0, 1, shown),
    )
    assert (accepted.word, withdrawn.word) in {("agreed", "changed"), ("changed", "withdrawn")}


async def test_who_leaves_the_forum_leaves_all_meetings(table: Table) -> None:
    number = await table.agreed(1, 2, SLOTS[0])
    await table.ask(3, 1, SLOTS[1])
    await table.run("UPDATE delegates SET removed_at = '2018-11-29' WHERE id = 1")
    await reconcile(table)
    assert (await table.meeting(number)).state == "cancelled"
    assert (await table.meeting(2)).state == "withdrawn"


async def reconcile(table: Table) -> None:
    async with table.database.write() as tx:
        await meetings.reconcile(Work(tx, table.now))


async def test_a_table_that_is_gone_is_replaced_and_slots_cut_anew_take_the_time_but_not_the_agreement(
    table: Table,
) -> None:
    kept = await table.agreed(1, 2, SLOTS[0])
    moved = await table.agreed(3, 4, SLOTS[0])
    assert (await table.meeting(moved)).table_number == 2
    await table.cancel(1, kept)
    await table.run("UPDATE forum SET meeting_tables = 1")
    await reconcile(table)
    assert (await table.meeting(moved)).table_number == 1
    await table.run("UPDATE forum SET slot_minutes = 15")
    await reconcile(table)
    found = await table.meeting(moved)
    assert (found.state, found.starts, found.interpreter_id) == ("agreed", None, None)
    assert (await table.propose(3, moved, SLOTS[0])).word == "proposed"
    told_of = [(kind, who) for kind, who, _ in await told(table.database)][8:]
    assert told_of == [
        ("meeting_table", 3),
        ("meeting_table", 4),
        ("interpreter_moved", 12),
        ("meeting_unplaced", 3),
        ("meeting_unplaced", 4),
        ("interpreter_released", 12),
        ("meeting_move_asked", 4),
    ]


async def test_a_request_whose_times_are_gone_has_lapsed(table: Table) -> None:
    await table.ask(1, 2, SLOTS[0])
    await table.ask(3, 4)
    await table.run("UPDATE sessions SET cancelled_at = '2018' WHERE id = 90")
    await reconcile(table)
    assert ((await table.meeting(1)).state, (await table.meeting(2)).state) == ("lapsed", "asked")


async def test_languages_that_change_bring_or_free_an_interpreter(table: Table) -> None:
    number = await table.agreed(1, 2, SLOTS[0])
    await table.run("UPDATE delegates SET languages = 'it,ru' WHERE id = 2")
    await reconcile(table)
    found = await table.meeting(number)
    assert (found.interpreted, found.interpreter_id) == (False, None)
    await table.run("UPDATE delegates SET languages = 'ru' WHERE id = 2")
    await table.run("UPDATE delegates SET removed_at = '2018' WHERE id = 11")
    await reconcile(table)
    found = await table.meeting(number)
    assert (found.interpreted, found.interpreter_id) == (True, 12)
