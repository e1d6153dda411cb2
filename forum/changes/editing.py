"""What an organiser changes about a session in the chat: tried first, then done at once; told when it is released."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from forum.agenda import JOINED_KINDS
from forum.changes.looking import Preview, digest, pending, preview
from forum.changes.releasing import GATHERING, announce, forget_unheard
from forum.desk import Desk, Outcome, Work, outcome, refusal, use_case
from forum.meetings.reconciling import reconcile
from forum.seats import promote
from storage import changes, forums, session_edits, sessions
from storage.change_records import Draft
from storage.connection import Connection, Value
from storage.records import Session

LONGEST_PLACE = 200
"""As in the workbook: what is written here must be read back by an import."""

MOST_SEATS = 999_999

_LATEST = 100_000_000  # minutes since 1970: the year 2160


@dataclass(frozen=True, slots=True)
class Move:
    """Begin at another time; its length stays, and the stops of a visit move with it."""

    starts: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Another place; None in one language: as it is."""

    it: str | None
    ru: str | None


@dataclass(frozen=True, slots=True)
class Capacity:
    """Another number of seats; None for no limit. Nobody loses a seat."""

    seats: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Cancelled, or taking place after all."""

    cancelled: bool


Edit = Move | Place | Capacity | Standing


@dataclass(frozen=True, slots=True)
class Trial:
    """What an edit would do.

    `preview` is what people would be told then, None where all is again as they know it; `promoted` so many get a
    seat from the waiting list, `unplaced` so many agreed meetings lose their time.
    """

    preview: Preview | None
    promoted: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class Editable:
    """A session to be changed, what stands for it as it is shown, and what of it waits to be told."""

    session: Session
    shown: str
    pending: Preview | None


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
    """What an edit would do to whom, by doing it and taking it back; or why it cannot be done, as `edit` says it."""
    try:
        async with desk.database.write() as tx:
            _take_back(await _try(Work(tx, desk.clock(), desk.organisers), session_id, wanted, shown))
    except _Undo as undone:
        return undone.found
    raise AssertionError("a trial is always taken back")


def _take_back(found: Trial | Outcome) -> None:
    raise _Undo(found)


async def _try(work: Work, session_id: int, wanted: Edit, shown: str) -> Trial | Outcome:
    placed = await session_edits.placed(work.tx)
    came, promoted = await _edit(work, session_id, wanted, shown)
    if came.refused:
        return came
    found = (await preview(work.tx, session_id, silent=True)).previews
    return Trial(found[0] if found else None, promoted, placed - await session_edits.placed(work.tx))


@use_case
async def edit(work: Work, session_id: int, wanted: Edit, shown: str) -> Outcome:
    """Change a session at once; those concerned are told when that is released.

    `shown` stands for the session as it was shown. Outcome: session_edited (also where it was so already). Refusals:
    gone, session_changed, session_over, moved_into_past, outside_forum, not_a_number (most).
    """
    came, _ = await _edit(work, session_id, wanted, shown)
    if not came.refused:
        await forget_unheard(work)
        if await pending(work.tx, session_id):
            await announce(work, gathering=GATHERING)
    return came


async def _edit(work: Work, session_id: int, wanted: Edit, shown: str) -> tuple[Outcome, int]:
    session = await sessions.get(work.tx, session_id)
    face = await changes.face(work.tx, session_id)
    if session is None or face is None:
        return refusal("gone"), 0
    values = _values(work, session, wanted)
    if _holds(session, values):
        return outcome("session_edited"), 0
    changed = refusal("session_changed") if digest(face) != shown else None
    hindered = changed or await _hindrance(work, session, wanted)
    if hindered is not None:
        return hindered, 0
    await session_edits.write(work.tx, session_id, **values)
    if isinstance(wanted, Move):
        await _move_stops(work, session, wanted)
    return outcome("session_edited"), await _follow(work, session_id, wanted)


def _values(work: Work, session: Session, wanted: Edit) -> dict[str, Value | datetime]:
    match wanted:
        case Move():
            return {"starts": wanted.starts, "ends": wanted.starts + (session.ends - session.starts)}
        case Place():
            typed = {"place_it": wanted.it, "place_ru": wanted.ru}
            return {name: text for name, text in typed.items() if text is not None}
        case Capacity():
            return {"capacity": wanted.seats}
        case Standing():
            return {"cancelled_at": (session.cancelled_at or work.now) if wanted.cancelled else None}


def _holds(session: Session, values: Mapping[str, object]) -> bool:
    return all(getattr(session, name) == value for name, value in values.items())


async def _hindrance(work: Work, session: Session, wanted: Edit) -> Outcome | None:
    """Why a session cannot be changed so."""
    if isinstance(wanted, Move):
        forum = await forums.get(work.tx)
        ends = wanted.starts + (session.ends - session.starts)
        if wanted.starts < work.now:
            return refusal("moved_into_past")
        if forum is not None and not forum.starts <= wanted.starts < ends <= forum.ends:
            return refusal("outside_forum")
        return None
    if isinstance(wanted, Capacity) and session.kind not in JOINED_KINDS:
        return refusal("gone")
    if isinstance(wanted, Capacity) and (wanted.seats or 0) > MOST_SEATS:
        return refusal("not_a_number", most=MOST_SEATS)
    return refusal("session_over") if session.ends <= work.now else None


async def _move_stops(work: Work, session: Session, wanted: Move) -> None:
    by = wanted.starts - session.starts
    stops = await sessions.stops(work.tx, session.id)
    await session_edits.move_stops(work.tx, session.id, {stop.position: stop.at + by for stop in stops})


async def _follow(work: Work, session_id: int, wanted: Edit) -> int:
    """What a change brings with it, as an import does: seats that free, meetings; how many get a seat."""
    session = await sessions.get(work.tx, session_id)
    if session is None or isinstance(wanted, Place):
        return 0
    if not isinstance(wanted, Capacity):
        await reconcile(work)
    return 0 if isinstance(wanted, Move) else await promote(work, session)


@use_case
async def draft_place(
    work: Work, user_id: int, session_id: int, language: str, text: str, *, first: bool
) -> Outcome:
    """Keep what an organiser has typed of a session's new place in one language; the `first` one begins it anew.

    Outcome: place_drafted. Refusals: gone, empty, too_long (given, most).
    """
    place = _one_line(text)
    length = len(place.encode("utf-16-le")) // 2
    if not place:
        return refusal("empty")
    if length > LONGEST_PLACE:
        return refusal("too_long", given=length, most=LONGEST_PLACE)
    if await sessions.get(work.tx, session_id) is None:
        return refusal("gone")
    before = None if first else await drafted_place(work.tx, user_id, session_id)
    it, ru = (before.it, before.ru) if before else (None, None)
    it, ru = (place, ru) if language == "it" else (it, place)
    await session_edits.write_draft(work.tx, user_id, Draft(session_id, it, ru))
    return outcome("place_drafted")


async def drafted_place(connection: Connection, user_id: int, session_id: int) -> Place | None:
    """The new place as an organiser has typed it; None where they have not, or for another session."""
    found = await session_edits.draft(connection, user_id)
    if found is None or found.session_id != session_id or (found.place_it is None and found.place_ru is None):
        return None
    return Place(found.place_it, found.place_ru)


def _one_line(text: str) -> str:
    """A text in one line, without what cannot be seen but breaks the text around it, or the workbook."""
    hidden = {"Cc", "Cs", "Cf", "Cn", "Co"}
    return " ".join("".join(" " if unicodedata.category(sign) in hidden else sign for sign in text).split())


def seats_of(text: str) -> int | None:
    """A number of seats as typed; None for what is none."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > len(str(MOST_SEATS)):
        return None
    return int(digits)


def instant_of(minutes: int) -> datetime | None:
    """The instant of so many minutes since 1970, as a button holds it; None for what no button of ours holds."""
    return datetime.fromtimestamp(minutes * 60, UTC) if 0 < minutes < _LATEST else None
