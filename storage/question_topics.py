"""The topics of the organisers' group in which people's questions stand."""

from __future__ import annotations

from dataclasses import dataclass

from storage.connection import Connection


@dataclass(frozen=True, slots=True)
class Topic:
    """A person's topic in a group; `introduced`: its first message stands there."""

    delegate_id: int
    chat_id: int
    thread_id: int
    introduced: bool


async def get(connection: Connection, delegate_id: int, chat_id: int) -> Topic | None:
    """A person's topic in a group, if they have one there."""
    return await connection.record(
        Topic,
        "SELECT delegate_id, chat_id, thread_id, introduced FROM question_topics "
        "WHERE delegate_id = ? AND chat_id = ?",
        (delegate_id, chat_id),
    )


async def keep(tx: Connection, delegate_id: int, chat_id: int, thread_id: int) -> None:
    """A topic was made for a person; the bot may make topics there."""
    await tx.run(
        "INSERT OR REPLACE INTO question_topics (delegate_id, chat_id, thread_id) VALUES (?, ?, ?)",
        (delegate_id, chat_id, thread_id),
    )
    await tx.run("UPDATE organisers_group SET topics = '' WHERE chat_id = ?", (chat_id,))


async def introduced(tx: Connection, topic: Topic) -> None:
    """The first message of a topic stands there."""
    await tx.run(
        "UPDATE question_topics SET introduced = 1 WHERE chat_id = ? AND thread_id = ?",
        (topic.chat_id, topic.thread_id),
    )


async def drop(tx: Connection, topic: Topic) -> None:
    """A topic is not there any more, and neither are the messages with the person's open questions in it."""
    await tx.run(
        "DELETE FROM question_topics WHERE chat_id = ? AND thread_id = ?", (topic.chat_id, topic.thread_id)
    )
    await tx.run(
        """
        DELETE FROM outbox WHERE kind = 'question' AND state = 'sent' AND id IN (
            SELECT outbox.id FROM questions JOIN outbox
                ON key >= 'question:' || questions.id || ':' AND key < 'question:' || questions.id || ';'
            WHERE questions.delegate_id = ? AND answered_at IS NULL AND outbox.user_id = ?)
        """,
        (topic.delegate_id, topic.chat_id),
    )


async def refused(tx: Connection, chat_id: int) -> None:
    """The bot may not make topics in a group; whoever has been told that is not told again."""
    await tx.run(
        "UPDATE organisers_group SET topics = 'refused' WHERE chat_id = ? AND topics = ''", (chat_id,)
    )


async def told(tx: Connection) -> bool:
    """The organisers are told that the bot may not make topics; whether they had not been yet."""
    return await tx.run("UPDATE organisers_group SET topics = 'told' WHERE topics = 'refused'") > 0
