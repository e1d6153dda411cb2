"""Sessions of the programme, their projects and stops, and the pages of information."""

from __future__ import annotations

from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql
from storage.records import Attended, InfoPage, Project, Session, Stop

COLUMNS = (
    "sessions.id, sessions.code, sessions.kind, sessions.title_it, sessions.title_ru, sessions.description_it, "
    "sessions.description_ru, sessions.starts, sessions.ends, sessions.place_it, sessions.place_ru, "
    "sessions.latitude, sessions.longitude, sessions.capacity, sessions.audience, sessions.moderator, "
    "sessions.cancelled_at"
)

_NEVER = "9999"
"""Later than any instant."""

# A session as one delegate sees it: how many sit, how many wait, and the delegate's own place.
_ATTENDED = f"""
    SELECT {COLUMNS},
        counts.seated, counts.waiting,
        mine.state AS seat,
        CASE mine.state WHEN 'waiting' THEN (SELECT count(*) FROM seats AS before
            WHERE before.session_id = sessions.id AND before.state = 'waiting' AND before.id <= mine.id)
            ELSE 0 END AS position,
        EXISTS (SELECT 1 FROM absences
            WHERE absences.session_id = sessions.id AND absences.delegate_id = :delegate) AS absent,
        sessions.kind = 'visit' AND EXISTS (SELECT 1 FROM guided
            WHERE guided.session_id = sessions.id AND guided.delegate_id = :delegate) AS guided
    FROM sessions
    JOIN seat_counts AS counts ON counts.session_id = sessions.id
    LEFT JOIN seats AS mine ON mine.session_id = sessions.id AND mine.delegate_id = :delegate
"""


async def get(connection: Connection, session_id: int) -> Session | None:
    """A session by number, cancelled ones included."""
    return await connection.record(Session, f"SELECT {COLUMNS} FROM sessions WHERE id = ?", (session_id,))


async def attended(connection: Connection, session_id: int, delegate_id: int | None) -> Attended | None:
    """A session as a delegate sees it."""
    return await connection.record(
        Attended,
        f"{_ATTENDED} WHERE sessions.id = :session",
        {"delegate": delegate_id, "session": session_id},
    )


async def between(
    connection: Connection, starts: datetime, ends: datetime, audience: str | None
) -> list[Session]:
    """What takes place in [starts, ends) for a delegation ('it' or 'ru'; None: for anybody), in order."""
    return await connection.records(
        Session,
        f"SELECT {COLUMNS} FROM sessions WHERE cancelled_at IS NULL AND starts >= ? AND starts < ? "
        "AND (audience = 'all' OR audience = ? OR ? IS NULL) ORDER BY starts, ends, id",
        (to_sql(starts), to_sql(ends), audience, audience),
    )


async def starting_times(connection: Connection, audience: str | None) -> list[datetime]:
    """When sessions of an audience start, in order: the days of the programme derive from it."""
    rows = await connection.rows(
        "SELECT DISTINCT starts FROM sessions WHERE cancelled_at IS NULL "
        "AND (audience = 'all' OR audience = ? OR ? IS NULL) ORDER BY starts",
        (audience, audience),
    )
    return [datetime.fromisoformat(row[0]) for row in rows]


async def now_and_next(
    connection: Connection, now: datetime, audience: str | None
) -> tuple[list[Session], list[Session]]:
    """What is on at `now`, and what starts next (everything that starts at the same instant)."""
    found = await connection.records(
        Session,
        f"SELECT {COLUMNS} FROM sessions WHERE cancelled_at IS NULL AND ends > :now "
        "AND (audience = 'all' OR audience = :audience OR :audience IS NULL) AND (starts <= :now OR starts = "
        "(SELECT min(starts) FROM sessions WHERE cancelled_at IS NULL AND starts > :now "
        "AND (audience = 'all' OR audience = :audience OR :audience IS NULL))) ORDER BY starts, ends, id",
        {"now": to_sql(now), "audience": audience},
    )
    return [one for one in found if one.starts <= now], [one for one in found if one.starts > now]


