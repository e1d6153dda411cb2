"""The help desk in the database: topics, what goes with one that is deleted, what time asks for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import outbox, question_topics, questions
from storage.database import Database
from storage.question_topics import Topic
from storage.questions import NOTHING_DUE, Due
from tests.support.forums import NOW, add_delegates, add_forum

GROUP = -1_000_000_000_005
SENT = "UPDATE outbox SET state = 'sent', message_id = id"
ONE_DUE = {
    "nudge": "UPDATE questions SET nudge_at = '2018-11-29T07:59:00.000+00:00'",
    "held": "UPDATE questions SET taken_until = '2018-11-29T07:59:00.000+00:00'",
    "lost": "UPDATE outbox SET state = 'unreachable'",
    "topics": "UPDATE organisers_group SET topics = 'refused'",
    "untold": "DELETE FROM outbox",
    "old": "UPDATE questions SET answer = 'a', answered_at = '2018-11-20T07:59:00.000+00:00', nudge_at = NULL",
}


@pytest.fixture
async def desk(database: Database) -> Database:
    """A group with topics, and two questions of each of two people, told to the group and answered by nobody."""
    async with database.write() as tx:
        await add_forum(tx)
        await add_delegates(tx, 2)
        await questions.set_group(tx, GROUP, "it", NOW)
        for delegate in (1, 2, 1, 2):
            number = await questions.add(tx, delegate, "Dove?", NOW, NOW + timedelta(minutes=15))
            await outbox.put(
                tx,
                key=f"question:{number}:g{GROUP}",
                kind="question",
                facts="{}",
                priority=1,
                not_before=NOW,
                user_id=GROUP,
            )
        await tx.run(SENT)
    return database


async def test_a_topic_is_one_persons_in_one_group(desk: Database) -> None:
    async with desk.write() as tx:
        await question_topics.keep(tx, 1, GROUP, 40)
        await question_topics.keep(tx, 2, GROUP, 50)
        await question_topics.introduced(tx, Topic(1, GROUP, 40, introduced=False))
        assert await question_topics.get(tx, 1, GROUP) == Topic(1, GROUP, 40, introduced=True)
        assert await question_topics.get(tx, 2, GROUP) == Topic(2, GROUP, 50, introduced=False)
        assert await question_topics.get(tx, 1, -5) is None
        # Made anew it has no first message yet.
        await question_topics.keep(tx, 1, GROUP, 60)
        assert await question_topics.get(tx, 1, GROUP) == Topic(1, GROUP, 60, introduced=False)


async def test_with_a_topic_go_the_messages_of_open_questions(desk: Database) -> None:
    async with desk.write() as tx:
        await question_topics.keep(tx, 1, GROUP, 40)
        await questions.answered(tx, 3, "Qui.", None, NOW)
        await question_topics.drop(tx, Topic(1, GROUP, 40, introduced=True))
        assert await question_topics.get(tx, 1, GROUP) is None
        assert [row[0] for row in await tx.rows("SELECT key FROM outbox ORDER BY id")] == [
            f"question:{number}:g{GROUP}" for number in (2, 3, 4)
        ]
        assert await questions.untold(tx) == [1]


async def test_a_missing_right_is_told_once_until_there_is_a_topic(desk: Database) -> None:
    async with desk.write() as tx:
        assert not await question_topics.told(tx)
        for told in (True, False):
            await question_topics.refused(tx, GROUP)
            assert await question_topics.told(tx) is told
        await question_topics.keep(tx, 1, GROUP, 40)
        await question_topics.refused(tx, GROUP)
        assert await question_topics.told(tx)
        # Another group is another matter.
        await questions.set_group(tx, -7, "it", NOW)
        await question_topics.refused(tx, GROUP)
        assert not await question_topics.told(tx)


@pytest.mark.parametrize("what", ONE_DUE)
async def test_each_thing_is_due_by_itself(desk: Database, what: str) -> None:
    async with desk.write() as tx:
        assert await questions.due(tx, NOW, NOW - timedelta(days=7)) == NOTHING_DUE
        await tx.run(ONE_DUE[what])
        found = await questions.due(tx, NOW, NOW - timedelta(days=7))
    assert found == Due(**{name: name == what for name in Due.__match_args__})


async def test_what_somebody_deals_with_is_not_reminded_of(desk: Database) -> None:
    late = NOW + timedelta(hours=1)
    async with desk.write() as tx:
        await tx.run(
            "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
            "VALUES (7, 2, 'ru', 'v', 't')"
        )
        await questions.take(tx, 1, 7, "", NOW + timedelta(minutes=20))
        assert await questions.to_nudge(tx, late) == [2, 3, 4]
        assert await questions.held_too_long(tx, NOW + timedelta(minutes=19)) == []
        assert await questions.held_too_long(tx, late) == [1]
        await questions.let_go(tx, 1, late)
        # Not later than it would have been anyhow.
        assert (
            await tx.value("SELECT nudge_at FROM questions WHERE id = 1") == "2018-11-29T08:15:00.000+00:00"
        )
        await tx.run("UPDATE questions SET nudge_at = NULL WHERE id = 1")
        await questions.let_go(tx, 1, late)
        assert (
            await tx.value("SELECT nudge_at FROM questions WHERE id = 1") == "2018-11-29T09:00:00.000+00:00"
        )


async def test_a_moved_groups_old_messages_are_changed_no_more(desk: Database) -> None:
    async with desk.write() as tx:
        await outbox.moved(tx, GROUP, GROUP - 1)
        await questions.move_group(tx, GROUP, GROUP - 1)
        assert [one.message_id for one in await questions.copies(tx, 1)] == [None]
        assert await questions.untold(tx) == [1, 2, 3, 4]
