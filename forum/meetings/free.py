"""When two people can meet: both free, a table of the Meeting Point, and an interpreter where one is needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from forum.agenda import Interval, overlap
from forum.meetings.languages import able, understand
from forum.meetings.slots import Slot, cut
from storage import forums, meeting_hall
from storage.connection import Connection
from storage.meeting_records import Engagement, HallUse, Meeting, Speaker


@dataclass(frozen=True, slots=True)
class Choice:
    """A slot for two people: `hindrance` says what stands in the way, '' where nothing does.

    'you' (the first of the two is taken), 'partner', 'no_interpreter', 'tables_full'.
    """

    starts: datetime
    ends: datetime
    hindrance: str


@dataclass(frozen=True, slots=True)
class Hall:
    """What is known of the Meeting Point when two people look for a time.

    `taken` are the engagements of the two and of the `interpreters` who could help them (None: none is needed).
    `scheduling` says who plans: 'instant' (the two), 'planned' (the organisers), 'both'.
    """

    slots: Sequence[Slot]
    sides: tuple[int, int]
    tables: int
    use: Sequence[HallUse] = ()
    taken: Mapping[int, Sequence[Interval]] = field(default_factory=dict)
    interpreters: Sequence[int] | None = None
    scheduling: str = "both"

    @property
    def interpreted(self) -> bool:
        """Whether the two need an interpreter."""
        return self.interpreters is not None

    def choices(self) -> list[Choice]:
        """Every coming slot, with what stands in the way."""
        return [Choice(slot.starts, slot.ends, self.hindrance(slot)) for slot in self.slots]

    def hindrance(self, slot: Slot) -> str:
        """What stands in the way of a slot, '' where nothing does."""
        if not self.is_free(self.sides[0], slot):
            return "you"
        if not self.is_free(self.sides[1], slot):
            return "partner"
        if sum(one.tables for one in self.use if overlap(one, slot)) >= self.tables:
            return "tables_full"
        return "" if self.interpreters is None or self.helpers(slot) else "no_interpreter"

    def helpers(self, slot: Slot) -> list[int]:
        """The interpreters who are free and could help."""
        return [one for one in self.interpreters or () if self.is_free(one, slot)]

    def is_free(self, person: int, slot: Slot) -> bool:
        """Whether nothing of a person's takes place during a slot."""
        return not any(overlap(one, slot) for one in self.taken.get(person, ()))

    def at(self, starts: datetime) -> Slot | None:
        """The coming slot that starts then."""
        return next((slot for slot in self.slots if slot.starts == starts), None)


async def hall(
    connection: Connection,
    sides: tuple[int, int],
    now: datetime,
    *,
    ignoring: int = 0,
    among: Collection[datetime] = (),
) -> Hall:
    """What is known of the Meeting Point for these two; the meeting `ignoring` takes no place in it.

    `among`: only the slots that start then, which takes a quarter of the time; none: all that come.
    """
    forum = await forums.get(connection)
    if forum is None:
        return Hall((), sides, 0)
    points = await meeting_hall.meeting_points(connection)
    coming = [slot for slot in cut(points, forum.slot_minutes) if slot.starts > now]
    slots = [slot for slot in coming if not among or slot.starts in among]
    helpers = await _helpers(connection, sides)
    if not slots:
        return Hall((), sides, forum.meeting_tables, interpreters=helpers, scheduling=forum.scheduling)
    since, until = slots[0].starts, slots[-1].ends
    found = await meeting_hall.engagements(connection, [*sides, *(helpers or ())], since, until)
    return Hall(
        slots,
        sides,
        forum.meeting_tables,
        await meeting_hall.use(connection, since, besides=ignoring),
        _by_person(one for one in found if (one.what, one.subject_id) != ("meeting", ignoring)),
        helpers,
        forum.scheduling,
    )


def _by_person(found: Iterable[Engagement]) -> dict[int, list[Engagement]]:
    taken: dict[int, list[Engagement]] = {}
    for one in found:
        taken.setdefault(one.delegate_id, []).append(one)
    return taken


async def _helpers(connection: Connection, sides: tuple[int, int]) -> list[int] | None:
    """The interpreters who could help the two; None where they need none."""
    found = {one.id: one for one in await meeting_hall.speakers(connection, sides)}
    one, other = (found.get(side, Speaker(side, (), "")) for side in sides)
    if understand(one, other):
        return None
    return [helper.id for helper in able(await meeting_hall.interpreters(connection), one, other)]


async def free_helpers(connection: Connection, meeting: Meeting) -> list[int] | None:
    """The interpreters who could help at a meeting's time, whether or not it is a slot; None where none is needed."""
    helpers = await _helpers(connection, meeting.sides)
    if helpers is None or meeting.starts is None or meeting.ends is None:
        return helpers
    taken = await meeting_hall.engagements(connection, helpers, meeting.starts, meeting.ends)
    busy = {one.delegate_id for one in taken if (one.what, one.subject_id) != ("meeting", meeting.id)}
    return [one for one in helpers if one not in busy]


async def choices(
    connection: Connection, one_id: int, other_id: int, now: datetime, *, ignoring: int = 0
) -> list[Choice]:
    """Every coming slot for two people, with what stands in the way; `ignoring` is their own meeting, if any."""
    return (await hall(connection, (one_id, other_id), now, ignoring=ignoring)).choices()
