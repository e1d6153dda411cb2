"""What one sees of meetings: sections, a meeting to decide on, the way to a new one."""

from __future__ import annotations

from datetime import timedelta

from forum import meetings
from forum.desk import Outcome, refusal
from forum.meetings import Actor, Prospect, Sight
from storage import meetings as rows
from tests.support.halls import SLOTS, Table

SOON = SLOTS[0] - timedelta(minutes=60)


async def sections(table: Table, side: int, number: int) -> tuple[str, ...]:
    async with table.database.read() as view:
        seen = await rows.seen(view, number, side)
    assert seen is not None
    return meetings.sections(seen, table.now)


async def sight(
    table: Table, who: int, number: int, *, acting: int = 0, organiser: bool = False
) -> Sight | None:
    async with table.database.read() as view:
        actor = Actor(who, organiser=organiser)
        return await meetings.sight(view, actor, acting, number, table.now)


async def seen(table: Table, who: int, number: int) -> Sight:
    found = await sight(table, who, number)
    assert found is not None
    return found


async def prospect(table: Table, who: int, whom: int, *, topics: bool = False) -> Prospect | Outcome:
    async with table.database.read() as view:
        return await meetings.prospect(view, Actor(who), 0, whom, table.now, topics=topics)


async def test_a_meeting_goes_from_section_to_section(table: Table) -> None:
    await table.ask(1, 2, SLOTS[0])
    assert (await sections(table, 1, 1), await sections(table, 2, 1)) == (("awaiting",), ("to_answer",))
    await table.accept(2, 1, SLOTS[0])
    assert await sections(table, 1, 1) == ("agreed",)
    await table.propose(2, 1, SLOTS[3])
    assert (await sections(table, 1, 1), await sections(table, 2, 1)) == (
        ("to_answer", "agreed"),
        ("awaiting", "agreed"),
    )
    await table.decline(1, 1)
    over = table.at(SLOTS[1])
    assert await sections(over, 1, 1) == ("to_report",)
    await meetings.report(over.desk, Actor(1), 0, 1, "held", "1")
    assert (await sections(over, 1, 1), await sections(over, 2, 1)) == (("closed",), ("to_report",))


async def test_the_sections_of_what_has_no_time_and_of_what_came_to_nothing(table: Table) -> None:
    await table.ask(1, 2)
    await table.accept(2, 1)
    assert await sections(table, 1, 1) == ("unplaced",)
    await table.cancel(1, 1)
    await table.ask(1, 4, SLOTS[0])
    await table.decline(4, 2, "no")
    assert (await sections(table, 1, 1), await sections(table, 4, 2)) == (("closed",), ("closed",))


async def test_who_sees_a_meeting_and_in_which_part(table: Table) -> None:
    number = await table.agreed(1, 2, SLOTS[0])
    side, other, interpreter = [await seen(table, who, number) for who in (1, 2, 11)]
    assert [one.interpreting for one in (side, other, interpreter)] == [False, False, True]
    assert (side.meeting.partner_id, other.meeting.partner_id) == (2, 1)
    assert (side.may_have_contact, interpreter.may_have_contact) == (True, False)
    assert await sight(table, 3, number) is None
    assert await sight(table, 3, number, acting=1) is None
    assert await sight(table, 3, number, acting=1, organiser=True) is not None
    assert await sight(table, 3, number, acting=4, organiser=True) is None


async def test_whoever_answers_sees_what_stands_in_the_way_and_what_competes(table: Table) -> None:
    await table.ask(1, 2, SLOTS[0], SLOTS[1])
    await table.ask(3, 2, SLOTS[1], SLOTS[2])
    await table.ask(5, 2, SLOTS[3])
    answering = await seen(table, 2, 1)
    assert answering.answers
    assert [one.id for one in answering.competing] == [2]
    waiting = await seen(table, 1, 1)
    assert (waiting.waits, waiting.hall, list(waiting.competing)) == (True, None, [])
    await table.accept(2, 2, SLOTS[1])
    after = await seen(table, 2, 1)
    assert after.hall is not None
    hindered = {one.starts: one.hindrance for one in after.hall.choices()}
    assert (hindered[SLOTS[0]], hindered[SLOTS[1]]) == ("", "you")


