"""What was released comes to people piece by piece: nobody who presses a key meanwhile waits for all of it.

What is released stands in the database from the same transaction on. Who is concerned is looked for in pieces, each
in a transaction of its own, from where the last one ended: a stop in between loses nothing and tells nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from forum.changes.partners import tell_of_clashes
from forum.desk import Desk, Work
from storage import news, outbox
from storage.change_records import Released
from storage.news import NEWS

GATHERING = timedelta(minutes=2)
"""So long a message waits for further changes."""

URGENT = timedelta(minutes=10)
"""What is needed sooner than this does not wait for further changes."""

PAGE = 100
"""So many delegates are told in one transaction."""


async def spread(desk: Desk) -> None:
    """Bring everything that was released to everybody concerned: one message each, see `news`."""
    async with desk.glance() as view:
        if not await news.under_way(view):
            return
    while await _piece(desk):
        pass
    await tell_of_clashes(desk)


async def _piece(desk: Desk) -> bool:
    async with desk.database.write() as tx:
        work = Work(tx, desk.clock(), desk.organisers)
        more = await _to_some(work)
    if work.told:
        desk.wake()
    return more


async def spread_rest(work: Work) -> None:
    """Bring what was released before to all it has not reached yet (inside a use case): what is next is later."""
    while await _to_some(work):
        pass


async def _to_some(work: Work) -> bool:
    """The next delegates; whether there are more."""
    found = [one for one in await news.under_way(work.tx) if one.reached is not None]
    if not found:
        return False
    after = min(one.reached or 0 for one in found)
    people = after, after + PAGE
    await news.forget_old(work.tx, people)
    await _tell(work, found, people)
    more = people[1] < await news.last_delegate(work.tx)
    await news.reached(work.tx, [one.id for one in found], people[1] if more else None)
    if not more:
        await news.forget_old_releases(work.tx)
    return more


async def _tell(work: Work, found: Sequence[Released], people: news.People) -> None:
    """Add what was released to the message of each of those concerned.

    A message that has not gone out yet gathers it, and goes no later than the first of them asks for.
    """
    turns = await news.turns(work.tx, found, people)
    gathering = await news.open_news(work.tx, people)
    last = await outbox.last(work.tx)
    await work.tell_many(
        NEWS,
        [
            (delegate_id, f"{NEWS}:{delegate_id}:{last}", at)
            for delegate_id, at in turns
            if delegate_id not in gathering
        ],
    )
    await news.hasten(work.tx, [turn for turn in turns if turn[0] in gathering])
    await news.add(work.tx, found, people)
    work.told = True
