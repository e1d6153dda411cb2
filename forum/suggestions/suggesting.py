"""Suggesting to a delegate whom they may want to meet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from forum.search import other_script
from forum.suggestions.keeping import read, rules
from forum.suggestions.reasons import Reason, reasons
from forum.suggestions.terms import (
    AGAINST,
    OFFERS,
    PROFILE,
    SEEKS,
    SHARED,
    WORD_WEIGHT,
    Term,
    in_other_language,
    is_word,
    terms,
)
from forum.suggestions.vocabulary import WHOLE, vocabulary
from storage import suggestions
from storage.connection import Connection
from storage.search import Found
from storage.suggestions import Points, Posting, Sought

MOST = 50
"""The most suggestions of one answer."""

_POINTS = Points(thematic_table=200, their_project=450, own_project=300, language=40, abroad=3)
_CONCEPT = 1000
"""What a concept counts that one offers and one other seeks; a more common or a vaguer one counts less."""

_TENTHS = {OFFERS: 10, SEEKS: 10, PROFILE: 9, SHARED: 8}
"""A name says less than what somebody wrote to be found by."""

_LATE = 400
"""The texts of so many are read whose index is behind; the others have in common only tables and projects so far."""

_RARE, _RARE_IN = 3, 100
"""A word says something where at most so many have it, or one in so many."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A delegate whom somebody may want to meet, and why; `name_other` is derived where nobody gave it."""

    delegate_id: int
    name: str
    name_other: str
    organisation: str
    organisation_other: str
    delegation: str
    region: str
    kind: str
    reasons: tuple[Reason, ...]


async def suggest(
    connection: Connection,
    delegate_id: int,
    *,
    most: int = 20,
    offset: int = 0,
    without: Collection[int] = (),
) -> list[Suggestion]:
    """Whom a delegate may want to meet, who has most in common with them first; each has a reason.

    Only those who show themselves to them, none of `without`. The order is always the same. `most` is at most 50. A
    fixed number of statements, whatever the size of the forum. Raises ValueError for a negative `most` or `offset`.
    """
    if most < 0 or offset < 0:
        raise ValueError("a list has no negative part")
    found = await suggestions.asker(connection, delegate_id, rules())
    if found is None:
        return []
    asker, texts = found
    own = terms(texts)
    late = await read(await suggestions.behind(connection, _LATE, fresh=asker.fresh))
    points = await _worth(connection, own, late, fresh=asker.fresh)
    people = await suggestions.ranked(
        connection,
        asker,
        [one for term in own for one in _sought(term, points)],
        late,
        points=_POINTS,
        without=without,
        most=min(most, MOST),
        offset=offset,
    )
    ids = {person.id for person in people}
    common = await suggestions.common(connection, asker, ids)
    said = [posting for posting in late if posting.delegate_id in ids and not posting.far]
    why = reasons(own, points, common, said)
    return [_suggestion(person, why[person.id]) for person in people]


async def _worth(
    connection: Connection, own: Sequence[Term], late: Sequence[Posting], *, fresh: bool
) -> dict[tuple[str, str], int]:
    """What each (side, concept) counts with others; the fewer have it, the more."""
    looked_for = {pair for term in own for pair in _pairs(term)}
    everybody, having = await suggestions.bearers(connection, looked_for, fresh=fresh)
    for posting in late:
        pair = (posting.side, posting.concept)
        having[pair] = having.get(pair, 0) + 1
    return {
        (side, concept): _rarity(concept, having.get((side, concept), 0), everybody) * _TENTHS[side] // 10
        for side, concept in looked_for
    }


def _rarity(concept: str, bearers: int, everybody: int) -> int:
    if is_word(concept):
        weight = WORD_WEIGHT if bearers <= max(_RARE, everybody // _RARE_IN) else 0
    else:
        weight = vocabulary()[concept].weight
    return int(_CONCEPT * weight / WHOLE * log(1 + everybody / max(1, bearers)) / log(1 + everybody))


def _pairs(term: Term) -> Iterator[tuple[str, str]]:
    """On which side of another one's is looked for which concept."""
    concept = in_other_language(term.concept) if is_word(term.concept) else term.concept
    for side in AGAINST[term.side]:
        if side != PROFILE or not is_word(concept):
            yield side, concept


def _sought(term: Term, points: Mapping[tuple[str, str], int]) -> Iterator[Sought]:
    for side, concept in _pairs(term):
        if worth := points[side, concept] * _TENTHS[term.side] // 10:
            yield Sought(OFFERS if side == PROFILE else side, side, concept, term.far, worth)


def _suggestion(person: Found, why: tuple[Reason, ...]) -> Suggestion:
    return Suggestion(
        person.id,
        person.name,
        person.name_other or other_script(person.name, person.delegation),
        person.organisation,
        person.organisation_other,
        person.delegation,
        person.region,
        person.kind,
        why,
    )
