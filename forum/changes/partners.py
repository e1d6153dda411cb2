"""Meetings that a released change has made impossible: who is told besides those who attend the session."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from forum.changes.difference import Difference, difference
from forum.changes.looking import made_clashes
from forum.desk import Desk, Fact, Facts, Work
from forum.meetings.notices import hearers
from storage import meetings, news
from storage.change_records import Clash, Released
from storage.meeting_records import Meeting

_MEETINGS = 20
"""So many are told of in one transaction."""


async def tell_of_clashes(desk: Desk) -> None:
    """Both sides of a meeting that a release has made impossible may look for another time.

    Interrupted, it begins again: the same notice has the same key.
    """
    async with desk.look() as view:
        found = [one for one in await news.under_way(view) if one.reached is None]
        clashes = await made_clashes(view, [change for one in found if (change := _change(one)) is not None])
    by_session = {one.session_id: one for one in found}
    numbers = list(dict.fromkeys(clash.meeting_id for clash in clashes))
    for first in range(0, len(numbers), _MEETINGS):
        some = numbers[first : first + _MEETINGS]
        await _tell_some(desk, [clash for clash in clashes if clash.meeting_id in some], by_session)
    async with desk.database.write() as tx:
        await news.clashes_told(tx, [one.id for one in found])


def _change(one: Released) -> Difference | None:
    return difference(one.session_id, one.was, one.now)


async def _tell_some(desk: Desk, clashes: Sequence[Clash], by_session: Mapping[int, Released]) -> None:
    async with desk.database.write() as tx:
        work = Work(tx, desk.clock(), desk.organisers)
        for number in dict.fromkeys(clash.meeting_id for clash in clashes):
            meeting = await meetings.get(tx, number)
            if meeting is not None:
                of_it = [one for one in clashes if one.meeting_id == number]
                await _tell(work, meeting, of_it, by_session)
    if work.told:
        desk.wake()


async def _tell(
    work: Work, meeting: Meeting, clashes: Sequence[Clash], by_session: Mapping[int, Released]
) -> None:
    """To whoever attends the session their own message says so.

    Those who act for them, and the partner, have a notice; it waits as long as that message does.
    """
    for side in meeting.sides:
        own = next((clash for clash in clashes if clash.delegate_id == side), None)
        clash = own or clashes[0]
        kind = "meeting_clash" if own else "meeting_may_move"
        known: dict[str, Fact] = {"meeting": meeting.id, "revision": meeting.revision, "side": side}
        known |= {"session": clash.session_id, "clashing": clash.delegate_id}
        released = by_session[clash.session_id]
        gathering = max(released.at - work.now, timedelta())
        key = f"{kind}:{meeting.id}:{meeting.revision}:{side}:{clash.session_id}:{released.id}"
        for one in await hearers(work, meeting, side):
            if one != side:
                acting = known | {"acting": side}
                await work.tell(
                    one, kind, f"{key}:{one}", acting, needed_by=clash.starts, gathering=gathering
                )
            elif own is None:
                await work.tell(one, kind, key, known, needed_by=clash.starts, gathering=gathering)


async def reassure(work: Work, sessions: Collection[int], since: datetime) -> None:
    """Tell those who had such a notice since an instant that nothing is in the way any more (inside a use case)."""
    for told in await news.told_of_clashes(work.tx, since):
        _, meeting, revision, side, session, *rest = told.key.split(":")
        if int(session) not in sessions:
            continue
        facts: Facts = {"meeting": int(meeting), "revision": int(revision), "side": int(side)}
        if len(rest) > 1:  # the release, and whoever acts for the side
            facts = {**facts, "acting": int(side)}
        await work.tell(
            told.delegate_id, "meeting_stays", f"meeting_stays:{told.key}", facts, needed_by=work.now
        )
