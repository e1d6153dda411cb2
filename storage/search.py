"""The index of the search: terms by pieces of their sound keys, and whose terms they are.

The index can be behind, but never wrong: triggers put each delegate whose names change into `search_stale`, whoever
changes them, and an answer is made of the index for all others and of the delegates' own rows for those.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.connection import Connection, Value
from storage.visibility import KNOWN, OTHERS, VISIBLE


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
    """A term that may be meant: `place`: by which of the words sought; `keys` and `spellings`: lists with spaces."""

    place: int
    id: int
    keys: str
    spellings: str
    bearers: int


COLUMNS = (
    "delegates.id, delegates.name, delegates.name_other, delegates.organisation, delegates.organisation_other, "
    "delegates.delegation, delegates.region, delegates.kind"
)
FRESH = "EXISTS (SELECT 1 FROM search_rules WHERE fingerprint = :rules)"
_FILTERS: Mapping[str, str] = {
    "thematic_table": "EXISTS (SELECT 1 FROM seats WHERE session_id = :thematic_table AND state = 'seated' "
    "AND delegate_id = delegates.id)",
    "project": "EXISTS (SELECT 1 FROM projects WHERE projects.id = :project AND presenter_id = delegates.id)",
    "kind": "kind = :kind",
    "region": "region = :region",
    "delegation": "delegation = :delegation",
}
_CONSONANTS, _AS_MANY_PIECES = "=", 3
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

    `fresh`: the index was made with the rules the caller folds with; one made with others is not read. `everybody`:
    the hidden ones too, for organisers; `whoever`: also those with other roles and those removed, for their desk.
    """

    viewer: int
    fresh: bool
    filters: Mapping[str, Value]
    everybody: bool = False
    whoever: bool = False

    @property
    def where(self) -> str:
        """The condition in SQL."""
        chosen = [_FILTERS[name] for name, value in self.filters.items() if value is not None]
        return " AND ".join([KNOWN if self.whoever else OTHERS if self.everybody else VISIBLE, *chosen])

    @property
    def parameters(self) -> dict[str, Value]:
        """What the condition's names stand for."""
        return {"viewer": self.viewer, **self.filters}


async def reader(connection: Connection, viewer: int, rules: str) -> tuple[str, bool]:
    """The language in which a delegate reads and sorts (`it` for nobody), and whether the index has these rules."""
    row = await connection.row(
        f"SELECT (SELECT language FROM delegates WHERE id = :viewer) AS language, {FRESH} AS fresh",
        {"viewer": viewer, "rules": rules},
    )
    return (row["language"] or "it", bool(row["fresh"])) if row else ("it", False)


async def behind(connection: Connection, wanted: Wanted) -> list[Found]:
    """Those a search may find whose index is behind: usually nobody; everybody, where it is not `fresh`."""
    # CROSS: first those few, whatever the planner thinks of the order.
    source = (
        "search_stale CROSS JOIN delegates ON delegates.id = delegate_id" if wanted.fresh else "delegates"
    )
    return await connection.records(
        Found, f"SELECT {COLUMNS} FROM {source} WHERE {wanted.where} ORDER BY 1", wanted.parameters
    )


async def candidates(connection: Connection, sought: Sequence[Sequence[str]], most: int) -> list[Candidate]:
    """Terms that have marks in common with each of `sought`, the most first: `place` says which, `most` for each."""
    if not sought:
        return []
    rows = await connection.rows(
        "SELECT mark, terms FROM search_marks WHERE mark IN (SELECT value FROM json_each(?))",
        (json.dumps([mark for marks in sought for mark in marks]),),
    )
    listed: dict[str, list[int]] = {row["mark"]: json.loads(row["terms"]) for row in rows}
    places = [(place, term) for place, marks in enumerate(sought) for term in _commonest(listed, marks, most)]
    found = {
        row["id"]: row
        for row in await connection.rows(
            "SELECT id, keys, spellings, (SELECT count(*) FROM search_postings WHERE term_id = search_terms.id) "
            "AS bearers FROM search_terms WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([term for _, term in places]),),
        )
    }
    return [Candidate(place, *found[term]) for place, term in places if term in found]


def _commonest(listed: Mapping[str, Sequence[int]], marks: Sequence[str], most: int) -> list[int]:
    common: Counter[int] = Counter()
    for mark in marks:
        for _ in range(_AS_MANY_PIECES if mark.startswith(_CONSONANTS) else 1):
            common.update(listed.get(mark, ()))
    return [term for term, _ in common.most_common(most)]


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
        where=f"{wanted.where} AND delegates.id NOT IN (SELECT delegate_id FROM search_stale)",
    )
    parameters = wanted.parameters | {
        "wanted": json.dumps(terms, separators=(",", ":")),
        "initials": json.dumps(initials),
        "initial": initial,
        "most": most,
    }
    rows = await connection.rows(sql, parameters)
    return [(Found(*row[:8]), row["score"], row["sort"]) for row in rows]
