"""The sweep: whatever came due since the last one is put into the outbox, once."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from forum.desk import Desk, Facts, Lane, Work
from forum.programme import bounds
from forum.quiet import quiet_of
from forum.reminders.digests import Edition, came_due
from forum.reminders.leads import chosen, due, judge, lead_times
from storage import reminders as rows
from storage.connection import Connection
from storage.reminder_records import Beginning, Expected, Standing

logger = logging.getLogger(__name__)

REMINDER, DIGEST = "reminder", "digest"
"""The kinds of notices."""

PAGE = 100
"""So many delegates are looked at in one transaction: nobody waits long for theirs."""

_STEP = timedelta(minutes=1)
"""So far the clock goes on at most before that is written down."""

_LATE = timedelta(minutes=5)
"""What is told so much later than it was due was held up by a stop."""


@dataclass(slots=True)
class Found:
    """What came due after `since` and up to `now`; how many of them are told late, and how many no more, by kind."""

    standing: Standing
    since: datetime
    now: datetime
    beginnings: Mapping[tuple[str, int], Beginning]
    editions: Sequence[Edition]
    late: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.beginnings) or bool(self.editions)


async def remind(desk: Desk) -> None:
    """Put the reminders and digests into the outbox that came due since the last time.

    A tick at which nothing is due costs two queries and writes nothing, but once a minute how far it has come. What
    came due while the bot was stopped is told where it still helps. Where the clock was set back it goes on from
    there: nothing is told again, for the same reminder has the same key.
    """
    async with desk.look() as view:
        standing = await rows.standing(view)
        if standing is None:
            return
        now, since = desk.clock(), standing.until
        if since is not None and since <= now < since + _STEP and not await _find(view, standing, since, now):
            return
    found = await _begin(desk)
    if found is not None:
        await _tell(desk, found)
        _report(found)


async def _find(connection: Connection, standing: Standing, since: datetime, now: datetime) -> Found:
    quiet = quiet_of(standing.quiet_from, standing.quiet_until, ZoneInfo(standing.timezone))
    leads = lead_times((*standing.reminder_minutes, *standing.chosen))
    spans = [(since + timedelta(minutes=lead), now + timedelta(minutes=lead)) for lead in sorted(leads)]
    beginnings = {(one.what, one.id): one for one in await rows.beginning(connection, spans)}
    editions = list(came_due(since, now, ZoneInfo(standing.timezone), quiet))
    return Found(standing, since, now, beginnings, editions)


async def _begin(desk: Desk) -> Found | None:
    """What is due; with nothing, how far time has been followed is written down.

    Decided in the writer's turn: whatever was decided before this instant is in the database, and seen.
    """
    async with desk.database.write() as tx:
        now, standing = desk.clock(), await rows.standing(tx)
        if standing is None:
            return None
        if standing.until is not None and standing.until <= now:
            found = await _find(tx, standing, standing.until, now)
            if found:
                return found
        elif standing.until is not None:
            logger.warning("the clock was set back by %s", standing.until - now)
        await rows.follow(tx, now)
    return None


async def _tell(desk: Desk, found: Found) -> None:
    """In pages; where the bot is stopped between two, the next sweep finds the same and tells the rest."""
    async with desk.glance() as view:
        last = await rows.last_number(view)
    for after in range(0, max(1, last), PAGE):
        async with desk.database.write() as tx:
            work = Work(tx, found.now, desk.organisers)
            await _reminders(work, found, (after, after + PAGE))
            await _digests(work, found, (after, after + PAGE))
            if after + PAGE >= last:
                await rows.follow(tx, found.now)
        if work.told:
            desk.wake()


async def _reminders(work: Work, found: Found, people: tuple[int, int]) -> None:
    for what in ("session", "meeting"):
        numbers = [number for of, number in found.beginnings if of == what]
        if numbers:
            for one in await rows.expected(work.tx, what, numbers, people):
                await _reminder(work, found, found.beginnings[what, one.id], one)


async def _reminder(work: Work, found: Found, about: Beginning, one: Expected) -> None:
    leads = chosen(one.reminders, found.standing.reminder_minutes)
    judged = judge(about.begins, leads, found.since, found.now)
    found.dropped[about.kind] += judged.dropped
    if judged.lead is None:
        return
    found.late[about.kind] += found.now - due(about.begins, judged.lead) >= _LATE
    begins = about.begins.isoformat()
    facts: Facts = {"what": about.what, "id": about.id, "begins": begins, "lead": judged.lead}
    await work.tell(
        one.delegate_id,
        REMINDER,
        f"{REMINDER}:{about.what}:{about.id}:{begins}:{judged.lead}:{one.delegate_id}",
        facts,
        needed_by=about.begins,
    )


async def _digests(work: Work, found: Found, people: tuple[int, int]) -> None:
    for edition in found.editions:
        starts, ends = bounds(edition.day, ZoneInfo(found.standing.timezone))
        wanting = ",".join(found.standing.reminder_minutes)
        readers = await rows.busy(work.tx, max(starts, found.now), ends, wanting, people)
        if edition.until <= found.now:
            found.dropped[DIGEST] += len(readers)
            continue
        found.late[DIGEST] += len(readers) * (found.now - edition.due >= _LATE)
        facts: Facts = {"day": edition.day.isoformat(), "evening": edition.evening}
        for reader in readers:
            key = f"{DIGEST}:{edition.day}:{'evening' if edition.evening else 'morning'}:{reader}"
            await work.tell(reader, DIGEST, key, facts, lane=Lane.BROADCAST)


def _report(found: Found) -> None:
    """Say what a stop has held up; in numbers, no names."""
    if found.late.total() or found.dropped.total():
        logger.info(
            "reminders that were held up: told now %s, of no use any more %s",
            _counted(found.late),
            _counted(found.dropped),
        )


def _counted(numbers: Counter[str]) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in sorted(numbers.items()) if number) or "none"
