"""What the screens of meetings look up beside the meetings themselves."""

from __future__ import annotations

from dataclasses import dataclass

from storage.connection import Connection
from storage.meeting_records import Act


@dataclass(frozen=True, slots=True)
class Topic:
    """A project two people may want to speak about."""

    id: int
    title_it: str
    title_ru: str


async def last_act(connection: Connection, meeting_id: int) -> Act | None:
    """What was done last with a meeting, and by whom."""
    return await connection.record(
        Act,
        "SELECT act, side_id, actor_id, manner FROM meeting_acts WHERE meeting_id = ? ORDER BY id DESC LIMIT 1",
        (meeting_id,),
    )


async def topics(connection: Connection, side_id: int, partner_id: int, most: int) -> list[Topic]:
    """Projects two people may want to speak about: the partner's, one's own, those of tables at which both sit."""
    return await connection.records(
        Topic,
        """
        SELECT projects.id, projects.title_it, projects.title_ru FROM projects
        JOIN sessions ON sessions.id = session_id AND cancelled_at IS NULL
        WHERE presenter_id IN (:side, :partner) OR 2 = (SELECT count(*) FROM seats
            WHERE seats.session_id = sessions.id AND delegate_id IN (:side, :partner) AND state = 'seated')
        ORDER BY CASE presenter_id WHEN :partner THEN 0 WHEN :side THEN 1 ELSE 2 END, sessions.starts, projects.id
        LIMIT :most
        """,
        {"side": side_id, "partner": partner_id, "most": most},
    )


async def shares_contacts(connection: Connection, delegate_id: int) -> bool:
    """Whether those with an agreed meeting may see somebody's telephone and e-mail."""
    return bool(await connection.value("SELECT shares_contacts FROM delegates WHERE id = ?", (delegate_id,)))


async def share_contacts(tx: Connection, delegate_id: int, *, shared: bool) -> None:
    """Let those with an agreed meeting see somebody's telephone and e-mail, or no longer."""
    await tx.run("UPDATE delegates SET shares_contacts = ? WHERE id = ?", (shared, delegate_id))
