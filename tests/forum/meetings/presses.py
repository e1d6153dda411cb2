"""What people press: drawn blindly, then fitted to whatever there is to press at that moment."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from forum import meetings
from forum.desk import Desk, Outcome
from forum.meetings import Actor
from tests.forum.meetings.crowd import DELEGATES, INTERPRETERS
from tests.forum.meetings.ledger import Ledger, Met

HOW = ("self", "self", "self", "self", "head", "organiser", "organiser_delegate", "stranger", "wrong_side")
KINDS = (
    *("ask",) * 5,
    *("accept",) * 6,
    *("decline", "propose", "propose", "withdraw", "cancel", "late", "report", "report", "cannot", "cannot"),
)


@dataclass(frozen=True, slots=True)
class Spec:
    """A press as drawn; numbers are taken modulo what there is."""

    kind: str
    which: int
    other: int
    how: str
    times: tuple[int, ...]
    stale: bool
    odd: int


SPECS = st.builds(
    Spec,
    kind=st.sampled_from(KINDS),
    which=st.integers(0, 7),
    other=st.integers(0, 7),
    how=st.sampled_from(HOW),
    times=st.lists(st.integers(0, 6), max_size=3, unique=True).map(tuple),
    stale=st.integers(0, 9).map(lambda number: number == 0),
    odd=st.integers(0, 15),
)


def any_spec(chance: Random) -> Spec:
    """The same, without hypothesis's liking for edges."""
    return Spec(
        chance.choice(KINDS),
        chance.randrange(8),
        chance.randrange(8),
        chance.choice(HOW),
        tuple(chance.sample(range(7), chance.choice((0, 1, 1, 2, 3)))),
        stale=chance.random() < 0.1,
        odd=chance.randrange(16),
    )


@dataclass(frozen=True, slots=True)
class Press:
    """A press as it happens: who presses, for which side, and the use case; `manner` as the record must say it."""

    kind: str
    run: Callable[[Desk], Coroutine[Any, Any, Outcome]]
    words: str
    meeting: int = 0
    side: int = 0
    actor: int | None = None
    manner: str | None = None
    times: tuple[datetime, ...] = ()
    partner: int = 0
    minutes: int = 0
    revision: int = 0


def press(spec: Spec, ledger: Ledger, now: datetime, focus: int = 0) -> Press | None:
    """The press that a spec comes to; None where there is nothing to press. `focus` names the meeting to press on."""
    if spec.kind == "ask":
        return _ask(spec, ledger, now)
    found = [ledger.meetings[focus]] if focus in ledger.meetings else _fitting(spec.kind, ledger)
    if spec.odd == 15:
        found = list(ledger.meetings.values())
    if not found:
        return None
    met = found[spec.which % len(found)]
    if spec.kind == "cannot":
        return _cannot(met, max(1, met.revision - spec.stale))
    return _pressing(spec, ledger, met, _side(spec, met), _times(spec, ledger, now, met))


def _pressing(spec: Spec, ledger: Ledger, met: Met, side: int, times: tuple[datetime, ...]) -> Press:
    revision = max(1, met.revision - spec.stale)
    actor, acting, manner = _actor(spec, ledger, side)
    words = f"{spec.kind} {met.id} rev {revision} by {actor} for {acting} ({manner}) side {side}"
    said: tuple[datetime, ...] = (
        times if spec.kind == "propose" else times[:1] if spec.kind == "accept" else ()
    )
    reason = ("", "Non posso", "x" * 301)[spec.odd % 3] if spec.odd > 12 else ""
    minutes = (5, 10, 5, 7)[spec.odd % 4]
    what, answer = REPORTS[spec.odd % len(REPORTS)]

    async def run(desk: Desk) -> Outcome:  # noqa: PLR0911 -- a list
        match spec.kind:
            case "accept":
                return await meetings.accept(desk, actor, acting, met.id, revision, said[0] if said else None)
            case "decline":
                return await meetings.decline(desk, actor, acting, met.id, revision, reason=reason)
            case "propose":
                return await meetings.propose(desk, actor, acting, met.id, revision, said)
            case "withdraw":
                return await meetings.withdraw(desk, actor, acting, met.id, revision)
            case "cancel":
                return await meetings.cancel(desk, actor, acting, met.id, revision, reason=reason)
            case "late":
                return await meetings.late(desk, actor, acting, met.id, minutes)
            case _:
                return await meetings.report(desk, actor, acting, met.id, what, answer)

    return Press(
        spec.kind,
        run,
        f"{words} {[one.isoformat() for one in said]}",
        met.id,
        side,
        actor.delegate_id,
        manner,
        said,
        met.other(side) if side in met.sides else 0,
        minutes,
        revision,
    )


REPORTS = (
    ("held", "1"),
    ("held", "0"),
    ("result", "protocol"),
    ("rating", "4"),
    ("exchanged", "0"),
    ("held", "0"),
    ("rating", "7"),
    ("weather", "1"),
)


def _fitting(kind: str, ledger: Ledger) -> list[Met]:
    found = list(ledger.meetings.values())
    match kind:
        case "accept" | "decline" | "withdraw":
            return [met for met in found if met.awaits is not None]
        case "propose":
            return [met for met in found if met.open]
        case "cancel":
            return [met for met in found if met.state == "agreed"]
        case "cannot":
            return [met for met in found if met.interpreter is not None]
        case _:
            return [met for met in found if met.span is not None]


