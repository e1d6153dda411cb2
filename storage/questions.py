"""Questions to the organisers, and the group in which they are answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql


@dataclass(frozen=True, slots=True)
class Question:
    """A question, who asked it (`language`: what the bot speaks to them), and who has answered it, where known.

    `taken_until`: so long somebody deals with it, the `taker`, or `taken_name` where that is no delegate.
    """

    id: int
    delegate_id: int
    text: str
    asked_at: datetime
    nudges: int
    answer: str | None
    answered_at: datetime | None
    answered_by: int | None
    name: str
    name_other: str
    organisation: str
    organisation_other: str
    delegation: str
    language: str
    phone: str
    answerer: str | None
    answerer_other: str | None
    answerer_delegation: str | None
    taken_until: datetime | None
    taken_by: int | None
    taken_name: str
    taker: str | None
    taker_other: str | None
    taker_delegation: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """The organisers' group, and the language in which the bot speaks there.

    `topics`: 'refused' where the bot may not make topics and the organisers are to be told, 'told' where they have
    been, else ''.
    """

    chat_id: int
    language: str
    since: datetime
    topics: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A notice by which a question was told to an organiser (`delegate_id`), or to another chat (`user_id`)."""

    id: int
    delegate_id: int | None
    user_id: int | None
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Due:
    """What time asks for.

    A reminder of what is not answered, a question that somebody has taken and not answered, a lost group, topics that
    the bot may not make, a question that the group has not been told, something to be forgotten.
    """

    nudge: bool
    held: bool
    lost: bool
    topics: bool
    untold: bool
    old: bool


NOTHING_DUE = Due(nudge=False, held=False, lost=False, topics=False, untold=False, old=False)


_QUESTIONS = """
    SELECT questions.id, questions.delegate_id, text, asked_at, nudges, answer, answered_at, answered_by,
        asker.name, asker.name_other, asker.organisation, asker.organisation_other, asker.delegation,
        asker.language, asker.phone, answerer.name AS answerer, answerer.name_other AS answerer_other,
        answerer.delegation AS answerer_delegation, taken_until, taken_by, taken_name,
        taker.name AS taker, taker.name_other AS taker_other, taker.delegation AS taker_delegation
    FROM questions
    JOIN delegates AS asker ON asker.id = questions.delegate_id AND asker.removed_at IS NULL
    LEFT JOIN accounts ON accounts.user_id = answered_by
    LEFT JOIN delegates AS answerer ON answerer.id = accounts.delegate_id
    LEFT JOIN accounts AS taking ON taking.user_id = taken_by
    LEFT JOIN delegates AS taker ON taker.id = taking.delegate_id
"""


async def add(tx: Connection, delegate_id: int, text: str, now: datetime, nudge_at: datetime) -> int:
    """Keep a question; its number."""
    await tx.run(
        "INSERT INTO questions (delegate_id, text, asked_at, nudge_at) VALUES (?, ?, ?, ?)",
        (delegate_id, text, to_sql(now), to_sql(nudge_at)),
    )
    return await tx.number("SELECT last_insert_rowid()")


async def get(connection: Connection, question_id: int) -> Question | None:
    """A question of somebody who takes part."""
    return await connection.record(Question, f"{_QUESTIONS} WHERE questions.id = ?", (question_id,))


async def of_delegate(connection: Connection, delegate_id: int, most: int) -> list[Question]:
    """What a delegate has asked last, the latest first."""
    return await connection.records(
        Question,
        f"{_QUESTIONS} WHERE questions.delegate_id = ? ORDER BY questions.id DESC LIMIT ?",
        (delegate_id, most),
    )


async def unanswered(connection: Connection, most: int = -1, offset: int = 0) -> list[Question]:
    """Questions without an answer, the oldest first."""
    return await connection.records(
        Question,
        f"{_QUESTIONS} WHERE answered_at IS NULL ORDER BY questions.id LIMIT ? OFFSET ?",
        (most, offset),
    )


async def number_unanswered(connection: Connection) -> int:
    """How many questions have no answer."""
    return await connection.number(
        "SELECT count(*) FROM questions JOIN delegates ON delegates.id = delegate_id "
        "WHERE answered_at IS NULL AND removed_at IS NULL"
    )


async def of_delegate_unanswered(connection: Connection, delegate_id: int) -> dict[str, int]:
    """A delegate's questions without an answer: their texts and numbers."""
    rows = await connection.rows(
        "SELECT text, id FROM questions WHERE delegate_id = ? AND answered_at IS NULL", (delegate_id,)
    )
    return {row[0]: row[1] for row in rows}


async def answered(tx: Connection, question_id: int, answer: str, user_id: int | None, now: datetime) -> None:
    """Keep the answer; of whom there is no account, nothing is kept."""
    await tx.run(
        "UPDATE questions SET answer = ?, answered_at = ?, nudge_at = NULL, taken_by = NULL, taken_until = NULL, "
        "answered_by = (SELECT user_id FROM accounts WHERE user_id = ?) WHERE id = ?",
        (answer, to_sql(now), user_id, question_id),
    )


