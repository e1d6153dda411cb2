"""Keeping the index of the suggestions current."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from forum.desk import Desk
from forum.search.keeping import rules as search_rules
from forum.suggestions.terms import postings
from storage import suggestions
from storage.connection import Connection
from storage.suggestions import Posting, Texts

_AT_ONCE = 40
"""So many delegates are read between two turns of the event loop; more go to a thread."""


@cache
def rules() -> str:
    """A fingerprint of the vocabulary and of how texts are read: an index made with others is made anew."""
    digest = hashlib.sha256(search_rules().encode())
    for file in sorted(resources.files(__package__).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith((".py", ".csv")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


async def catch_up(desk: Desk) -> None:
    """Take some of those who are behind into the index: so few that nobody waits long for the one who writes."""
    async with desk.glance() as view:
        if await suggestions.is_current(view, rules()):
            return
    async with desk.database.write() as tx:
        await refresh(tx, _AT_ONCE)


async def refresh(tx: Connection, most: int | None = None) -> int:
    """Bring the index up to date in the caller's transaction, for `most` delegates; how many were taken in.

    For the end of whatever changes many delegates, such as an import. Without it suggestions are made of the texts of
    those who are behind, which takes longer, so not of more than a forum of the usual size has.
    """
    await suggestions.start_anew(tx, rules())
    people = await suggestions.stale(tx, most)
    if people:
        await suggestions.write(tx, [one.id for one in people], await read(people))
    return len(people)


async def read(people: Sequence[Texts]) -> list[Posting]:
    """The terms of these delegates, out of their texts."""
    return await asyncio.to_thread(_postings, people) if len(people) > _AT_ONCE else _postings(people)


def _postings(people: Sequence[Texts]) -> list[Posting]:
    return [posting for one in people for posting in postings(one)]
