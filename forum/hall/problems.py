"""From the Meeting Point to a planning problem, and from its answer to a plan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from time import monotonic

from forum.hall.plans import Placement, Plan, Unplaced, concerned
from forum.hall.tasks import FEW, Task
from forum.planning import Answer, Meeting, Person, Problem, Progress
from forum.planning.score import breaks
from storage.meeting_records import Meeting as Agreed

_HAS_A_TIME = 10
"""The priority of a meeting that has a time: one that has none yet does not put it out."""

CROWDED = "crowded"
"""Why there is no place: in the slots in which both are there, one or the other has other meetings."""


def problem_of(task: Task, staying: Collection[int] = ()) -> Problem:
    """The planning problem of a task; movable meetings among those `staying` stay where they are, as they are."""
    settled = [*task.settled, *(one for one in task.movable if one.id in staying)]
    movable = [one for one in task.movable if one.id not in staying]
    slots = {one.id: task.slot_of(one.starts, one.ends) for one in (*settled, *movable)}
    settled = [one for one in settled if slots[one.id] is not None]
    highest = max((one.table_number or 0 for one in settled), default=0)
    tables = max(task.tables, highest, 1)
    closed = _closed(task, settled, tables)
    return Problem(
        slots=len(task.slots),
        tables=tables,
        meetings=[
            *(_fixed(one, slots[one.id]) for one in settled),
            *(_movable(task, one, slots[one.id], closed) for one in movable),
        ],
        participants=_participants(task, settled, movable),
        interpreters=_interpreters(task, settled),
        taken_tables=closed,
    )


def _fixed(one: Agreed, slot: int | None) -> Meeting:
    return Meeting(str(one.id), _sides(one), slot=slot, table=one.table_number, priority=_HAS_A_TIME)


def _movable(task: Task, one: Agreed, slot: int | None, closed: dict[int, frozenset[int]]) -> Meeting:
    helpers = task.helpers.get(one.id)
    meeting = Meeting(
        str(one.id),
        _sides(one),
        interpreter=helpers is not None,
        able=None if helpers is None else frozenset(map(str, helpers)),
        priority=1 if one.starts is None else _HAS_A_TIME,
    )
    if slot is None:
        return meeting
    return replace(
        meeting,
        now=slot,
        was=slot if task.scope == FEW else None,
        table=one.table_number if one.table_number not in closed.get(slot, ()) else None,
        helper=str(one.interpreter_id or "") or None,
    )


def _sides(one: Agreed) -> tuple[str, str]:
    return str(one.inviter_id), str(one.invitee_id)


def _closed(task: Task, settled: Iterable[Agreed], tables: int) -> dict[int, frozenset[int]]:
    """The tables that are not to be had in a slot; whoever stays at one that the hall has no more, stays."""
    sitting = {(one.starts, one.table_number) for one in settled}
    beyond = frozenset(range(task.tables + 1, tables + 1))
    closed = {}
    for number, slot in enumerate(task.slots):
        not_there = beyond | task.closed.get(number, frozenset())
        closed[number] = frozenset(one for one in not_there if (slot.starts, one) not in sitting)
    return closed


def _participants(task: Task, settled: Iterable[Agreed], movable: Iterable[Agreed]) -> list[Person]:
    """Everybody, with when they are elsewhere; where they have a meeting all the same, they have said they come."""
    coming: dict[int, set[int | None]] = {}
    for one in settled:
        for side in one.sides:
            coming.setdefault(side, set()).add(task.slot_of(one.starts, one.ends))
    people = {side: None for one in (*settled, *movable) for side in one.sides}
    return [
        Person(str(side), frozenset(task.taken.get(side, frozenset()) - coming.get(side, set())))
        for side in people
    ]


def _interpreters(task: Task, settled: Iterable[Agreed]) -> list[Person]:
    helping: dict[int, set[int]] = {}
    for one in settled:
        slot = task.slot_of(one.starts, one.ends)
        if one.interpreter_id is not None and slot is not None:
            helping.setdefault(one.interpreter_id, set()).add(slot)
    every = {helper: None for helpers in task.helpers.values() for helper in helpers}
    return [
        Person(str(one), task.taken.get(one, frozenset()) | frozenset(helping.get(one, ()))) for one in every
    ]


Search = Callable[..., Answer]


def planned(
    task: Task, search: Search, seconds: float, progress: Callable[[Progress], None], stop: Callable[[], bool]
) -> Plan:
    """The plan of a task. `search` is `forum.planning.planning.plan`, which brings OR-tools along.

    A meeting that has a time never loses it: one for which no place was found (an interpreter lacks, or somebody is
    elsewhere) stays where it is, and the others are planned around it.
    """
    began, staying, since = monotonic(), set[int](), 0.0
    timed = {one.id for one in task.movable if _has_slot(task, one)}

    def tell(one: Progress) -> None:
        progress(replace(one, seconds=since + one.seconds))

    while True:
        since = monotonic() - began
        left = max(seconds - since, seconds / 10)
        answer = search(problem_of(task, staying), seconds=left, progress=tell, stop=stop)
        lost = timed & {int(name) for name in answer.unplaced}
        if not lost:
            return _plan(task, answer, monotonic() - began)
        staying = timed if staying else lost


def _has_slot(task: Task, one: Agreed) -> bool:
    return task.slot_of(one.starts, one.ends) is not None


def _plan(task: Task, answer: Answer, seconds: float) -> Plan:
    known = {one.id: one for one in task.movable}
    found = [
        _placement(task, known[int(one.meeting)], one.slot, one.table, one.interpreter)
        for one in answer.assignments
        if int(one.meeting) in known
    ]
    placements = [
        one for one in sorted(found, key=lambda each: each.starts) if one.changes(known[one.meeting_id])
    ]
    unplaced = [
        Unplaced(int(name), known[int(name)].sides, _reason(reason.kind, reason.possible))
        for name, reason in answer.unplaced.items()
    ]
    return Plan(
        status=answer.status,
        placements=placements,
        unplaced=unplaced,
        placed=answer.placed,
        total=answer.placed + len(unplaced),
        moved=sum(1 for one in placements if one.moves),
        breaks=answer.breaks,
        bound=answer.bound,
        before=_breaks_now(task),
        most_breaks=answer.most_breaks,
        idle=answer.idle,
        people=len(concerned([(one, known[one.meeting_id]) for one in placements], unplaced)),
        seconds=seconds,
    )


def _placement(task: Task, meeting: Agreed, slot: int, table: int, interpreter: str | None) -> Placement:
    return Placement(
        meeting.id,
        meeting.revision,
        task.slots[slot].starts,
        task.slots[slot].ends,
        table,
        None if interpreter is None else int(interpreter),
        meeting.starts,
        meeting.interpreter_id,
    )


def _reason(kind: str, possible: Sequence[int]) -> str:
    return CROWDED if kind == "no_common_slot" and possible else kind


def _breaks_now(task: Task) -> int:
    masks: dict[int, int] = {}
    for one in (*task.settled, *task.movable):
        slot = task.slot_of(one.starts, one.ends)
        for side in one.sides if slot is not None else ():
            masks[side] = masks.get(side, 0) | 1 << (slot or 0)
    return sum(map(breaks, masks.values()))
