"""What a change does to whom, before anybody is told."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.agenda import JOINED_KINDS, OPEN_KINDS, overlap
from forum.changes.difference import Difference, difference
from storage import changes
from storage.change_records import Change, Clash, Concerned, Neighbour, Overlap, Told
from storage.connection import Connection

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class Preview:
    """A change, how many people of each delegation it concerns, and what it breaks."""

    change: Difference
    people: Mapping[str, int]
    clashes: Sequence[Clash]
    overlaps: Sequence[Overlap]
    seated: int
    neighbours: Sequence[Neighbour] = ()

    @property
    def over(self) -> bool:
        """Whether more sit there than there are seats."""
        capacity = self.change.now.capacity
        joined = self.change.now.kind in JOINED_KINDS
        return joined and not self.change.now.cancelled and capacity is not None and self.seated > capacity

    @property
    def meetings(self) -> int:
        """How many agreed meetings it makes impossible."""
        return len({clash.meeting_id for clash in self.clashes})


@dataclass(frozen=True, slots=True)
class Waiting:
    """The changes that wait, the people they concern, each once, and what stands for exactly these changes."""

    previews: Sequence[Preview]
    people: Mapping[str, int]
    shown: str

    @property
    def number(self) -> int:
        """How many people are to be told."""
        return sum(self.people.values())


async def pending(
    connection: Connection, session_id: int = 0, *, among: Collection[int] | None = None, silent: bool = False
) -> list[tuple[Change, Difference]]:
    """The changes that wait, in the order of the programme; with a session (or some of them), its own alone.

    `silent`: also those of which nobody is to be told.
    """
    found = await changes.pending(connection)
    return [
        (one, different)
        for one in found
        if session_id in {0, one.session_id}
        and (among is None or one.session_id in among)
        and (different := difference(one.session_id, one.was, one.face)) is not None
        and (different.told or silent)
    ]


async def waiting(connection: Connection) -> int:
    """How many changes wait to be told."""
    return len(await pending(connection))


async def preview(
    connection: Connection, session_id: int = 0, *, among: Collection[int] | None = None, silent: bool = False
) -> Waiting:
    """Every change that waits, with whom it concerns and what it breaks; parameters as in `pending`."""
    found = await pending(connection, session_id, among=among, silent=silent)
    people = await changes.counts(connection, [whom(one) for _, one in found if one.told])
    moved = [one.session_id for _, one in found if _may_clash(one)]
    clashes = await changes.clashes(connection, moved) if moved else []
    overlaps = await changes.overlaps(connection, moved) if moved else []
    neighbours = await changes.neighbours(connection, [one.session_id for _, one in found])
    return Waiting(
        [
            Preview(
                one,
                {count.delegation: count.number for count in people if count.session_id == one.session_id},
                [each for each in clashes if each.session_id == one.session_id and _is_new(one, each)],
                [each for each in overlaps if each.session_id == one.session_id and one.makes_clash(each)],
                change.seated,
                [each for each in neighbours if each.session_id == one.session_id and _is_met(one, each)],
            )
            for change, one in found
        ],
        {count.delegation: count.number for count in people if count.session_id == 0},
        fingerprint([change for change, _ in found]),
    )


def _may_clash(one: Difference) -> bool:
    """Whether it may take place where it did not: people come and go in what is open."""
    return bool(one.what & {"new", "restored", "time", "audience"}) and one.now.kind not in OPEN_KINDS


def _is_new(one: Difference, clash: Clash) -> bool:
    return one.makes_clash(clash, clash.delegation)


def _is_met(one: Difference, other: Neighbour) -> bool:
    """Whether a session comes to be where and when another is, and was not before."""
    was = one.was
    if was is None or was.cancelled or not overlap(was, other):
        return True
    return was.place_it != other.place_it and was.place_ru != other.place_ru


async def number_told(connection: Connection, found: Collection[Difference]) -> int:
    """How many people these changes concern, each once."""
    counts = await changes.counts(connection, [whom(one) for one in found])
    return sum(count.number for count in counts if count.session_id == 0)


async def made_clashes(connection: Connection, found: Collection[Difference]) -> list[Clash]:
    """The agreed meetings that these changes make impossible, once for each side that attends the session."""
    by_session = {one.session_id: one for one in found if _may_clash(one)}
    clashes = await changes.clashes(connection, by_session) if by_session else []
    return [each for each in clashes if _is_new(by_session[each.session_id], each)]


async def people(connection: Connection, found: Difference, offset: int, most: int) -> list[Concerned]:
    """Whom a change concerns, some of them, by delegation and name."""
    return await changes.concerned(connection, whom(found), offset, most) if found.told else []


def whom(found: Difference, at: datetime = _EPOCH) -> Told:
    """Whom a change concerns, and from when on they may be told."""
    return Told(found.session_id, ",".join(found.delegations), at)


def fingerprint(found: Collection[Change]) -> str:
    """Eight characters that stand for what was shown: a release says what it releases."""
    return digest("\n".join(f"{one.session_id} {one.was} {one.face}" for one in found))


def digest(text: str) -> str:
    """Eight characters that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]
