"""Bilateral meetings: what was asked and agreed, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from storage.connection import Connection, Value
from storage.instants import to_sql
from storage.meeting_records import Appointment, Meeting, Pending, Report, Seen

_NEVER = "9999"
"""Later than any instant."""

_ALL = -1
"""No limit."""

_COLUMNS = """
    meetings.id, meetings.inviter_id, meetings.invitee_id, meetings.state, meetings.awaits_id, meetings.project_id,
    meetings.subject, meetings.reason, meetings.interpreted, meetings.forgone, meetings.starts, meetings.ends,
    meetings.table_number, meetings.interpreter_id, meetings.revision, meetings.asked_at, meetings.nudge_at,
    meetings.lapses_at,
    coalesce((SELECT group_concat(starts) FROM (SELECT starts FROM proposals
        WHERE proposals.meeting_id = meetings.id ORDER BY starts)), '') AS times
"""
_SEEN = f"""
    SELECT {_COLUMNS},
        side.id AS side_id, side.name AS side_name, side.name_other AS side_name_other,
        side.delegation AS side_delegation, side.organisation AS side_organisation,
        side.organisation_other AS side_organisation_other, side.languages AS side_languages,
        partner.id AS partner_id, partner.name AS partner_name, partner.name_other AS partner_name_other,
        partner.delegation AS partner_delegation, partner.organisation AS partner_organisation,
        partner.organisation_other AS partner_organisation_other, partner.languages AS partner_languages,
        interpreter.name AS interpreter_name, interpreter.name_other AS interpreter_name_other,
        interpreter.delegation AS interpreter_delegation,
        projects.title_it AS project_it, projects.title_ru AS project_ru,
        place.id AS place_id, place.place_it, place.place_ru,
        EXISTS (SELECT 1 FROM meeting_reports
            WHERE meeting_reports.meeting_id = meetings.id AND meeting_reports.delegate_id = side.id) AS reported
    FROM meetings
    JOIN delegates AS side ON side.id = iif(meetings.invitee_id = :side, meetings.invitee_id, meetings.inviter_id)
    JOIN delegates AS partner
        ON partner.id = iif(meetings.invitee_id = :side, meetings.inviter_id, meetings.invitee_id)
    LEFT JOIN delegates AS interpreter ON interpreter.id = meetings.interpreter_id
    LEFT JOIN projects ON projects.id = meetings.project_id
    LEFT JOIN sessions AS place ON place.id = coalesce(
        (SELECT point.id FROM sessions AS point WHERE point.kind = 'meeting_point' AND point.cancelled_at IS NULL
            AND point.starts <= meetings.starts AND point.ends >= meetings.ends ORDER BY point.starts LIMIT 1),
        (SELECT point.id FROM sessions AS point WHERE point.kind = 'meeting_point' AND point.cancelled_at IS NULL
            ORDER BY point.starts LIMIT 1))
