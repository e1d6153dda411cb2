"""Figures are exact, hold no names, and are quick in a large forum."""

from __future__ import annotations

from datetime import timedelta

from forum.figures import Figures, Meetings, gather
from storage.database import Database
from storage.figures import Pair, Rating, Subject
from storage.instants import to_sql
from tests.support.figures import FASHION, STEEL, VISIT
from tests.support.forums import NOW, add_delegates, add_forum, add_session


async def figures(database: Database) -> Figures:
    async with database.read() as view:
        return await gather(view, NOW)


async def test_meetings_by_what_became_of_them(counted: Database) -> None:
    found = (await figures(counted)).meetings
    assert found == Meetings(
        asked=11,
        open=1,
        agreed=2,
        unplaced=1,
        unconfirmed=1,
        held=2,
        missed=1,
        declined=1,
        withdrawn=1,
        lapsed=1,
        cancelled=1,
        interpreted=6,
        helped=0,
    )
    assert found.concluded == 6


async def test_what_came_of_those_that_were_held(counted: Database) -> None:
    found = await figures(counted)
    assert found.outcomes == {"protocol": 1, "": 1}
    assert found.rating == Rating(4.5, 2, 1)


async def test_by_thematic_table_and_by_regions(counted: Database) -> None:
    found = await figures(counted)
    assert found.subjects == [Subject(None, 4, 1, 0), Subject(STEEL, 2, 1, 1)]
    assert sorted(found.pairs, key=repr) == [
        Pair("Toscana", "Москва", 2, 1),
        Pair("Тоскана", "", 2, 1),
        Pair("Тоскана", "Москва", 1, 0),
    ]


async def test_seats_and_people(counted: Database) -> None:
    async with counted.write() as tx:
        await tx.run(
            "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at, reachable) VALUES "
            "(91, 1, 'it', 'x', ?1, 1), (92, 2, 'ru', 'x', ?1, 0)",
            (to_sql(NOW),),
        )
        await tx.run("INSERT INTO check_ins (delegate_id, at) VALUES (1, ?)", (to_sql(NOW),))
        await tx.run("UPDATE delegates SET removed_at = ? WHERE id = 4", (to_sql(NOW),))
        await tx.run("INSERT INTO rolls (session_id, leg) VALUES (?, 'out')", (VISIT,))
        await tx.run("INSERT INTO aboard (session_id, leg, delegate_id) VALUES (?, 'out', 1)", (VISIT,))
    found = await figures(counted)
    assert [found.number(what) for what in ("invited", "arrived", "reachable", "present")] == [3, 2, 1, 1]
    assert [found.delegates("invited", one) for one in ("it", "ru")] == [2, 1]
    assert [(one.id, one.seated, one.waiting) for one in found.tables] == [(STEEL, 2, 1), (FASHION, 0, 0)]
    assert [(trip.session.id, trip.session.seated, trip.out, trip.back) for trip in found.visits] == [
        (VISIT, 1, 1, 0)
    ]


async def test_a_forum_without_anything(database: Database) -> None:
    async with database.write() as tx:
        await add_forum(tx)
    found = await figures(database)
    assert (found.meetings.asked, found.pairs, found.outcomes, found.number("invited")) == (0, [], {}, 0)
    assert found.rating == Rating(None, 0, 0)


async def test_a_large_forum_is_counted_in_no_time(database: Database) -> None:
    async with database.write() as tx:
        await add_forum(tx)
        await add_delegates(tx, 4000)
        await tx.run("UPDATE delegates SET region = 'R' || id % 30")
        for number in range(1, 41):
            await add_session(tx, number, kind="table" if number < 30 else "visit")
        await tx.run(
            "INSERT INTO seats (session_id, delegate_id, state) SELECT 1 + id % 40, id, 'seated' FROM delegates"
        )
        await tx.run(
            "WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 9999) "
            "INSERT INTO meetings (inviter_id, invitee_id, state, interpreted, starts, ends, table_number, asked_at) "
            "SELECT 1 + n % 2000, 2001 + (n * 7 + n / 2000) % 2000, 'held', n % 2, "
            "strftime('%Y-%m-%dT%H:%M:%f+00:00', '2018-11-01', (20 * (n / 100)) || ' minutes'), "
            "strftime('%Y-%m-%dT%H:%M:%f+00:00', '2018-11-01', (20 * (n / 100) + 20) || ' minutes'), "
            "1 + n % 100, '2018-11-01' FROM n"
        )
        await tx.run(
            "INSERT INTO meeting_reports (meeting_id, delegate_id, held, result, rating, at) "
            "SELECT id, inviter_id, 1, 'follow_up', 4, '2018-11-01' FROM meetings WHERE id % 3 > 0"
        )
    for _ in range(3):
        async with database.read() as view:
            before = view.statements
            found = await gather(view, NOW + timedelta(days=1))
            assert view.statements - before < 16
    assert found.meetings.held == 10_000
    assert found.outcomes == {"": 3333, "follow_up": 6667}
