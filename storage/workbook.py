"""The whole forum as the workbook's sheets see it: rows read for export and import, and the rows last imported."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from storage.connection import Connection, Value

Row = Mapping[str, Value]
"""A row: the sheet's columns, with `id` and `dormant` (1: cancelled, removed, or belonging to what is)."""

_FORUM = (
    "SELECT name_it, name_ru, starts, ends, timezone, venue_it, venue_ru, address, latitude, longitude, "
    "slot_minutes, meeting_tables, open_requests, request_hours, scheduling, reminder_minutes, quiet_from, "
    "quiet_until, registration, consent_it, consent_ru, purge_after, id, 0 AS dormant FROM forum"
)
_SESSIONS = (
    "SELECT code, kind, title_it, title_ru, description_it, description_ru, starts, ends, place_it, place_ru, "
    "latitude, longitude, capacity, audience, moderator, id, cancelled_at IS NOT NULL AS dormant "
    "FROM sessions ORDER BY starts, code"
)
_PROJECTS = (
    'SELECT projects.code, sessions.code AS "table", projects.title_it, projects.title_ru, summary_it, summary_ru, '
    "coalesce(presenter.code, '') AS presenter, projects.id, sessions.cancelled_at IS NOT NULL AS dormant "
    "FROM projects JOIN sessions ON sessions.id = session_id "
    "LEFT JOIN delegates AS presenter ON presenter.id = presenter_id AND presenter.removed_at IS NULL "
    "ORDER BY projects.id"
)
_STOPS = (
    'SELECT sessions.code AS visit, position AS "order", stops.kind, stops.place_it, stops.place_ru, at, '
    "stops.latitude, stops.longitude, note_it, note_ru, session_id AS id, "
    "sessions.cancelled_at IS NOT NULL AS dormant "
    "FROM stops JOIN sessions ON sessions.id = session_id ORDER BY sessions.starts, sessions.code, position"
)
_DELEGATES = (
    "SELECT code, name, name_other, organisation, organisation_other, position_it, position_ru, delegation, region, "
    "kind, languages, language, offers, seeks, phone, email, coalesce(invitation, '') AS invitation, role, id, "
    "removed_at IS NOT NULL AS dormant FROM delegates ORDER BY id"
)
_INFO = (
    "SELECT code, title_it, title_ru, body_it, body_ru, phone, url, latitude, longitude, audience, id, 0 AS dormant "
    "FROM info_pages ORDER BY position, id"
)
_TABLES = (
    "SELECT delegate_id, code FROM ("
    "SELECT delegate_id, sessions.code, starts FROM seats JOIN sessions ON sessions.id = session_id "
    "WHERE sessions.kind = 'table' AND cancelled_at IS NULL UNION ALL "
    "SELECT delegate_id, sessions.code, starts FROM guided JOIN sessions ON sessions.id = session_id "
    "WHERE named AND cancelled_at IS NULL) ORDER BY delegate_id, starts, code"
)
_HEADS = (
    "SELECT head_id, delegates.code FROM heads JOIN delegates ON delegates.id = delegate_id "
    "WHERE removed_at IS NULL ORDER BY head_id, delegates.id"
)
_UNAVAILABLE = "SELECT delegate_id, starts, ends FROM unavailable ORDER BY delegate_id, starts, ends"


@dataclass(slots=True)
class Snapshot:
    """The forum as it stands now: rows by sheet, in the order of the export, and what delegates have besides.

    `tables`, `head_of` are codes and `unavailable` instants as in SQL, all by the delegate's number.
    """

    sheets: dict[str, list[Row]] = field(default_factory=dict)
    tables: dict[int, list[str]] = field(default_factory=dict)
    head_of: dict[int, list[str]] = field(default_factory=dict)
    unavailable: dict[int, list[tuple[str, str]]] = field(default_factory=dict)


async def snapshot(connection: Connection) -> Snapshot:
    """Everything that the workbook holds, in a fixed number of statements."""
    found = Snapshot()
    queries = {
        "forum": _FORUM,
        "sessions": _SESSIONS,
        "projects": _PROJECTS,
        "stops": _STOPS,
        "delegates": _DELEGATES,
        "info": _INFO,
    }
    for sheet, sql in queries.items():
        found.sheets[sheet] = [dict(zip(row.keys(), row, strict=True)) for row in await connection.rows(sql)]
    for delegate, code in await connection.rows(_TABLES):
        found.tables.setdefault(delegate, []).append(code)
    for head, code in await connection.rows(_HEADS):
        found.head_of.setdefault(head, []).append(code)
    for delegate, starts, ends in await connection.rows(_UNAVAILABLE):
        found.unavailable.setdefault(delegate, []).append((starts, ends))
    return found


Imported = dict[str, dict[str, dict[str, str]]]
"""By sheet and code the cells of the last import."""


async def imported(connection: Connection) -> Imported:
    """The rows of the last import as they stood."""
    found: Imported = {}
    for sheet, code, cells in await connection.rows("SELECT sheet, code, cells FROM imported"):
        found.setdefault(sheet, {})[code] = json.loads(cells)
    return found


async def remember(tx: Connection, rows: Iterable[tuple[str, str, Mapping[str, str]]]) -> None:
    """Keep rows (sheet, code, cells) as the last import's."""
    written = [(sheet, code, json.dumps(dict(cells), ensure_ascii=False)) for sheet, code, cells in rows]
    if written:
        await tx.run_many(
            "INSERT INTO imported (sheet, code, cells) VALUES (?, ?, ?) "
            "ON CONFLICT (sheet, code) DO UPDATE SET cells = excluded.cells",
            written,
        )


async def forget(tx: Connection, rows: Iterable[tuple[str, str]]) -> None:
    """Drop rows (sheet, code) that the last import no longer held."""
    gone = list(rows)
    if gone:
        await tx.run_many("DELETE FROM imported WHERE sheet = ? AND code = ?", gone)
