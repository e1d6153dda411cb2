"""Releasing changes of the programme: one message to each of those concerned, or to nobody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from forum.changes.difference import Difference
from forum.changes.looking import fingerprint, made_clashes, pending, whom
from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.meetings.notices import tell_side
from forum.organisers import tell_organisers
from storage import changes, heads, meetings, outbox
from storage.change_records import Change, Clash, Told
from storage.changes import NEWS, WAITING

GATHERING = timedelta(minutes=2)
"""So long a message waits for further changes."""

URGENT = timedelta(minutes=10)
"""What is needed sooner than this does not wait for further changes."""

Pending = list[tuple[Change, Difference]]


async def forget_unheard(work: Work) -> None:
    """Drop the changes of what nobody yet knows of (inside a use case): who comes later sees what holds."""
    found = [one for _, one in await pending(work.tx)]
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


@use_case
async def release(work: Work, shown: str, session_id: int = 0) -> Outcome:
    """Tell those concerned of every change that waits (with a session: of its own), one message each.

    Outcomes: changes_released (people), nothing_waits. Refusal: changes_changed, where they are not as they were
    shown.
    """
    found = await _as_shown(work, shown, session_id)
    if isinstance(found, Outcome):
        return found
    told = [one for _, one in found if not one.over(work.now)]
    people = await _tell(work, told)
    await _tell_of_clashes(work, await made_clashes(work.tx, told))
    await changes.settle(work.tx, [change.session_id for change, _ in found])
    return outcome("changes_released", people=people)


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


async def _tell(work: Work, found: Sequence[Difference]) -> int:
    """Add the changes to the message of each of those concerned; how many they are.

    A message that has not gone out yet gathers them, and goes no later than the first of them asks for.
    """
    await changes.forget_old_news(work.tx)
    told = [await _timed(work, one) for one in found]
    turns = await changes.turns(work.tx, told)
    gathering = await changes.open_news(work.tx)
    last = await outbox.last(work.tx)
    await work.tell_many(
        NEWS,
        [
            (delegate_id, f"{NEWS}:{delegate_id}:{last}", at)
            for delegate_id, at in turns
            if delegate_id not in gathering
        ],
    )
    await changes.hasten(work.tx, [turn for turn in turns if turn[0] in gathering])
    await changes.add_news(work.tx, told)
    work.told = True
    return len(turns)


async def _timed(work: Work, found: Difference) -> Told:
    needed_by = found.needed_by(work.now)
    gathering = GATHERING if needed_by - work.now >= URGENT else timedelta()
    return whom(found, await work.not_before(needed_by, gathering))


async def _tell_of_clashes(work: Work, clashes: Collection[Clash]) -> None:
    """Both sides of a meeting that a change has made impossible may look for another time.

    To whoever attends the session their own message says so; those who act for them, and the partner, have a notice.
    """
    for number in dict.fromkeys(clash.meeting_id for clash in clashes):
        of_it = [clash for clash in clashes if clash.meeting_id == number]
        meeting = await meetings.get(work.tx, number)
        for side in meeting.sides if meeting else ():
            own = next((clash for clash in of_it if clash.delegate_id == side), None)
            if meeting is not None and own is None:
                clash = of_it[0]
                facts = {"session": clash.session_id, "clashing": clash.delegate_id}
                await tell_side(
                    work, meeting, side, "meeting_may_move",
                    revision=meeting.revision, facts=facts, about=f":{clash.session_id}",
                )  # fmt: skip
            elif own is not None:
                await _tell_heads(work, own, meeting.revision if meeting else 0)


async def _tell_heads(work: Work, clash: Clash, revision: int) -> None:
    """Those who act for somebody without Telegram."""
    known = {"meeting": clash.meeting_id, "revision": revision, "side": clash.delegate_id}
    facts = known | {"session": clash.session_id, "clashing": clash.delegate_id, "acting": clash.delegate_id}
    for head in await heads.heads_of(work.tx, clash.delegate_id):
        key = f"meeting_clash:{clash.meeting_id}:{revision}:{clash.delegate_id}:{clash.session_id}:{head}"
        await work.tell(head, "meeting_clash", key, facts, needed_by=clash.starts)
