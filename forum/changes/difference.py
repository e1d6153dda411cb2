"""What is different about a session from what people were last told: pure."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from forum.agenda import JOINED_KINDS, Interval, overlap
from storage.instants import from_sql

DELEGATIONS = ("it", "ru")

_NOT_TOLD = frozenset({"capacity"})
"""What concerns organisers alone."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of a visit's bus, as people know it."""

    kind: str
    place_it: str
    place_ru: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Face:
    """A session as those concerned know it."""

    kind: str
    title_it: str
    title_ru: str
    starts: datetime
    ends: datetime
    place_it: str
    place_ru: str
    capacity: int | None
    audience: str
    cancelled: bool
    stops: tuple[Stop, ...]

    @property
    def begins(self) -> datetime:
        """When one has to be there: when the bus leaves, where one does."""
        return next((stop.at for stop in self.stops if stop.kind == "departure"), self.starts)

    def meant_for(self, delegation: str) -> bool:
        """Whether a delegation attends it without having joined."""
        return self.audience in {"all", delegation}


@dataclass(frozen=True, slots=True)
class Difference:
    """A session that is not as people know it. `was` None: it is new; `what` names what is different.

    'new', 'cancelled', 'restored', or some of 'time', 'place', 'title', 'stops', 'audience' and 'capacity' (which
    concerns organisers only). To somebody for whom it is no longer meant: 'gone'.
    """

    session_id: int
    was: Face | None
    now: Face
    what: frozenset[str]

    @property
    def told(self) -> bool:
        """Whether those concerned are told."""
        return bool(self.what - _NOT_TOLD)

    @property
    def faces(self) -> tuple[Face, ...]:
        """What people know, and what holds."""
        return (self.now,) if self.was is None else (self.was, self.now)

    @property
    def delegations(self) -> tuple[str, ...]:
        """Which delegations a change of what everybody attends concerns."""
        if self.what - _NOT_TOLD == {"audience"}:
            return tuple(one for one in DELEGATIONS if len({face.meant_for(one) for face in self.faces}) > 1)
        return tuple(one for one in DELEGATIONS if any(face.meant_for(one) for face in self.faces))

    def over(self, now: datetime) -> bool:
        """Whether nobody is waiting for it any more, neither as they know it nor as it is."""
        return all(face.ends <= now for face in self.faces)

    def needed_by(self, now: datetime) -> datetime:
        """When somebody who does not know of it would first be wrong."""
        return min((face.begins for face in self.faces if face.begins >= now), default=now)

    def makes_clash(self, other: Interval, delegation: str = "") -> bool:
        """Whether somebody (of a delegation) who attends it is taken by it when they were not before."""
        was = self.was
        if self.now.cancelled or not overlap(self.now, other):
            return False
        attended = was is not None and not was.cancelled and _attended(was, delegation)
        return was is None or not attended or not overlap(was, other)


def _attended(face: Face, delegation: str) -> bool:
    return face.kind in JOINED_KINDS or not delegation or face.meant_for(delegation)


def face_of(text: str) -> Face:
    """Read a face from the database."""
    known: dict[str, Any] = json.loads(text)
    stops = tuple(Stop(kind, it, ru, from_sql(at)) for kind, it, ru, at in known["stops"])
    return Face(
        **known
        | {
            "starts": from_sql(known["starts"]),
            "ends": from_sql(known["ends"]),
            "cancelled": bool(known["cancelled"]),
            "stops": stops,
        }
    )


def difference(session_id: int, was: str, face: str) -> Difference | None:
    """What is different between two faces ('' for one there was not), or None: it is as it was."""
    known, now = face_of(was) if was else None, face_of(face)
    what = what_differs(known, now)
    return Difference(session_id, known, now, what) if what else None


def what_differs(was: Face | None, now: Face) -> frozenset[str]:
    """What is different between two faces, as in `Difference`."""
    if was is None:
        return frozenset() if now.cancelled else frozenset({"new"})
    if was.cancelled != now.cancelled:
        return frozenset({"cancelled" if now.cancelled else "restored"})
    if now.cancelled:
        return frozenset()
    compared = {
        "time": (was.starts, was.ends) != (now.starts, now.ends),
        "place": (was.place_it, was.place_ru) != (now.place_it, now.place_ru),
        "title": (was.title_it, was.title_ru) != (now.title_it, now.title_ru),
        "stops": was.stops != now.stops,
        "capacity": was.capacity != now.capacity,
        "audience": was.audience != now.audience and now.kind not in JOINED_KINDS,
    }
    return frozenset(name for name, different in compared.items() if different)


def seen_by(found: Difference, delegation: str, language: str) -> Difference | None:
    """What a change means to somebody of a delegation: what was meant for the others is new, or gone.

    What is another text in the other language only is none to them. None: nothing is.
    """
    now, was = found.now, found.was
    if was is None:
        return found
    before, after = _attended(was, delegation), _attended(now, delegation)
    if before and after:
        return _read_in(replace(found, what=found.what - {"audience"}), language)
    if was.cancelled or now.cancelled:
        # Cancelled, it is on nobody's agenda: only who knew of it learns that, or that it is there now.
        told = (before and "cancelled" in found.what) or (after and "restored" in found.what)
    else:
        told = before or after
    if not told:
        return None
    if before:
        return found if now.cancelled else replace(found, what=frozenset({"gone"}))
    return replace(found, what=frozenset({"new"}), was=None)


def _read_in(found: Difference, language: str) -> Difference | None:
    was, now = found.was or found.now, found.now
    same = {
        "place": getattr(was, f"place_{language}") == getattr(now, f"place_{language}"),
        "title": getattr(was, f"title_{language}") == getattr(now, f"title_{language}"),
        "stops": _stops(was, language) == _stops(now, language),
    }
    what = found.what - _NOT_TOLD - {name for name, holds in same.items() if holds}
    return replace(found, what=what) if what else None


def _stops(face: Face, language: str) -> list[tuple[str, str, datetime]]:
    return [(stop.kind, getattr(stop, f"place_{language}"), stop.at) for stop in face.stops]
