"""Finding people: who looks for whom, whom a typed text means, and all a card shows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Unpack

from forum.meetings.acting import Actor, acting_side
from forum.meetings.free import Choice, choices
from forum.meetings.languages import understand
from forum.meetings.seeing import may_see
from forum.search import Filters, Hit, find, other_script
from forum.suggestions import Suggestion, suggest
from storage import meetings, people
from storage.connection import Connection
from storage.meeting_records import Meeting, Speaker
from storage.people import Part, Presented
from storage.records import Delegate
from storage.search import Wanted

EXACT, SURE, LIKELY = 10_000, 8_500, 3_000
"""The score of exactly what was typed; from which on a single hit is whom somebody meant; is worth showing at all."""

_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Looker:
    """Who looks for people.

    `side_id` is the delegate for whom they look (0: an organiser who is none), `acting` the same where that is
    somebody else, otherwise 0. `audience` is the delegation whose programme they see; None: all of it.
    """

    actor: Actor
    side_id: int
    acting: int
    language: str
    audience: str | None

    @property
    def wanted(self) -> Wanted:
        """Whom they may find."""
        return self.among()

    def among(self, **filters: Unpack[Filters]) -> Wanted:
        """Whom they may find with something in common."""
        chosen: dict[str, str | int | None] = {
            "thematic_table": filters.get("thematic_table"),
            "kind": filters.get("kind"),
            "region": filters.get("region"),
            "delegation": filters.get("delegation"),
        }
        return Wanted(self.side_id, fresh=True, filters=chosen, everybody=self.actor.organiser)


async def looker(
    connection: Connection, actor: Actor, acting: int, language: str, audience: str | None
) -> Looker | None:
    """Who looks, for themselves or for `acting`; None where they may not act for them."""
    if acting in {0, actor.delegate_id}:
        return oneself(actor, language, audience)
    side_id = await acting_side(connection, actor, acting)
    return None if side_id is None else Looker(actor, side_id, side_id, language, audience)


def oneself(actor: Actor, language: str, audience: str | None) -> Looker:
    """Who looks for themselves."""
    return Looker(actor, actor.delegate_id or 0, 0, language, audience)


async def matching(
    connection: Connection,
    looker: Looker,
    text: str,
    *,
    most: int,
    offset: int = 0,
    hidden: bool = True,
    **filters: Unpack[Filters],
) -> list[Hit]:
    """Whom somebody may find that are like a text, the likest first; everybody by surname for no words.

    Not `hidden`: only those who show themselves, also for an organiser.
    """
    return await find(
        connection,
        text,
        viewer=looker.side_id,
        most=most,
        offset=offset,
        everybody=hidden and looker.actor.organiser,
        language=looker.language,
        **filters,
    )


async def suggested(
    connection: Connection, looker: Looker, *, most: int, offset: int = 0
) -> list[Suggestion]:
    """Whom somebody may want to meet, and why; nobody with whom there is a request or a meeting already."""
    without = await people.partners(connection, looker.side_id)
    return await suggest(connection, looker.side_id, most=most, offset=offset, without=without)


def meant(hits: Sequence[Hit]) -> Hit | None:
    """Whom somebody meant who typed a name: the one who is called exactly so, or the only one who comes close."""
    exact = [hit for hit in hits if hit.score >= EXACT]
    if len(exact) == 1:
        return exact[0]
    return hits[0] if len(hits) == 1 and hits[0].score >= SURE else None


def likely(hits: Sequence[Hit]) -> list[Hit]:
    """Without those of whom hardly anything was typed."""
    return [hit for hit in hits if hit.score >= LIKELY]


def digits_of(region: str) -> str:
    """Eight hexadecimal digits that stand for a region in a button."""
    return hashlib.sha256(region.encode()).hexdigest()[:_DIGITS]


async def region_of(connection: Connection, looker: Looker, digits: str) -> str | None:
    """The region for which digits stand; None where nobody whom somebody may find comes from there."""
    found = await people.regions(connection, looker.wanted)
    return next((share.value for share in found if digits_of(share.value) == digits), None)


async def presented(connection: Connection, looker: Looker) -> list[Presented]:
    """The projects whose presenters somebody may find."""
    return await people.presented(connection, looker.wanted, looker.audience)


@dataclass(frozen=True, slots=True)
class Card:
    """All that a card shows of a person.

    `side` is the delegate for whom one looks (None: an organiser who is none); `free` are the times both have,
    `meeting` the request or the meeting between them; `acts` says whether the reader may act for the person.
    """

    person: Delegate
    name_other: str
    side: Delegate | None
    parts: Sequence[Part]
    meeting: Meeting | None
    free: Sequence[Choice]
    acts: bool

    @property
    def own(self) -> bool:
        """Whether it is the card of whom one looks for."""
        return self.side is not None and self.side.id == self.person.id

    @property
    def interpreted(self) -> bool:
        """Whether the two need an interpreter to meet."""
        if self.side is None or not can_meet(self.side, self.person):
            return False
        return not understand(_speaker(self.side), _speaker(self.person))

    @property
    def can_be_asked(self) -> bool:
        """Whether a meeting can be asked for: the two can meet, and none is under way."""
        return self.meeting is None and can_meet(self.side, self.person)


def can_meet(side: Delegate | None, person: Delegate) -> bool:
    """Whether the two are delegates who may meet at the Meeting Point, and not one and the same."""
    return side is not None and side.id != person.id and {side.role, person.role} == {"delegate"}


def _speaker(delegate: Delegate) -> Speaker:
    return Speaker(delegate.id, delegate.languages, delegate.delegation)


async def card(connection: Connection, looker: Looker, person_id: int, now: datetime) -> Card | None:
    """The card of a person; None where they do not take part or are not to be seen."""
    if not await may_see(connection, looker.side_id, person_id, organiser=looker.actor.organiser):
        return None
    found = await people.some(connection, {person_id, looker.side_id})
    person, side = found[person_id], found.get(looker.side_id)
    meeting, free = None, list[Choice]()
    if can_meet(side, person):
        meeting, free = await _between(connection, looker.side_id, person_id, now)
    return Card(
        person,
        person.name_other or other_script(person.name, person.delegation),
        side,
        await people.parts(connection, person_id, looker.audience),
        meeting,
        free,
        await _acts(connection, looker, person),
    )


async def _between(
    connection: Connection, side_id: int, person_id: int, now: datetime
) -> tuple[Meeting | None, list[Choice]]:
    """What there is between two people; the times both have only where that is nothing yet."""
    meeting = await meetings.between(connection, side_id, person_id)
    if meeting is not None:
        return meeting, []
    return None, [one for one in await choices(connection, side_id, person_id, now) if not one.hindrance]


async def _acts(connection: Connection, looker: Looker, person: Delegate) -> bool:
    """Whether the reader may act for somebody else who meets people."""
    if person.role != "delegate" or person.id in {looker.actor.delegate_id, looker.acting}:
        return False
    return await acting_side(connection, looker.actor, person.id) is not None