async def test_what_came_to_nothing_is_seen_with_its_end(table: Table) -> None:
    await table.ask(1, 2, SLOTS[0])
    await table.decline(2, 1, "Keine Zeit")
    last = (await seen(table, 1, 1)).last
    assert last is not None
    assert (last.act, last.side_id, last.manner) == ("declined", 2, "self")


async def test_what_is_possible_from_an_hour_before_until_the_end(table: Table) -> None:
    number = await table.agreed(1, 2, SLOTS[0])
    times = [SOON - timedelta(seconds=1), SOON, SLOTS[0], SLOTS[1] - timedelta(seconds=1), SLOTS[1]]
    found = [await seen(table.at(time), 1, number) for time in times]
    assert [one.may_be_late for one in found] == [False, True, True, True, False]
    assert [one.begun for one in found] == [False, False, True, True, True]


async def test_the_way_to_a_new_meeting_is_refused_as_asking_would_be(table: Table) -> None:
    assert await prospect(table, 1, 1) == refusal("oneself")
    assert await prospect(table, 1, 11) == refusal("gone")
    assert await prospect(table, 11, 1) == refusal("not_a_participant")
    await table.ask(2, 1, SLOTS[0])
    assert await prospect(table, 1, 2) == refusal("they_asked", meeting=1)
    free = await prospect(table, 1, 4)
    assert isinstance(free, Prospect)
    assert (free.side.id, free.partner.id, free.hall.interpreted) == (1, 4, True)


async def test_a_request_for_whenever_knows_its_need_of_an_interpreter_without_any_slot(table: Table) -> None:
    late = table.at(SLOTS[-1])
    assert (await late.ask(1, 2)).word == "asked"
    assert (await late.ask(5, 6)).word == "asked"
    assert [(await table.meeting(number)).interpreted for number in (1, 2)] == [True, False]


async def test_subjects_are_the_partners_projects_then_ones_own_then_those_of_common_tables(
    table: Table,
) -> None:
    async with table.database.write() as tx:
        await tx.run(
            "INSERT INTO sessions (id, code, kind, title_it, title_ru, starts, ends, place_it, place_ru, audience) "
            "SELECT value, 't' || value, 'table', 'T', 'T', '2018-11-29T09:00:00.000+00:00', "
            "'2018-11-29T10:00:00.000+00:00', 'P', 'P', 'all' FROM json_each('[1, 2]')"
        )
        await tx.run(
            "INSERT INTO projects (id, code, session_id, title_it, title_ru, presenter_id) VALUES "
            "(1, 'p1', 1, 'common', '', 5), (2, 'p2', 1, 'mine', '', 1), (3, 'p3', 2, 'theirs', '', 2), "
            "(4, 'p4', 2, 'of nobody here', '', NULL)"
        )
        await tx.run(
            "INSERT INTO seats (session_id, delegate_id, state) VALUES (1, 1, 'seated'), (1, 2, 'seated'), "
            "(2, 1, 'seated'), (2, 2, 'waiting')"
        )
    found = await prospect(table, 1, 2, topics=True)
    assert isinstance(found, Prospect)
    assert [one.title_it for one in found.topics] == ["theirs", "mine", "common"]


async def test_contacts_need_both_and_an_agreed_meeting(table: Table) -> None:
    async def look(who: int) -> object:
        async with table.database.read() as view:
            return await meetings.contacts(view, Actor(who), 0, 1)

    await table.ask(1, 2, SLOTS[0])
    assert await look(1) == refusal("not_agreed")
    await table.accept(2, 1, SLOTS[0])
    assert await look(3) == refusal("gone")
    for who, partner in ((1, None), (2, 1)):
        await meetings.share_contacts(table.desk, who, shared=True)
        found = await look(2)
        assert isinstance(found, meetings.Contacts)
        assert (found.partner.id if found.partner else None) == partner
    await meetings.share_contacts(table.desk, 1, shared=False)
    hidden = await look(2)
    assert isinstance(hidden, meetings.Contacts)
    assert (hidden.partner, hidden.shares, hidden.partner_shares) == (None, True, False)
