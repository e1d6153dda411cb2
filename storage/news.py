"""What was released and is told in pieces, and what each person's message tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.change_records import News, Released, Told
from storage.changes import CONCERNED, told_json
from storage.connection import Connection
from storage.instants import from_sql, to_sql

NEWS = "programme_news"
"""The kind of notice that gathers what a delegate is to be told; the migration's index names it, too."""

_OPEN_NEWS = "kind = 'programme_news' AND state IN ('pending', 'unreachable')"

People = tuple[int, int]
"""The delegates with a number above the first and up to the second."""


async def release(tx: Connection, told: Sequence[Told], *, undoes: bool) -> None:
    """Let what waits of these sessions be told, from now on piece by piece; it waits no more."""
    for one in told:
        await tx.run(
            "INSERT INTO released (session_id, was, now, delegations, at, undoes) "
            "SELECT session_changes.session_id, was, face, ?, ?, ? FROM session_changes "
            "JOIN session_faces ON session_faces.session_id = session_changes.session_id "
            "WHERE session_changes.session_id = ?",
            (one.delegations, to_sql(one.at), undoes, one.session_id),
        )


async def under_way(connection: Connection) -> list[Released]:
    """What was released and has not come to everybody yet, in its order."""
    return await connection.records(
        Released,
        "SELECT id, session_id, was, now, delegations, at, reached FROM released "
        "WHERE reached IS NOT NULL OR clashes = 1 ORDER BY id",
    )


async def last_delegate(connection: Connection) -> int:
    """The highest number of a delegate."""
    return await connection.number("SELECT max(id) FROM delegates")


async def reached(tx: Connection, ids: Iterable[int], number: int | None) -> None:
    """These have come to the delegates up to this one; None: to all."""
    await tx.run_many("UPDATE released SET reached = ? WHERE id = ?", [(number, one) for one in ids])


async def clashes_told(tx: Connection, ids: Iterable[int]) -> None:
    """The meetings that these make impossible are told."""
    await tx.run_many("UPDATE released SET clashes = 0 WHERE id = ?", [(one,) for one in ids])


async def turns(tx: Connection, told: Sequence[Told], people: People) -> list[tuple[int, datetime]]:
    """Everybody to be told, each once, and from when on they may be."""
    rows = await tx.rows(
        f"{CONCERNED} SELECT delegate_id, min(at) FROM concerned JOIN delegates ON delegates.id = delegate_id "
        "WHERE removed_at IS NULL GROUP BY delegate_id ORDER BY delegate_id",
        _parameters(told, people),
    )
    return [(row[0], from_sql(row[1])) for row in rows]


def _parameters(told: Sequence[Told], people: People) -> dict[str, str | int]:
    return {"told": told_json(told), "after": people[0], "upto": people[1]}


async def open_news(connection: Connection, people: People) -> set[int]:
    """Those with a message that has not gone out yet, and that may gather more."""
    rows = await connection.rows(
        f"SELECT DISTINCT delegate_id FROM outbox WHERE delegate_id > ? AND delegate_id <= ? AND {_OPEN_NEWS}",
        people,
    )
    return {row[0] for row in rows}


async def hasten(tx: Connection, turns: Iterable[tuple[int, datetime]]) -> None:
    """Messages that have not gone out yet go no later than this, by delegate."""
    await tx.run_many(
        f"UPDATE outbox SET not_before = ?2 WHERE delegate_id = ?1 AND not_before > ?2 AND {_OPEN_NEWS}",
        [(delegate_id, to_sql(at)) for delegate_id, at in turns],
    )


async def add(tx: Connection, told: Sequence[Told], people: People) -> None:
    """Add what was released to what everybody's open message tells; what they were first told of stays.

    Each of these sessions has one release under way that is this one.
    """
    await tx.run(
        f"""
        INSERT INTO news (delegate_id, notice_key, session_id, released_id)
        {CONCERNED} SELECT concerned.delegate_id, outbox.key, concerned.session_id, released.id
        FROM concerned
        JOIN outbox ON outbox.id = (SELECT max(id) FROM outbox
            WHERE outbox.delegate_id = concerned.delegate_id AND {_OPEN_NEWS})
        JOIN released ON released.id = (SELECT max(id) FROM released
            WHERE released.session_id = concerned.session_id AND released.reached IS NOT NULL)
        WHERE true ON CONFLICT DO NOTHING
        """,
        _parameters(told, people),
    )


async def news(connection: Connection, delegate_id: int, notice_key: str) -> list[News]:
    """What a delegate's notice tells, in the order of the programme.

    A session with a change that was not released is told as it was before: that change is told when it is released,
    or never.
    """
    return await connection.records(
        News,
        """
        SELECT news.session_id, released.was, coalesce(nullif(session_changes.was, ''), face) AS face,
            iif(released.undoes, released.now, '') AS restored, delegates.delegation, seats.state AS seat,
            EXISTS (SELECT 1 FROM guided
                WHERE guided.session_id = news.session_id AND guided.delegate_id = news.delegate_id) AS guided,
            EXISTS (SELECT 1 FROM absences
                WHERE absences.session_id = news.session_id AND absences.delegate_id = news.delegate_id) AS absent
        FROM news
        JOIN released ON released.id = news.released_id
        JOIN delegates ON delegates.id = news.delegate_id
        JOIN session_faces ON session_faces.session_id = news.session_id
        JOIN sessions ON sessions.id = news.session_id
        LEFT JOIN session_changes ON session_changes.session_id = news.session_id
        LEFT JOIN seats ON seats.session_id = news.session_id AND seats.delegate_id = news.delegate_id
        WHERE news.delegate_id = ? AND notice_key = ? ORDER BY sessions.starts, sessions.id
        """,
        (delegate_id, notice_key),
    )


async def forget_old(tx: Connection, people: People) -> None:
    """Drop what these people were told, or will not be."""
    await tx.run(
        "DELETE FROM news WHERE delegate_id > ? AND delegate_id <= ? AND NOT EXISTS (SELECT 1 FROM outbox "
        "WHERE outbox.key = news.notice_key AND outbox.state IN ('pending', 'sending', 'unreachable'))",
        people,
    )


async def forget_old_releases(tx: Connection) -> None:
    """Drop what was released and stands in nobody's message any more."""
    await tx.run(
        "DELETE FROM released WHERE reached IS NULL AND clashes = 0 "
        "AND NOT EXISTS (SELECT 1 FROM news WHERE news.released_id = released.id)"
    )


async def waits(connection: Connection, key: str) -> bool:
    """Whether a notice has not gone out yet."""
    found = await connection.value(
        "SELECT 1 FROM outbox WHERE key = ? AND state IN ('pending', 'unreachable')", (key,)
    )
    return found is not None


@dataclass(frozen=True, slots=True)
class ToldOfClash:
    """A notice that a meeting has become impossible, and who has it."""

    key: str
    delegate_id: int


async def told_of_clashes(connection: Connection, since: datetime) -> list[ToldOfClash]:
    """Who was told since an instant that a meeting has become impossible, or is being told."""
    return await connection.records(
        ToldOfClash,
        "SELECT key, delegate_id FROM outbox WHERE kind IN ('meeting_may_move', 'meeting_clash') "
        "AND delegate_id IS NOT NULL AND (state = 'sending' OR state = 'sent' AND settled_at >= ?) ORDER BY id",
        (to_sql(since),),
    )
