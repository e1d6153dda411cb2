"""Writing the index of the search. See `storage.search` for how it is read, and why it is never wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.connection import Connection
from storage.search import COLUMNS, FRESH, Found


@dataclass(frozen=True, slots=True)
class IndexedTerm:
    """A term to write: `keys` and `spellings` separated by spaces, `owners` the weight for each delegate's number."""

    word: str
    origin: str
    keys: str
    spellings: str
    marks: Sequence[str]
    owners: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class IndexedName:
    """What is written of a delegate besides the terms."""

    delegate_id: int
    sort_it: str
    sort_ru: str
    initials: str


async def is_current(connection: Connection, rules: str) -> bool:
    """Whether the index was made with these rules and nobody is behind."""
    return bool(
        await connection.number(
            f"SELECT {FRESH} AND NOT EXISTS (SELECT 1 FROM search_stale)", {"rules": rules}
        )
    )


async def start_anew(tx: Connection, rules: str) -> None:
    """Empty an index made with other rules, and have everybody behind."""
    if await tx.number(f"SELECT {FRESH}", {"rules": rules}):
        return
    await tx.run("DELETE FROM search_postings")
    await tx.run("DELETE FROM search_names")
    await tx.run("DELETE FROM search_marks")
    await tx.run("INSERT OR REPLACE INTO search_rules (id, fingerprint) VALUES (1, ?)", (rules,))
    await tx.run("INSERT OR IGNORE INTO search_stale (delegate_id) SELECT id FROM delegates")


async def stale(tx: Connection, most: int | None = None) -> list[Found]:
    """Everybody who is behind, or the first of them, removed ones too: they may come back."""
    return await tx.records(
        Found,
        f"SELECT {COLUMNS} FROM delegates JOIN search_stale ON delegate_id = delegates.id ORDER BY 1 LIMIT ?",
        (-1 if most is None else most,),
    )


async def write(tx: Connection, names: Sequence[IndexedName], terms: Iterable[IndexedTerm]) -> None:
    """Write these delegates' part of the index in place of what it held of them; they are no longer behind."""
    ids = [(name.delegate_id,) for name in names]
    all_terms = list(terms)
    await tx.run_many("DELETE FROM search_postings WHERE delegate_id = ?", ids)
    await tx.run_many(
        "INSERT OR IGNORE INTO search_terms (word, origin, keys, spellings) VALUES (?, ?, ?, ?)",
        [(term.word, term.origin, term.keys, term.spellings) for term in all_terms],
    )
    numbers = {
        (row["word"], row["origin"]): row["id"]
        for row in await tx.rows(
            "SELECT id, word, origin FROM search_terms WHERE word IN (SELECT value FROM json_each(?))",
            (json.dumps([term.word for term in all_terms]),),
        )
    }
    await tx.run_many(
        "INSERT INTO search_postings (term_id, delegate_id, weight) VALUES (?, ?, ?)",
        [
            (numbers[term.word, term.origin], delegate_id, weight)
            for term in all_terms
            for delegate_id, weight in term.owners
        ],
    )
    await _mark(tx, [(mark, numbers[term.word, term.origin]) for term in all_terms for mark in term.marks])
    await tx.run_many(
        "INSERT OR REPLACE INTO search_names (delegate_id, sort_it, sort_ru, initials) VALUES (?, ?, ?, ?)",
        [(name.delegate_id, name.sort_it, name.sort_ru, name.initials) for name in names],
    )
    await tx.run_many("DELETE FROM search_stale WHERE delegate_id = ?", ids)


async def _mark(tx: Connection, marks: Iterable[tuple[str, int]]) -> None:
    """Put terms into the lists of their marks, and out of those lists what is gone."""
    lists: dict[str, set[int]] = {}
    for mark, term in marks:
        lists.setdefault(mark, set()).add(term)
    alive = {row["id"] for row in await tx.rows("SELECT id FROM search_terms")}
    rows = await tx.rows(
        "SELECT mark, terms FROM search_marks WHERE mark IN (SELECT value FROM json_each(?))",
        (json.dumps(list(lists)),),
    )
    for row in rows:
        lists[row["mark"]] |= alive.intersection(json.loads(row["terms"]))
    await tx.run_many(
        "INSERT OR REPLACE INTO search_marks (mark, terms) VALUES (?, ?)",
        [(mark, json.dumps(sorted(terms), separators=(",", ":"))) for mark, terms in lists.items()],
    )
