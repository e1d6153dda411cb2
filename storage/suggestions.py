"""Whom a delegate may want to meet: what everybody offers, seeks and is, by concepts, and who has what in common.

The index can be behind, but never wrong: triggers put each delegate whose texts change into `suggestion_stale`; what
it holds of them is not read any more, but what the caller finds in their texts.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from storage.connection import Connection
from storage.search import COLUMNS, Found
from storage.visibility import VISIBLE


@dataclass(frozen=True, slots=True)
class Texts:
    """What a delegate says of themselves: all that concepts are read in."""

    id: int
    kind: str
    organisation: str
    organisation_other: str
    offers: str
    seeks: str


@dataclass(frozen=True, slots=True)
class Asker:
    """For whom suggestions are made; `fresh`: the index was made with the rules the caller reads with."""

    id: int
    delegation: str
    languages: tuple[str, ...]
    fresh: bool


@dataclass(frozen=True, slots=True)
class Posting:
    """A concept that a delegate has on a `side`; `far` is 0 for what was said, 1 for the next broader concept."""

    delegate_id: int
    side: str
    concept: str
    far: int


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for with others, on a `side` of theirs; what counts together has the same `direction`."""

    direction: str
    side: str
    concept: str
    far: int
    points: int


@dataclass(frozen=True, slots=True)
class Points:
    """What each thing in common counts; `abroad` times as much for another delegation."""

    thematic_table: int
    their_project: int
    own_project: int
    language: int
    abroad: int


@dataclass(frozen=True, slots=True)
class Common:
    """What may be in common: a `concept` on the side `what`, or the project or session that `what` says."""

    delegate_id: int
    what: str
    concept: str
    number: int
    title_it: str
    title_ru: str


