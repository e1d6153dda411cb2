"""The index of the search: terms by trigrams of their sound keys, and whose terms they are.

The index can be behind, but never wrong: triggers put each delegate whose names change into `search_stale`, whoever
changes them, and an answer is made of the index for all others and of the delegates' own rows for those.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.connection import Connection, Value


@dataclass(frozen=True, slots=True)
class Found:
    """A delegate as a search shows them."""

    id: int
    name: str
    name_other: str
    organisation: str
    organisation_other: str
    delegation: str
    region: str
    kind: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that may be meant: `place` says by which of the words sought, the others are lists with spaces."""

    place: int
    id: int
    keys: str
    spellings: str


COLUMNS = ", ".join(
    f"delegates.{column}"
    for column in "id name name_other organisation organisation_other delegation region kind".split()
)
FRESH = "EXISTS (SELECT 1 FROM search_rules WHERE fingerprint = :rules)"
_VISIBLE = """
    removed_at IS NULL AND role = 'delegate' AND delegates.id <> :viewer AND (visibility = 'all'
    OR visibility = 'tables' AND EXISTS (
        SELECT 1 FROM seats AS mine JOIN seats AS theirs USING (session_id) JOIN sessions ON sessions.id = session_id
        WHERE mine.delegate_id = :viewer AND theirs.delegate_id = delegates.id AND sessions.kind = 'table'
        AND sessions.cancelled_at IS NULL AND mine.state = 'seated' AND theirs.state = 'seated'))
"""
_FILTERS: Mapping[str, str] = {
    "thematic_table": "EXISTS (SELECT 1 FROM seats WHERE session_id = :thematic_table AND state = 'seated' "
    "AND delegate_id = delegates.id)",
    "project": "EXISTS (SELECT 1 FROM projects WHERE projects.id = :project AND presenter_id = delegates.id)",
    "kind": "kind = :kind",
    "region": "region = :region",
    "delegation": "delegation = :delegation",
}
_CANDIDATES = """
    SELECT * FROM (SELECT {place} AS place, id, keys, spellings FROM search_terms WHERE id IN (
        SELECT * FROM (SELECT rowid FROM search_keys WHERE search_keys MATCH ? ORDER BY rank LIMIT {most})
        UNION SELECT * FROM (SELECT term_id FROM search_skeletons WHERE skeleton IN ({marks}) LIMIT {most})))
"""
_RANKED = """
    WITH wanted AS (SELECT json_extract(value, '$[0]') AS place, json_extract(value, '$[1]') AS term_id,
            json_extract(value, '$[2]') AS score FROM json_each(:wanted)),
        matched AS (SELECT delegate_id, max(score * weight) AS score FROM wanted JOIN search_postings USING (term_id)
            GROUP BY delegate_id, place),
        totals AS (SELECT delegate_id, sum(score) / 100 AS score FROM matched GROUP BY delegate_id)
    SELECT {columns}, totals.score + {initials} AS score, sort_{language} AS sort
    FROM totals JOIN search_names USING (delegate_id) JOIN delegates ON delegates.id = delegate_id
    WHERE {where} ORDER BY 9 DESC, sort, delegates.id LIMIT :most
"""
_ALL = """
    SELECT {columns}, {initials} AS score, sort_{language} AS sort
    FROM search_names JOIN delegates ON delegates.id = delegate_id
    WHERE {where} AND {some} ORDER BY 9 DESC, sort, delegates.id LIMIT :most
"""
_INITIALS = """(SELECT coalesce(sum(:initial), 0) FROM json_each(:initials) AS letters WHERE EXISTS (
    SELECT 1 FROM json_each(letters.value) AS letter WHERE instr(search_names.initials, letter.value) > 0))"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a search may find: visible to `viewer`, and passing the filters (names of `_FILTERS`).

    `rules` is the fingerprint of the rules the caller folds with: an index made with others is not read.
    """

    viewer: int
    rules: str
    filters: Mapping[str, Value]

    @property
    def where(self) -> str:
        """The condition in SQL."""
        chosen = [_FILTERS[name] for name, value in self.filters.items() if value is not None]
        return " AND ".join([_VISIBLE, *chosen])

    @property
    def parameters(self) -> dict[str, Value]:
        """What the condition's names stand for."""
        return {"viewer": self.viewer, "rules": self.rules, **self.filters}


async def language_of(connection: Connection, delegate_id: int) -> str:
    """In which language a delegate reads, and so sorts; `it` for nobody."""
    return str(await connection.value("SELECT language FROM delegates WHERE id = ?", (delegate_id,)) or "it")


async def behind(connection: Connection, wanted: Wanted) -> list[Found]:
    """Those a search may find whose index is behind: usually nobody."""
    return await connection.records(
        Found,
        f"SELECT {COLUMNS} FROM delegates WHERE (delegates.id IN (SELECT delegate_id FROM search_stale) "
        f"OR NOT {FRESH}) AND {wanted.where} ORDER BY delegates.id",
        wanted.parameters,
    )


async def candidates(
    connection: Connection, sought: Sequence[tuple[str, Sequence[str]]], most: int
) -> list[Candidate]:
    """Terms like each of `sought` (a trigram query and skeletons): `place` says which, at most 2 × `most` for each."""
    parts = []
    parameters: list[Value] = []
    for place, (match, skeletons) in enumerate(sought):
        parts.append(_CANDIDATES.format(place=place, most=most, marks=", ".join("?" * len(skeletons))))
        parameters += [match, *skeletons]
    if not parts:
        return []
    return await connection.records(Candidate, " UNION ALL ".join(parts), parameters)


async def ranked(
    connection: Connection,
    wanted: Wanted,
    terms: Sequence[tuple[int, int, int]],
    *,
    initials: Sequence[Sequence[str]],
    initial: int,
    language: str,
    most: int,
) -> list[tuple[Found, int, str]]:
    """The delegates with these terms (place, term, score), the best first: with their scores and sorted names.

    `initials` are the letters each initial may stand for, `initial` what one adds. Without terms those who have an
    initial, and without initials everybody.
    """
    sql = (_RANKED if terms else _ALL).format(
        columns=COLUMNS,
        initials=_INITIALS if initials else "0",
        some=f"{_INITIALS} > 0" if initials else "TRUE",
        language={"it": "it", "ru": "ru"}[language],
        where=f"{wanted.where} AND {FRESH} AND delegates.id NOT IN (SELECT delegate_id FROM search_stale)",
    )
    parameters = wanted.parameters | {
        "wanted": json.dumps(terms, separators=(",", ":")),
        "initials": json.dumps(initials),
        "initial": initial,
        "most": most,
    }
    rows = await connection.rows(sql, parameters)
    return [(Found(*row[:8]), row["score"], row["sort"]) for row in rows]
