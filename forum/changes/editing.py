"""What an organiser changes about sessions in the chat: tried first, then done at once; told when it is released."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from forum.changes.edits import FREES, TAKES_TIME, Edit, hindrance, holds, stop_times, values
from forum.changes.looking import Preview, Waiting, digest, pending, preview
from forum.changes.releasing import announce, forget_unheard
from forum.changes.spreading import GATHERING
from forum.changes.steps import changed, record
from forum.changes.unplacing import lost_time
from forum.desk import Desk, Outcome, Work, outcome, refusal, use_case
from forum.meetings.reconciling import reconcile
from forum.seats import promote
from storage import changes, forums, session_edits, sessions
from storage.connection import Connection
from storage.records import Session
from storage.session_edits import Placed


@dataclass(frozen=True, slots=True)
class Trial:
    """What edits would do.

    `found` is what people would be told then of these sessions; `promoted` so many get a seat from the waiting list,
    `unplaced` so many agreed meetings lose their time.
    """

    found: Waiting
    promoted: int
    unplaced: int

    @property
    def preview(self) -> Preview | None:
        """Of a single session; None where all is again as people know it."""
        return self.found.previews[0] if self.found.previews else None


@dataclass(frozen=True, slots=True)
class Editable:
    """A session to be changed, what stands for it as it is shown, and what of it waits to be told."""

    session: Session
    shown: str
    pending: Preview | None


@dataclass(frozen=True, slots=True)
class Done:
    """What was changed: so many got a seat, and the meetings that had their time before."""

    promoted: int = 0
    before: Sequence[Placed] = ()


Doing = Callable[[Work], Awaitable[tuple[Outcome, Sequence[int], Done]]]
"""Changes sessions inside a use case: the outcome, the sessions, what came of it."""


class _Undo(Exception):
    """Carries what a trial found out of the transaction that it rolls back."""

    def __init__(self, found: Trial | Outcome) -> None:
        super().__init__()
        self.found = found


async def editable(connection: Connection, session_id: int) -> Editable | None:
    """A session as an organiser sees it before changing it."""
    session = await sessions.get(connection, session_id)
    face = await changes.face(connection, session_id)
    if session is None or face is None:
        return None
    waits = (await preview(connection, session_id)).previews
    return Editable(session, digest(face), waits[0] if waits else None)


async def try_out(desk: Desk, session_id: int, wanted: Edit, shown: str) -> Trial | Outcome:
    """What an edit would do to whom; or why it cannot be done, as `edit` says it."""
    return await tried(desk, lambda work: _edit(work, session_id, wanted, shown))


async def tried(desk: Desk, doing: Doing) -> Trial | Outcome:
    """What something would do, by doing it and taking it back."""
    try:
        async with desk.database.write() as tx:
            _take_back(await _try(Work(tx, desk.clock(), desk.organisers), doing))
    except _Undo as undone:
        return undone.found
    raise AssertionError("a trial is always taken back")


def _take_back(found: Trial | Outcome) -> None:
    raise _Undo(found)


async def _try(work: Work, doing: Doing) -> Trial | Outcome:
    came, numbers, done = await doing(work)
    if came.refused:
        return came
    found = await preview(work.tx, among=numbers, silent=True)
    return Trial(found, done.promoted, len(await lost_time(work.tx, done.before)))


@use_case
async def edit(work: Work, session_id: int, wanted: Edit, shown: str) -> Outcome:
    """Change a session at once; those concerned are told when that is released.

    `shown` stands for the session as it was shown. Outcome: session_edited (also where it was so already). Refusals:
    gone, session_changed, session_over, moved_into_past, outside_forum, ends_first, ends_before_stop,
    stop_outside_visit, stop_out_of_order, not_a_number (most).
    """
    return await written_down(work, lambda work: _edit(work, session_id, wanted, shown))


async def written_down(work: Work, doing: Doing, *, asked: str = "") -> Outcome:
    """Change sessions so that it can be undone, and let the organisers know that it waits (inside a use case)."""
    before = await changes.faces(work.tx)
    came, numbers, done = await doing(work)
    after = await changes.faces(work.tx)
    faces = changed(before, after)
    if came.refused or not faces:
        return came
    await record(work, "edit", faces, asked=asked, before=done.before)
    await forget_unheard(work, numbers)
    if await pending(work.tx, among=numbers):
        await announce(work, gathering=GATHERING)
    return came


async def _edit(work: Work, session_id: int, wanted: Edit, shown: str) -> tuple[Outcome, Sequence[int], Done]:
    session = await sessions.get(work.tx, session_id)
    face = await changes.face(work.tx, session_id)
    if session is None or face is None:
        return refusal("gone"), (), Done()
    stops = await sessions.stops(work.tx, session_id)
    if holds(session, stops, wanted, work.now):
        return outcome("session_edited"), (session_id,), Done()
    if digest(face) != shown:
        return refusal("session_changed"), (), Done()
    came, done = await carry_out(work, {session_id: wanted})
    return came, (session_id,), done


async def carry_out(work: Work, wanted: Mapping[int, Edit]) -> tuple[Outcome, Done]:
    """Change sessions, all or (refused) none, with all it brings (inside a use case). Outcomes as of `edit`."""
    forum = await forums.get(work.tx)
    found = []
    for number, one in wanted.items():
        session = await sessions.get(work.tx, number)
        if session is None:
            return refusal("gone"), Done()
        stops = await sessions.stops(work.tx, number)
        hindered = hindrance(session, stops, one, work.now, forum)
        if hindered is not None:
            return hindered, Done()
        found.append((session, stops, one))
    before = await session_edits.placed(work.tx)
    for session, stops, one in found:
        await session_edits.write(work.tx, session.id, values(session, one, work.now))
        await session_edits.move_stops(work.tx, session.id, stop_times(session, stops, one))
    promoted = await follow(
        work,
        takes_time=any(isinstance(one, TAKES_TIME) for one in wanted.values()),
        freed=[number for number, one in wanted.items() if isinstance(one, FREES)],
    )
    return outcome("session_edited"), Done(promoted, before)


async def follow(work: Work, *, takes_time: bool, freed: Sequence[int]) -> int:
    """What changes bring with them, as an import does: seats that free, meetings; how many get a seat."""
    if takes_time:
        await reconcile(work)
    found = [await sessions.get(work.tx, number) for number in freed]
    return sum([await promote(work, session) for session in found if session is not None])
