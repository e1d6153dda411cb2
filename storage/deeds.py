"""The record of deeds: what was done for others, by whom, about whom or what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql


@dataclass(frozen=True, slots=True)
class Subject:
    """About whom or what a deed is; `person_id` is also who it was done for. None: about nobody, about nothing."""

    person_id: int | None = None
    session_id: int | None = None
    meeting_id: int | None = None


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did it: a Telegram user, as a delegate where they are one, and in which part.

    The part is 'organiser', 'head', 'guide', or 'group' for somebody of the organisers' group.
    """

    user_id: int
    delegate_id: int | None
    part: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A deed as it is read: `act` is the button's prefix, `word` what it came to, `facts` JSON.

    The names are None where there is nobody, or no longer; `one` and `other` are the two sides of a meeting.
    """

    id: int
    at: datetime
    user_id: int | None
    part: str
    act: str
    word: str
    facts: str
    actor_name: str | None
    actor_name_other: str | None
    actor_delegation: str | None
    person_id: int | None
    person_name: str | None
    person_name_other: str | None
    person_delegation: str | None
    title_it: str | None
    title_ru: str | None
    one_id: int | None
    one_name: str | None
    one_name_other: str | None
    one_delegation: str | None
    other_name: str | None
    other_name_other: str | None
    other_delegation: str | None


_OWNERS = {"question": "questions", "notice": "outbox"}
"""What belongs to a delegate, and the table that says to whom."""

_ABOUT = {
    "": "TRUE",
    "p": "person_id = :number OR meeting_id IN (SELECT id FROM meetings WHERE inviter_id = :number "
    "UNION ALL SELECT id FROM meetings WHERE invitee_id = :number)",
    "s": "session_id = :number",
}
"""Which deeds: all, those about a person, those about a session."""

ABOUT = frozenset(_ABOUT)


async def owner(connection: Connection, what: str, number: int) -> int | None:
    """The delegate to whom a question or a notice belongs."""
    found = await connection.value(f"SELECT delegate_id FROM {_OWNERS[what]} WHERE id = ?", (number,))
    return found if isinstance(found, int) else None


async def add(
    tx: Connection, doer: Doer, subject: Subject, *, act: str, word: str, facts: str, at: datetime
) -> None:
    """Write a deed down. Whom or what there is not is left out."""
    await tx.run(
        """
        INSERT INTO deeds (at, user_id, actor_id, part, act, word, facts, person_id, session_id, meeting_id)
        VALUES (:at, (SELECT user_id FROM accounts WHERE user_id = :user),
            (SELECT id FROM delegates WHERE id = :actor), :part, :act, :word, :facts,
            (SELECT id FROM delegates WHERE id = :person), (SELECT id FROM sessions WHERE id = :session),
            (SELECT id FROM meetings WHERE id = :meeting))
        """,
        {
            "at": to_sql(at),
            "user": doer.user_id,
            "actor": doer.delegate_id,
            "part": doer.part,
            "act": act,
            "word": word,
            "facts": facts,
            "person": subject.person_id,
            "session": subject.session_id,
            "meeting": subject.meeting_id,
        },
    )


async def count(connection: Connection, about: str = "", number: int = 0) -> int:
    """How many deeds there are; `about` is one of `ABOUT`: all, or those about a person ('p'), a session ('s')."""
    return await connection.number(f"SELECT count(*) FROM deeds WHERE {_ABOUT[about]}", {"number": number})


async def latest(
    connection: Connection, most: int, offset: int = 0, *, about: str = "", number: int = 0
) -> list[Recorded]:
    """Some of them, the latest first; `about` and `number` as in `count`."""
    return await connection.records(
        Recorded,
        f"""
        SELECT deeds.id, deeds.at, deeds.user_id, deeds.part, deeds.act, deeds.word, deeds.facts,
            actor.name AS actor_name, actor.name_other AS actor_name_other, actor.delegation AS actor_delegation,
            deeds.person_id, person.name AS person_name, person.name_other AS person_name_other,
            person.delegation AS person_delegation,
            sessions.title_it, sessions.title_ru,
            one.id AS one_id, one.name AS one_name, one.name_other AS one_name_other,
            one.delegation AS one_delegation,
            other.name AS other_name, other.name_other AS other_name_other, other.delegation AS other_delegation
        FROM (SELECT * FROM deeds WHERE {_ABOUT[about]} ORDER BY id DESC LIMIT :most OFFSET :offset) AS deeds
        LEFT JOIN delegates AS actor ON actor.id = deeds.actor_id
        LEFT JOIN delegates AS person ON person.id = deeds.person_id
        LEFT JOIN sessions ON sessions.id = deeds.session_id
        LEFT JOIN meetings ON meetings.id = deeds.meeting_id
        LEFT JOIN delegates AS one
            ON one.id = iif(meetings.invitee_id = deeds.person_id, meetings.invitee_id, meetings.inviter_id)
        LEFT JOIN delegates AS other
            ON other.id = iif(meetings.invitee_id = deeds.person_id, meetings.inviter_id, meetings.invitee_id)
        ORDER BY deeds.id DESC
        """,
        {"number": number, "most": most, "offset": offset},
    )
