"""What an organiser may change about a session, and why it sometimes cannot be: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.agenda import JOINED_KINDS
from forum.desk import Outcome, refusal
from storage.connection import Value
from storage.records import Forum, Session, Stop

MOST_SEATS = 999_999


@dataclass(frozen=True, slots=True)
class Move:
    """Begin at another time; its length stays, and the stops of a visit move with it."""

    starts: datetime


@dataclass(frozen=True, slots=True)
class Length:
    """End at another time; it begins when it does."""

    ends: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Another place; None in one language: as it is."""

    it: str | None
    ru: str | None


@dataclass(frozen=True, slots=True)
class Title:
    """Another title; None in one language: as it is."""

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


@dataclass(frozen=True, slots=True)
class StopTime:
    """A stop of a visit at another time, by its position."""

    position: int
    at: datetime


Edit = Move | Length | Place | Title | Capacity | Standing | StopTime

FREES = (Standing, Capacity, Length)
"""After these there may be seats for those who wait."""

TAKES_TIME = (Move, Length, Standing)
"""These change who is where when, and when meetings can be."""


def values(session: Session, wanted: Edit, now: datetime) -> dict[str, Value | datetime]:
    """The columns of a session that an edit gives other values."""
    match wanted:
        case Move():
            return {"starts": wanted.starts, "ends": wanted.starts + (session.ends - session.starts)}
        case Length():
            return {"ends": wanted.ends}
        case Place() | Title():
            name = "place" if isinstance(wanted, Place) else "title"
            typed = {f"{name}_it": wanted.it, f"{name}_ru": wanted.ru}
            return {column: text for column, text in typed.items() if text is not None}
        case Capacity():
            return {"capacity": wanted.seats}
        case Standing():
            return {"cancelled_at": (session.cancelled_at or now) if wanted.cancelled else None}
        case StopTime():
            return {}


def stop_times(session: Session, stops: Sequence[Stop], wanted: Edit) -> Mapping[int, datetime]:
    """The stops that an edit gives other times, by their positions."""
    if isinstance(wanted, Move):
        by = wanted.starts - session.starts
        return {stop.position: stop.at + by for stop in stops} if by else {}
    if isinstance(wanted, StopTime):
        found = {stop.position: stop.at for stop in stops}
        return {} if found.get(wanted.position) in {None, wanted.at} else {wanted.position: wanted.at}
    return {}


def holds(session: Session, stops: Sequence[Stop], wanted: Edit, now: datetime) -> bool:
    """Whether it is so already."""
    if isinstance(wanted, StopTime):
        return any((stop.position, stop.at) == (wanted.position, wanted.at) for stop in stops)
    return all(getattr(session, name) == value for name, value in values(session, wanted, now).items())


def hindrance(
    session: Session, stops: Sequence[Stop], wanted: Edit, now: datetime, forum: Forum | None
) -> Outcome | None:
    """Why a session cannot be changed so: the refusals of `editing.edit`."""
    match wanted:
        case Move():
            ends = wanted.starts + (session.ends - session.starts)
            return time_hindrance(wanted.starts, ends, wanted.starts, now, forum)
        case Length():
            return _length(session, stops, wanted, now, forum)
        case StopTime():
            return _stop(session, stops, wanted, now)
        case Capacity() if session.kind not in JOINED_KINDS:
            return refusal("gone")
        case Capacity() if (wanted.seats or 0) > MOST_SEATS:
            return refusal("not_a_number", most=MOST_SEATS)
        case _:
            return refusal("session_over") if session.ends <= now else None


def time_hindrance(
    starts: datetime, ends: datetime, chosen: datetime, now: datetime, forum: Forum | None
) -> Outcome | None:
    """Why nothing can take place then; `chosen` is the instant that somebody has just chosen."""
    if ends <= starts:
        return refusal("ends_first")
    if chosen < now:
        return refusal("moved_into_past")
    if forum is not None and not forum.starts <= starts < ends <= forum.ends:
        return refusal("outside_forum")
    return None


def _length(
    session: Session, stops: Sequence[Stop], wanted: Length, now: datetime, forum: Forum | None
) -> Outcome | None:
    if session.ends <= now:
        return refusal("session_over")
    last = max((stop.at for stop in stops), default=None)
    # As in the workbook: the stops of a visit lie within it.
    if last is not None and wanted.ends < last <= session.ends:
        return refusal("ends_before_stop")
    return time_hindrance(session.starts, wanted.ends, wanted.ends, now, forum)


def _stop(session: Session, stops: Sequence[Stop], wanted: StopTime, now: datetime) -> Outcome | None:
    mine = next((stop for stop in stops if stop.position == wanted.position), None)
    if mine is None:
        return refusal("gone")
    if session.ends <= now:
        return refusal("session_over")
    if wanted.at < now:
        return refusal("moved_into_past")
    if not min(session.starts, mine.at) <= wanted.at <= max(session.ends, mine.at):
        return refusal("stop_outside_visit")
    before = [stop.at for stop in stops if stop.position < wanted.position]
    after = [stop.at for stop in stops if stop.position > wanted.position]
    if any(at > wanted.at for at in before) or any(at < wanted.at for at in after):
        return refusal("stop_out_of_order")
    return None
