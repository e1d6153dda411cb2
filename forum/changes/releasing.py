"""Releasing changes of the programme: one message to each of those concerned, or to nobody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from forum.changes.difference import Difference
from forum.changes.looking import fingerprint, number_told, pending, whom
from forum.changes.spreading import GATHERING, URGENT, spread, spread_rest
from forum.changes.steps import record
from forum.desk import Desk, Outcome, Work, outcome, refusal, use_case
from forum.organisers import tell_organisers
from storage import changes, news, outbox
from storage.change_records import Change, Told
from storage.changes import WAITING
from storage.steps import StepFace

Pending = Sequence[tuple[Change, Difference]]


async def forget_unheard(work: Work, among: Collection[int] | None = None) -> None:
    """Drop the changes of what nobody yet knows of (inside a use case): who comes later sees what holds."""
    found = [one for _, one in await pending(work.tx, among=among)]
    heard = {count.session_id for count in await changes.counts(work.tx, [whom(one) for one in found])}
    await changes.settle(work.tx, [one.session_id for one in found if one.session_id not in heard])


async def announce(work: Work, *, gathering: timedelta = timedelta()) -> None:
    """Tell the organisers that changes wait, each once until they were told (inside a use case)."""
    found = [one for _, one in await pending(work.tx)]
    if not found:
        return
    needed_by = min(one.needed_by(work.now) for one in found)
    if not await changes.announced(work.tx):
        key = f"{WAITING}:{await outbox.last(work.tx)}"
        await tell_organisers(work, WAITING, key, needed_by=needed_by, gathering=gathering)
        return
    await changes.hasten_announcement(work.tx, await work.not_before(needed_by, gathering))
    work.told = True


async def release(desk: Desk, shown: str, session_id: int = 0) -> Outcome:
    """Tell those concerned of every change that waits (with a session: of its own), one message each.

    Outcomes: changes_released (people), nothing_waits. Refusal: changes_changed, where they are not as they were
    shown.
    """
    # What was released before comes first, and it is counted before: the one transaction is a short one.
    await spread(desk)
    async with desk.look() as view:
        found = [one for _, one in await pending(view, session_id) if not one.over(desk.clock())]
        people = await number_told(view, found)
    return await _release(desk, shown, session_id, people)


@use_case
async def _release(work: Work, shown: str, session_id: int, people: int) -> Outcome:
    found = await _as_shown(work, shown, session_id)
    if isinstance(found, Outcome):
        return found
    await record(
        work, "release", [StepFace(change.session_id, change.was, change.face) for change, _ in found]
    )
    await let_go(work, found)
    return outcome("changes_released", people=people)


async def let_go(work: Work, found: Pending, *, undoes: bool = False) -> None:
    """Let these changes be told, and wait no more (inside a use case); `undoes`: what was told is taken back."""
    await spread_rest(work)
    told = [await _timed(work, one) for _, one in found if not one.over(work.now)]
    await news.release(work.tx, told, undoes=undoes)
    await changes.settle(work.tx, [change.session_id for change, _ in found])


@use_case
async def dismiss(work: Work, shown: str, session_id: int = 0) -> Outcome:
    """Tell nobody. Outcomes: changes_dismissed, nothing_waits. Refusal: changes_changed."""
    found = await _as_shown(work, shown, session_id)
    if isinstance(found, Outcome):
        return found
    await changes.settle(work.tx, [change.session_id for change, _ in found])
    return outcome("changes_dismissed")


async def _as_shown(work: Work, shown: str, session_id: int) -> Pending | Outcome:
    found = await pending(work.tx, session_id)
    if not found:
        return outcome("nothing_waits")
    return found if fingerprint([change for change, _ in found]) == shown else refusal("changes_changed")


async def _timed(work: Work, found: Difference) -> Told:
    needed_by = found.needed_by(work.now)
    gathering = GATHERING if needed_by - work.now >= URGENT else timedelta()
    return whom(found, await work.not_before(needed_by, gathering))