"""


async def get(connection: Connection, meeting_id: int) -> Meeting | None:
    """A meeting by number, in whatever state."""
    return await connection.record(Meeting, f"SELECT {_COLUMNS} FROM meetings WHERE id = ?", (meeting_id,))


async def revision(connection: Connection, meeting_id: int) -> int:
    """How often a meeting has changed; 0 for one there is not."""
    return await connection.number("SELECT revision FROM meetings WHERE id = ?", (meeting_id,))


async def between(connection: Connection, one_id: int, other_id: int) -> Meeting | None:
    """The request or the agreed meeting of two people, where there is one."""
    return await connection.record(
        Meeting,
        f"SELECT {_COLUMNS} FROM meetings WHERE min(inviter_id, invitee_id) = ? AND max(inviter_id, invitee_id) = ? "
        "AND state IN ('asked', 'agreed')",
        (min(one_id, other_id), max(one_id, other_id)),
    )


async def ever_between(connection: Connection, one_id: int, other_id: int) -> bool:
    """Whether a request between the two was answered with yes, or still waits: then each may see the other."""
    found = await connection.value(
        "SELECT 1 FROM meetings WHERE inviter_id IN (?1, ?2) AND invitee_id IN (?1, ?2) "
        "AND state IN ('asked', 'agreed', 'held', 'missed')",
        (one_id, other_id),
    )
    return found is not None


async def seen(connection: Connection, meeting_id: int, side_id: int) -> Seen | None:
    """A meeting as one side, or its interpreter, sees it; None for anybody else."""
    return await connection.record(
        Seen,
        f"{_SEEN} WHERE meetings.id = :meeting AND :side IN (inviter_id, invitee_id, interpreter_id)",
        {"meeting": meeting_id, "side": side_id},
    )


async def of_side(connection: Connection, side_id: int, states: Iterable[str]) -> list[Seen]:
    """The meetings in which somebody is a side, in these states: those with a time first, in its order."""
    wanted = list(states)
    marks = ",".join("?" * len(wanted))
    numbers = await connection.rows(
        f"SELECT id FROM meetings WHERE inviter_id = ? AND state IN ({marks}) "
        f"UNION ALL SELECT id FROM meetings WHERE invitee_id = ? AND state IN ({marks})",
        (side_id, *wanted, side_id, *wanted),
    )
    return await _seen_of(connection, side_id, [row[0] for row in numbers])


async def interpreted_by(connection: Connection, interpreter_id: int) -> list[Seen]:
    """The meetings to which an interpreter is assigned, in their order."""
    numbers = await connection.rows("SELECT id FROM meetings WHERE interpreter_id = ?", (interpreter_id,))
    return await _seen_of(connection, interpreter_id, [row[0] for row in numbers])


async def on_agenda(
    connection: Connection,
    delegate_id: int,
    within: tuple[datetime, datetime] | None = None,
    *,
    most: int = _ALL,
) -> list[Appointment]:
    """The meetings that stand on somebody's agenda, as a side or as interpreter; `within`: that share an instant.

    `most`: so many of them, the first.
    """
    return await connection.records(
        Appointment,
        f"""SELECT seen.*, :side NOT IN (inviter_id, invitee_id) AS interpreting, point.latitude, point.longitude
        FROM ({_SEEN} WHERE meetings.id IN (SELECT meeting_id FROM bookings
            WHERE delegate_id = :side AND starts < :until AND ends > :since)) AS seen
        LEFT JOIN sessions AS point ON point.id = seen.place_id
        ORDER BY seen.starts, seen.id LIMIT :most""",
        {
            "most": most,
            "side": delegate_id,
            "since": to_sql(within[0]) if within else "",
            "until": to_sql(within[1]) if within else _NEVER,
        },
    )


async def pending(connection: Connection, side_id: int) -> Pending:
    """How many meetings of a side are agreed without a time, and how many wait for its answer."""
    found = await connection.records(
        Pending,
        """SELECT count(*) FILTER (WHERE state = 'agreed' AND starts IS NULL) AS unplaced,
            count(*) FILTER (WHERE awaits_id = :side) AS to_answer
        FROM (SELECT state, starts, awaits_id FROM meetings
                WHERE inviter_id = :side AND state IN ('asked', 'agreed')
            UNION ALL SELECT state, starts, awaits_id FROM meetings
                WHERE invitee_id = :side AND state IN ('asked', 'agreed'))""",
        {"side": side_id},
    )
    return found[0]


async def _seen_of(connection: Connection, side_id: int, numbers: Sequence[int]) -> list[Seen]:
    if not numbers:
        return []
    listed = ",".join(str(int(number)) for number in numbers)
    return await connection.records(
        Seen,
        f"{_SEEN} WHERE meetings.id IN ({listed}) ORDER BY meetings.starts IS NULL, meetings.starts, meetings.id",
        {"side": side_id},
    )


async def competing(connection: Connection, meeting: Meeting, side_id: int) -> list[Seen]:
    """The other requests that wait for the same side's answer and name one of the same times."""
    numbers = await connection.rows(
        "SELECT DISTINCT meetings.id FROM proposals JOIN meetings ON meetings.id = proposals.meeting_id "
        "WHERE meetings.awaits_id = ?1 AND (inviter_id = ?1 OR invitee_id = ?1) AND meetings.id <> ?2 "
        "AND state IN ('asked', 'agreed') "
        "AND proposals.starts IN (SELECT starts FROM proposals WHERE meeting_id = ?2)",
        (side_id, meeting.id),
    )
    return await _seen_of(connection, side_id, [row[0] for row in numbers])


async def open_requests(connection: Connection, inviter_id: int) -> int:
    """How many requests of somebody nobody has answered yet."""
    return await connection.number(
        "SELECT count(*) FROM meetings WHERE inviter_id = ? AND state = 'asked'", (inviter_id,)
    )


async def add(
    tx: Connection,
    *,
    inviter_id: int,
    invitee_id: int,
    project_id: int | None,
    subject: str,
    interpreted: bool,
    now: datetime,
) -> int:
    """A new request, which awaits the answer of whom it invites; its number."""
    await tx.run(
        "INSERT INTO meetings (inviter_id, invitee_id, state, awaits_id, project_id, subject, interpreted, asked_at) "
        "VALUES (?, ?, 'asked', ?, ?, ?, ?, ?)",
        (inviter_id, invitee_id, invitee_id, project_id, subject, interpreted, to_sql(now)),
    )
    return await tx.number("SELECT last_insert_rowid()")