async def due(connection: Connection, now: datetime, forget_before: datetime) -> Due:
    """Whether there is anything to be done about questions now."""
    found = await connection.record(
        Due,
        f"""
        SELECT EXISTS (SELECT 1 FROM questions
                WHERE answered_at IS NULL AND nudge_at <= ? AND taken_until IS NULL) AS nudge,
            EXISTS (SELECT 1 FROM questions WHERE taken_until <= ?) AS held,
            EXISTS (SELECT 1 FROM organisers_group JOIN outbox ON recipient = chat_id * 2 + 1
                    AND state = 'unreachable')
                OR EXISTS (SELECT 1 FROM organisers_group JOIN outbox ON recipient = chat_id * 2 + 1
                    AND state = 'failed' AND aside = 0) AS lost,
            EXISTS (SELECT 1 FROM organisers_group WHERE topics = 'refused') AS topics,
            EXISTS (SELECT 1 FROM {_UNTOLD}) AS untold,
            EXISTS (SELECT 1 FROM questions WHERE answered_at IS NOT NULL AND answered_at < ?) AS old
        """,
        (to_sql(now), to_sql(now), to_sql(forget_before)),
    )
    return found or NOTHING_DUE


# A group that has got another number has new messages, and with a topic that is deleted its messages go.
_UNTOLD = """
    organisers_group CROSS JOIN questions ON answered_at IS NULL
    WHERE NOT EXISTS (SELECT 1 FROM outbox
        WHERE key >= 'question:' || questions.id || ':' AND key < 'question:' || questions.id || ';'
            AND user_id = chat_id)
"""


async def untold(connection: Connection) -> list[int]:
    """The questions without an answer of which no message stands in the group, or is on its way there."""
    rows = await connection.rows(f"SELECT questions.id FROM {_UNTOLD} ORDER BY questions.id")
    return [row[0] for row in rows]


async def to_nudge(connection: Connection, until: datetime) -> list[int]:
    """The questions without an answer of which the organisers are to be reminded until then."""
    rows = await connection.rows(
        "SELECT id FROM questions WHERE answered_at IS NULL AND nudge_at <= ? AND taken_until IS NULL ORDER BY id",
        (to_sql(until),),
    )
    return [row[0] for row in rows]


async def nudged(tx: Connection, question_ids: Iterable[int], again: datetime, most: int) -> None:
    """The organisers were reminded of these; `again` they are, until it was `most` times."""
    await tx.run_many(
        "UPDATE questions SET nudges = nudges + 1, nudge_at = iif(nudges + 1 < ?, ?, NULL) WHERE id = ?",
        [(most, to_sql(again), number) for number in question_ids],
    )


async def take(tx: Connection, question_id: int, user_id: int, name: str, until: datetime) -> None:
    """Somebody deals with a question; `name` where they are no delegate."""
    await tx.run(
        "UPDATE questions SET taken_by = ?, taken_name = ?, taken_until = ? WHERE id = ?",
        (user_id, name, to_sql(until), question_id),
    )


async def let_go(tx: Connection, question_id: int, remind_at: datetime) -> None:
    """Nobody deals with a question any more; the organisers are reminded at `remind_at` at the latest."""
    await tx.run(
        "UPDATE questions SET taken_by = NULL, taken_until = NULL, nudge_at = min(coalesce(nudge_at, ?1), ?1) "
        "WHERE id = ?2",
        (to_sql(remind_at), question_id),
    )


async def held_too_long(connection: Connection, now: datetime) -> list[int]:
    """The questions that somebody took and has not answered in time."""
    rows = await connection.rows(
        "SELECT id FROM questions WHERE taken_until <= ? ORDER BY id", (to_sql(now),)
    )
    return [row[0] for row in rows]


async def forget(tx: Connection, before: datetime) -> None:
    """Drop what was answered before this instant."""
    await tx.run("DELETE FROM questions WHERE answered_at IS NOT NULL AND answered_at < ?", (to_sql(before),))


async def copies(connection: Connection, question_id: int) -> list[Copy]:
    """The notices by which a question has been told, or is being told right now."""
    return await connection.records(
        Copy,
        "SELECT id, delegate_id, user_id, message_id FROM outbox "
        "WHERE key >= ? AND key < ? AND state IN ('sent', 'sending') ORDER BY id",
        (f"question:{question_id}:", f"question:{question_id};"),
    )


async def copy(connection: Connection, notice_id: int) -> Copy | None:
    """Such a notice, by its number in the outbox."""
    return await connection.record(
        Copy, "SELECT id, delegate_id, user_id, message_id FROM outbox WHERE id = ?", (notice_id,)
    )


async def group(connection: Connection) -> Group | None:
    """The organisers' group, if they have one."""
    return await connection.record(Group, "SELECT chat_id, language, since, topics FROM organisers_group")


async def set_group(tx: Connection, chat_id: int, language: str, now: datetime) -> None:
    """From now on this is the organisers' group."""
    await tx.run(
        "INSERT INTO organisers_group (one, chat_id, language, since) VALUES (1, ?, ?, ?) "
        "ON CONFLICT (one) DO UPDATE "
        "SET chat_id = excluded.chat_id, language = excluded.language, since = excluded.since, topics = ''",
        (chat_id, language, to_sql(now)),
    )


async def forget_refused(tx: Connection, chat_id: int) -> None:
    """Questions that Telegram refused to show in a group may be told there again."""
    await tx.run(
        "DELETE FROM outbox WHERE kind = 'question' AND state = 'failed' AND user_id = ?", (chat_id,)
    )


async def move_group(tx: Connection, old: int, new: int) -> None:
    """The organisers' group has a new number, if it is this one."""
    await tx.run("UPDATE organisers_group SET chat_id = ?, topics = '' WHERE chat_id = ?", (new, old))


async def drop_group(tx: Connection, chat_id: int) -> int:
    """A group is the organisers' no longer; 0 where it was not."""
    return await tx.run("DELETE FROM organisers_group WHERE chat_id = ?", (chat_id,))
