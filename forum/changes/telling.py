"""What a message about changes says when it is sent: what then is still different for its reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.agenda import JOINED_KINDS, Entry, is_open, on_agenda
from forum.changes.difference import Difference, Face, difference, face_of, seen_by
from storage import changes, news
from storage.change_records import News
from storage.connection import Connection
from storage.records import Attended

_TAKES_TIME = frozenset({"new", "restored", "time"})


@dataclass(frozen=True, slots=True)
class Item:
    """A change as its reader sees it, whether they only wait for a seat, and what of theirs it now clashes with.

    `undone`: what the reader was told a moment ago does not hold any more, all is as it was before that.
    """

    change: Difference
    waiting: bool
    clashes: Sequence[Entry]
    undone: bool = False


async def recall(
    connection: Connection, delegate_id: int, key: str, language: str, now: datetime
) -> list[Item]:
    """What a delegate is told of, in the order of the programme; nothing where nothing is different any more."""
    found = [
        (one, seen)
        for one in await news.news(connection, delegate_id, key)
        if (seen := _seen(one, language)) is not None and not seen.over(now)
    ]
    within = [
        (seen.now.starts, seen.now.ends) for one, seen in found if _attends(one) and _TAKES_TIME & seen.what
    ]
    own: Sequence[Entry] = ()
    if within:
        span = min(starts for starts, _ in within), max(ends for _, ends in within)
        own = await on_agenda(connection, delegate_id, span)
    return [
        Item(seen, one.seat == "waiting", _clashes(one, seen, own), undone=one.restored == one.face)
        for one, seen in found
    ]


async def clashing(connection: Connection, facts: Mapping[str, Any]) -> Face | None:
    """The session with which a notice says that a meeting clashes; None where it clashes no more."""
    session_id, side = int(facts["session"]), int(facts["clashing"])
    if not await changes.still_clashes(connection, int(facts["meeting"]), session_id, side):
        return None
    face = await changes.face(connection, session_id)
    return face_of(face) if face else None


def _seen(one: News, language: str) -> Difference | None:
    found = difference(one.session_id, one.was, one.face)
    if found is None or (found.now.kind in JOINED_KINDS and one.seat is None and not one.guided):
        return None
    if found.now.kind not in JOINED_KINDS and one.absent:
        return None
    return seen_by(found, one.delegation, language)


def _attends(one: News) -> bool:
    return one.seat != "waiting"


def _clashes(one: News, seen: Difference, own: Sequence[Entry]) -> list[Entry]:
    if not _attends(one) or not _TAKES_TIME & seen.what:
        return []
    return [
        entry
        for entry in own
        if not (isinstance(entry, Attended) and (entry.id == one.session_id or entry.seat == "waiting"))
        and not is_open(entry)
        and seen.makes_clash(entry, one.delegation)
    ]
