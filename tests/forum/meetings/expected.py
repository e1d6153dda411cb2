"""Who has to be told what: derived from how the meetings changed and from who did it, and from nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.forum.meetings.crowd import ORGANISER_USERS
from tests.forum.meetings.ledger import Act, Ledger, Met, Told

Notice = tuple[str, str, int, int, int, int]
"""Kind, recipient ('d3' a delegate, 'u900' a Telegram user), meeting, revision, whose view, for whom (0: oneself)."""

TOLD_TO_SIDES = {
    "asked": "meeting_asked",
    "accepted": "meeting_accepted",
    "agreed": "meeting_agreed",
    "moved": "meeting_moved",
    "declined": "meeting_declined",
    "kept": "meeting_kept",
    "withdrawn": "meeting_withdrawn",
    "move_withdrawn": "meeting_move_withdrawn",
    "cancelled": "meeting_cancelled",
    "unplaced": "meeting_unplaced",
    "table": "meeting_table",
    "interpreter": "meeting_interpreter",
}
WITH_TIME_BEFORE = {
    "meeting_moved",
    "meeting_cancelled",
    "meeting_unplaced",
    "meeting_table",
    "interpreter_released",
    "interpreter_moved",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A meeting before and after one statement, and the act that was written down with it (None: none)."""

    before: Met | None
    after: Met
    act: Act | None


def changes(before: Ledger, after: Ledger) -> Iterator[Change]:
    """How the meetings went from one ledger to the next, in order; each revision has one act, each act one."""
    acts = {(act.meeting, act.revision): act for act in after.acts}
    assert len(acts) == len(after.acts), f"two acts of one revision: {after.acts}"
    known: dict[int, Met] = dict(before.meetings)
    for met in after.history:
        was = known.get(met.id)
        known[met.id] = met
        if was is None:
            assert met.revision == 1, met
            yield Change(None, met, None)
        elif met.revision == was.revision:
            yield Change(was, met, None)
        else:
            assert met.revision == was.revision + 1, (was, met)
            assert (met.id, met.revision) in acts, f"nobody did it: {was} -> {met}"
            yield Change(was, met, acts.pop((met.id, met.revision)))
    assert not acts, f"written down, and nothing was done: {acts}"
    assert known == after.meetings


