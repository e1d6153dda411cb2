"""What there is to plan at the Meeting Point: its slots, the agreed meetings, and who is taken when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.agenda import overlap
from forum.meetings.languages import able, understand
from forum.meetings.slots import Slot, coming
from storage import forums, meeting_hall, meetings
from storage.connection import Connection
from storage.meeting_records import Engagement, Meeting, Sitting, Speaker

OPEN, FEW, ALL = SCOPES = ("open", "few", "all")
"""What a run may change: only meetings without a time; as few of the others as need be; all."""


@dataclass(frozen=True, slots=True)
class Task:
    """The Meeting Point as a run finds it; slots are numbered from 0, tables from 1.

    `movable` are the meetings to be given a place, `settled` those that keep theirs; `taken` are the slots in which
    somebody (a side, an interpreter) has something else, `closed` the tables that a slot lacks because of meetings
    that are neither: of a time when slots were cut otherwise. `helpers` are the interpreters who could help at a
    movable meeting; one that needs none is not in it. `tables`: how many the Meeting Point has.
    """

    scope: str
    slots: Sequence[Slot]
    tables: int
    movable: Sequence[Meeting]
    settled: Sequence[Meeting]
    taken: Mapping[int, frozenset[int]]
    closed: Mapping[int, frozenset[int]]
    helpers: Mapping[int, Sequence[int]]

    def slot_of(self, starts: datetime | None, ends: datetime | None) -> int | None:
        """The slot that is just this time."""
        return _slot_of(self.slots, starts, ends)


async def task(connection: Connection, now: datetime, scope: str, kept: Collection[int] = ()) -> Task:
    """What a run of a scope would plan; the meetings `kept` keep their places."""
    forum = await forums.get(connection)
    slots = await coming(connection, now)
    agreed = [one for one in await meetings.alive(connection, now) if one.state == "agreed"]
    movable = [one for one in agreed if _movable(one, scope, kept)]
    free = {one.id for one in movable}
    settled = [
        one for one in agreed if one.id not in free and _slot_of(slots, one.starts, one.ends) is not None
    ]
    every = await meeting_hall.interpreters(connection)
    people = {side for one in movable for side in one.sides}
    since, until = (slots[0].starts, slots[-1].ends) if slots else (now, now)
    found = await meeting_hall.engagements(connection, {*people, *(one.id for one in every)}, since, until)
    known = {one.id for one in (*movable, *settled)}
    others = [one for one in await meeting_hall.sittings(connection, since) if one.id not in known]
    return Task(
        scope,
        slots,
        forum.meeting_tables if forum else 0,
        movable,
        settled,
        _taken(found, slots, movable, settled),
        _closed(others, slots),
        _helpers(movable, await meeting_hall.speakers(connection, people), every),
    )


def _movable(meeting: Meeting, scope: str, kept: Collection[int]) -> bool:
    """Where the organisers have said that nobody interprets, it was for that time: such a meeting stays."""
    return meeting.starts is None or (scope != OPEN and meeting.id not in kept and not meeting.forgone)


def _slot_of(slots: Iterable[Slot], starts: datetime | None, ends: datetime | None) -> int | None:
    times = ((slot.starts, slot.ends) for slot in slots)
    return next((number for number, time in enumerate(times) if time == (starts, ends)), None)


def _closed(others: Iterable[Sitting], slots: Sequence[Slot]) -> dict[int, frozenset[int]]:
    closed: dict[int, set[int]] = {}
    for one in others:
        for number, slot in enumerate(slots):
            if overlap(one, slot):
                closed.setdefault(number, set()).add(one.table_number)
    return {number: frozenset(tables) for number, tables in closed.items()}


def _taken(
    found: Iterable[Engagement], slots: Sequence[Slot], movable: Sequence[Meeting], settled: Sequence[Meeting]
) -> dict[int, frozenset[int]]:
    """Whose slots are taken by what is not planned; a settled meeting takes its interpreter, its sides have it."""
    free = {one.id for one in movable}
    sides = {one.id: one.sides for one in settled}
    taken: dict[int, set[int]] = {}
    for one in found:
        planned = one.what == "meeting" and (
            one.subject_id in free or one.delegate_id in sides.get(one.subject_id, ())
        )
        if not planned:
            numbers = (number for number, slot in enumerate(slots) if overlap(one, slot))
            taken.setdefault(one.delegate_id, set()).update(numbers)
    return {person: frozenset(numbers) for person, numbers in taken.items()}


def _helpers(
    movable: Iterable[Meeting], people: Iterable[Speaker], every: Sequence[Speaker]
) -> dict[int, Sequence[int]]:
    speakers = {one.id: one for one in people}
    helpers: dict[int, Sequence[int]] = {}
    # Few pairs of languages, and many meetings: whoever speaks both is looked for once.
    known: dict[frozenset[frozenset[str]], list[int]] = {}
    for meeting in movable:
        one, other = (speakers.get(side, Speaker(side, (), "")) for side in meeting.sides)
        if not understand(one, other):
            languages = frozenset({one.speaks, other.speaks})
            if languages not in known:
                known[languages] = [helper.id for helper in able(every, one, other)]
            helpers[meeting.id] = [helper for helper in known[languages] if helper not in meeting.sides]
    return helpers
