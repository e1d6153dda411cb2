"""What must hold of meetings, whatever has happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import combinations

from tests.forum.meetings.ledger import Ledger, Met

MOST_TIMES = 3


def invariants(ledger: Ledger, latest: datetime) -> Iterator[str]:
    """Whatever is wrong; `latest` is the furthest that the clock has been.

    What had begun when the forum changed stays as it was.
    """
    yield from _at_once(ledger)
    for meeting in ledger.meetings.values():
        begun = meeting.starts is not None and meeting.starts <= latest
        yield from _awaited(ledger, meeting)
        yield from _proposed(ledger, meeting, None if begun else latest)
        if (
            meeting.awaits is None
            and meeting.ends
            and meeting.ends > latest
            and meeting.nudge != meeting.ends
        ):
            yield f"nobody will be asked what became of it: {meeting}"
        if meeting.open and not begun:
            yield from _coming(ledger, meeting)


def _at_once(ledger: Ledger) -> Iterator[str]:
    meetings = list(ledger.meetings.values())
    for one, other in combinations(meetings, 2):
        if one.span is not None and other.span is not None and one.span.meets(other.span):
            if set(one.people) & set(other.people):
                yield f"somebody is in two meetings at once: {one} {other}"
            if one.table == other.table:
                yield f"two meetings at one table at once: {one} {other}"
    pairs = [frozenset(meeting.sides) for meeting in meetings if meeting.open]
    if len(pairs) != len(set(pairs)):
        yield f"two open meetings of a pair: {pairs}"
    placed = [meeting for meeting in meetings if meeting.span is not None]
    booked = {(person, meeting.span, meeting.id) for meeting in placed for person in meeting.people}
    if booked != ledger.bookings:
        yield f"bookings are not the meetings: {booked ^ ledger.bookings}"


def _awaited(ledger: Ledger, meeting: Met) -> Iterator[str]:
    if meeting.starts is not None and meeting.state not in {"agreed", "held", "missed"}:
        yield f"a time in the wrong state: {meeting}"
    if meeting.state == "asked" and meeting.awaits not in meeting.sides:
        yield f"asked, and nobody's answer is awaited: {meeting}"
    if not meeting.open and meeting.awaits is not None:
        yield f"over, and an answer is awaited: {meeting}"
    if meeting.lapses is not None and meeting.awaits is None:
        yield f"nothing is awaited and lapses: {meeting}"
    if meeting.lapses is None and ledger.times.get(meeting.id):
        yield f"an answer is awaited for ever: {meeting}"
    if meeting.awaits is not None and meeting.starts and meeting.lapses and meeting.lapses > meeting.starts:
        yield f"a move is awaited after the meeting: {meeting}"


def _proposed(ledger: Ledger, meeting: Met, since: datetime | None) -> Iterator[str]:
    times = ledger.times.get(meeting.id, set())
    if times and meeting.awaits is None:
        yield f"times proposed to nobody: {meeting} {times}"
    if meeting.state == "agreed" and meeting.awaits is not None and not times:
        yield f"a move to no time: {meeting}"
    if len(times) > MOST_TIMES:
        yield f"too many times: {meeting} {times}"
    known = {slot.starts for slot in ledger.slots}
    if since is not None and any(time > since and time not in known for time in times):
        yield f"a time proposed that is no slot: {meeting} {times}"


def _coming(ledger: Ledger, meeting: Met) -> Iterator[str]:
    sides = [ledger.people[side] for side in meeting.sides]
    if not all(side.here and side.role == "delegate" for side in sides):
        yield f"a meeting of somebody who does not take part: {meeting} {sides}"
    if meeting.interpreted == ledger.understand(meeting):
        yield f"wrong about the languages: {meeting} {sides}"
    if meeting.span is None:
        return
    if meeting.span not in ledger.slots:
        yield f"at a time that is no slot: {meeting}"
    if meeting.table is None or not 1 <= meeting.table <= ledger.tables:
        yield f"at a table that there is not: {meeting}"
    if meeting.interpreter is None:
        return
    if ledger.understand(meeting):
        yield f"an interpreter for people who understand each other: {meeting}"
    if not ledger.could_interpret(meeting.interpreter, meeting.sides):
        yield f"an interpreter who cannot help: {meeting} {ledger.people[meeting.interpreter]}"
    if any(span.meets(meeting.span) for span in ledger.unavailable.get(meeting.interpreter, ())):
        yield f"an interpreter who is not there: {meeting}"