def _ask(spec: Spec, ledger: Ledger, now: datetime) -> Press:
    side = ledger.codes[DELEGATES[spec.which]].id
    # Nobody asks oneself but by a forged button.
    partner = ledger.codes[
        DELEGATES[spec.other if spec.odd == 0 else (spec.which + 1 + spec.other % 7) % 8]
    ].id
    if spec.odd == 1:
        partner = ledger.codes[INTERPRETERS[spec.other % 4]].id
    return _asking(spec, ledger, side, partner, _times(spec, ledger, now, None))


def _asking(spec: Spec, ledger: Ledger, side: int, partner: int, times: tuple[datetime, ...]) -> Press:
    actor, acting, manner = _actor(spec, ledger, side)
    subject = ("Filati", "x" * 301)[spec.odd % 2] if spec.odd > 12 else ""

    async def run(desk: Desk) -> Outcome:
        return await meetings.ask(desk, actor, acting, partner, times, subject=subject)

    words = f"ask {partner} by {actor} for {acting} ({manner}) {[one.isoformat() for one in times]}"
    return Press("ask", run, words, 0, side, actor.delegate_id, manner, times, partner)


def _cannot(met: Met, revision: int) -> Press:
    interpreter = met.interpreter or met.inviter

    async def run(desk: Desk) -> Outcome:
        return await meetings.cannot(desk, interpreter, met.id, revision)

    return Press(
        "cannot", run, f"cannot {met.id} {interpreter} rev {revision}", met.id, 0, interpreter, "interpreter"
    )


def _side(spec: Spec, met: Met) -> int:
    """Whose press it would be by right, most often."""
    side = met.awaits if spec.kind in {"accept", "decline"} else None
    if spec.kind == "withdraw" and met.awaits is not None:
        side = met.other(met.awaits)
    side = side or met.sides[spec.other % 2]
    if spec.kind == "late" and spec.how == "head":
        return met.interpreter or side
    return met.other(side) if spec.how == "wrong_side" else side


def _actor(spec: Spec, ledger: Ledger, side: int) -> tuple[Actor, int, str | None]:
    """Who presses, for whom, and in which manner that is (None: they may not). Only an account can press."""
    reached = {number for number, person in ledger.people.items() if person.account is not None}
    here = ledger.people[side].here
    heads = sorted(head for head, headed in ledger.heads if headed == side and here and head in reached)
    if heads and spec.how == "head":
        return Actor(heads[spec.which % len(heads)]), side, "head"
    stranger = ledger.codes[DELEGATES[spec.odd % 8]].id
    if spec.how == "stranger" and stranger in reached - {side}:
        return Actor(stranger), side, "head" if stranger in heads else None
    organiser = ledger.codes["o1"].id
    if spec.how == "organiser_delegate":
        manner = "head" if organiser in heads else "organiser"
        return Actor(organiser, organiser=True), side, manner if here else None
    if side in reached and spec.how != "organiser":
        return Actor(side), (0, side)[spec.odd % 2], "self"
    return Actor(None, organiser=True), side, "organiser" if here else None


def _times(spec: Spec, ledger: Ledger, now: datetime, met: Met | None) -> tuple[datetime, ...]:
    """Proposed times to accept, coming slots to propose, seldom what is neither."""
    proposed = sorted(ledger.times.get(met.id, ())) if met and spec.kind == "accept" else []
    if proposed and spec.odd < 13:
        return (proposed[spec.other % len(proposed)],)
    if met and spec.kind == "accept" and not proposed and spec.odd % 3 == 0:
        return ()
    coming = [slot.starts for slot in ledger.slots if slot.starts > now]
    found = tuple(coming[one % len(coming)] for one in spec.times) if coming else ()
    if spec.odd == 12:
        found = (*found, now + timedelta(minutes=7))
    return found


def one_asks(ledger: Ledger, now: datetime, one: str, other: str, which: int) -> Press | None:
    """Somebody asks somebody else for a time that both have free."""
    side, partner = ledger.codes[one].id, ledger.codes[other].id
    free = [
        slot.starts
        for slot in ledger.slots
        if slot.starts > now and side != partner and not ledger.hindrance((side, partner), slot)
    ]
    spec = Spec("ask", 0, 0, "self", (), stale=False, odd=0)
    return _asking(spec, ledger, side, partner, (free[which % len(free)],)) if free else None


def one_moves(ledger: Ledger, now: datetime, which: int, into: int) -> Press | None:
    """One side of an agreed meeting proposes a time that both have free."""
    agreed = [met for met in ledger.meetings.values() if met.state == "agreed"]
    if not agreed:
        return None
    met = agreed[which % len(agreed)]
    side = met.sides[into % 2]
    free = [
        slot.starts
        for slot in ledger.slots
        if slot.starts > now and not ledger.hindrance((side, met.other(side)), slot, besides=met.id)
    ]
    spec = Spec("propose", 0, 0, "self", (), stale=False, odd=0)
    return _pressing(spec, ledger, met, side, (free[into % len(free)],)) if free else None


def ends(kind: str, ledger: Ledger, met: Met, time: datetime) -> Press:
    """The other side accepts or declines, or whoever asked takes it back."""
    spec = Spec(kind, 0, 0, "self", (), stale=False, odd=0)
    answers = met.awaits or met.inviter
    return _pressing(spec, ledger, met, met.other(answers) if kind == "withdraw" else answers, (time,))
