"""What time does to personal data: those of who has left go at once, everybody's on the day after `purge_after`.

Those of somebody who has left wait until the notices that name them are out, for LATEST at most. Then the file is
written anew, so that nothing is left in free pages nor in the write-ahead log.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forum.desk import Desk, Outcome, Work, outcome, use_case
from forum.privacy.erasing import erase, erase_leaver
from forum.workbook import sent
from storage import privacy, purging
from storage.privacy import Pending

LATEST = timedelta(minutes=10)
"""So long the data of somebody who has left wait for the notices that name them."""

AGAIN = timedelta(hours=1)
"""After a purge somebody may import the workbook once more: so often it is looked after."""

NEWCOMERS = timedelta(days=30)
"""So long after a purge the account of somebody who came since stays."""

_AT_ONCE = 20
_UPDATES = 2_000


async def clear_away(desk: Desk) -> None:
    """Erase those who have left, purge when its day has come, and write the file anew where something went."""
    async with desk.glance() as view:
        pending = await privacy.pending(view)
    now = desk.clock()
    if pending.leaving:
        await _erase_leavers(desk, now)
    due = purge_at(pending.purge_after, pending.timezone)
    if due is not None and now >= due and (pending.purged_at is None or now >= pending.purged_at + AGAIN):
        await _purge(desk, max(due, now - NEWCOMERS))
    await _wipe(desk, pending)


async def _wipe(desk: Desk, before: Pending) -> None:
    """Rewrite the file once, and cut the log as soon as nobody else reads it (Litestream does so all the time)."""
    pending = before
    if before.leaving or not before.wiping:
        async with desk.glance() as view:
            pending = await privacy.pending(view)
    if not pending.wiping:
        return
    if not pending.rewritten:
        await sent.forget_orphans(desk)
        if not await desk.database.rewrite(privacy.FRAGMENTS):
            return
        await _rewritten(desk)
    if await desk.database.tidy():
        await _wiped(desk)


def purge_at(purge_after: str, timezone: str) -> datetime | None:
    """When personal data go: at the end of that day, by the forum's clock; None for never."""
    if not purge_after:
        return None
    following = date.fromisoformat(purge_after) + timedelta(days=1)
    return datetime.combine(following, time(), ZoneInfo(timezone)).astimezone(UTC)


async def _erase_leavers(desk: Desk, now: datetime) -> None:
    async with desk.look() as view:
        found = await privacy.leavers(view)
        ready = [
            one
            for one in found
            if one.since + LATEST <= now or not await privacy.still_told(view, one.delegate_id)
        ]
    for one in ready:
        await erase_leaver(desk, one)


async def _purge(desk: Desk, before: datetime) -> None:
    """Everybody's data, piece by piece: between two pieces whoever waits is served."""
    while await _some_left(desk):
        await _purge_people(desk)
    async with desk.look() as view:
        left = await purging.left_over(view, before)
    for table in left:
        await _purge_table(desk, table, before)
    while (await _purge_programme(desk)).word == "purging":
        pass
    desk.database.forget_upgrades()
    await _purged(desk)


async def _some_left(desk: Desk) -> bool:
    async with desk.glance() as view:
        return bool(await privacy.not_erased(view, 1))


@use_case
async def _purge_people(work: Work) -> Outcome:
    for delegate_id in await privacy.not_erased(work.tx, _AT_ONCE):
        await erase(work, delegate_id)
    return outcome("purging")


@use_case
async def _purge_table(work: Work, table: str, before: datetime) -> Outcome:
    await purging.purge(work.tx, table, before)
    await privacy.to_wipe(work.tx, work.now)
    return outcome("purging")


@use_case
async def _purge_programme(work: Work) -> Outcome:
    if not await purging.purge_programme(work.tx, _UPDATES):
        return outcome("purged")
    await privacy.to_wipe(work.tx, work.now)
    return outcome("purging")


@use_case
async def _purged(work: Work) -> Outcome:
    await purging.purged(work.tx, work.now)
    return outcome("purged")


@use_case
async def _rewritten(work: Work) -> Outcome:
    await privacy.rewritten(work.tx)
    return outcome("rewritten")


@use_case
async def _wiped(work: Work) -> Outcome:
    await privacy.wiped(work.tx)
    return outcome("wiped")