async def change(tx: Connection, meeting_id: int, **values: Value | datetime) -> int:
    """Give columns other values and the meeting its next revision, which is returned."""
    columns = ", ".join(f"{name} = ?" for name in values)
    written = [to_sql(value) if isinstance(value, datetime) else value for value in values.values()]
    return await tx.number(
        f"UPDATE meetings SET {columns}{', ' if columns else ''}revision = revision + 1 WHERE id = ? "
        "RETURNING revision",
        (*written, meeting_id),
    )


async def propose(tx: Connection, meeting_id: int, times: Iterable[datetime]) -> None:
    """Put these in place of the times proposed before."""
    await tx.run("DELETE FROM proposals WHERE meeting_id = ?", (meeting_id,))
    proposed = [(meeting_id, to_sql(time)) for time in times]
    if proposed:
        await tx.run_many("INSERT INTO proposals (meeting_id, starts) VALUES (?, ?)", proposed)


async def note(
    tx: Connection,
    meeting_id: int,
    revision: int,
    act: str,
    *,
    manner: str,
    now: datetime,
    side_id: int | None = None,
    actor_id: int | None = None,
) -> None:
    """Write down who did what."""
    await tx.run(
        "INSERT INTO meeting_acts (meeting_id, revision, act, side_id, actor_id, manner, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (meeting_id, revision, act, side_id, actor_id, manner, to_sql(now)),
    )


async def due(connection: Connection, now: datetime) -> list[int]:
    """The meetings with which something is to be done by now: an answer asked for, or no longer awaited."""
    rows = await connection.rows(
        "SELECT id FROM meetings WHERE lapses_at <= ?1 UNION SELECT id FROM meetings WHERE nudge_at <= ?1 "
        "ORDER BY id",
        (to_sql(now),),
    )
    return [row[0] for row in rows]


async def nudged(tx: Connection, meeting_id: int) -> None:
    """It was asked for once more; that changes nothing about the meeting."""
    await tx.run("UPDATE meetings SET nudge_at = NULL WHERE id = ?", (meeting_id,))


async def report(connection: Connection, meeting_id: int, delegate_id: int) -> Report | None:
    """What one side has said became of a meeting."""
    return await connection.record(
        Report,
        "SELECT meeting_id, delegate_id, held, result, rating, exchanged FROM meeting_reports "
        "WHERE meeting_id = ? AND delegate_id = ?",
        (meeting_id, delegate_id),
    )


async def write_report(tx: Connection, report: Report, now: datetime) -> None:
    """Write down what one side says became of a meeting, in place of what they said before."""
    await tx.run(
        "INSERT INTO meeting_reports (meeting_id, delegate_id, held, result, rating, exchanged, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (meeting_id, delegate_id) DO UPDATE SET held = excluded.held, "
        "result = excluded.result, rating = excluded.rating, exchanged = excluded.exchanged, at = excluded.at",
        (
            report.meeting_id,
            report.delegate_id,
            report.held,
            report.result,
            report.rating,
            report.exchanged,
            to_sql(now),
        ),
    )


async def held(connection: Connection, meeting_id: int) -> str:
    """What its sides say: 'held' where one says so, 'missed' where only the contrary was said, else 'agreed'."""
    said = await connection.value("SELECT max(held) FROM meeting_reports WHERE meeting_id = ?", (meeting_id,))
    return "agreed" if said is None else "held" if said else "missed"


async def judge(tx: Connection, meeting_id: int, state: str) -> None:
    """Mark a meeting whose time has come as held or missed; the agreement itself does not change."""
    await tx.run(
        "UPDATE meetings SET state = ?, awaits_id = NULL, lapses_at = NULL WHERE id = ?", (state, meeting_id)
    )


async def alive(connection: Connection, now: datetime) -> list[Meeting]:
    """Every request and every agreed meeting that has not begun."""
    return await connection.records(
        Meeting,
        f"SELECT {_COLUMNS} FROM meetings WHERE state IN ('asked', 'agreed') "
        "AND (starts IS NULL OR starts > ?) ORDER BY meetings.starts IS NULL, meetings.starts, meetings.id",
        (to_sql(now),),
    )


async def interpret(tx: Connection, meeting_id: int, *, needed: bool) -> None:
    """Say whether a meeting needs an interpreter: its people's languages have changed."""
    await tx.run("UPDATE meetings SET interpreted = ? WHERE id = ?", (needed, meeting_id))
