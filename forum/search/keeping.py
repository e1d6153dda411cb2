"""Keeping the index current."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from forum.desk import Desk
from forum.search.documents import Document, Term, document
from forum.search.sounds import marks
from storage import search_index
from storage.connection import Connection
from storage.search import Found
from storage.search_index import IndexedName, IndexedTerm

_AT_ONCE = 40
"""So many delegates are folded between two turns of the event loop; more go to a thread."""


@cache
def rules() -> str:
    """A fingerprint of the rules of folding: an index made with others is made anew."""
    digest = hashlib.sha256()
    for file in sorted(resources.files(__package__).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".py"):
            digest.update(file.read_bytes())
    return digest.hexdigest()


async def catch_up(desk: Desk) -> None:
    """Take some of those who are behind into the index: so few that nobody waits long for the one who writes."""
    async with desk.glance() as view:
        if await search_index.is_current(view, rules()):
            return
    async with desk.database.write() as tx:
        await refresh(tx, _AT_ONCE)


async def refresh(tx: Connection, most: int | None = None) -> int:
    """Bring the index up to date in the caller's transaction, for `most` delegates; how many were taken in.

    For the end of whatever changes many delegates, such as an import. Without it nothing is missed: a search reads
    who is behind from their own rows, only slower.
    """
    await search_index.start_anew(tx, rules())
    rows = await search_index.stale(tx, most)
    if rows:
        documents = await asyncio.to_thread(_documents, rows) if len(rows) > _AT_ONCE else _documents(rows)
        await search_index.write(tx, [_name(one) for one in documents], _terms(documents))
    return len(rows)


def _documents(rows: Sequence[Found]) -> list[Document]:
    return [document(row) for row in rows]


def _name(one: Document) -> IndexedName:
    return IndexedName(one.delegate_id, one.sort_it, one.sort_ru, one.initials)


def _terms(documents: Sequence[Document]) -> Iterator[IndexedTerm]:
    owners: dict[Term, list[tuple[int, int]]] = {}
    for one in documents:
        for term, weight in one.terms.items():
            owners.setdefault(term, []).append((one.delegate_id, weight))
    for term, whose in owners.items():
        yield IndexedTerm(
            term.word, term.origin, " ".join(term.keys), " ".join(term.spellings), marks(term.keys), whose
        )
