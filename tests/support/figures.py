"""A forum with figures that are known: four delegates, two tables, meetings of every fate."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.connection import Connection
from storage.instants import to_sql
from tests.support.forums import NOW, add_delegates, add_forum, add_session

STEEL, FASHION, POINT, VISIT = 1, 2, 3, 4
REGIONS = {1: "Toscana", 2: "Москва", 3: "Тоскана", 4: ""}
"""The Tuscans write their region in either language; one Russian none at all."""


async def add_counted(tx: Connection) -> None:
    await add_forum(tx)
    await add_delegates(tx, 4)
    for number, region in REGIONS.items():
        await tx.run("UPDATE delegates SET region = ? WHERE id = ?", (region, number))
    await add_session(tx, STEEL, capacity=2)
    await add_session(tx, FASHION)
    await add_session(tx, POINT, kind="meeting_point", starts=NOW - timedelta(hours=2), minutes=180)
    await add_session(tx, VISIT, kind="visit", starts=NOW + timedelta(days=1), capacity=10)
    await tx.run(
        "INSERT INTO projects (id, code, session_id, title_it, title_ru) VALUES (1, 'p1', ?, 'Progetto', 'Проект')",
        (STEEL,),
    )
    await tx.run_many(
        "INSERT INTO seats (session_id, delegate_id, state) VALUES (?, ?, ?)",
        [(STEEL, 1, "seated"), (STEEL, 2, "seated"), (STEEL, 3, "waiting"), (VISIT, 1, "seated")],
    )


async def add_meeting(
    tx: Connection,
    one: int,
    other: int,
    state: str,
    *,
    starts: datetime | None = None,
    table: int = 1,
    project: int | None = None,
    said: tuple[str, ...] = (),
) -> None:
    """A meeting and what its sides said came of it, by turns: a result, '' where it was held and no more was said."""
    await tx.run(
        "INSERT INTO meetings (inviter_id, invitee_id, state, awaits_id, project_id, interpreted, starts, ends, "
        "table_number, asked_at) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?)",
        (
            one,
            other,
            state,
            other if state == "asked" else None,
            project,
            to_sql(starts) if starts else None,
            to_sql(starts + timedelta(minutes=20)) if starts else None,
            table if starts else None,
            to_sql(NOW),
        ),
    )
    meeting = await tx.number("SELECT max(id) FROM meetings")
    for side, result in zip((one, other), said, strict=False):
        await tx.run(
            "INSERT INTO meeting_reports (meeting_id, delegate_id, held, result, rating, exchanged, at) "
            "VALUES (?, ?, 1, ?, ?, ?, ?)",
            (meeting, side, result, 4 if side == one else 5, side == one, to_sql(NOW)),
        )


async def add_meetings(tx: Connection) -> None:
    """Two held, one missed, one past of which nothing is known, two to come, and one of each other end."""
    early, past, later = NOW - timedelta(hours=2), NOW - timedelta(hours=1), NOW + timedelta(minutes=20)
    await add_meeting(tx, 1, 2, "held", starts=early, project=1, said=("follow_up", "protocol"))
    await add_meeting(tx, 4, 3, "held", starts=early, table=2)
    await add_meeting(tx, 2, 3, "missed", starts=early + timedelta(minutes=20))
    await add_meeting(tx, 2, 1, "agreed", starts=past, table=3)
    await add_meeting(tx, 3, 2, "agreed", starts=later, project=1)
    await add_meeting(tx, 3, 4, "agreed")
    await add_meeting(tx, 1, 4, "asked")
    for end in ("declined", "withdrawn", "lapsed", "cancelled"):
        await add_meeting(tx, 1, 3, end)
