"""Who guides a visit, and that a guide is no passenger."""

from __future__ import annotations

import sqlite3

import pytest

from forum.agenda import on_agenda
from forum.desk import refusal
from forum.meetings.acting import Actor
from forum.seats import join
from forum.visits.staff import leads, visit_led
from storage import meeting_hall, visits, workbook_writes
from storage.database import Database
from tests.support.forums import NOW, desk, places
from tests.support.trips import (
    BUS,
    GUIDE,
    GUIDE_OF_ALL,
    LEAVES,
    ORGANISER,
    OTHER,
    OTHERS_GUIDE,
    WALK,
    seated,
)


@pytest.mark.parametrize(
    ("actor", "led"),
    [
        (Actor(GUIDE), {BUS}),
        (Actor(OTHERS_GUIDE), {OTHER}),
        (Actor(GUIDE_OF_ALL), {BUS, WALK, OTHER}),
        (Actor(1), set()),
        (Actor(None), set()),
        (ORGANISER, {BUS, WALK, OTHER}),
        (Actor(1, organiser=True), {BUS, WALK, OTHER}),
    ],
)
async def test_who_leads_what(trips: Database, actor: Actor, led: set[int]) -> None:
    async with trips.read() as view:
        assert {visit for visit in (BUS, WALK, OTHER) if await leads(view, visit, actor)} == led
        found = [await visit_led(view, visit, actor) for visit in (BUS, WALK, OTHER)]
        assert {one.id for one in found if one is not None} == led
        assert await visit_led(view, 999, actor) is None


async def test_a_guide_who_is_removed_or_has_another_role_leads_nothing(trips: Database) -> None:
    async with trips.write() as tx:
        await tx.run("UPDATE delegates SET role = 'delegate' WHERE id = ?", (GUIDE,))
        await tx.run("UPDATE delegates SET removed_at = '2018' WHERE id = ?", (GUIDE_OF_ALL,))
        assert not await leads(tx, BUS, Actor(GUIDE))
        assert not await leads(tx, BUS, Actor(GUIDE_OF_ALL))
        assert await visits.guides_of(tx, BUS) == []


async def test_a_guide_whose_only_visit_is_cancelled_does_not_come_to_guide_all(trips: Database) -> None:
    async with trips.write() as tx:
        await workbook_writes.cancel_sessions(tx, [BUS], NOW)
        assert not await leads(tx, OTHER, Actor(GUIDE))
        assert await visit_led(tx, BUS, Actor(GUIDE)) is None


async def test_passengers_are_told_of_those_named_or_else_of_those_who_guide_all(trips: Database) -> None:
    async with trips.read() as view:
        assert [one.id for one in await visits.guides_of(view, BUS)] == [GUIDE]
        assert [one.id for one in await visits.guides_of(view, WALK)] == [GUIDE_OF_ALL]


async def test_a_guide_sees_their_visits(trips: Database) -> None:
    async with trips.read() as view:
        assert [one.id for one in await visits.led(view, GUIDE)] == [BUS]
        assert [one.id for one in await visits.led(view, GUIDE_OF_ALL)] == [BUS, WALK, OTHER]
        assert [one.id for one in await visits.led(view, None)] == [BUS, WALK, OTHER]
        assert [one.id for one in await on_agenda(view, GUIDE)] == [BUS]
        assert await on_agenda(view, 1) == []
        taken = await meeting_hall.engagements(view, [GUIDE, 1], NOW, LEAVES.replace(hour=23))
        assert [(one.delegate_id, one.subject_id) for one in taken] == [(GUIDE, BUS)]


@pytest.mark.parametrize("guide", [GUIDE, OTHERS_GUIDE, GUIDE_OF_ALL])
async def test_a_guide_takes_no_seat_and_no_place_in_the_waiting_list(trips: Database, guide: int) -> None:
    await seated(trips, range(1, 7))
    assert await join(desk(trips), guide, BUS, despite_clash=True) == refusal("guide_without_seat")
    assert await places(trips, BUS) == ([1, 2, 3, 4, 5, 6], [])
    async with trips.read() as view:
        assert GUIDE not in [one.id for one in await visits.passengers(view, BUS)]


async def test_not_even_around_the_rules(trips: Database) -> None:
    async with trips.write() as tx:
        with pytest.raises(sqlite3.IntegrityError, match="guide"):
            await tx.run(
                "INSERT INTO seats (session_id, delegate_id, state) VALUES (?, ?, 'seated')", (BUS, GUIDE)
            )
