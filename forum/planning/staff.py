"""Interpreters held by number: which meetings of one slot can all have one, without saying yet who gets whom.

Interpreters who may help at the same meetings and are there in the same slots are alike, so a search over numbers
loses nothing: who gets whom is a matching in each slot, found after the slots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from forum.planning.flows import greatest
from forum.planning.problem import Problem


class Staff:
    """The interpreters of a problem.

    `kind_of` says for each meeting which kind of help it needs (-1: none); `offers` for each slot how many
    interpreters there are who can give just these kinds of it.
    """

    def __init__(self, problem: Problem) -> None:
        everybody = frozenset(one.id for one in problem.interpreters)
        needs = [
            None if not one.interpreter else everybody if one.able is None else one.able & everybody
            for one in problem.meetings
        ]
        self.kinds = sorted({need for need in needs if need is not None}, key=sorted)
        number = {kind: place for place, kind in enumerate(self.kinds)}
        self.kind_of = [-1 if need is None else number[need] for need in needs]
        gives = {
            one.id: frozenset(place for place, kind in enumerate(self.kinds) if one.id in kind)
            for one in problem.interpreters
        }
        self.offers = [
            Counter(gives[one.id] for one in problem.interpreters if slot not in one.forbidden)
            for slot in range(problem.slots)
        ]
        self._known: dict[tuple[int, tuple[int, ...]], bool] = {}

    @cached_property
    def alike(self) -> bool:
        """Whether all meetings with an interpreter could have the same ones: then numbers are just added."""
        return len(self.kinds) <= 1

    def there(self, slot: int) -> int:
        """How many interpreters are there for the one kind of help that is needed."""
        return self.offers[slot][frozenset([0])]

    def enough(self, slot: int, wanted: Sequence[int]) -> bool:
        """Whether so many meetings of each kind can have their interpreters in a slot."""
        if self.alike:
            return not wanted or wanted[0] <= self.there(slot)
        key = (slot, tuple(wanted))
        if key not in self._known:
            self._known[key] = self._flow(slot, wanted) == sum(wanted)
        return self._known[key]

    def _flow(self, slot: int, wanted: Sequence[int]) -> int:
        offers = self.offers[slot]
        source, sink = len(wanted) + len(offers), len(wanted) + len(offers) + 1
        arcs = [(source, kind, number) for kind, number in enumerate(wanted)]
        for place, (gives, number) in enumerate(offers.items(), start=len(wanted)):
            arcs.append((place, sink, number))
            arcs += [(kind, place, number) for kind in sorted(gives)]
        return greatest(arcs, source, sink)