async def of_kind(
    connection: Connection, kind: str, delegate_id: int | None, audience: str | None
) -> list[Attended]:
    """All sessions of a kind as a delegate sees them."""
    return await connection.records(
        Attended,
        f"{_ATTENDED} WHERE sessions.kind = :kind AND cancelled_at IS NULL "
        "AND (audience = 'all' OR audience = :audience OR :audience IS NULL) "
        "ORDER BY sessions.starts, sessions.id",
        {"delegate": delegate_id, "kind": kind, "audience": audience},
    )


async def on_agenda(
    connection: Connection, delegate_id: int, within: tuple[datetime, datetime] | None = None
) -> list[Attended]:
    """What stands on a delegate's agenda: seats, places in waiting lists, visits they guide, what everybody attends.

    `within`: only what shares an instant with this time.
    """
    return await connection.records(
        Attended,
        f"""{_ATTENDED}
        WHERE sessions.starts < :until AND sessions.ends > :since AND cancelled_at IS NULL
            AND (mine.id IS NOT NULL OR guided OR (sessions.kind NOT IN ('table', 'visit')
            AND sessions.audience IN ('all', (SELECT delegation FROM delegates WHERE id = :delegate))
            AND NOT absent)) ORDER BY sessions.starts, sessions.ends, sessions.id""",
        {
            "delegate": delegate_id,
            "since": to_sql(within[0]) if within else "",
            "until": to_sql(within[1]) if within else _NEVER,
        },
    )


async def projects(connection: Connection, session_id: int) -> list[Project]:
    """The projects of a thematic table with their presenters."""
    return await connection.records(
        Project, f"{_PROJECT} WHERE session_id = ? ORDER BY projects.id", (session_id,)
    )


async def project(connection: Connection, project_id: int) -> Project | None:
    """A project by number."""
    return await connection.record(Project, f"{_PROJECT} WHERE projects.id = ?", (project_id,))


_PROJECT = """
    SELECT projects.id, projects.code, session_id, title_it, title_ru, summary_it, summary_ru,
        presenter.id AS presenter_id, presenter.name AS presenter_name,
        presenter.name_other AS presenter_name_other, presenter.delegation AS presenter_delegation,
        presenter.organisation AS presenter_organisation,
        presenter.organisation_other AS presenter_organisation_other
    FROM projects
    LEFT JOIN delegates AS presenter ON presenter.id = presenter_id
        AND presenter.removed_at IS NULL AND presenter.visibility <> 'nobody'
"""


async def stops(connection: Connection, session_id: int) -> list[Stop]:
    """The stops of a visit's bus, in order."""
    return await connection.records(
        Stop,
        "SELECT session_id, position, kind, place_it, place_ru, at, latitude, longitude, note_it, note_ru "
        "FROM stops WHERE session_id = ? ORDER BY position",
        (session_id,),
    )


_INFO = "id, code, position, title_it, title_ru, body_it, body_ru, phone, url, latitude, longitude, audience"


async def info_pages(connection: Connection, audience: str | None) -> list[InfoPage]:
    """The pages of information of an audience, in the workbook's order."""
    return await connection.records(
        InfoPage,
        f"SELECT {_INFO} FROM info_pages WHERE audience = 'all' OR audience = ? OR ? IS NULL ORDER BY position",
        (audience, audience),
    )


async def info_page(connection: Connection, page_id: int) -> InfoPage | None:
    """A page of information by number."""
    return await connection.record(InfoPage, f"SELECT {_INFO} FROM info_pages WHERE id = ?", (page_id,))


async def set_absent(tx: Connection, delegate_id: int, session_id: int, *, absent: bool) -> None:
    """Take a session that everybody attends off a delegate's agenda, or put it back."""
    if absent:
        await tx.run(
            "INSERT OR IGNORE INTO absences (delegate_id, session_id) VALUES (?, ?)",
            (delegate_id, session_id),
        )
    else:
        await tx.run(
            "DELETE FROM absences WHERE delegate_id = ? AND session_id = ?", (delegate_id, session_id)
        )
