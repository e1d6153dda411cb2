"""Finding delegates by what somebody typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict, Unpack

from forum.search.documents import document
from forum.search.keeping import refresh, rules
from forum.search.likeness import likeness
from forum.search.names import other_script
from forum.search.queries import Query, close, shares, understood, weighed
from forum.search.sounds import telling_marks
from storage import search, search_index
from storage.connection import Connection
from storage.database import Database
from storage.search import Found, Wanted

MOST = 50
"""The most hits of one answer: as many as inline mode may show."""

_CANDIDATES = 64
_INITIAL = 400
_NEAR = 0.7
"""A hit must reach this share of the best one's score."""


class Filters(TypedDict, total=False):
    """Whom to find; what is left out or None does not matter.

    `thematic_table` is a session's number (who has a seat there), `project` a project's (its presenter); `kind`,
    `region` and `delegation` are as in the workbook.
    """

    thematic_table: int | None
    project: int | None
    kind: str | None
    region: str | None
    delegation: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A delegate found; `name_other` is derived where nobody gave it, `score` 10,000 for exactly what was typed."""

    delegate_id: int
    name: str
    name_other: str
    organisation: str
    organisation_other: str
    delegation: str
    region: str
    kind: str
    score: int


@dataclass(frozen=True, slots=True)
class _Scored:
    found: Found
    score: int
    sort: str


async def lookup(
    database: Database,
    query: str,
    *,
    viewer: int,
    most: int = 20,
    offset: int = 0,
    everybody: bool = False,
    language: str = "",
    **filters: Unpack[Filters],
) -> list[Hit]:
    """`find`, with the index brought up to date before where it is behind."""
    async with database.glance() as view:
        current = await search_index.is_current(view, rules())
    if not current:
        async with database.write() as tx:
            await refresh(tx)
    async with database.read() as view:
        return await find(
            view,
            query,
            viewer=viewer,
            most=most,
            offset=offset,
            everybody=everybody,
            language=language,
            **filters,
        )


async def find(
    connection: Connection,
    query: str,
    *,
    viewer: int,
    most: int = 20,
    offset: int = 0,
    everybody: bool = False,
    whoever: bool = False,
    language: str = "",
    **filters: Unpack[Filters],
) -> list[Hit]:
    """The delegates whom `viewer` may see and who are like the query, the likest first; everybody for no words.

    Names in both scripts and any romanisation, in any order, mistyped or begun only, and organisations. The order is
    always the same: by score, then by surname in the script of `language` ('': the viewer's). `everybody`: the hidden
    ones too, for organisers; `whoever`: also those with other roles, oneself and those removed, for the organisers'
    desk. `most` is at most 50. A fixed number of statements, whatever the size of the forum.
    Raises ValueError for a negative `most` or `offset`.
    """
    if most < 0 or offset < 0:
        raise ValueError("a list has no negative part")
    asked = understood(query)
    if not asked.words and not asked.initials and query.strip():
        return []
    own_language, fresh = await search.reader(connection, viewer, rules())
    language = language or own_language
    wanted = Wanted(viewer, fresh, _chosen(filters), everybody, whoever)
    end = offset + min(most, MOST)
    hits: list[_Scored] = []
    if fresh:
        hits, asked = await _indexed(connection, asked, wanted, language=language, most=end)
    hits += [_by_hand(asked, row, language) for row in await search.behind(connection, wanted)]
    hits.sort(key=lambda hit: (-hit.score, hit.sort, hit.found.id))
    least = max(1, _NEAR * hits[0].score) if hits and (asked.words or asked.initials) else 0
    return [_hit(hit) for hit in hits[offset:end] if hit.score >= least]


async def _indexed(
    connection: Connection, asked: Query, wanted: Wanted, *, language: str, most: int
) -> tuple[list[_Scored], Query]:
    """What the index has, and the query with its words weighed by how rare they are there."""
    sought = [telling_marks(one.keys) for one in asked.words]
    alike = close(
        [
            (one, one.place, likeness(asked.words[one.place], one.keys.split(), one.spellings.split()))
            for one in await search.candidates(connection, sought, _CANDIDATES)
        ]
    )
    asked = weighed(asked, [(place, one.bearers, how) for one, place, how in alike])
    terms = [
        (place, one.id, score)
        for one, at, how in alike
        for place, score in shares(asked, asked.words[at], how)
    ]
    if asked.words and not terms and not asked.initials:
        return [], asked
    rows = await search.ranked(
        connection,
        wanted,
        terms,
        initials=[list(letters) for letters in asked.initials],
        initial=_INITIAL,
        language=language,
        most=most,
    )
    return [_Scored(*row) for row in rows], asked


def _chosen(filters: Filters) -> dict[str, str | int | None]:
    return {
        "thematic_table": filters.get("thematic_table"),
        "project": filters.get("project"),
        "kind": filters.get("kind"),
        "region": filters.get("region"),
        "delegation": filters.get("delegation"),
    }


def _by_hand(asked: Query, row: Found, language: str) -> _Scored:
    """The score of a delegate whose index is behind, as the index would give it."""
    one = document(row)
    best: dict[int, int] = {}
    for term, weight in one.terms.items():
        for sought in asked.words:
            for place, score in shares(asked, sought, likeness(sought, term.keys, term.spellings)):
                best[place] = max(best.get(place, 0), score * weight)
    score = sum(best.values()) // 100
    if score or not asked.words:
        score += _INITIAL * sum(_begins(one.initials, letters) for letters in asked.initials)
    return _Scored(row, score, one.sort_ru if language == "ru" else one.sort_it)


def _begins(initials: str, letters: Sequence[str]) -> bool:
    return any(letter in initials for letter in letters)


def _hit(scored: _Scored) -> Hit:
    found = scored.found
    return Hit(
        found.id,
        found.name,
        found.name_other or other_script(found.name, found.delegation),
        found.organisation,
        found.organisation_other,
        found.delegation,
        found.region,
        found.kind,
        scored.score,
    )
