"""What the gate of a visit asks of its passengers, and what they have written for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.connection import Connection
from storage.instants import from_sql, to_sql


@dataclass(frozen=True, slots=True)
class Papers:
    """What somebody has written for the gate; '' for what is still owed."""

    name: str
    number: str

    @property
    def complete(self) -> bool:
        """Whether nothing is owed."""
        return bool(self.name and self.number)


NO_PAPERS = Papers("", "")


@dataclass(frozen=True, slots=True)
class Entrant:
    """A passenger with what they have written for the gate."""

    id: int
    name: str
    name_other: str
    delegation: str
    organisation: str
    organisation_other: str
    phone: str
    paper_name: str
    paper_number: str

    @property
    def complete(self) -> bool:
        """Whether they owe nothing."""
        return bool(self.paper_name and self.paper_number)


async def asked_at(connection: Connection, session_id: int) -> datetime | None:
    """When the passengers of a visit were last asked for documents; None where its gate asks for none."""
    at = await connection.value("SELECT asked_at FROM gates WHERE session_id = ?", (session_id,))
    return from_sql(at) if isinstance(at, str) else None


async def ask(tx: Connection, session_id: int, now: datetime) -> None:
    """The gate of a visit asks for documents; asked again, the time is that of the last question."""
    await tx.run(
        "INSERT INTO gates (session_id, asked_at) VALUES (?, ?) "
        "ON CONFLICT (session_id) DO UPDATE SET asked_at = excluded.asked_at",
        (session_id, to_sql(now)),
    )


async def ask_no_more(tx: Connection, session_id: int) -> None:
    """The gate asks for nothing; what was written for it goes."""
    await tx.run("DELETE FROM gates WHERE session_id = ?", (session_id,))


async def over(connection: Connection, now: datetime, grace: timedelta) -> list[int]:
    """The visits with documents that have ended, or were cancelled longer than `grace` ago."""
    rows = await connection.rows(
        "SELECT session_id FROM gates JOIN sessions ON sessions.id = session_id "
        "WHERE ends <= ? OR cancelled_at <= ?",
        (to_sql(now), to_sql(now - grace)),
    )
    return [row[0] for row in rows]


async def papers(connection: Connection, session_id: int, delegate_id: int) -> Papers | None:
    """What a passenger has written; None where the gate asks for nothing, or of whom it is not asked."""
    return await connection.record(
        Papers,
        "SELECT coalesce(papers.name, '') AS name, coalesce(papers.number, '') AS number "
        "FROM gates JOIN seats ON seats.session_id = gates.session_id AND seats.state = 'seated' "
        "LEFT JOIN papers ON papers.session_id = seats.session_id AND papers.delegate_id = seats.delegate_id "
        "WHERE gates.session_id = ? AND seats.delegate_id = ?",
        (session_id, delegate_id),
    )


async def write(tx: Connection, session_id: int, delegate_id: int, papers: Papers) -> None:
    """Keep what a passenger has written, in place of what they wrote before."""
    await tx.run(
        "INSERT INTO papers (session_id, delegate_id, name, number) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (session_id, delegate_id) DO UPDATE SET name = excluded.name, number = excluded.number",
        (session_id, delegate_id, papers.name, papers.number),
    )


async def delete(tx: Connection, session_id: int, delegate_id: int) -> None:
    """Forget what a passenger has written."""
    await tx.run("DELETE FROM papers WHERE session_id = ? AND delegate_id = ?", (session_id, delegate_id))


async def entrants(connection: Connection, session_id: int, language: str = "it") -> list[Entrant]:
    """All who have a seat, by surname as a reader of this language looks them up, with their documents."""
    sort = "sort_ru" if language == "ru" else "sort_it"
    return await connection.records(
        Entrant,
        f"""
        SELECT delegates.id, delegates.name, name_other, delegation, organisation, organisation_other, phone,
            coalesce(papers.name, '') AS paper_name, coalesce(papers.number, '') AS paper_number
        FROM seats JOIN delegates ON delegates.id = seats.delegate_id
        LEFT JOIN papers ON papers.session_id = seats.session_id AND papers.delegate_id = delegates.id
        LEFT JOIN search_names ON search_names.delegate_id = delegates.id
        WHERE seats.session_id = ? AND seats.state = 'seated'
        ORDER BY coalesce(search_names.{sort}, delegates.name), delegates.name, delegates.id
        """,
        (session_id,),
    )
