"""Acting for oneself and for others: heads of delegation for theirs, organisers for everybody."""

from __future__ import annotations

from dataclasses import dataclass

from storage import delegates, heads
from storage.connection import Connection


@dataclass(frozen=True, slots=True)
class Actor:
    """Who presses: a delegate (None: an organiser who is none), and whether they are an organiser."""

    delegate_id: int | None
    organiser: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """In whose place somebody acts, and in which manner ('self', 'head', 'organiser')."""

    side_id: int
    actor: Actor
    manner: str


async def part(connection: Connection, actor: Actor, acting: int) -> Part | None:
    """The part in which somebody acts for `acting` (0: for themselves); None: they may not."""
    own = actor.delegate_id
    if acting in {0, own}:
        return None if own is None else Part(own, actor, "self")
    if await delegates.delegation(connection, acting) is None:
        return None
    if own is not None and await heads.is_head(connection, own, acting):
        return Part(acting, actor, "head")
    return Part(acting, actor, "organiser") if actor.organiser else None


async def acting_side(connection: Connection, actor: Actor, acting: int) -> int | None:
    """The delegate for whom somebody acts; None: they may not."""
    found = await part(connection, actor, acting)
    return found.side_id if found else None