_TEXTS = "delegates.id, kind, organisation, organisation_other, offers, seeks"
_FRESH = "EXISTS (SELECT 1 FROM suggestion_rules WHERE fingerprint = :rules)"
_CURRENT = "delegate_id NOT IN (SELECT delegate_id FROM suggestion_stale)"
_BEHIND = """
    behind AS MATERIALIZED (SELECT json_extract(value, '$[0]') AS delegate_id, json_extract(value, '$[1]') AS side,
        json_extract(value, '$[2]') AS concept, json_extract(value, '$[3]') AS far FROM json_each(:behind))
"""
_SOUGHT = """
    sought AS MATERIALIZED (SELECT json_extract(value, '$[0]') AS direction, json_extract(value, '$[1]') AS side,
        json_extract(value, '$[2]') AS concept, json_extract(value, '$[3]') AS far,
        json_extract(value, '$[4]') AS points FROM json_each(:sought))
"""
_HALL = """
    FROM seats AS mine
    JOIN sessions ON sessions.id = mine.session_id AND sessions.kind = 'table' AND sessions.cancelled_at IS NULL
    JOIN seats AS theirs ON theirs.session_id = mine.session_id AND theirs.state = 'seated'
    WHERE mine.delegate_id = :viewer AND mine.state = 'seated'
"""
_PRESENTED_TO_ME = """
    FROM seats AS mine
    JOIN sessions ON sessions.id = mine.session_id AND sessions.kind = 'table' AND sessions.cancelled_at IS NULL
    JOIN projects ON projects.session_id = mine.session_id
    WHERE mine.delegate_id = :viewer AND mine.state = 'seated' AND presenter_id IS NOT NULL
"""
_PRESENTED_BY_ME = """
    FROM projects
    JOIN sessions ON sessions.id = projects.session_id AND sessions.kind = 'table' AND sessions.cancelled_at IS NULL
    JOIN seats AS theirs ON theirs.session_id = projects.session_id AND theirs.state = 'seated'
    WHERE presenter_id = :viewer
"""
# CROSS: from what is sought to those who have it, whatever the planner thinks of the order.
_RANKED = f"""
    WITH {_SOUGHT}, {_BEHIND},
    met AS (
        SELECT terms.delegate_id, direction, sought.far, terms.far AS theirs, points
        FROM sought CROSS JOIN suggestion_terms AS terms USING (concept, side) WHERE :fresh AND {_CURRENT}
        UNION ALL
        SELECT behind.delegate_id, direction, sought.far, behind.far, points
        FROM sought JOIN behind USING (concept, side)),
    matched AS (
        SELECT delegate_id, direction, points * max(1, 10 - 3 * (far + theirs)) / 10 AS points
        FROM met WHERE min(far, theirs) = 0),
    counted AS (
        SELECT delegate_id, (max(points) + sum(points)) / 2 AS points FROM matched GROUP BY delegate_id, direction
        UNION ALL
        SELECT theirs.delegate_id, :thematic_table * count(*) {_HALL} GROUP BY theirs.delegate_id
        UNION ALL
        SELECT DISTINCT presenter_id, :their_project {_PRESENTED_TO_ME}
        UNION ALL
        SELECT DISTINCT theirs.delegate_id, :own_project {_PRESENTED_BY_ME}),
    totals AS (SELECT delegate_id, sum(points) AS points FROM counted GROUP BY delegate_id)
    SELECT {COLUMNS},
        totals.points * (CASE delegation WHEN :delegation THEN 1 ELSE :abroad END)
        + (CASE WHEN {{understood}} THEN :language ELSE 0 END) AS score
    FROM totals CROSS JOIN delegates ON delegates.id = delegate_id
    WHERE {VISIBLE} AND delegates.id NOT IN (SELECT value FROM json_each(:without))
    -- Among equals everybody sees another order: otherwise all would be sent to the first rows of the workbook.
    ORDER BY score DESC, delegates.id * (:viewer * 6007 + 7919) % 10007, delegates.id LIMIT :most OFFSET :offset
"""
_SPOKEN = "',' || coalesce(nullif(languages, ''), delegation) || ','"
_AMONG = "IN (SELECT value FROM json_each(:people))"
_COMMON = f"""
    SELECT delegate_id, side AS what, concept, 0 AS number, '' AS title_it, '' AS title_ru
    FROM suggestion_terms WHERE :fresh AND far = 0 AND delegate_id {_AMONG} AND {_CURRENT}
    UNION ALL
    SELECT presenter_id, 'their_project', '', projects.id, projects.title_it, projects.title_ru
    {_PRESENTED_TO_ME} AND presenter_id {_AMONG}
    UNION ALL
    SELECT theirs.delegate_id, 'own_project', '', projects.id, projects.title_it, projects.title_ru
    {_PRESENTED_BY_ME} AND theirs.delegate_id {_AMONG}
    UNION ALL
    SELECT theirs.delegate_id, 'table', '', sessions.id, sessions.title_it, sessions.title_ru
    {_HALL} AND theirs.delegate_id {_AMONG}
    ORDER BY 1, 2, 4, 3
"""


async def asker(connection: Connection, delegate_id: int, rules: str) -> tuple[Asker, Texts] | None:
    """Somebody who takes part, and what they say of themselves; None for nobody."""
    texts = await connection.row(
        f"SELECT {_TEXTS}, delegation, languages, {_FRESH} AS fresh FROM delegates "
        "WHERE id = :viewer AND removed_at IS NULL",
        {"viewer": delegate_id, "rules": rules},
    )
    if texts is None:
        return None
    languages = tuple((texts["languages"] or texts["delegation"]).split(","))
    return Asker(delegate_id, texts["delegation"], languages, bool(texts["fresh"])), Texts(*texts[:6])


async def behind(connection: Connection, most: int, *, fresh: bool) -> list[Texts]:
    """The first of those whose index is behind: usually nobody; of everybody, where it is not `fresh`."""
    # CROSS: first those few, whatever the planner thinks of the order.
    source = "suggestion_stale CROSS JOIN delegates ON delegates.id = delegate_id" if fresh else "delegates"
    return await connection.records(
        Texts,
        f"SELECT {_TEXTS} FROM {source} ORDER BY delegates.id LIMIT ?",
        (most,),
    )