@dataclass
class Expecting:
    """What the notices of one step must be; accounts and heads are those after it."""

    ledger: Ledger
    found: Counter[Notice] = field(default_factory=Counter)
    lacking: set[int] = field(default_factory=set)
    """Meetings that lack an interpreter, as the organisers know now."""

    def change(self, change: Change) -> None:
        """Whatever a change makes known."""
        if change.act is not None and change.before is not None:
            self._acted(change.before, change.after, change.act)
        elif change.before is not None and _nudged_since(change.before, change.after):
            self._nudged(change.after)

    def _acted(self, before: Met, after: Met, act: Act) -> None:
        if act.act == "left":
            kind = "meeting_cancelled" if before.state == "agreed" else "meeting_withdrawn"
            assert act.side is not None
            self.side(after, after.other(act.side), kind)
        else:
            kind = {
                "proposed": "meeting_proposed" if before.state == "asked" else "meeting_move_asked",
                "lapsed": "meeting_lapsed" if before.state == "asked" else "meeting_move_lapsed",
                **TOLD_TO_SIDES,
            }[act.act]
            for side in after.sides:
                # Whoever acts for somebody else tells them what was done in their name.
                if act.manner != "self" or side != act.side:
                    self.side(
                        after,
                        side,
                        kind,
                        doer=act.actor if act.manner in {"self", "head", "organiser"} else None,
                    )
        self._interpreter(before, after)

    def side(self, met: Met, side: int, kind: str, *, doer: int | None = None) -> None:
        """A side and, where they have no Telegram, those who may act for them: each once, and not whoever did it."""
        if not self.ledger.people[side].here:
            return
        if side != doer:
            self._tell(kind, f"d{side}", met, side)
        for head in self.heads_of(side):
            if head != doer and head not in met.sides:
                self._tell(kind, f"d{head}", met, side, acting=side)

    def late(self, met: Met, side: int, minutes: int, *, doer: int | None) -> None:
        """A side, or the interpreter, comes later: the others have to know."""
        kind = f"meeting_late_{minutes}"
        for other in met.sides:
            if other != side:
                self.side(met, other, kind, doer=doer)
        if met.interpreter is not None and met.interpreter != side:
            self.interpreter(met, met.interpreter, kind)

    def heads_of(self, side: int) -> list[int]:
        people = self.ledger.people
        if people[side].account is not None:
            return []
        heads = [head for head, headed in self.ledger.heads if headed == side]
        return [head for head in heads if people[head].here and people[head].account is not None]

    def _interpreter(self, before: Met, after: Met) -> None:
        if before.interpreter is not None and before.interpreter != after.interpreter:
            self.interpreter(after, before.interpreter, "interpreter_released")
        if after.interpreter is not None:
            if after.interpreter != before.interpreter:
                self.interpreter(after, after.interpreter, "interpreter_assigned")
            elif (before.span, before.table) != (after.span, after.table):
                self.interpreter(after, after.interpreter, "interpreter_moved")
        if not after.lacks:
            self.lacking.discard(after.id)
        elif after.id not in self.lacking:
            self._organisers(after)

    def interpreter(self, met: Met, interpreter: int, kind: str) -> None:
        if self.ledger.people[interpreter].here:
            self._tell(kind, f"d{interpreter}", met, interpreter)

    def _organisers(self, met: Met) -> None:
        self.lacking.add(met.id)
        accounts = {person.account for person in self.ledger.organisers}
        for person in self.ledger.organisers:
            self._tell("meeting_no_interpreter", f"d{person.id}", met, met.inviter)
        for user in ORGANISER_USERS - accounts:
            self._tell("meeting_no_interpreter", f"u{user}", met, met.inviter)

    def _nudged(self, met: Met) -> None:
        if met.awaits is not None:
            self.side(met, met.awaits, "meeting_nudge")
            return
        assert met.ends is not None
        for side in met.sides:
            soon = any(
                one.span and one.span.starts < met.ends + timedelta(minutes=30) and one.span.ends > met.ends
                for one in self.ledger.meetings.values()
                if side in one.people
            )
            if (met.id, side) not in self.ledger.reports and not soon:
                self.side(met, side, "meeting_report")

    def _tell(self, kind: str, recipient: str, met: Met, side: int, *, acting: int = 0) -> None:
        self.found[kind, recipient, met.id, met.revision, side, acting] += 1


def notices(told: Iterable[Told]) -> Counter[Notice]:
    """What stands in the outbox, in the same words."""
    return Counter(
        (
            one.kind,
            f"d{one.delegate}" if one.delegate is not None else f"u{one.user}",
            one.facts["meeting"],
            one.facts["revision"],
            one.facts["side"],
            one.facts.get("acting", 0),
        )
        for one in told
    )


def check_facts(told: Iterable[Told], found: Iterable[Change], ledger: Ledger) -> None:
    """The time before stands in the notice where it is told of; and who acted for the reader."""
    by_revision: Mapping[tuple[int, int], Change] = {
        (change.after.id, change.after.revision): change for change in found if change.act is not None
    }
    for one in told:
        change = by_revision.get((one.facts["meeting"], one.facts["revision"]))
        if change is None or change.before is None or change.act is None:
            continue
        before = change.before
        if one.kind in WITH_TIME_BEFORE:
            known: dict[str, Any] = {
                "starts": before.starts.isoformat() if before.starts else None,
                "ends": before.ends.isoformat() if before.ends else None,
                "table": before.table,
            }
            assert known.items() <= one.facts.items(), (one, before)
        if one.kind in TOLD_TO_SIDES.values():
            acted_for = change.act.manner in {"head", "organiser"} and one.facts["side"] == change.act.side
            actor = ledger.people.get(change.act.actor or 0)
            assert ("by" in one.facts) == acted_for, one
            assert one.facts.get("by", "") == (actor.name if acted_for and actor else ""), one
        assert one.facts.get("left", False) == (
            change.act.act == "left" and one.kind in {"meeting_cancelled", "meeting_withdrawn"}
        ), one


def _nudged_since(before: Met, after: Met) -> bool:
    return before.nudge is not None and after.nudge is None and after.revision == before.revision
