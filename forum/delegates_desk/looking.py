"""Everything about a delegate, for organisers: also of those who hide, and of those who were removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.people import likely
from forum.search import Hit, find, other_script
from storage import accounts, check_ins, delegate_desk, delegates, heads, meetings, sessions
from storage.check_ins import Seen
from storage.connection import Connection
from storage.delegate_desk import Asked
from storage.records import Account, Attended, Delegate


@dataclass(frozen=True, slots=True)
class Dossier:
    """All about a delegate.

    `account` None: the bot was never opened, or no more since. `tables` and `visits` are those where they sit or
    wait, or which they guide; `meetings` says how many they have in each state, `interpreting` how many they have
    yet to interpret; `acted_for` are those who may act for them, `acts_for` those for whom they may. `seen` says
    when they were checked in at the forum.
    """

    person: Delegate
    name_other: str
    account: Account | None
    tables: Sequence[Attended]
    visits: Sequence[Attended]
    meetings: Mapping[str, int]
    interpreting: int
    acted_for: Sequence[Delegate]
    acts_for: Sequence[Delegate]
    asked: Asked
    seen: Seen | None

    @property
    def removed(self) -> bool:
        """Whether they take part no more."""
        return self.person.removed_at is not None


@dataclass(frozen=True, slots=True)
class Losses:
    """What ends with a delegate's removal: agreed meetings, requests, places, visits that they guide."""

    agreed: int
    asked: int
    places: Sequence[Attended]
    guided: Sequence[Attended]


async def matching(connection: Connection, text: str, *, viewer: int, language: str, most: int) -> list[Hit]:
    """Those whose name or organisation is like a text, whoever they are, the likest first."""
    return likely(await find(connection, text, viewer=viewer, most=most, whoever=True, language=language))


async def dossier(connection: Connection, person_id: int, now: datetime) -> Dossier | None:
    """All about a delegate; None for a number that nobody has."""
    person = await delegates.known(connection, person_id)
    if person is None:
        return None
    return Dossier(
        person,
        person.name_other or other_script(person.name, person.delegation),
        await accounts.of_delegate(connection, person_id),
        await _held(connection, "table", person_id),
        await _held(connection, "visit", person_id),
        await delegate_desk.meetings(connection, person_id),
        await delegate_desk.interpreting(connection, person_id, now),
        await delegate_desk.heads(connection, person_id),
        await heads.headed(connection, person_id),
        await delegate_desk.asked(connection, person_id),
        await check_ins.at_forum(connection, person_id),
    )


async def _held(connection: Connection, kind: str, person_id: int) -> list[Attended]:
    found = await sessions.of_kind(connection, kind, person_id, None)
    return [one for one in found if one.seat is not None or one.guided]


async def losses(connection: Connection, found: Dossier, now: datetime) -> Losses:
    """What a delegate's removal would end."""
    coming = [
        one
        for one in await meetings.of_side(connection, found.person.id, ("asked", "agreed"))
        if one.starts is None or one.starts > now
    ]
    agreed = sum(one.state == "agreed" for one in coming)
    ahead = [one for one in (*found.tables, *found.visits) if one.ends > now]
    places = [one for one in ahead if one.seat is not None]
    return Losses(agreed, len(coming) - agreed, places, [one for one in ahead if one.guided])