async def bearers(
    connection: Connection, sides: Collection[tuple[str, str]], *, fresh: bool
) -> tuple[int, dict[tuple[str, str], int]]:
    """How many delegates there are, and how many of the index have each of these (side, concept)."""
    rows = await connection.rows(
        """
        SELECT '' AS side, '' AS concept, count(*) AS number FROM delegates
        UNION ALL
        SELECT side, concept, number - (SELECT count(*) FROM suggestion_stale
            CROSS JOIN suggestion_terms AS old USING (delegate_id)
            WHERE old.side = counted.side AND old.concept = counted.concept)
        FROM (SELECT json_extract(value, '$[0]') AS side, json_extract(value, '$[1]') AS concept
            FROM json_each(:sides))
        CROSS JOIN suggestion_bearers AS counted USING (side, concept) WHERE :fresh
        """,
        {"sides": json.dumps(sorted(sides)), "fresh": fresh},
    )
    return rows[0]["number"], {(row["side"], row["concept"]): row["number"] for row in rows[1:]}


async def ranked(
    connection: Connection,
    asker: Asker,
    sought: Sequence[Sought],
    postings: Sequence[Posting],
    *,
    points: Points,
    without: Collection[int],
    most: int,
    offset: int,
) -> list[Found]:
    """Those who have something in common with somebody and show themselves to them, who has most first.

    `postings` are those of whoever is behind. In each direction the best counts whole and the others half.
    """
    spoken = {f"language{place}": f",{one}," for place, one in enumerate(asker.languages)}
    understood = " OR ".join(f"instr({_SPOKEN}, :{name}) > 0" for name in spoken)
    rows = await connection.rows(
        _RANKED.format(understood=understood),
        {
            "sought": json.dumps(
                [(one.direction, one.side, one.concept, one.far, one.points) for one in sought]
            ),
            "behind": json.dumps([(one.delegate_id, one.side, one.concept, one.far) for one in postings]),
            "fresh": asker.fresh,
            "delegation": asker.delegation,
            **spoken,
            "viewer": asker.id,
            "without": json.dumps(sorted(without)),
            "most": most,
            "offset": offset,
            **asdict(points),
        },
    )
    return [Found(*row[:8]) for row in rows]


async def common(connection: Connection, asker: Asker, people: Collection[int]) -> list[Common]:
    """All sides of these people in the index, and the projects and tables that they and the asker have in common."""
    rows = await connection.rows(
        _COMMON, {"viewer": asker.id, "people": json.dumps(sorted(people)), "fresh": asker.fresh}
    )
    return [Common(*row) for row in rows]


async def is_current(connection: Connection, rules: str) -> bool:
    """Whether the index was made with these rules and nobody is behind."""
    return bool(
        await connection.number(
            f"SELECT {_FRESH} AND NOT EXISTS (SELECT 1 FROM suggestion_stale)", {"rules": rules}
        )
    )


async def start_anew(tx: Connection, rules: str) -> None:
    """Empty an index made with other rules, and have everybody behind."""
    if await tx.number(f"SELECT {_FRESH}", {"rules": rules}):
        return
    await tx.run("DELETE FROM suggestion_terms")
    await tx.run("INSERT OR REPLACE INTO suggestion_rules (id, fingerprint) VALUES (1, ?)", (rules,))
    await tx.run("INSERT OR IGNORE INTO suggestion_stale (delegate_id) SELECT id FROM delegates")


async def stale(tx: Connection, most: int | None = None) -> list[Texts]:
    """Everybody who is behind, or the first of them, removed ones too: they may come back."""
    return await tx.records(
        Texts,
        f"SELECT {_TEXTS} FROM suggestion_stale CROSS JOIN delegates ON delegates.id = delegate_id "
        "ORDER BY delegate_id LIMIT ?",
        (-1 if most is None else most,),
    )


async def write(tx: Connection, people: Sequence[int], postings: Sequence[Posting]) -> None:
    """Write these delegates' part of the index in place of what it held of them; they are no longer behind."""
    ids = [(one,) for one in people]
    await tx.run_many("DELETE FROM suggestion_terms WHERE delegate_id = ?", ids)
    await tx.run_many(
        "INSERT INTO suggestion_terms (concept, side, delegate_id, far) VALUES (?, ?, ?, ?)",
        sorted((one.concept, one.side, one.delegate_id, one.far) for one in postings),
    )
    await tx.run_many("DELETE FROM suggestion_stale WHERE delegate_id = ?", ids)
