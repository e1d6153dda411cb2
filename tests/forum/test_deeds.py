"""What a use case leaves on record: in its transaction, of what was changed, without anybody's own words."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from forum.deeds import UNRECORDED, Deed
from forum.desk import Desk, Outcome, Work, outcome, refusal, use_case
from storage.database import Database
from storage.deeds import Doer
from tests.support.forums import add_delegates, add_forum, add_session, desk


@use_case
async def touch(work: Work, came: Outcome, *, writes: bool = True, fails: bool = False) -> Outcome:
    if writes:
        await work.tx.run("UPDATE delegates SET phone = phone || '1' WHERE id = 1")
    if fails:
        raise LookupError("taken back")
    return came


@pytest.fixture
async def forum(database: Database) -> Database:
    async with database.write() as tx:
        await add_forum(tx)
        await add_delegates(tx, 3)
        await add_session(tx, 7)
    return database


def doing(database: Database, **fields: str | int | bool) -> Desk:
    return replace(desk(database), deed=Deed(Doer(1001, 2, "head"), "xx", fields))


async def recorded(database: Database) -> list[tuple[object, ...]]:
    async with database.read() as view:
        rows = await view.rows(
            "SELECT part, actor_id, act, word, person_id, session_id, facts FROM deeds ORDER BY id"
        )
    return [(*tuple(row)[:-1], json.loads(row["facts"])) for row in rows]


async def test_what_is_done_for_others_is_on_record_with_its_numbers_and_nobodys_words(
    forum: Database,
) -> None:
    came = outcome("done", people=3, sure=True, name="Giulia", reason=None)
    await touch(doing(forum, person=1, session=7, seats=4, leg="out", page=2, shown="0123abcd"), came)
    assert await recorded(forum) == [
        ("head", 2, "xx", "done", 1, 7, {"seats": 4, "leg": "out", "people": 3, "sure": True})
    ]


async def test_acting_says_for_whom_and_the_outcome_says_what_the_button_does_not(forum: Database) -> None:
    await touch(doing(forum, person=1, acting=3), outcome("asked"))
    await touch(doing(forum, application=9), outcome("accepted", person=3, session=7))
    assert [one[4:6] for one in await recorded(forum)] == [(3, None), (3, 7)]


async def test_for_oneself_nothing_is_on_record(forum: Database) -> None:
    await touch(desk(forum), outcome("done"))
    assert await recorded(forum) == []


@pytest.mark.parametrize("word", sorted(UNRECORDED))
async def test_a_draft_is_not_done_yet(forum: Database, word: str) -> None:
    await touch(doing(forum), outcome(word))
    assert await recorded(forum) == []


async def test_what_changes_nothing_or_is_refused_is_not_on_record(forum: Database) -> None:
    await touch(doing(forum), outcome("done"), writes=False)
    await touch(doing(forum), refusal("gone"))
    assert await recorded(forum) == []


async def test_deed_and_effect_are_taken_back_together(forum: Database) -> None:
    with pytest.raises(LookupError):
        await touch(doing(forum), outcome("done"), fails=True)
    assert await recorded(forum) == []


async def test_asked_again_after_a_crash_it_is_on_record_once(forum: Database) -> None:
    again = replace(doing(forum), recorded=outcome("done"))
    assert await touch(again, outcome("other")) == outcome("done")
    assert await recorded(forum) == []
