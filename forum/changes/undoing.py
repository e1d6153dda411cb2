"""Undoing what an organiser did a moment ago: all is as it was; whoever was told already is told that, too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from forum.agenda import JOINED_KINDS
from forum.changes.difference import Face, face_of
from forum.changes.editing import follow
from forum.changes.looking import pending
from forum.changes.partners import reassure
from forum.changes.releasing import announce, forget_unheard, let_go
from forum.changes.spreading import GATHERING, spread
from forum.changes.steps import UNDO, record
from forum.changes.unplacing import place_again, unplaced
from forum.desk import Desk, Outcome, Work, outcome, refusal, use_case
from storage import changes, session_edits, sessions, steps
from storage.connection import Value
from storage.records import Session
from storage.session_edits import Line
from storage.steps import Step, StepFace


async def undo(desk: Desk, step_id: int) -> Outcome:
    """Undo an edit or a release, whoever did it, within a minute.

    What was released and has not gone out is never told; whoever has it gets a message that it does not hold. Seats
    that were given stay given; meetings that lost their time have it again where it is still free. Outcomes:
    change_undone or, of a release, release_undone (session: where it was about one alone, else 0; also where it was
    undone already). Refusals: gone, undo_too_late, undo_overtaken, where one of its sessions has been changed since.
    """
    await spread(desk)
    return await _undo(desk, step_id)


@use_case
async def _undo(work: Work, step_id: int) -> Outcome:
    step = await steps.get(work.tx, step_id)
    if step is None or step.what == "undo":
        return refusal("gone")
    faces = await steps.faces(work.tx, step_id)
    alone = faces[0].session_id if len(faces) == 1 else 0
    done = outcome("release_undone" if step.what == "release" else "change_undone", session=alone)
    if step.undone_at is not None:
        return done
    hindered = await _hindrance(work, step, faces)
    if hindered is not None:
        return hindered
    await _put_back(work, step, faces)
    await steps.undone(work.tx, step_id, work.now)
    numbers = [one.session_id for one in faces]
    if step.what == "release":
        await let_go(work, await pending(work.tx, among=numbers, silent=True), undoes=True)
        await reassure(work, numbers, step.at)
        return done
    await forget_unheard(work, numbers)
    if await pending(work.tx, among=numbers):
        await announce(work, gathering=GATHERING)
    return done


async def _hindrance(work: Work, step: Step, faces: Sequence[StepFace]) -> Outcome | None:
    if work.now >= step.at + UNDO:
        return refusal("undo_too_late")
    now = await changes.faces(work.tx)
    if any(now.get(one.session_id) != one.now for one in faces):
        return refusal("undo_overtaken")
    return refusal("undo_overtaken") if await steps.overtaken(work.tx, step.id) else None


async def _put_back(work: Work, step: Step, faces: Sequence[StepFace]) -> None:
    for one in faces:
        await _restore(work, one)
    joined = [one.session_id for one in faces if face_of(one.now).kind in JOINED_KINDS]
    await follow(work, takes_time=True, freed=joined)
    for meeting in unplaced(step.unplaced):
        await place_again(work, meeting)
    await record(work, "undo", [StepFace(one.session_id, one.now, one.was) for one in faces])


async def _restore(work: Work, one: StepFace) -> None:
    session = await sessions.get(work.tx, one.session_id)
    if session is None:
        return
    if not one.was:
        # Nobody knew of it: a number that somebody may hold must not come to mean another session.
        await session_edits.write(work.tx, session.id, {"cancelled_at": work.now})
        return
    was, now = face_of(one.was), face_of(one.now)
    await session_edits.write(work.tx, session.id, _values(session, was, work.now))
    if was.stops != now.stops:
        await _restore_stops(work, session.id, was, now)


def _values(session: Session, was: Face, now: datetime) -> dict[str, Value | datetime]:
    return {
        "kind": was.kind,
        "title_it": was.title_it,
        "title_ru": was.title_ru,
        "starts": was.starts,
        "ends": was.ends,
        "place_it": was.place_it,
        "place_ru": was.place_ru,
        "capacity": was.capacity,
        "audience": was.audience,
        "cancelled_at": (session.cancelled_at or now) if was.cancelled else None,
    }


async def _restore_stops(work: Work, session_id: int, was: Face, now: Face) -> None:
    before = [(stop.kind, stop.place_it, stop.place_ru) for stop in was.stops]
    after = [(stop.kind, stop.place_it, stop.place_ru) for stop in now.stops]
    if before == after:
        stops = await sessions.stops(work.tx, session_id)
        times = {stop.position: old.at for stop, old in zip(stops, was.stops, strict=True)}
        await session_edits.move_stops(work.tx, session_id, times)
        return
    lines = [Line(stop.kind, stop.place_it, stop.place_ru, stop.at) for stop in was.stops]
    await session_edits.replace_stops(work.tx, session_id, lines)
