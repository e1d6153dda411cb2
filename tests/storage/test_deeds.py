"""The record of deeds: written once, read newest first, by its subject, and without whoever is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import deeds
from storage.database import Database
from storage.deeds import Doer, Subject
from tests.support.forums import NOW, add_session
from tests.support.halls import POINT, add_hall

BEATRICE = Doer(1001, 1, "organiser")


@pytest.fixture
async def hall(database: Database) -> Database:
    """Delegates 1 to 6, of whom the first has an account, a session, and a meeting of 1 with 2."""
    async with database.write() as tx:
        await add_hall(tx)
        await add_session(tx, 7)
        await tx.run(
            "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
            "VALUES (1001, 1, 'it', 'x', '2018-11-29T08:00:00.000+00:00')"
        )
        await tx.run(
            "INSERT INTO meetings (id, inviter_id, invitee_id, state, interpreted, asked_at) "
            "VALUES (50, 1, 2, 'agreed', 0, '2018-11-29T08:00:00.000+00:00')"
        )
    return database


async def add(database: Database, word: str, subject: Subject, doer: Doer = BEATRICE) -> None:
    async with database.write() as tx:
        await deeds.add(tx, doer, subject, act="gx", word=word, facts="{}", at=NOW + timedelta(minutes=5))


async def words(database: Database, about: str = "", number: int = 0) -> list[str]:
    async with database.read() as view:
        found = await deeds.latest(view, 10, about=about, number=number)
        assert len(found) == await deeds.count(view, about, number)
    return [one.word for one in found]


async def test_the_latest_comes_first_and_each_is_found_by_its_subject(hall: Database) -> None:
    await add(hall, "session", Subject(session_id=7))
    await add(hall, "person", Subject(person_id=3))
    await add(hall, "meeting", Subject(person_id=1, meeting_id=50))
    await add(hall, "both", Subject(person_id=3, session_id=7))
    assert await words(hall) == ["both", "meeting", "person", "session"]
    assert await words(hall, "s", 7) == ["both", "session"]
    assert await words(hall, "p", 3) == ["both", "person"]
    # The other side's record shows the meeting, too.
    assert await words(hall, "p", 2) == ["meeting"]
    assert await words(hall, "p", 4) == []
    async with hall.read() as view:
        assert [one.word for one in await deeds.latest(view, 2, 1)] == ["meeting", "person"]


async def test_a_meeting_is_named_from_the_side_it_was_done_for(hall: Database) -> None:
    await add(hall, "asked", Subject(person_id=1, meeting_id=50))
    await add(hall, "agreed", Subject(person_id=2, meeting_id=50))
    async with hall.read() as view:
        agreed, asked = await deeds.latest(view, 2)
    assert (agreed.one_name, agreed.other_name) == ("Delegate 2", "Delegate 1")
    assert (asked.one_name, asked.other_name) == ("Delegate 1", "Delegate 2")
    assert (asked.actor_name, asked.user_id, asked.at) == ("Delegate 1", 1001, NOW + timedelta(minutes=5))


async def test_whom_there_is_not_is_left_out(hall: Database) -> None:
    await add(hall, "x", Subject(999, 999, 999), Doer(999, 999, "group"))
    async with hall.read() as view:
        (found,) = await deeds.latest(view, 1)
    assert (found.user_id, found.actor_name, found.person_id, found.title_it, found.one_id) == (None,) * 5


async def test_who_is_deleted_leaves_a_record_without_them(hall: Database) -> None:
    await add(hall, "meeting", Subject(person_id=1, session_id=7, meeting_id=50))
    async with hall.write() as tx:
        await tx.run("DELETE FROM delegates WHERE id = 1")
        await tx.run("DELETE FROM sessions WHERE id = 7")
    async with hall.read() as view:
        (found,) = await deeds.latest(view, 1)
        assert found.word == "meeting"
        assert (found.user_id, found.actor_name, found.person_id, found.title_it, found.one_id) == (None,) * 5
    await hall.check()


@pytest.mark.parametrize(("what", "table"), [("question", "questions"), ("notice", "outbox")])
async def test_a_question_and_a_notice_belong_to_somebody(hall: Database, what: str, table: str) -> None:
    columns = {
        "questions": "(id, delegate_id, text, asked_at) VALUES (9, 4, 'x', 'y')",
        "outbox": "(id, key, kind, facts, delegate_id, priority, not_before) VALUES (9, 'k', 'x', '{}', 4, 1, 'y')",
    }[table]
    async with hall.write() as tx:
        await tx.run(f"INSERT INTO {table} {columns}")
        assert await deeds.owner(tx, what, 9) == 4
        assert await deeds.owner(tx, what, 10) is None


async def test_every_list_is_found_by_an_index(hall: Database) -> None:
    plans = {}
    async with hall.read() as view:
        for column in ("person_id", "session_id", "meeting_id", "actor_id", "user_id"):
            rows = await view.rows(f"EXPLAIN QUERY PLAN SELECT * FROM deeds WHERE {column} = {POINT}")  # noqa: S608
            plans[column] = rows[0]["detail"].split(" USING ")[0]
    assert set(plans.values()) == {"SEARCH deeds"}
